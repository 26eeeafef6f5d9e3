"""A record with keys as its maker chose them in, Metadata out: JSON articles, side-cars, front matter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from flows.records import Metadata

# First key that says something wins; keys are compared in lower case without _ and -.
TITLE = ("title", "headline", "headlinetext")
DECK = ("deck", "dek", "subtitle", "subheadline", "standfirst", "description", "summary", "excerpt", "abstract")
PUBLISHED = ("published", "publishedat", "publisheddate", "publicationdate", "datepublished", "pubdate", "dategmt",
             "date", "publishedon", "firstpublished", "published_time", "created", "createdat")  # fmt: skip
URL = ("url", "link", "canonicalurl", "weburl", "permalink", "uri")
BYLINE = ("byline", "author", "authors", "creator", "by")
PUBLISHER = ("publisher", "source", "site", "sitename", "publication", "outlet", "domain")
LANGUAGE = ("language", "lang", "inlanguage")
_NAMES = ("name", "rendered", "title", "text", "value", "#text", "@value", "full_name", "fullname")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_DEPTH = 4  # {"author": [{"name": {"value": ...}}]} is as deep as it gets


def metadata_of(record: Mapping[str, object]) -> Metadata:
    """A record -> what it says about the article, as written there; epoch numbers as digits."""
    return Metadata(
        url=first(record, URL), published=first(record, PUBLISHED), publisher=first(record, PUBLISHER),
        byline=first(record, BYLINE), title=one_line(first(record, TITLE)), deck=one_line(first(record, DECK)),
        language=first(record, LANGUAGE),
    )  # fmt: skip


def first(record: Mapping[str, object], keys: Iterable[str]) -> str:
    """The text under the first of these keys that has any, "" when none has."""
    found = flat(record)
    return next((said for key in keys if (said := words(found.get(key)).strip())), "")


def flat(record: Mapping[str, object]) -> dict[str, object]:
    """Keys in lower case without _ and -: published_at, publishedAt and Published-At are one."""
    return {str(key).lower().replace("_", "").replace("-", ""): value for key, value in reversed(list(record.items()))}


def words(value: object, depth: int = _DEPTH) -> str:
    """A string, number, {"name": ...} or a list of them -> text; lists joined with a comma."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{value:.0f}" if isinstance(value, float) and value == value and abs(value) < 1e15 else str(value)
    if isinstance(value, Mapping) and depth:
        return next((said for key in _NAMES if (said := words(value.get(key), depth - 1))), "")
    if isinstance(value, list) and depth:
        return ", ".join(said for v in value[:50] if (said := words(v, depth - 1)))
    return ""


def one_line(text: str) -> str:
    """Text -> on one line, with single spaces; other kinds of space may be traces of damage and stay."""
    return _SPACE.sub(" ", text).strip(" ")


def plain(text: str) -> str:
    """Text without lone surrogates, which JSON can name and UTF-8 cannot hold."""
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text) if _broken(text) else text


def _broken(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False
