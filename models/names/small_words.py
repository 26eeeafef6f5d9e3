"""The marked texts in, flows/extract/lexicon/small_words.txt and either_words.txt out: how running text cases its words.

Small are words that stand outside of names CLEARLY times as often as in one; either are those that do both.

    .venv/bin/python models/names/small_words.py
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(HERE)]

from marked import articles, sentences  # noqa: E402

CLEARLY = 2
WORD = re.compile(r"[^\W\d_]+")


def main() -> None:
    small: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for one in (*sentences(), *articles()):
        if one.text.islower():
            continue  # written without capitals on purpose
        inside = [(s, e) for s, e, _ in one.names]
        for match in WORD.finditer(one.text):
            word = match.group()
            if word.islower():
                small[word] += 1
            elif any(s <= match.start() < e for s, e in inside):
                named[word.lower()] += 1
    found = [word for word in sorted(small) if len(word) > 1]
    clear = {word for word in found if small[word] > CLEARLY * named[word]}
    for name, kept in (("small", clear), ("either", set(found) - clear)):
        file = ROOT / f"flows/extract/lexicon/{name}_words.txt"
        file.write_text("".join(f"{word}\n" for word in sorted(kept)), "utf-8")
        print(f"{file.relative_to(ROOT)}: {len(kept)} words")


if __name__ == "__main__":
    main()
