"""Bytes of an HTML page in, its article out: title, deck and paragraphs as text, the rest as metadata.

trafilatura finds the main text; where it finds suspiciously little, the page's own paragraphs or JSON-LD stand in.
It is asked for the text only: its dates are guesses that look at today's date, ours are what the page says.
"""

from __future__ import annotations

import codecs
import re
from itertools import islice
from typing import Any

from flows.ingest.readers import Decode
from flows.ingest.readers.composed import composed
from flows.ingest.readers.edges import PROSE, between_edges, ends_sentence, trimmed, whole
from flows.ingest.readers.lines import ROOMS, SILENT, depth_of, lines
from flows.ingest.readers.page import Page, page_facts
from flows.ingest.readers.shelter import Shelter
from flows.ingest.readers.text import decoded_or_bad
from flows.ingest.refusals import Bad
from flows.records import Document, Metadata

MIN_MAIN_TEXT = 250  # characters; below it trafilatura has often met a layout it does not know
SHARE = 0.5  # of the paragraphs the page itself calls its article; less means that most was lost
MOST = 0.7  # of the characters; the rest may be menus that were read as text
PARAGRAPH = 120  # characters; so long a line is text even in scripts that end no sentence with a mark
ROOMS_TRIED = 20  # of each kind; a front page has hundreds of teasers marked as articles
HUGE = 2_000_000  # characters of markup; above it trafilatura takes tens of seconds
TOO_DEEP = 2000  # elements in elements; libxml2 drops what is below 2048
DEEP = 600  # above it trafilatura's own recursion ends in an error

_PARAGRAPHS = frozenset({"p", "h2", "h3", "blockquote", "li"})
_DECLARED = re.compile(rb"<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_PROLOG = re.compile(rb"<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([\w.:-]+)", re.I)
_XML = re.compile(r"\A\s*<\?xml\b[^>]*\?>", re.I)
# Labels mean what browsers make of them (WHATWG Encoding): a superset of what they say.
_BROWSERS = {
    "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
    "iso-8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949", "shift_jis": "cp932", "x-sjis": "cp932", "tis-620": "cp874", "windows-31j": "cp932",
    "x-mac-roman": "mac_roman", "macintosh": "mac_roman", "unicode": "utf-8", "utf8": "utf-8",
}  # fmt: skip


def read(data: bytes, decode: Decode) -> Document:
    """Bytes -> Document; refuses a page without article text."""
    decoded = decoded_or_bad(data, declared_charset(data), decode)
    shelter = Shelter(decoded.text)
    tree = parsed(shelter.hidden(decoded.text))
    page = page_facts(tree)
    metadata = _restored(page.metadata, shelter)
    paragraphs = [shelter.restored(line) for line in _main_lines(tree, page, len(decoded.text))]
    if not any(map(_is_prose, paragraphs)):  # a menu, a gallery, a page filled by script
        raise Bad("no_text")
    text, parts = composed(metadata.title, metadata.deck, paragraphs)
    return Document("", "html", text, decoded.charset, decoded.basis, parts, metadata)


def declared_charset(data: bytes) -> str | None:
    """Bytes of a page -> the charset it names in its first 4 KB, as browsers read it."""
    match = _DECLARED.search(data[:4096]) or _PROLOG.match(data[:4096].lstrip())
    label = match[1].decode("ascii").lower() if match else None
    try:
        return codecs.lookup(_BROWSERS.get(label, label)).name if label else None
    except LookupError:
        return label


def parsed(text: str) -> Any:
    """Markup -> tree; refuses what has no element and what is nested beyond use."""
    from lxml import etree, html

    try:
        parser = html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
        tree = html.document_fromstring(_XML.sub("", text, count=1), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise Bad("no_text", "the page cannot be parsed") from error
    if depth_of(tree) > TOO_DEEP:
        raise Bad("no_text", "the elements of the page are nested beyond use")
    return tree


def fragment_lines(text: str) -> list[str]:
    """Markup inside another format -> its text, one paragraph a line."""
    shelter = Shelter(text)
    try:
        return [shelter.restored(line) for line in lines(parsed(shelter.hidden(text)))]
    except Bad:
        return []


def _main_lines(tree: Any, page: Page, size: int) -> list[str]:
    """Main text by trafilatura; by the page's own marks where that is clearly more, or kept its paragraphs."""
    shown = lines(tree)
    own = _own_lines(tree)
    if _letters(own) < MIN_MAIN_TEXT:
        own = between_edges(shown, page.metadata.title)
    linked = fragment_lines(page.body) if "<" in page.body else page.body.splitlines()
    found = [] if size > HUGE or depth_of(tree) > DEEP else _extracted_lines(tree)
    best = max(own, linked, key=_letters)
    few, more = _letters(found), _letters(best)
    if few == 0 or (more > MIN_MAIN_TEXT and few < SHARE * more) or _run_together(found, best):
        found = best
    return trimmed(whole(found, shown), shown, page.metadata.title)


def _run_together(found: list[str], own: list[str]) -> bool:
    """Text set with line breaks instead of paragraphs comes back from trafilatura as one line."""
    return len(found) <= 2 < len(own) and _letters(own) >= MOST * _letters(found)


def _extracted_lines(tree: Any) -> list[str]:
    import logging

    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it reports pages without text as errors
    try:
        found = trafilatura.bare_extraction(tree, fast=True, include_comments=False, include_tables=True)
    except (RecursionError, ValueError, TypeError, AttributeError, KeyError, IndexError):
        return []  # odd markup; the page's own paragraphs are left
    body = getattr(found, "body", None)
    return lines(body, silent=()) if body is not None else []


def _own_lines(tree: Any) -> list[str]:
    """Paragraphs of the element that the page calls its article, else of the page."""
    marks = (".//article", ".//main", ".//*[@role='main']", ".//*[@itemprop='articleBody']")
    rooms = [room for mark in marks for room in islice(tree.iterfind(mark), ROOMS_TRIED)]
    found = max((_paragraphs(room) for room in rooms), key=_letters, default=[])
    return found or _paragraphs(tree)


def _paragraphs(room: Any) -> list[str]:
    """Text of the paragraphs in an element that are not in a menu, form or caption inside it; one walk."""
    from lxml import etree

    found: list[str] = []
    outside = taken = 0  # open elements that are not the article's, and open ones whose text we have
    for event, element in etree.iterwalk(room, events=("start", "end")):
        step = 1 if event == "start" else -1
        if element.tag in ROOMS or element.tag in SILENT:
            outside += step if element is not room else 0
        elif element.tag in _PARAGRAPHS and not outside:
            whole_block = element.tag == "p" or element.find(".//p") is None
            if event == "start" and whole_block and not taken:
                found.extend(lines(element))
            taken += step if whole_block else 0
    return found


def _letters(paragraphs: list[str]) -> int:
    return sum(map(len, paragraphs))


def _is_prose(line: str) -> bool:
    return ends_sentence(line) or len(line) >= PARAGRAPH or ". " in line[PROSE:]  # a link may follow the last sentence


def _restored(metadata: Metadata, shelter: Shelter) -> Metadata:
    return Metadata(*(shelter.restored(getattr(metadata, name)) for name in Metadata.__slots__))
