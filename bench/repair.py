"""A folder of clean texts in, one table out: how much damage by codec and policy `repair` undoes, beside ftfy.

    .venv/bin/python bench/repair.py FOLDER [--docs 60] [--only gbk]

A document is a blank-line block of an English text, or a line of the others; only those with an odd
number are used, since the shipped counts come from the even ones (models/typography/derive.py).
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from flows.clean.mojibake import Repaired, repair  # noqa: E402
from flows.clean.mojibake.decoders import shown  # noqa: E402

LOSSLESS = ("gbk", "cp936", "gb18030", "big5", "cp950", "big5hkscs", "shift_jis", "cp932", "euc_jp", "euc_kr", "cp949")
LOSSY = [("gbk", "drop"), ("gb18030", "drop"), ("cp936", "drop"), ("cp936", "question"), ("gbk", "question"),
         ("gbk", "replace"), ("gbk", "whatwg"), ("gbk", "replace_pair"), ("cp932", "drop"), ("cp932", "question")]  # fmt: skip
SINGLE = ("cp1252", "latin-1", "cp1251", "mac_roman", "cp437")
_TOKEN = re.compile(r"\w+|\s|[^\w\s]")


@dataclass(slots=True)
class Cell:
    """What one row of the table counts."""

    name: str
    docs: int = 0
    exact: int = 0
    exact_merged: int = 0
    ftfy: int = 0
    sites: int = 0
    right: int = 0
    right_merged: int = 0
    sure: int = 0
    sure_right: int = 0
    wrong: list[str] = field(default_factory=list)
    chars: int = 0
    seconds: float = 0.0


def documents(folder: Path) -> dict[str, list[str]]:
    """Folder -> file name -> its documents that the counts have not seen."""
    found = {}
    for file in sorted(folder.glob("*.txt")):
        text = file.read_text("utf-8")
        parts = re.split(r"\n[ \t]*\n", text) if file.name.startswith("en_") else text.split("\n")
        found[file.stem] = [part.strip() for part in parts if part.strip()][1::2]
    return found


def merged(text: str) -> str:
    """Text with en and em dash counted as one."""
    return text.replace("–", "—")


def lost_places(text: str, codec: str, policy: str) -> list[int]:
    """Places of the characters of which the reader loses bytes: their own reading differs from the strict one."""
    damaged_bytes: list[int] = []
    raw, owner = bytearray(), []
    for i, char in enumerate(text):
        code = char.encode()
        raw += code
        owner += [i] * len(code)
    at = 0
    while at < len(raw):
        for width in (1, 2, 4):
            piece = bytes(raw[at : at + width])
            if len(piece) == width and shown(piece, codec, "replace").count("\ufffd") == 0:
                at += width
                break
        else:
            damaged_bytes.append(at)
            at += 1
    return sorted({owner[byte] for byte in damaged_bytes})


def equal_places(truth: str, made: str) -> set[int]:
    """Places of `truth` that `made` has too, aligned by words and marks."""
    if truth == made:
        return set(range(len(truth)))
    old, new = _TOKEN.findall(truth), _TOKEN.findall(made)
    places, total = [], 0
    for token in old:
        places.append(total)
        total += len(token)
    same: set[int] = set()
    for i, _, size in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        for k in range(i, i + size):
            same |= set(range(places[k], places[k] + len(old[k])))
    return same


def measure(cell: Cell, pairs: Iterable[tuple[str, str, list[int]]], *, examples: int = 6) -> None:
    """(truth, damaged, lost places) -> the counts of a cell."""
    for truth, damaged, lost in pairs:
        begun = time.perf_counter()
        result = repair(damaged)
        cell.seconds += time.perf_counter() - begun
        cell.chars += len(damaged)
        cell.docs += 1
        cell.exact += result.text == truth
        cell.exact_merged += merged(result.text) == merged(truth)
        cell.ftfy += by_ftfy(damaged) == truth
        if lost:
            strict, loose = equal_places(truth, result.text), equal_places(merged(truth), merged(result.text))
            cell.sites += len(lost)
            cell.right += sum(place in strict for place in lost)
            cell.right_merged += sum(place in loose for place in lost)
            bad = [place for place in lost if place not in loose]
            cell.wrong += [truth[max(0, p - 20) : p + 12] for p in bad[:examples]]
        judge(cell, truth, result)


def judge(cell: Cell, truth: str, result: Repaired) -> None:
    """Count the inferred edits that are sure of themselves, and how many of them are right."""
    last = [r for r in result.repairs if not r.lossless and r.step == "mojibake.1" and r.confidence >= 0.99]
    if not last or any(r.step != "mojibake.1" for r in result.repairs):
        return
    back = (
        SequenceMatcher(None, result.text, truth, autojunk=False)
        if result.text != truth and len(truth) < 9000
        else None
    )
    same = {k for i, _, n in back.get_matching_blocks() for k in range(i, i + n)} if back else None
    cell.sure += len(last)
    cell.sure_right += sum(same is None or set(range(r.after_start, r.after_end)) <= same for r in last)


def by_ftfy(text: str) -> str:
    import ftfy

    return str(ftfy.fix_encoding(text))


def damaged(texts: Iterable[str], codec: str, policy: str) -> Iterator[tuple[str, str, list[int]]]:
    for text in texts:
        seen = shown(text.encode(), codec, policy)
        if seen != text:
            yield text, seen, lost_places(text, codec, policy)


def lossless(texts: Iterable[str], read: Callable[[bytes], str]) -> Iterator[tuple[str, str, list[int]]]:
    for text in texts:
        try:
            seen = read(text.encode())
        except UnicodeDecodeError:
            continue
        if seen != text:
            yield text, seen, []


def strict(codec: str) -> Callable[[bytes], str]:
    def read(raw: bytes) -> str:
        if codec != "cp936":
            return raw.decode(codec)
        if "\ufffd" in shown(raw, codec, "replace"):
            raise UnicodeDecodeError(codec, raw, 0, 1, "bytes are lost")
        return shown(raw, codec, "drop")

    return read


def paragraphs(texts: Iterable[str]) -> list[str]:
    return [line for text in texts for line in text.split("\n") if not line.isascii()]


def show(cell: Cell) -> None:
    def share(n: int, of: int) -> str:
        return f"{100 * n / of:6.1f}" if of else "     -"

    speed = cell.chars / 1000 / cell.seconds if cell.seconds else 0
    print(f"{cell.name:34}{cell.docs:6}{share(cell.exact, cell.docs)}{share(cell.exact_merged, cell.docs)}"
          f"{share(cell.ftfy, cell.docs)}{cell.sites:7}{share(cell.right, cell.sites)}{share(cell.right_merged, cell.sites)}"
          f"{share(cell.sure, cell.sites)}{share(cell.sure_right, cell.sure)}{speed:8.0f}", flush=True)  # fmt: skip


def clean(found: dict[str, list[str]], folder: Path) -> None:
    print("\nclean text: edits and sites left, KB/s")
    for stem in found:
        text = (folder / f"{stem}.txt").read_text("utf-8")
        begun = time.perf_counter()
        result = repair(text)
        spent = time.perf_counter() - begun
        print(f"{stem:24}{len(result.repairs):6}{len(result.left):6}{len(text.encode()) / 1000 / spent:10.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--docs", type=int, default=60, help="documents per row")
    parser.add_argument("--only", default="", help="rows whose name contains this")
    parser.add_argument("--wrong", action="store_true", help="print contexts of wrong sites")
    args = parser.parse_args()
    found = documents(args.folder)
    print(
        f"{'':34}{'docs':>6}{'exact':>6}{'merge':>6}{'ftfy':>6}{'sites':>7}{'right':>6}{'merge':>6}{'>=.99':>6}{'right':>6}{'KB/s':>8}"
    )
    for name, pairs in rows(found, args.docs):
        if args.only in name:
            cell = Cell(name)
            measure(cell, pairs)
            show(cell)
            if args.wrong:
                print(*map(repr, cell.wrong[:60]), sep="\n")
    if args.only in "clean":
        clean(found, args.folder)


def rows(found: dict[str, list[str]], most: int) -> Iterator[tuple[str, Iterable[tuple[str, str, list[int]]]]]:
    for stem, texts in found.items():
        some = [text for text in texts if not text.isascii()][:: max(1, len(texts) // most)][:most]
        short = stem.removeprefix("pud_")[:7]
        for codec, policy in LOSSY if stem.startswith("en_") else LOSSY[:1]:
            if short not in ("chinese", "korean", "arabic"):
                yield f"lossy {short} {codec} {policy}", damaged(some, codec, policy)
        lines = paragraphs(texts)[: 5 * most]
        for codec in LOSSLESS:
            yield f"lossless {short} {codec}", lossless(lines, strict(codec))
        for codec in SINGLE if short not in ("chinese", "korean", "arabic") else ():
            yield f"single {short} {codec}", lossless(lines[:most], strict(codec))


if __name__ == "__main__":
    main()
