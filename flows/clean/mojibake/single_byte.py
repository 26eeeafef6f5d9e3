"""Text in, the changes that undo single-byte misreadings (Windows-1252, Latin-1, MacRoman, cp1251 ...) out.

The work is ftfy's. It judges a text as a whole, so it is asked line by line: then a damaged
paragraph in a clean text is seen, and a clean one beside it is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from flows.clean.edits import Change
from flows.clean.mojibake.alphabet import script

LONGEST = 2000  # characters given to ftfy at once; a line is judged as a whole, a book is not
MOST_LAYERS = 8
MIXED = "mixed"  # the codec's name where ftfy put single characters right, not the line
WINDOW = 8  # tokens within which two versions of a line meet again
_CHUNK = re.compile(rf"[^\n]{{1,{LONGEST}}}\S*")  # never cut inside a word: what lies there may be one sequence
# A character that UTF-8 lead bytes are read as, followed by one that trail bytes are read as; or a C1 control.
# In ftfy's ten codecs leads are letters or line drawing, trails mostly are not letters of the same word.
_SUSPECT = re.compile("[\x80-\x9f]|[\xa0-\u02dd\u0384-\u04ff\u2010-\u2265\u2300-\u25ff\ufb00-\ufb02]{2}|[ÂÃâàãðÐÑÅÄ] ")
_EAST_ASIAN = re.compile("[\u2e80-\ud7ff\ue000-\uf8fe\uff61-\uffdc]")
_TOKEN = re.compile(r"[^\x00-\x7f]+|[\x21-\x7f]+|[\x00-\x20]")


def single_byte(text: str, spans: Sequence[tuple[int, int]]) -> list[Change]:
    """Text and the stretches worth a look -> changes, each with its codec; none where ftfy finds the text plausible."""
    changes: list[Change] = []
    for start, end in spans:
        if _SUSPECT.search(text, start, end):
            for chunk in _CHUNK.finditer(text, start, end):
                if _SUSPECT.search(chunk[0]):
                    changes += _fixed(chunk[0], chunk.start())
    return changes


@cache
def _config() -> Any:
    from ftfy import TextFixerConfig

    return TextFixerConfig(unescape_html=False, uncurl_quotes=False, fix_character_width=False, normalization=None)


def _fixed(chunk: str, at: int) -> Iterator[Change]:
    from ftfy import fix_encoding_and_explain

    after, plan = fix_encoding_and_explain(chunk, _config())
    if after == chunk or plan is None or not _better(chunk, after):
        return
    if sum(step.action == "decode" for step in plan) > MOST_LAYERS:
        return  # such depths are no accident, and ftfy loses its way in them
    codec = "+".join(dict.fromkeys(step.parameter for step in plan if step.action == "encode")) or MIXED
    lossless = not any(step.parameter in ("restore_byte_a0", "replace_lossy_sequences") for step in plan)
    differences = list(_differences(chunk, after))
    if len(differences) == 1 and _lone_letter(after, *differences[0][2:]):
        return
    for i, j, k, m in differences:
        if _EAST_ASIAN.search(chunk[max(0, i - 1) : j + 1]):
            continue  # what stands beside kanji was misread by another reader
        yield Change(at + i, at + j, after[k:m], "encoding", codec, "" if lossless else "drop", lossless)


def _lone_letter(text: str, start: int, end: int) -> bool:
    """A line in which one letter of another script is all that changes: chance, as in an emoticon, unless it is in a word."""
    new = [char for char in text[start:end] if char.isalpha() and char > "\u036f"]
    if len(new) != 1 or new[0] > "\u07ff":
        return False
    left, right = text[max(0, start - 1) : start], text[end : end + 1]
    return not (left.isalpha() and right.isalpha()) and all(script(c) != script(new[0]) for c in left + right)


def _better(before: str, after: str) -> bool:
    """A fix that leaves replacement or private characters behind is none."""
    return after.count("\ufffd") <= before.count("\ufffd")


def _differences(before: str, after: str) -> Iterator[tuple[int, int, int, int]]:
    """Two versions of a line -> the places that differ, by runs of ASCII and of other characters.

    ASCII is nearly always the same in both, so the two are walked side by side.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    starts, ends = _places(old), _places(new)
    i = k = 0
    while i < len(old) or k < len(new):
        if old[i : i + 1] == new[k : k + 1]:
            i, k = i + 1, k + 1
            continue
        j, m = _meeting(old, new, i, k)
        yield starts[i], starts[j], ends[k], ends[m]
        i, k = j, m


def _meeting(old: list[str], new: list[str], i: int, k: int) -> tuple[int, int]:
    """The nearest places behind a difference where both have the same word or the same two tokens, or both ends."""
    for total in range(1, 2 * WINDOW):
        for di in range(max(0, total - WINDOW), min(total, WINDOW) + 1):
            j, m = i + di, k + total - di
            if (
                j < len(old)
                and m < len(new)
                and old[j] == new[m]
                and (_steady(old[j]) or old[j : j + 2] == new[m : m + 2])
            ):
                return j, m
    return len(old), len(new)


def _steady(token: str) -> bool:
    """A word or number in ASCII, which no repair makes or unmakes."""
    return token.isascii() and not token.isspace()


def _places(tokens: list[str]) -> list[int]:
    places = [0]
    for token in tokens:
        places.append(places[-1] + len(token))
    return places
