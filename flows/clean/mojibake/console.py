"""Text in, the marks and letters that old console and Mac charsets spelled in three or two characters out.

`ΓÇÖ` is the apostrophe of UTF-8 read as cp437, `ÔÇÖ` as cp850. ftfy leaves them alone. Only sequences that no
language writes are looked up, so nothing is weighed: each has one reading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from flows.clean.edits import Change

_CODECS = ("cp437", "cp850", "cp852", "cp858", "mac_cyrillic", "koi8_r", "cp775")
_MARKS = "‘’“”–—…•‚„‹›€™"
_LETTERS = "àáâãäåæçèéêëìíîïñòóôõöøùúûüýßÀÁÂÄÅÇÈÉÊËÍÎÑÓÔÖØÚÜąćęłńóśźżĄĆĘŁŃŚŹŻčďěňřšťůžČĎŘŠŽğışİőű«»·°£§\xa0"
_BOX = re.compile("[─-▟]")  # console charsets have box drawing where UTF-8 has lead bytes


@cache
def _spelled() -> dict[str, tuple[str, str]]:
    """What is seen -> what is meant, and the codec; the first codec of the list that spells it so."""
    table: dict[str, tuple[str, str]] = {}
    for codec in _CODECS:
        for char in _MARKS + _LETTERS:
            seen = char.encode().decode(codec, "ignore")
            if len(seen) == len(char.encode()) and (len(seen) == 3 or _BOX.match(seen)):
                table.setdefault(seen, (char, codec))
    return table


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_spelled(), key=lambda seen: (-len(seen), seen)))))


def console(text: str, spans: Sequence[tuple[int, int]]) -> list[Change]:
    """Text and the stretches worth a look -> the changes, each with its codec.

    A two-character letter alone is box drawing: a mark or a word is asked.
    """
    found = [match for start, end in spans for match in _pattern().finditer(text, start, end)]
    certain = sum(len(m.group()) == 3 or _in_word(text, m) for m in found)
    if certain == 0:
        return []
    return [
        Change(m.start(), m.end(), _spelled()[m.group()][0], "encoding", _spelled()[m.group()][1])
        for m in found
        if len(m.group()) == 3 or _in_word(text, m) or certain > 1
    ]


def _in_word(text: str, match: re.Match[str]) -> bool:
    return text[match.start() - 1 : match.start()].isalpha() or text[match.end() : match.end() + 1].isalpha()
