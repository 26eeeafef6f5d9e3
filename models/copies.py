"""Sentences as words in, how many are copies out: is this written text, or a template filled many times?

Names, numbers and dates are masked by the caller; a sentence counts as a copy when 60 % of its four-word runs stand in one
other sentence. More than 2 % of copies is an error.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

RUN, COPY, ALLOWED = 4, 0.6, 0.02
_WORD = re.compile(r"<\w+>|[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_DATES = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"])  # fmt: skip


def masked(text: str, names: Iterator[tuple[int, int, str]]) -> str:
    """Text and (start, end, type) in order -> the text with types for names and <N> for numbers."""
    for start, end, type_ in reversed(list(names)):
        text = f"{text[:start]}<{type_}>{text[end:]}"
    return re.sub(r"\d[\d.,:]*", "<N>", text)


def split(text: str) -> Iterator[list[str]]:
    """Sentences as words in small letters, dates masked."""
    for sentence in re.split(r"(?<=[.!?])[”\"’']?\s+|\n", text):
        words = ["<D>" if w.lower() in _DATES else w.lower() for w in _WORD.findall(sentence)]
        if len(words) >= RUN:
            yield words


def copies(rows: list[list[str]]) -> int:
    """How many of the sentences are copies of another."""
    runs = [{tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)} for words in rows]
    where: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for n, own in enumerate(runs):
        for run in own:
            where[run].append(n)
    found = 0
    for n, own in enumerate(runs):
        shared = Counter(other for run in own for other in where[run] if other != n)
        found += bool(shared) and shared.most_common(1)[0][1] >= COPY * len(own)
    return found
