"""Characters in, whether news text holds them out: typographic marks, letters by script, CJK."""

from __future__ import annotations

import unicodedata
from functools import cache

# Marks that three bytes of UTF-8 spell and that editors, agencies and web pages use.
GENERAL = (
    "‘’“”–—…•‚„†‡‰‹›′″―‐‑‒"
    "\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}"
    "\N{THIN SPACE}\N{HAIR SPACE}\N{NARROW NO-BREAK SPACE}\N{EN SPACE}\N{EM SPACE}\N{FIGURE SPACE}"
    "\N{LEFT-TO-RIGHT EMBEDDING}\N{POP DIRECTIONAL FORMATTING}\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}"
    "\N{WORD JOINER}\N{LEFT-TO-RIGHT ISOLATE}\N{POP DIRECTIONAL ISOLATE}\N{ZERO WIDTH NO-BREAK SPACE}"
)
SYMBOLS = "€₂₹₽₩₺₴₿₱₫₦₵₪₃™№℃℠⅓⅔⅛→←↑↓↗⇒−≈≠≤≥∞√■□▪▶►▼▲●○★☆✓✔✅✖❤☎♦♥♣♠⌘⌥⬆⬇⬅➡⚠☀⭐✉☐☑◆◦‣⁃△▽◇☽♯♭≥\ufe0f"
# Marks that two bytes spell.
LATIN_MARKS = "\xa0¡¢£¥§©ª«¬\xad®¯°±²³´µ¶·¸¹º»¼½¾¿×÷"
# What an outer layer of damage leaves of an inner one: UTF-8 of `鈥` and `窶` again.
INNER_LAYER = "鈥窶鈧鈩"
MARKS = frozenset(GENERAL + SYMBOLS)
GLUE = "\u0300\u0301\u0302\u0303\u0308\u030c\u0327\ufe0f"  # combining accents of decomposed text, emoji selector

_SPANS = {
    "latin": ((0xC0, 0xD6), (0xD8, 0xF6), (0xF8, 0x17F), (0x192, 0x192), (0x1A0, 0x1A1), (0x1AF, 0x1B0),
              (0x1CD, 0x1DC), (0x1E6, 0x1E7), (0x218, 0x21B), (0x259, 0x259), (0x18F, 0x18F), (0x1E00, 0x1EF9)),
    "greek": ((0x386, 0x386), (0x388, 0x3CE), (0x1F00, 0x1FFE)),
    "cyrillic": ((0x400, 0x481), (0x490, 0x493), (0x49A, 0x49B), (0x4A2, 0x4A3), (0x4AE, 0x4B3), (0x4BA, 0x4BB),
                 (0x4D0, 0x4F9)),
    "armenian": ((0x531, 0x556), (0x561, 0x587)),
    "hebrew": ((0x5D0, 0x5EA), (0x5F0, 0x5F4)),
    "arabic": ((0x60C, 0x60C), (0x61B, 0x61B), (0x61F, 0x61F), (0x621, 0x652), (0x660, 0x66D), (0x670, 0x6D3),
               (0x6F0, 0x6F9)),
    "indic": ((0x900, 0xDFF),),
    "thai": ((0xE01, 0xE5B), (0xE80, 0xEFF)),
    "georgian": ((0x10A0, 0x10FF),),
    "other": ((0xF00, 0x109F), (0x1200, 0x137F), (0x1780, 0x18AF)),
    "cjk": ((0x3001, 0x301F), (0x3041, 0x30FF), (0x3105, 0x312F), (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF),
            (0xFF01, 0xFF9F), (0xFFE0, 0xFFE6), (0x20000, 0x2FFFF), (0x3000, 0x3000), (0xF900, 0xFAFF)),
    "hangul": ((0x3131, 0x318E), (0xAC00, 0xD7A3)),
    "emoji": ((0x1F000, 0x1FAFF), (0x2600, 0x27BF), (0x2B00, 0x2BFF), (0x2500, 0x257F), (0x25A0, 0x25FF), (0x2190, 0x22FF),
              (0x2460, 0x24FF), (0x20A0, 0x20C0), (0x2150, 0x218B), (0x2070, 0x209C)),
}  # fmt: skip


@cache
def script(char: str) -> str:
    """A character -> ascii, mark, a script's name, or "" when news text does not hold it."""
    code = ord(char)
    if code < 0x80:
        return "ascii" if code >= 0x20 or char in "\n\t\r" else ""
    if char in MARKS:
        return "mark"
    if char in LATIN_MARKS:
        return "latin_mark"
    if char in GLUE:
        return "glue"
    for name, spans in _SPANS.items():
        if any(low <= code <= high for low, high in spans):
            return name if unicodedata.category(char) != "Cn" else ""
    return ""


def scripts(text: str) -> set[str] | None:
    """Text -> the scripts of its non-ASCII characters; None when one of them is no character of news text."""
    found = {script(char) for char in text}
    return None if "" in found else found - {"ascii"}
