"""Bytes, a codec and a policy in, the characters that such a reader shows out; and the way back for one character.

Only the readers that matter: East Asian codecs that took UTF-8 for their own. The policy says what
became of bytes they could not read:

    drop           Python errors="ignore": one byte vanishes
    replace        Python errors="replace": one byte becomes U+FFFD
    question       Windows, older Java: lead and trail together become one "?", so a following space goes too
    replace_pair   the same with U+FFFD
    whatwg         browsers: U+FFFD; an ASCII trail is read again, any other goes with its lead
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple


class Policy(NamedTuple):
    """What a reader writes for unreadable bytes, and whether the second of a pair goes as well."""

    mark: str
    eats_ascii: bool
    eats_high: bool


POLICIES = {
    "drop": Policy("", False, False),
    "replace": Policy("\ufffd", False, False),
    "question": Policy("?", True, True),
    "replace_pair": Policy("\ufffd", True, True),
    "whatwg": Policy("\ufffd", False, True),
}
# One family shares its reading of nearly all pairs; the first that explains a text is named.
FAMILIES = {
    "gbk": ("gbk", "cp936", "gb18030"),
    "cp932": ("cp932", "shift_jis"),
    "big5": ("big5", "cp950", "big5hkscs"),
    "euc_kr": ("euc_kr", "cp949"),
    "euc_jp": ("euc_jp",),
}
FAMILY = {codec: family for family, codecs in FAMILIES.items() for codec in codecs}
# Windows reads these single bytes; Python's codec of the same name is plain gbk.
_CP936 = {0x80: "€", 0xFF: "\uf8f5"}
_LEADS = range(0xC2, 0xF5)  # first bytes of multi-byte UTF-8
_TRAILS = range(0x80, 0xC0)


def python_codec(codec: str) -> str:
    """Our name of a codec -> Python's."""
    return "gbk" if codec == "cp936" else codec


@cache
def single(codec: str, byte: int) -> str:
    """One byte -> the character it stands for alone, or "" when it only leads or is unreadable."""
    if byte < 0x80:
        return chr(byte)
    if codec == "cp936" and byte in _CP936:
        return _CP936[byte]
    return _strict(codec, bytes([byte]))


@cache
def pair(codec: str, lead: int, trail: int) -> str:
    """Lead and trail -> their character, or "" when they are no pair."""
    return _strict(codec, bytes([lead, trail])) if lead > 0x80 else ""


def _strict(codec: str, raw: bytes) -> str:
    try:
        text = raw.decode(python_codec(codec))
    except UnicodeDecodeError:
        return ""
    return text if len(text) == 1 else ""


@cache
def byte_forms(codec: str, char: str) -> tuple[bytes, ...]:
    """A character -> every byte string that reads as it, the codec's own first; empty when there is none."""
    if codec == "cp936" and char in _CP936.values():
        return (bytes([0x80 if char == "€" else 0xFF]),)
    try:
        own = char.encode(python_codec(codec))
    except UnicodeEncodeError:
        own = b""
    return tuple(dict.fromkeys(([own] if own else []) + list(doubles(codec).get(char, ()))))


@cache
def doubles(codec: str) -> dict[str, tuple[bytes, ...]]:
    """Characters with more than one code that UTF-8 bytes can form (cp932 has hundreds): all their codes."""
    if codec not in ("cp932", "big5", "cp950", "big5hkscs"):
        return {}
    forms: dict[str, tuple[bytes, ...]] = {}
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            if char := _strict(codec, bytes([lead, trail])):
                forms[char] = (*forms.get(char, ()), bytes([lead, trail]))
    return {char: codes for char, codes in forms.items() if len(codes) > 1}


@cache
def starters(codec: str) -> frozenset[str]:
    """The characters that the first two bytes of a multi-byte UTF-8 sequence are read as."""
    return _read_as(codec, _LEADS, _TRAILS)


@cache
def letters(codec: str) -> frozenset[str]:
    """Those of them that are a whole letter of two bytes."""
    return _read_as(codec, range(0xC2, 0xE0), _TRAILS)


@cache
def trailers(codec: str) -> frozenset[str]:
    """The characters that can stand where UTF-8 goes on in the middle of a character: their first byte is a trail byte."""
    return _read_as(codec, _TRAILS, range(0x30, 0x100))


def _read_as(codec: str, leads: Iterable[int], trails: Iterable[int]) -> frozenset[str]:
    """First characters of the readings of all pairs of bytes that can be read at all."""
    pairs = [bytes([lead, trail]) for lead in leads for trail in trails]
    read_as = b"\n".join(pairs).decode(python_codec(codec), "replace").split("\n")
    return frozenset(text[0] for text in read_as if text and text[0] != "\ufffd") | {
        char for byte in leads if (char := single(codec, byte))
    }


def shown(raw: bytes, codec: str, policy: str) -> str:
    """UTF-8 bytes -> the characters that a reader with this codec and policy shows."""
    rule = POLICIES[policy]
    out, i, end = [], 0, len(raw)
    while i < end:
        if one := single(codec, raw[i]):
            out.append(one)
            i += 1
        elif i + 1 < end and (two := pair(codec, raw[i], raw[i + 1])):
            out.append(two)
            i += 2
        elif width := _long(codec, raw, i):
            out.append(raw[i : i + width].decode(python_codec(codec)))
            i += width
        else:
            out.append(rule.mark)
            i += 1 + _eaten(codec, rule, raw[i], raw[i + 1] if i + 1 < end else None)
    return "".join(out)


def _eaten(codec: str, rule: Policy, lead: int, trail: int | None) -> int:
    """How many bytes after an unreadable lead go with it: 0 or 1."""
    if trail is None or not leads(codec, lead):
        return 0
    return int(rule.eats_ascii if trail < 0x80 else rule.eats_high)


@cache
def leads(codec: str, byte: int) -> bool:
    """Whether a byte begins pairs in this codec (0x80 and 0xFF do not in gbk)."""
    return any(pair(codec, byte, trail) for trail in range(0x40, 0xFF))


def _long(codec: str, raw: bytes, i: int) -> int:
    """Width of a character of three (EUC-JP) or four bytes (GB 18030) at `i`, or 0."""
    if codec == "gb18030" and raw[i + 1 : i + 2].isdigit():
        return 4 if _strict(codec, raw[i : i + 4]) else 0
    return 3 if codec == "euc_jp" and raw[i] == 0x8F and _strict(codec, raw[i : i + 3]) else 0
