"""A folder of clean texts in, flows/clean/mojibake/typography.json out: counts of character classes in a row.

    .venv/bin/python models/typography/derive.py FOLDER

Of each text only the blank-line blocks (or, without blank lines, the lines) with an even number are counted;
the others are left for bench/repair.py to measure on. The sentences in news.*.txt were written for this purpose.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from flows.clean.mojibake.typography import ORDER, kinds  # noqa: E402

OUT = ROOT / "flows/clean/mojibake/typography.json"
TEXTS = {"en": "en_public_domain.txt", "fr": "pud_french.txt", "de": "pud_german.txt", "pl": "pud_polish.txt",
         "ru": "pud_russian.txt"}  # fmt: skip
WRITTEN_WEIGHT = {
    "en": 3.0,
    "fr": 1.5,
    "de": 1.5,
    "pl": 1.5,
    "ru": 1.5,
}  # of our sentences, against those of the folder
BORROWED = {"fr": 0.03, "de": 0.03, "pl": 0.03, "ru": 0.003}  # weight of English counts under a small text
FEWEST = 3.0  # rarer rows are dropped from the longest contexts; they cost space and say little
UNITS = {"en": r"\n[ \t]*\n"}  # others: by line


def blocks(folder: Path, language: str) -> list[str]:
    """The parts of a text that count as documents."""
    text = (folder / TEXTS[language]).read_text("utf-8")
    return [part.strip() for part in re.split(UNITS.get(language, r"\n"), text) if part.strip()]


def typeset(text: str) -> str:
    """Straight quotes and apostrophes made curly: every house style is of use, and half of the web is straight."""
    text = re.sub(r"(?<=\w)'(?=\w)", "’", text)
    text = re.sub(r"(?:(?<=^)|(?<=[\s(—–\[]))\"(?=\S)", "“", text, flags=re.M)
    text = text.replace('"', "”")
    text = re.sub(r"(?:(?<=^)|(?<=[\s(—–\[“]))'(?=[^\W\d])", "‘", text, flags=re.M)
    return text.replace("'", "’")


def british(text: str) -> str:
    """The same text in another house style: single quotes outside, spaced en dashes."""
    return text.replace("“", "‘").replace("”", "’").replace(" — ", " – ").replace("—", " – ")


def closed(text: str) -> str:
    """The same text with closed em dashes."""
    return re.sub(" [–—] ", "—", text)


def logical(text: str) -> str:
    """The same text with commas and full stops outside of the quotes, as much of the world sets them."""
    return re.sub("([.,])([”’]+)", r"\2\1", text)


def styles(text: str, language: str) -> Iterator[tuple[str, float]]:
    """A text -> its versions by house style with their weights."""
    if language != "en":
        yield text, 1.0
        return
    yield text, 0.3
    curly = typeset(text)
    yield curly, 0.4
    yield british(curly), 0.05
    yield logical(british(curly)), 0.05
    yield logical(curly), 0.1
    yield closed(curly), 0.1


def grams(parts: list[tuple[str, float]]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for part, weight in parts:
        row = "\n" * (ORDER - 1) + kinds(re.sub(r"\n+", "\n", part)) + "\n"
        for length in range(1, ORDER + 1):
            for i in range(ORDER - length, len(row) - length + 1):
                counts[row[i : i + length]] += weight  # type: ignore[assignment]
    return counts


def documents(folder: Path, language: str) -> list[list[tuple[str, float]]]:
    """Every text that is counted as its versions with their weights: the even blocks of the folder's text, and ours."""
    here = Path(__file__).parent
    written = [block for file in sorted(here.glob(f"*.{language}.txt")) for block in _written(file.read_text("utf-8"))]
    found = [list(styles(text, language)) for text in blocks(folder, language)[::2]]
    return found + [[(text, WRITTEN_WEIGHT[language])] for text in written]


def _written(text: str) -> list[str]:
    """A file of ours -> its documents; where it has no blank lines, ten paragraphs are one."""
    if "\n\n" in text.strip():
        return [block.strip() for block in re.split(r"\n[ \t]*\n", text) if block.strip()]
    lines = text.strip().split("\n")
    return ["\n".join(lines[i : i + 10]) for i in range(0, len(lines), 10)]


def tables(folder: Path, quarters: Collection[int] = range(4)) -> dict[str, dict[str, dict[str, float]]]:
    """The counts of the documents whose number, divided by four, leaves one of `quarters`."""
    found: dict[str, dict[str, float]] = {}
    letters: Counter[str] = Counter()
    for language in TEXTS:
        texts = [versions for n, versions in enumerate(documents(folder, language)) if n % 4 in quarters]
        counts = grams([version for versions in texts for version in versions])
        letters.update(char for versions in texts for char in versions[0][0] if char.isalpha())
        if language != "en":
            for gram, count in found["en"].items():
                counts[gram] += count * BORROWED[language]  # type: ignore[assignment]
        found[language] = {
            g: round(n, 2)
            for g, n in sorted(counts.items())
            if n >= FEWEST or len(g) < 3 or (language != "en" and n >= 1)
        }
    total = sum(letters.values())
    shares = {
        char: round(math.log(n / total), 2) for char, n in sorted(letters.items()) if not char.isascii() and n > 1
    }
    return {"grams": found, "letters": {"all": shares}}


def main(folder: Path) -> None:
    data = tables(folder)
    OUT.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
    print(OUT.stat().st_size, {language: len(table) for language, table in data["grams"].items()})


if __name__ == "__main__":
    main(Path(sys.argv[1]))
