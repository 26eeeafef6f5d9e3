"""Bytes of a Markdown file in, its text out: marks stay (clean/ removes them as repairs), front matter is read.

The source text begins after the front matter, so byte places count from there.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime

from flows.ingest.readers import Decode
from flows.ingest.readers.fields import metadata_of
from flows.ingest.readers.text import byte_start, decoded_or_bad
from flows.records import Document, Metadata, Part

_FRONT = re.compile(r"\A(---|\+\+\+)[ \t]*\r?\n(.*?)^\1[ \t]*(?:\r?\n|\Z)", re.S | re.M)
_FIELD = re.compile(r"^([A-Za-z][\w .-]{0,40}?)[ \t]{0,9}:[ \t]+(\S.*)$", re.M)
_NO_PROSE = re.compile(r"\s|#|-|[\w.-][\w .-]*:")
# White space is bounded: an endless run of it must not be tried from each of its places.
_HEADING = re.compile(r"\s*#[ \t]{1,9}(\S[^\r\n]{0,300}?)[ \t]{0,9}#{0,9}[ \t]{0,9}(?:\r?\n|\r|\Z)")
_SETEXT = re.compile(r"\s*(\S[^\r\n]{0,300}?)[ \t]{0,9}\r?\n=+[ \t]{0,9}(?:\r?\n|\Z)")
_SECOND = re.compile(
    r"\s*(?:##[ \t]{1,9}(\S[^\r\n]{0,600}?)[ \t]{0,9}#{0,9}|([*_])(?!\2)(\S[^\r\n]{0,600}?)\2)"
    r"[ \t]{0,9}(?:\r?\n[ \t]{0,9}\r?\n|\Z)"
)
_DECK = 60  # characters; a shorter line in italics is a byline or a caption


def read(data: bytes, decode: Decode) -> Document:
    """Bytes -> Document; the first heading is the title, a second or italic line under it the deck."""
    decoded = decoded_or_bad(data, None, decode)
    metadata, front = _front_matter(decoded.text)
    text, start = decoded.text[front:], byte_start(decoded)
    if start is not None and front:
        start += len(decoded.text[:front].encode(decoded.charset, "surrogateescape"))
    return Document("", "md", text, decoded.charset, decoded.basis, _parts(text), metadata, byte_start=start)


def _front_matter(text: str) -> tuple[Metadata, int]:
    """Text -> what its front matter says, and where the article begins."""
    match = _FRONT.match(text)
    if match is None:
        return Metadata(), 0
    said = _toml(match[2]) if match[1] == "+++" else _fields(match[2])
    return (metadata_of(said), match.end()) if said else (Metadata(), 0)  # two rules with prose between them


def _fields(block: str) -> Mapping[str, object]:
    """Lines `key: value`; a line of prose makes it no front matter. Lists and nested values are passed over."""
    found = {m[1].lower(): m[2].strip().strip("\"'") for m in _FIELD.finditer(block)}
    prose = [line for line in block.splitlines() if line.strip() and not _NO_PROSE.match(line)]
    return {} if prose else found


def _toml(block: str) -> Mapping[str, object]:
    try:
        found = tomllib.loads(block.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError:
        return {}
    return {k.lower(): str(v) if isinstance(v, (date, datetime)) else v for k, v in found.items()}


def _parts(text: str) -> tuple[Part, ...]:
    title = _HEADING.match(text) or _SETEXT.match(text)
    if title is None:
        return ()
    parts, at = [Part("title", title.start(1), title.end(1))], title.end()
    if deck := _SECOND.match(text, at):
        group = 1 if deck[1] else 3
        if group == 1 or len(deck[3]) > _DECK:
            parts.append(Part("deck", deck.start(group), deck.end(group)))
            at = deck.end()
    start = at + len(text[at:]) - len(text[at:].lstrip())
    end = len(text.rstrip())
    return (*parts, Part("body", start, end)) if start < end else tuple(parts)
