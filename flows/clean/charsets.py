"""Bytes that are no UTF-8 in, the name of the likeliest legacy charset out, or None.

charset-normalizer proposes; where several charsets decode the same bytes without complaint, the letters
decide: each charset is worth what the commonness of its non-ASCII characters in real writing is worth.
Its own order alone reads French as Central European and Japanese as Korean.
"""

from __future__ import annotations

import re
from functools import cache

# Charsets that news files really come in, the wider one of each kind; an open search finds EBCDIC in short texts.
LIKELY = (
    "cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874",
    "iso8859_2", "iso8859_5", "iso8859_15", "mac_roman", "cp866", "cp437", "cp850",
    "gb18030", "big5hkscs", "cp932", "euc_jp", "cp949", "utf_16_le", "utf_16_be",
)  # fmt: skip
# What each charset's writers use most, commonest kinds first; a character counts for the first row it stands in.
_COMMON = (
    (2.0, "cp1252 iso8859_15 mac_roman cp850 cp437", "éèàùçêâîôûëïüöäßñóíáúÉÈÀÇÖÜÄÑÓ’‘“”–—…«»€£§°©®·¿¡½"),
    (1.2, "cp1252 iso8859_15 mac_roman", "ãõøåæœÅØÆìòÁÍÚÊÔ•™²³"),
    (2.0, "cp1250 iso8859_2", "ąćęłńóśźżŁŚŻáčďéěíňřšťúůýžÁČŘŠŽőűäöüßé’„”“–—…«»§°"),
    (2.0, "cp1254", "ığşçöüİĞŞÇÖÜâî’‘“”–—…"),
    (1.9, "cp1257", "ąčęėįšųūžāēģīķļņšõäöüŠŽ’„“”–—"),
    (1.9, "cp1258", "ăâđêôơưàáèéìíòóùúý’“”–"),
)
_LOWER_CYRILLIC = re.compile("[а-яёіїєґўђћџљњј]")
_CYRILLIC_DAILY = frozenset("оеаинтсрвлкі")  # two letters of three in any Cyrillic text
_GREEK_DAILY = frozenset("αοιετσνυρπκμςίάόέή")
_TYPOGRAPHIC = frozenset("’‘“”„–—…«»№•€§°\xa0")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")
LOOKED_AT = 60_000  # bytes; more of the same text decides nothing
_PROPOSED = 0.02  # worth of being charset-normalizer's first choice: it breaks ties
_USUAL = {"cp1252": 0.05}  # by far the commonest of legacy charsets on the web
LEAST = 0.2  # mean worth below which the bytes are no writing


def likeliest(raw: bytes) -> str | None:
    """Bytes -> Python's name of their charset; None when no charset makes plausible text of them."""
    proposed = _proposed(raw)
    best, name = LEAST, None
    for charset in dict.fromkeys([*proposed, *LIKELY]):
        try:
            text = raw.decode(charset)
        except (UnicodeDecodeError, LookupError):
            continue
        worth = (
            _worth(text[:LOOKED_AT], charset) + (_PROPOSED if charset in proposed else 0.0) + _USUAL.get(charset, 0.0)
        )
        if worth > best:
            best, name = worth, charset
    return name


def _proposed(raw: bytes) -> list[str]:
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:LOOKED_AT], cp_isolation=list(LIKELY), preemptive_behaviour=False).best()
    return [best.encoding] if best is not None and best.encoding in LIKELY else []


def _worth(text: str, charset: str) -> float:
    """Decoded text -> mean worth of its characters beyond ASCII, bytes counted; controls cost."""
    odd = [char for char in text if char > "\x7f"]
    if not odd or len(_CONTROL.findall(text)) > 0.01 * len(text):
        return -1.0
    worth = sum(_character(char, charset) for char in odd) / len(odd)
    return worth - 0.5 * _odd_words(text)


@cache
def _character(char: str, charset: str) -> float:
    """One character as this charset reads it -> 2 for what its languages write daily, below 0 for what nobody does."""
    if charset in ("cp1251", "koi8_r", "iso8859_5", "cp866"):
        if char in _CYRILLIC_DAILY:
            return 2.3
        return 1.4 if _LOWER_CYRILLIC.match(char) else 1.0 if char in _TYPOGRAPHIC or "А" <= char <= "Я" else -1.0
    for worth, charsets, members in _COMMON:
        if charset in charsets.split() and char in members:
            return worth if worth else 0.0
    if charset in _EAST_ASIAN:
        return _east_asian(char, charset)
    if charset == "cp1253":
        return 2.2 if char in _GREEK_DAILY else 1.2 if "Ά" <= char <= "ώ" else 0.8 if char in _TYPOGRAPHIC else -1.0
    if charset in _SPANS:
        low, high = _SPANS[charset]
        return 1.9 if low <= char <= high else 0.8 if char in _TYPOGRAPHIC else -1.0
    return 0.2 if char in _TYPOGRAPHIC else -1.0


_SPANS = {"cp1255": ("\u05b0", "\u05ea"), "cp1256": ("\u060c", "\u06d2"),
          "cp874": ("\u0e01", "\u0e5b")}  # fmt: skip
_EAST_ASIAN = ("gb18030", "big5hkscs", "cp932", "euc_jp", "cp949", "utf_16_le", "utf_16_be")


def _east_asian(char: str, charset: str) -> float:
    if "\u3041" <= char <= "\u30fe":
        return 2.4 if charset in ("cp932", "euc_jp") else 0.8 if charset.startswith("utf") else 0.0
    if char in "、。，「」『』（）！？：；・《》“”‘’…—－ー　％":
        return 1.5
    if charset.startswith("utf"):
        return 1.6 if "\u4e00" <= char <= "\u9fa5" or "\uac00" <= char <= "\ud7a3" or "а" <= char <= "я" else -1.0
    try:
        code = char.encode({"gb18030": "gb2312", "big5hkscs": "big5", "cp949": "euc_kr"}.get(charset, charset))
    except UnicodeEncodeError:
        return -1.0
    return 2.0 if _daily(code, charset) else 0.0


def _daily(code: bytes, charset: str) -> bool:
    """Whether a code lies in the part of its national set that holds everyday characters."""
    lead = code[0]
    return {
        "gb18030": 0xB0 <= lead <= 0xD7,
        "big5hkscs": 0xA4 <= lead <= 0xC6,
        "cp932": 0x88 <= lead <= 0x97,
        "euc_jp": 0xB0 <= lead <= 0xCF,
        "cp949": 0xB0 <= lead <= 0xC8,
    }[charset]


_ODD_WORD = re.compile(
    r"[a-zA-Z][\u0370-\u06ff\u0e00-\u0e7f]|[\u0370-\u06ff\u0e00-\u0e7f][a-zA-Z]|[a-z][A-ZÀ-ÞŔŘŠŚŽŹŻА-Я][a-z]|[^\W\d_a-zA-Z][а-я]?[‘“•€§°][a-zа-я]"
)


def _odd_words(text: str) -> float:
    """Share of odd characters in words that change case or hold a sign in the middle."""
    odd = sum(char > "\x7f" for char in text)
    return len(_ODD_WORD.findall(text)) / odd if odd else 0.0
