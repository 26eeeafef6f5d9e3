"""Text in, the stretches in which there may be damage out: one look at C speed, so that clean text costs next to nothing.

ASCII is taken out of the bytes of a text, and what is left, a hundredth of typeset English, is held against
one expression: characters that East Asian readers make of UTF-8, and pairs that single-byte readers make.
"""

from __future__ import annotations

import re

BLOCK = 1 << 12  # characters looked at together; blocks end at line ends
# Letters and marks of typeset European text that no misreading makes alone or in a row.
_ORDINARY = "‘’“”–—…•\xa0«»éèáíóúöäüßçñêëîïôûåøæłąęśżźćńАаБбВвГгДдЕеЖжЗзИиЙйКкЛлМмНнОоПпРСсТтУуФфХхЦцЧчШшЩщЪъЫыЬьЭэЮюЯя"
_ONLY_ORDINARY = re.compile(f"[{_ORDINARY}]*")
_MARKS = re.compile("[‘’“”–—…•]+")  # no part of a pair below that would not show otherwise
# Seen in a row once ASCII is gone: an East Asian character, a control character, two characters of single-byte damage,
# or one that is left of such a pair when its second half was a space.
_SUSPECT = re.compile(
    "[\x80-\x9f\u2e80-\U0010ffff]|[\xa0-\u02dd\u0384-\u04ff\u2010-\u2265\u2300-\u25ff\ufb00-\ufb02]{2}|[ÂÃâàãðÐÑÅÄĂ]"
)
_ASCII = bytes(range(0x80))


def suspicious(text: str) -> list[tuple[int, int]]:
    """Text -> the stretches, cut at line ends, that hold anything a misreading could have made."""
    if text.isascii() or innocent(text):
        return []
    out: list[tuple[int, int]] = []
    start = 0
    while start < len(text):
        end = text.find("\n", start + BLOCK)
        end = len(text) if end < 0 else end + 1
        if not innocent(text[start:end]):
            out.append((start, end))
        start = end
    return out


def innocent(text: str) -> bool:
    """Whether a text holds nothing that a misreading could have made."""
    odd = without_ascii(text)
    return _ONLY_ORDINARY.fullmatch(odd) is not None or _SUSPECT.search(_MARKS.sub("", odd)) is None


def without_ascii(text: str) -> str:
    """Text -> its other characters."""
    return text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")
