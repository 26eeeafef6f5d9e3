"""A state of open quotes and a character in, the next state and what the step costs out.

News opens a quote before it closes it, closes it before the paragraph ends, or opens the next paragraph
with a quote again. Costs are logarithms; 0 is what an editor would expect.
"""

from __future__ import annotations

import re
from typing import NamedTuple

CLOSED, CURLY, LOW, STRAIGHT, CARRIED, NESTED = range(6)  # CARRIED: open at a paragraph end; NESTED: curly in straight


class Quotes(NamedTuple):
    """What is open: the outer (double) quote, and the single one."""

    double: int = CLOSED
    single: bool = False
    double_inside: bool = False  # both are open, and the double one was opened last


# Reasons: counted on typeset English, an opening mark while one is open is a slip or a lost closing mark (1 in 20);
# a closing mark with nothing open is rarer (1 in 50); a missing close at the end of a paragraph is 1 in 10.
_TWICE, _UNOPENED, _UNCLOSED, _DROPPED, _MIXED = -3.0, -4.0, -0.7, -2.3, -1.0
_EXPECTED = 2.5  # closing marks are likelier than on average while something is open
_RARE_APOSTROPHE = -1.0  # goin’ home, in ’89: real, but rarer than quoted figures and words
_LOOSE = -3.0  # an opening mark before a space, a closing one after it
_SINGLE_LEFT = -1.0
_CROSSED = -3.0  # the outer quote closes before the inner one

MARKS = re.compile('[“”„‘’"\n]')


def after(quotes: Quotes, char: str, left: str, right: str) -> tuple[Quotes, float]:
    """State, character and its neighbours ("" at the ends of the text) -> next state, cost."""
    if char == "\n":
        return _paragraph(quotes)
    carried, cost = (CLOSED, _DROPPED) if quotes.double == CARRIED else (quotes.double, 0.0)
    if quotes.double == CARRIED and char in '“„"‘' and left in ("\n", ""):
        carried, cost = CLOSED, 0.0  # each paragraph of a long speech begins with a mark
    before = quotes._replace(double=carried)
    step = _STEPS.get(char)
    if step is None:
        return before, cost
    then, more = step(before, left, right)
    return _nested(before, then, cost + more)


def _nested(before: Quotes, then: Quotes, cost: float) -> tuple[Quotes, float]:
    """Which of two open quotes is the inner one, and what it costs when the other closes first."""
    both = before.double and before.single
    if both and (before.single > then.single if before.double_inside else before.double > 0 and not then.double):
        cost += _CROSSED
    if not (then.double and then.single):
        return then._replace(double_inside=False), cost
    return then._replace(double_inside=before.double_inside if both else not before.double), cost


def _paragraph(quotes: Quotes) -> tuple[Quotes, float]:
    cost = _SINGLE_LEFT if quotes.single else 0.0
    if quotes.double in (CLOSED, CARRIED):
        return Quotes(quotes.double), cost
    return Quotes(CARRIED), cost + _UNCLOSED


def _left_curly(quotes: Quotes, left: str, right: str) -> tuple[Quotes, float]:
    """`“` opens in English and closes in German."""
    if quotes.double == LOW:
        return Quotes(CLOSED, quotes.single), _EXPECTED
    then, cost = _opened(quotes)
    return then, cost + (_LOOSE if right.isspace() else 0.0)


def _opened(quotes: Quotes) -> tuple[Quotes, float]:
    if quotes.double == STRAIGHT:
        return Quotes(NESTED, quotes.single), _MIXED
    return Quotes(CURLY, quotes.single), _TWICE if quotes.double else 0.0


def _right_curly(quotes: Quotes, left: str, right: str) -> tuple[Quotes, float]:
    then, cost = _closed(quotes)
    return then, cost + (_LOOSE if left.isspace() else 0.0)


def _closed(quotes: Quotes) -> tuple[Quotes, float]:
    if quotes.double == NESTED:
        return Quotes(STRAIGHT, quotes.single), _EXPECTED
    if quotes.double == CLOSED:
        return quotes, _UNOPENED
    return Quotes(CLOSED, quotes.single), _MIXED if quotes.double == STRAIGHT else _EXPECTED


def _low(quotes: Quotes, left: str, right: str) -> tuple[Quotes, float]:
    return Quotes(LOW, quotes.single), _TWICE if quotes.double else 0.0


def _straight(quotes: Quotes, left: str, right: str) -> tuple[Quotes, float]:
    if quotes.double:
        return Quotes(CLOSED, quotes.single), 0.0 if quotes.double == STRAIGHT else _MIXED
    opens = not right.isspace() and (not left or left.isspace() or left in "([—–‘")
    return Quotes(STRAIGHT if opens else CLOSED, quotes.single), 0.0


def _left_single(quotes: Quotes, left: str, right: str) -> tuple[Quotes, float]:
    return Quotes(quotes.double, True), _TWICE if quotes.single else 0.0


def _right_single(quotes: Quotes, left: str, right: str) -> tuple[Quotes, float]:
    """`’` is an apostrophe inside a word, after a plural or before a year; elsewhere it closes."""
    if right.isalpha() and (left.isalpha() or not quotes.single):
        return quotes, 0.0
    if quotes.single:
        return Quotes(quotes.double, False), _EXPECTED
    if left in ("s", "S", "z", "x") or (left.isdigit() and not right.isdigit()):
        return quotes, 0.0
    return quotes, _RARE_APOSTROPHE if left.isalpha() or right.isdigit() else _UNOPENED


_STEPS = {
    "“": _left_curly,
    "”": _right_curly,
    "„": _low,
    '"': _straight,
    "‘": _left_single,
    "’": _right_single,
}


def through(quotes: Quotes, text: str, left: str, right: str) -> tuple[Quotes, float]:
    """State and a stretch of text between its neighbours -> the state after it, and the cost of its marks."""
    total, end = 0.0, len(text)
    if quotes.double == CARRIED and text and text[0] not in '\n“„"‘ ' and not text.isspace():
        quotes, total = Quotes(CLOSED, quotes.single), _DROPPED
    for found in MARKS.finditer(text):
        i = found.start()
        before = text[i - 1] if i else left
        behind = text[i + 1] if i + 1 < end else right
        quotes, cost = after(quotes, found.group(), before, behind)
        total += cost
        if found.group() == "\n" and quotes.double == CARRIED and i + 1 < end and text[i + 1] not in '“„"‘\n':
            quotes, total = Quotes(CLOSED, quotes.single), total + _DROPPED
    return quotes, total
