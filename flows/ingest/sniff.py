"""First bytes of a file and its name in, a format or the code of a refusal out.

Content decides. The name only tells Markdown from plain text, and one JSON record from a feed of them.
"""

from __future__ import annotations

import codecs
import json
import re
from typing import Final

FORMATS: Final = frozenset({"txt", "md", "html", "json", "jsonl", "gz", "zip"})
HEAD_BYTES: Final = 65536  # enough for the first line of a feed, which is a whole article

# Formats we know and do not read; the user converts them.
_UNSUPPORTED: Final[tuple[tuple[int, bytes], ...]] = (
    (0, b"{\\rtf"), (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), (257, b"ustar"), (0, b"7z\xbc\xaf\x27\x1c"),
    (0, b"\xfd7zXZ\x00"), (0, b"(\xb5/\xfd"), (0, b"\x04\x22\x4d\x18"), (0, b"Rar!\x1a\x07"), (0, b"MSCF\x00"),
    (0, b"%!PS"), (0, b"WARC/1."), (0, b"\x1f\x9d"), (60, b"BOOKMOBI"), (0, b"PAR1"),
)  # fmt: skip
# Pictures, sound, programs: no text inside that anybody wrote as an article.
_BINARY: Final[tuple[tuple[int, bytes], ...]] = (
    (0, b"\x89PNG\r\n"), (0, b"\xff\xd8\xff"), (0, b"GIF87a"), (0, b"GIF89a"), (0, b"II*\x00"), (0, b"MM\x00*"),
    (8, b"WEBP"), (8, b"WAVEfmt"), (8, b"AVI LIST"), (4, b"ftyp"), (0, b"OggS\x00"), (0, b"fLaC\x00"),
    (0, b"\x1aE\xdf\xa3"), (0, b"\x7fELF"), (0, b"SQLite format 3\x00"), (0, b"ID3\x02"), (0, b"ID3\x03"),
    (0, b"ID3\x04"), (0, b"\xca\xfe\xba\xbe"), (0, b"wOFF"), (0, b"wOF2"),
)  # fmt: skip
_BOMS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"), (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_OFFICE: Final = (b"[Content_Types].xml", b"mimetypeapplication/")  # docx, xlsx, pptx; odt, epub
_CONTROL: Final = bytes(c for c in range(32) if c not in b"\t\n\x0b\x0c\r\x1a\x1b") + b"\x7f"  # ESC: ISO-2022 mail
_MANY_NUL: Final = 0.002  # a page of text has no NUL; a damaged one may have a few
_MANY_CONTROL: Final = 0.03  # random bytes have 0.1, text with stray cp1252 controls under 0.01

_RECORD = re.compile(r'\s*(?:\[\s*)?\{\s*"(?:[^"\\]|\\.)*"\s*:')
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.I)
_BLOCK = re.compile(r"<(?:article|section|main|div|p|h[1-6]|meta|title|script|table|span|center|font)\b[^<]*>", re.I)
_TAG = re.compile(r"</?[a-z][a-z0-9]*\b[^<]*>", re.I)


def format_of(head: bytes, name: str) -> str:
    """First HEAD_BYTES of a file and its name -> one of FORMATS, or empty, binary, unsupported_format."""
    if not head:
        return "empty"
    if head.startswith(b"\x1f\x8b"):
        return "gz"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return "unsupported_format" if any(mark in head for mark in _OFFICE) else "zip"
    if _unsupported(head):
        return "unsupported_format"
    text = _shown(head)
    return "binary" if text is None else _text_format(text, name.lower())


def is_office(names: list[str]) -> bool:
    """Names inside a zip -> is it a Word, Excel, OpenDocument or EPUB file, and no box of articles?"""
    return "[Content_Types].xml" in names or names[:1] == ["mimetype"] or "META-INF/container.xml" in names


def _unsupported(head: bytes) -> bool:
    if any(head[at : at + len(magic)] == magic for at, magic in _UNSUPPORTED):
        return True
    return re.search(rb"^%PDF-\d\.\d", head[:1024], re.M) is not None or re.match(rb"BZh[1-9]1AY&SY", head) is not None


def _shown(head: bytes) -> str | None:
    """The head as text good enough to look for marks in; None when it is no text."""
    for bom, charset in _BOMS:
        if head.startswith(bom):
            return head[len(bom) :].decode(charset, "ignore")
    if any(head[at : at + len(magic)] == magic for at, magic in _BINARY):
        return None
    nul, control = head.count(0), len(head) - len(head.translate(None, _CONTROL))
    if nul > max(3, _MANY_NUL * len(head)) or control > max(3, _MANY_CONTROL * len(head)) or control == len(head):
        return None
    return head.decode("latin-1")


def _text_format(text: str, name: str) -> str:
    start = text.lstrip()
    if start.startswith("<"):
        return _marked_up(start, name)
    if name.endswith((".json", ".jsonl", ".ndjson")) or _RECORD.match(text):
        return _records(start, name)
    if name.endswith((".html", ".htm", ".xhtml", ".shtml")) and _TAG.search(text):
        return "html"
    return _plain(name)


def _marked_up(start: str, name: str) -> str:
    if _PAGE.search(start):
        return "html"
    if start.startswith(("<?xml", "<!DOCTYPE", "<rss", "<feed", "<svg", "<nitf", "<newsItem")):
        return "unsupported_format"
    if name.endswith((".md", ".markdown")):
        return "md"  # Markdown may open with a tag
    return "html" if _BLOCK.match(start) or (name.endswith((".html", ".htm")) and _TAG.match(start)) else _plain(name)


def _records(start: str, name: str) -> str:
    """One JSON value, or one a line? A second line that opens a record after a whole first one decides."""
    first, _, rest = start.partition("\n")
    if name.endswith((".jsonl", ".ndjson")):
        return "json" if first.strip() in ("{", "[") else "jsonl"
    return "jsonl" if rest.lstrip().startswith("{") and _whole(first) else "json"


def _whole(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _plain(name: str) -> str:
    return "md" if name.endswith((".md", ".markdown")) else "txt"
