"""Text in, the same text out with rare characters exchanged for ones that HTML libraries leave alone, and back.

lxml stops at NUL, trafilatura drops what is not printable and turns every kind of space into one. Such characters
are the traces from which damage is repaired later, so they travel as Egyptian hieroglyphs the page does not use.
"""

from __future__ import annotations

_FIRST, _LAST = 0x13000, 0x1342E  # assigned, printable letters; no page of news has more odd characters than these
_HTML_SPACE = " \t\n\r\f"


class Shelter:
    """`hidden` exchanges, `restored` takes back; both are one pass over the text."""

    def __init__(self, text: str) -> None:
        used = set(text)
        odd = sorted(c for c in used if not c.isprintable() and c not in _HTML_SPACE and not "\ud800" <= c <= "\udfff")
        free = (chr(code) for code in range(_FIRST, _LAST + 1) if chr(code) not in used)
        self._there = {ord(c): stand_in for c, stand_in in zip(odd, free, strict=False)}
        self._back = {ord(stand_in): chr(c) for c, stand_in in self._there.items()}

    def hidden(self, text: str) -> str:
        return text.translate(self._there).replace("\0", "\ufffd") if self._there else text

    def restored(self, text: str) -> str:
        return text.translate(self._back) if self._back else text
