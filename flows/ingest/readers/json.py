"""Bytes of a JSON record in, its article out: title, deck and paragraphs as text, the rest as metadata."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from flows.ingest.readers import Decode
from flows.ingest.readers.composed import composed
from flows.ingest.readers.fields import DECK, TITLE, first, flat, metadata_of, one_line, plain
from flows.ingest.readers.text import decoded_or_bad
from flows.ingest.refusals import Bad
from flows.records import Document

BODY = (
    "text",
    "body",
    "articlebody",
    "content",
    "contenthtml",
    "contenttext",
    "article",
    "bodytext",
    "fulltext",
    "html",
)
INSIDE = ("article", "story", "document", "data", "item", "newsitem", "post", "source", "_source", "fields")
_TEXTS = ("text", "html", "rendered", "value", "content", "body", "children", "paragraphs", "#text")
_TAG = re.compile(
    r"</?(?:p|br|div|a|b|i|em|strong|span|ul|ol|li|h[1-6]|blockquote|figure|img|table|section)\b[^<>]*>", re.I
)
_DEPTH = 6  # blocks in blocks; editors nest three


def read(data: bytes, decode: Decode) -> Document:
    """Bytes -> Document; refuses what is no JSON object, or one without text."""
    decoded = decoded_or_bad(data, None, decode)
    record = _article(_parsed(decoded.text))
    metadata = metadata_of(record)
    title, deck = (one_line(_shown(first(record, keys))) for keys in (TITLE, DECK))
    paragraphs = _body(record).splitlines()
    if not any(paragraph.strip() for paragraph in paragraphs):
        raise Bad("no_text", "the record has no text, body, content or articleBody")
    text, parts = composed(title, deck, paragraphs)
    return Document("", "json", text, decoded.charset, decoded.basis, parts, metadata)


def _parsed(text: str) -> object:
    try:
        return json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        raise Bad("bad_json", f"line {error.lineno}, column {error.colno}: {error.msg}") from error
    except ValueError as error:  # a number of more than 4300 digits
        raise Bad("bad_json", str(error)[:120]) from error
    except RecursionError as error:
        raise Bad("bad_json", "the values are nested too deeply") from error


def _article(value: object, depth: int = 3) -> Mapping[str, object]:
    """The object that holds the article; what stands around it is kept where the article is silent."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not isinstance(value, Mapping):
        raise Bad("bad_json", "this is JSON, but no object with the fields of an article")
    record = {str(key): field for key, field in value.items()}
    if depth and not _body(record).strip():
        found = flat(record)
        for key in INSIDE:
            inner = found.get(key.replace("_", ""))
            if isinstance(inner, Mapping) and _holds_text(inner, depth - 1):
                return {**record, key: None, **_article(inner, depth - 1)}
    return record


def _holds_text(value: Mapping[str, object], depth: int) -> bool:
    try:
        return bool(_body(_article(value, depth)).strip())
    except Bad:
        return False


def _body(record: Mapping[str, object]) -> str:
    """The longest-named promise kept: the first body key that holds text, one paragraph a line."""
    found = flat(record)
    return next((text for key in BODY if (text := "\n".join(_texts(found.get(key), _DEPTH))).strip()), "")


def _texts(value: object, depth: int) -> list[str]:
    """A string, a list of paragraphs or blocks, or a block -> paragraphs."""
    if isinstance(value, str):
        return _shown(plain(value)).splitlines()
    if isinstance(value, list) and depth:
        return [text for element in value for text in _texts(element, depth - 1)]
    if isinstance(value, Mapping) and depth and not any(key in value for key in ("title", "headline")):
        return next((texts for key in _TEXTS if (texts := _texts(value.get(key), depth - 1))), [])
    return []


def _shown(text: str) -> str:
    """HTML inside a field -> its text, one paragraph a line; text without tags stays as it is."""
    if not _TAG.search(text):
        return text
    from flows.ingest.readers.html import fragment_lines

    return "\n".join(fragment_lines(text))
