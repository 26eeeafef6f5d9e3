"""Text in, text without invisible trouble out, as three passes, each with its repairs.

`ended` makes every line end a newline, `visible` takes out zero-width and control characters,
`spaced` makes odd white space ordinary. What a script or an emoji needs to look right stays.
"""

from __future__ import annotations

import re
import unicodedata

from flows.clean.edits import Change, carried_out
from flows.records import Repair

Result = tuple[str, tuple[Repair, ...]]

_LINE_END = re.compile("\r\n?|[\u2028\u2029\x85\x0b\x0c]")
# Zero width, byte order mark, soft hyphen, word joiner and invisible operators, directional marks, tags, fillers.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufe00-\ufe0f\U000e0000-\U000e007f\ufff9-\ufffb]"
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_TROUBLE = re.compile(f"{_INVISIBLE.pattern}|{_CONTROL.pattern}")
_BREAK = re.compile("[\u2028\u2029]")  # restored by mojibake repair after line endings were settled
_JOINERS = "\u200c\u200d"
# Scripts whose letters take another shape beside a joiner: Arabic, Syriac, N'Ko, the Indic ones, Mongolian.
_JOINING = re.compile("[\u0600-\u07ff\u0840-\u085f\u08a0-\u0dff\u0f00-\u109f\u1780-\u18af\ua840-\ua87f\ufb50-\ufdff]")
_OPENERS = dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c") | dict.fromkeys("\u2066\u2067\u2068", "\u2069")
_MARKS = "\u200e\u200f\u061c"
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_SPACES = re.compile(
    "(?:[ \t]*[\u00a0\u1680\u2000-\u200a\u202f\u205f]+[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f]*|\t+[ \t]*|  +\t*[ \t]*)"
)
_TRAILING = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+(?=\n|\\Z)")


def ended(text: str) -> Result:
    """Text -> every line ends with a newline; pass "line_ending"."""
    found = _LINE_END.finditer(text)
    return carried_out(text, "line_ending", [Change(m.start(), m.end(), "\n", "line_ending") for m in found])


def visible(text: str) -> Result:
    """Text -> without characters that nobody sees; pass "invisible" (kinds invisible and control)."""
    if text.isascii() and not _CONTROL.search(text):
        return text, ()
    kept = _balanced(text)
    found = [m.start() for m in _TROUBLE.finditer(text) if m.start() not in kept]
    breaks = [Change(m.start(), m.end(), "\n", "line_ending") for m in _BREAK.finditer(text)]
    changes = breaks + [
        Change(i, i + 1, "", "control" if _CONTROL.match(text[i]) else "invisible")
        for i in found
        if not _needed(text, i)
    ]
    return carried_out(text, "invisible", _joined(changes))


def spaced(text: str) -> Result:
    """Text -> single ordinary spaces, none at line ends; pass "whitespace". An ideographic space stays."""
    trailing = [Change(m.start(), m.end(), "", "whitespace") for m in _TRAILING.finditer(text)]
    inner = [Change(m.start(), m.end(), " ", "whitespace") for m in _SPACES.finditer(text)]
    taken = {c.end for c in trailing}
    return carried_out(text, "whitespace", trailing + [c for c in inner if c.end not in taken])


def _joined(changes: list[Change]) -> list[Change]:
    """Changes in any order -> in text order, neighbouring deletions of one kind as one."""
    out: list[Change] = []
    for c in sorted(changes, key=lambda c: c.start):
        if out and not c.after and not out[-1].after and out[-1].end == c.start and out[-1].kind == c.kind:
            c = Change(out.pop().start, c.end, "", c.kind)
        out.append(c)
    return out


def _needed(text: str, i: int) -> bool:
    """Whether the character at `i` changes what a reader sees: joiners, emoji parts, marks in right-to-left text."""
    char, left, right = text[i], text[i - 1 : i], text[i + 1 : i + 2]
    if char in _JOINERS:
        return _shaped(left, right, char)
    if "\ufe00" <= char <= "\ufe0f" or "\U000e0020" <= char <= "\U000e007f":  # variation selectors, flag tags
        return bool(left) and (
            _pictured(left) or left.isalpha() or left in "#*0123456789\U0001f3f4" or left > "\U000e001f"
        )
    if char in _MARKS:
        return bool(_RIGHT_TO_LEFT.search(text[max(0, i - 40) : i + 40]))
    return char in "\u180e\u17b4\u17b5\u115f\u1160\u3164" and _is_letter(left) and left > "\u0fff"


def _shaped(left: str, right: str, char: str) -> bool:
    """A joiner between letters of a script that uses it, or between the parts of one emoji."""
    if char == "\u200d" and _pictured(left) and _pictured(right):
        return True
    return bool(left and right and _JOINING.match(left) and (_JOINING.match(right) or char == "\u200d"))


def _pictured(char: str) -> bool:
    return bool(char) and (unicodedata.category(char) in ("So", "Sk") or "\ufe00" <= char <= "\ufe0f")


def _is_letter(char: str) -> bool:
    return bool(char) and unicodedata.category(char)[0] in "LM"


def _balanced(text: str) -> set[int]:
    """Places of directional embeddings and isolates that are opened and closed within one right-to-left line."""
    kept: set[int] = set()
    stack: list[tuple[int, str]] = []
    for m in re.finditer("[\u202a-\u202e\u2066-\u2069\n]", text):
        char = m.group()
        if char == "\n":
            stack.clear()
        elif char in _OPENERS:
            stack.append((m.start(), _OPENERS[char]))
        elif stack and stack[-1][1] == char:
            start, _ = stack.pop()
            if _RIGHT_TO_LEFT.search(text, start, m.start()):
                kept |= {start, m.start()}
    return kept
