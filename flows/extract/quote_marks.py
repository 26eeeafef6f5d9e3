"""A text in, what stands between its quotation marks out: curly, straight, guillemets, low-high, single; by paragraph.

A mark left open ends with its paragraph; sooner where the words go on with "..., she said" or the mark opens again. A
paragraph that opens the mark again goes on with the speech before it. A closing mark that nothing opened, but that ends
as speech does, closes what the paragraph began with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from flows.extract.dash_speech import dash_speech, dialogue_lines
from flows.extract.tables import words

PAIRS = {"“": "”", "«": "»", "„": "“”", "‹": "›", "‘": "’", "「": "」", "『": "』", '"': '"', "'": "'", "``": "''"}
LONGEST = 6_000  # characters of a quotation within a paragraph: bounds the search where marks are never closed
DASH = "—"  # the mark of speech that a dash opens and nothing closes
DEEPEST = 8  # quotations within quotations
LONGEST_SINGLE = 3_000  # characters between single marks: beyond, an apostrophe is taken for one
LINE = re.compile(r"[^\n]+")
# not an opening single mark though a space stands before it: 'em, '90s, 'til
ELIDED = re.compile(r"['‘’](?:\d0s|em\b|til\b|tis\b|twas\b|cause\b|n['’]\s)", re.I)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch between marks, without them and the blanks inside them."""

    start: int
    end: int
    opens: int  # where the opening mark stands; the start where there is none
    closes: int  # behind the closing mark; the end where there is none
    mark: str  # the opening mark
    closed: bool  # False: the closing mark is missing
    goes_on: bool = False  # the speech of the paragraph before, opened again


def quoted(text: str) -> list[Quoted]:
    """Outermost quotations in text order; nested ones stay inside them."""
    found: list[Quoted] = []
    dashed = dialogue_lines(text)
    for line in LINE.finditer(text):
        if line.start() in dashed:
            found += [Quoted(a, b, a, b, DASH, True) for a, b in dash_speech(text, *line.span())]
            continue
        open_before = (
            found[-1] if found and not found[-1].closed and _next_line(text, found[-1].end, line.start()) else None
        )
        for k, q in enumerate(_in_line(text, line.start(), line.end())):
            first = k == 0 and not text[line.start() : q.opens].strip(" \t—–-")
            again = open_before is not None and first and q.mark == open_before.mark
            found.append(replace(q, goes_on=again))
    return [q for q in found if text[q.start : q.end].strip()]


def _next_line(text: str, end: int, start: int) -> bool:
    return not text[end:start].strip()


def _in_line(text: str, start: int, end: int) -> Iterator[Quoted]:
    i, clean = start, True  # clean: no mark so far
    barren = start  # no single mark closes before here: what one search found, the next need not
    doubles = _has_double(text, start, end)
    while i < end:
        mark = _opens(text, i, start, doubles and not (clean and _holds_doubles(text, i, end)))
        if not mark:
            if clean and text[i] in "”»" and text[i - 1] in ",.?!…" and i > start:
                a, b = _stripped(text, start, i)
                yield Quoted(a, b, a, i + 1, "", False)
            clean = clean and text[i] not in '”»"'
            i += 1
            continue
        clean = False
        single = mark in "'‘"
        limit = min(end, i + (LONGEST_SINGLE if single else LONGEST))
        close = _closing(text, max(i + len(mark), barren if single else 0), limit, mark)
        if close is None and single:  # an apostrophe after all
            i, barren = i + 1, limit
            continue
        stop = _left_open(text, i + len(mark), end, mark) if close is None else close
        a, b = _stripped(text, i + len(mark), stop)
        yield Quoted(a, b, i, b if close is None else close + 1, mark, close is not None)
        i = stop + (0 if close is None else 1)


def _left_open(text: str, start: int, end: int, mark: str) -> int:
    """Where a quotation that is never closed ends: with the paragraph when the next one opens it again."""
    if text[end : end + 8].lstrip().startswith(mark):
        return end
    again = text.find(mark, start, end) if mark != '"' else -1
    stop = again if again >= 0 else end
    said = _attribution().search(text, start, min(stop, start + LONGEST_SINGLE))
    return said.start() + 1 if said else stop


@cache
def _attribution() -> re.Pattern[str]:
    """ ", the minister said" and ", said Kamau": the comma and what follows it."""
    verbs = "|".join(sorted(words("speech", "after_question")))
    return re.compile(rf",\s+(?:[\w.’'-]+\s+){{0,4}}(?:{verbs})\b(?![’'])")


def _has_double(text: str, start: int, end: int) -> bool:
    """With double marks in the paragraph, single ones are nested or apostrophes."""
    return any(c in text[start:end] for c in '“”"«„')


def _holds_doubles(text: str, i: int, end: int) -> bool:
    """Single marks around double ones, the British way: 'I thought, "That is mine."'"""
    if text[i] not in "'‘":
        return False
    close = _closing(text, i + 1, min(end, i + LONGEST_SINGLE), text[i])
    inside = text[i + 1 : close] if close else ""
    straight = inside.count('"')
    return inside.count("“") == inside.count("”") and straight % 2 == 0 and (straight > 0 or "“" in inside)


def _opens(text: str, i: int, start: int, doubles: bool) -> str:
    c = text[i]
    if c in "“«„‹「『":
        return c
    before = text[i - 1] if i > start else " "
    after = text[i + 1 : i + 2]
    if c == '"':
        # at a word's beginning; one glued to the word before it closes something that never opened
        return c if (not before.isalnum() and before not in ".,!?;") and after and not after.isspace() else ""
    if (
        c in "'‘"
        and not doubles
        and (before.isspace() or before in "([—–-:")
        and after
        and (after.isalnum() or after == "…")
    ):
        return "" if ELIDED.match(text, i) else c
    return ""


def _closing(text: str, i: int, end: int, mark: str) -> int | None:
    """Where the mark opened before i is closed; nested pairs of the same mark are stepped over."""
    depth, closing = 0, PAIRS[mark]
    while i < end and depth < DEEPEST:
        c = text[i]
        if mark == '"':
            if c == '"' and (_shuts(text, i, end) or not _opens_again(text, i, end)):
                return i
            depth += c == "“"
            if c == "”":  # mixed marks are common after repair
                if depth == 0:
                    return i
                depth -= 1
        elif mark in "'‘":
            if c in ("'", "’") and _shuts_single(text, i, end):
                return i
        elif c in closing and not (mark == "„" and c == "“" and text[i + 1 : i + 2].isalnum()):
            if depth == 0:
                return i
            depth -= 1
        elif c == mark:
            depth += 1
        elif mark == "“" and c == '"' and depth == 0 and _shuts(text, i, end) and not _curly_close(text, i, end):
            return i
        i += 1
    return None


def _curly_close(text: str, i: int, end: int) -> bool:
    """The curly closing mark comes before the next opening one, if within the reach of a usual paragraph."""
    return "”" in text[i : min(end, i + LONGEST_SINGLE)].split("“")[0]


def _shuts(text: str, i: int, end: int) -> bool:
    before, after = text[i - 1], text[i + 1 : i + 2] if i + 1 < end else " "
    return not before.isspace() and (not after or not after.isalnum())


def _opens_again(text: str, i: int, end: int) -> bool:
    return text[i - 1].isspace() and i + 1 < end and not text[i + 1].isspace()


def _shuts_single(text: str, i: int, end: int) -> bool:
    before, after = text[i - 1], text[i + 1 : i + 2] if i + 1 < end else " "
    if after.isalnum():
        return False
    # "the rebels' leader" has an s before the mark and a word behind it: a possessive, unless punctuation came first
    return before in ".,!?…" or (
        before.isalnum()
        and (before != "s" or after in ",.;:?!)" or (not after.strip() and _no_later_close(text, i + 1, end)))
    )


def _no_later_close(text: str, i: int, end: int) -> bool:
    return not re.search(r"[.,!?\w]['’](?!\w)", text[i : min(end, i + LONGEST_SINGLE)])


def _stripped(text: str, a: int, b: int) -> tuple[int, int]:
    while a < b and text[a].isspace():
        a += 1
    while b > a and text[b - 1].isspace():
        b -= 1
    return a, b
