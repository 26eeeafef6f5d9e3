"""The marked texts in, a line of figures out: is this written text, or a template filled many times?

    .venv/bin/python models/names/check.py

Names, numbers and dates are masked; a sentence counts as a copy when 60 % of its four-word runs stand in one other
sentence. More than 2 % of copies is an error.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from marked import Marked, articles, sentences

RUN, COPY, ALLOWED = 4, 0.6, 0.02
_WORD = re.compile(r"<\w+>|[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_DATES = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"])  # fmt: skip


def masked(one: Marked) -> str:
    text = one.text
    for start, end, type_ in reversed(one.names):
        text = f"{text[:start]}<{type_}>{text[end:]}"
    return re.sub(r"\d[\d.,:]*", "<N>", text)


def split(text: str) -> Iterator[list[str]]:
    for sentence in re.split(r"(?<=[.!?])[”\"’']?\s+|\n", text):
        words = ["<D>" if w.lower() in _DATES else w.lower() for w in _WORD.findall(sentence)]
        if len(words) >= RUN:
            yield words


def main() -> int:
    marked = [*sentences(), *articles()]
    rows = [words for one in marked for words in split(masked(one))]
    runs = [{tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)} for words in rows]
    where: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for n, own in enumerate(runs):
        for run in own:
            where[run].append(n)
    copies = 0
    for n, own in enumerate(runs):
        shared = Counter(other for run in own for other in where[run] if other != n)
        copies += bool(shared) and shared.most_common(1)[0][1] >= COPY * len(own)
    names = Counter(one.text[s:e] for one in marked for s, e, _ in one.names)
    types = Counter(t for one in marked for *_, t in one.names)
    lengths = sorted(map(len, rows))
    print(f"{sum(1 for _ in sentences())} sentences, {sum(1 for _ in articles())} articles, {len(rows)} sentences in all, "
          f"median {lengths[len(lengths) // 2]} words; copies {copies} ({100 * copies / len(rows):.2f} %)")  # fmt: skip
    print(f"{sum(names.values())} names, {len(names)} distinct; {dict(types.most_common())}")
    return int(copies > ALLOWED * len(rows))


if __name__ == "__main__":
    sys.exit(main())
