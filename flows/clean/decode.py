"""Raw bytes in, text with the evidence for its charset out; None when no charset explains the bytes.

Order: byte order mark, strict UTF-8, UTF-8 with a few bad bytes, the declared charset, charset-normalizer.
A declaration never beats valid UTF-8: a wrong declaration is how mojibake is made.
"""

from __future__ import annotations

import codecs
import re

from flows.clean.charsets import likeliest
from flows.records import Decoded

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What pages declare and what they contain: the larger set that every browser uses for the smaller name.
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f\ufffd]")
MOST_CONTROLS = 0.01  # share of control characters above which a guess is binary data, not text
PLAIN = 0.9  # share of letters, digits and plain marks in any text that is one
GOOD_PER_BAD = 2  # valid multi-byte sequences per invalid one: legacy text has next to none that are valid


def decoded(raw: bytes, declared: str | None = None) -> Decoded | None:
    """Bytes and the charset somebody declared (page, header, side-car) -> text with evidence, or None."""
    for mark, charset in _MARKS:
        if raw.startswith(mark) and (found := _marked(raw, mark, charset)):
            return found
    if raw.isascii() and (shifted := _escaped(raw)):
        return shifted
    try:
        text = raw.decode("utf-8")
        return (None if _is_text(text) else _wide(raw)) or Decoded(text, "utf-8", "utf-8")
    except UnicodeDecodeError:
        return _nearly_utf8(raw) or _declared(raw, declared) or _detected(raw)


def _marked(raw: bytes, mark: bytes, charset: str) -> Decoded | None:
    body = raw[len(mark) :]
    try:
        return Decoded(body.decode(charset), charset, "bom", len(mark))
    except UnicodeDecodeError:
        text = _patched(body) if charset == "utf-8" else body.decode(charset, "replace")
    if text.count("\ufffd") > 1 + len(text) * MOST_CONTROLS:
        return None  # the two bytes that look like a mark are part of something else
    return Decoded(text, charset, "bom", len(mark), round_trips=False)


_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)  # as good as strict for counting
_CUT = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{0,2}\Z")  # a character cut through by the end of the file


def _escaped(raw: bytes) -> Decoded | None:
    """ISO-2022-JP, which is ASCII to the eye: its escape sequences say what it is."""
    if b"\x1b$" not in raw:
        return None
    try:
        text = raw.decode("iso2022_jp_ext")
    except UnicodeDecodeError:
        return None
    return Decoded(text, "iso2022_jp_ext", "detected", round_trips=_round_trips(text, "iso2022_jp_ext", raw))


def _wide(raw: bytes) -> Decoded | None:
    """UTF-16 without a mark, which is valid UTF-8 full of control characters as long as it is not Asian."""
    for charset in ("utf-16-le", "utf-16-be") if len(raw) % 2 == 0 else ():
        try:
            text = raw.decode(charset)
        except UnicodeDecodeError:
            continue
        if _is_text(text) and sum(char.isalnum() or char in " \n.,-'\"" for char in text) > PLAIN * len(text):
            return Decoded(text, charset, "detected")
    return None


def _nearly_utf8(raw: bytes) -> Decoded | None:
    """Bytes that are UTF-8 but for a few -> the text; None when they are rather something else."""
    whole = _CUT.sub(b"", raw)
    good = len(_SEQUENCE.findall(whole))
    bad = sum(1 for byte in _SEQUENCE.sub(b"", whole) if byte > 0x7F)
    cut_only = bad == 0 and (good > 0 or len(raw) - len(whole) > 1)
    if not cut_only and (good == 0 or good < GOOD_PER_BAD * bad):
        return None
    return Decoded(_patched(raw), "utf-8", "utf-8", round_trips=False)


def _patched(raw: bytes) -> str:
    """UTF-8 with bad bytes -> text: a lone bad byte is read as Windows-1252, a cut character becomes U+FFFD."""
    return raw.decode("utf-8", "dateline_patch")


def _patch(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    lost = error.object[error.start : error.end]
    if len(lost) > 1 or error.end == len(error.object):
        return "\ufffd", error.end
    return lost.decode("cp1252", "replace"), error.end


codecs.register_error("dateline_patch", _patch)


def _declared(raw: bytes, declared: str | None) -> Decoded | None:
    try:
        name = codecs.lookup((declared or "").strip().strip("\"'").lower()).name
        charset = _WIDER.get(name, name)
        text = raw.decode(charset)
    except (LookupError, UnicodeError, ValueError):
        return None
    return Decoded(text, charset, "declared", round_trips=_round_trips(text, charset, raw)) if _is_text(text) else None


def _detected(raw: bytes) -> Decoded | None:
    charset = likeliest(raw)
    if charset is None:
        return None
    text = raw.decode(charset)
    return Decoded(text, charset, "detected", round_trips=_round_trips(text, charset, raw)) if _is_text(text) else None


def _round_trips(text: str, charset: str, raw: bytes) -> bool:
    try:
        return text.encode(charset) == raw
    except UnicodeError:
        return False


def _is_text(text: str) -> bool:
    return len(_CONTROLS.findall(text)) <= len(text) * MOST_CONTROLS
