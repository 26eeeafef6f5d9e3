"""A parsed page in, what it says about its article out: JSON-LD first, then meta tags, then marked-up elements."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from flows.ingest.readers.fields import one_line, plain, words
from flows.ingest.readers.lines import lines
from flows.records import Metadata

_ARTICLE = re.compile(r"article|newsitem|report|posting|story", re.I)
_TITLE = ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title", "title", "headline")
_DECK = ("og:description", "description", "twitter:description", "dc.description", "sailthru.description")
_DATE = ("article:published_time", "og:published_time", "datepublished", "date", "dc.date", "dc.date.issued",
         "dcterms.created", "dcterms.date", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate",
         "publish-date", "publication_date", "article.published", "cxenseparse:recs:publishtime")  # fmt: skip
_AUTHOR = ("author", "article:author", "byl", "dc.creator", "parsely-author", "sailthru.author", "twitter:creator")
_SITE = ("og:site_name", "application-name", "dc.publisher", "publisher", "article:publisher", "twitter:site")
_LANGUAGE = ("content-language", "og:locale", "language", "dc.language")
_DECK_CLASS = re.compile(
    r"(?:^|[\s_-])(?:deck|dek|standfirst|subtitle|sub-?head(?:line|ing)?|strapline|alternativeheadline)(?:$|[\s_-])",
    re.I,
)
_BETWEEN = re.compile(r"\s+[|–—·»:-]\s+")
_LONGEST = 600  # characters of a deck; what is longer is the article itself
_TRIED = 20  # elements looked at; a page may nest thousands of them in one another
_NESTED = 6  # JSON-LD: @graph, mainEntity, itemListElement


@dataclass(frozen=True, slots=True)
class Page:
    """Metadata of a page, and the whole article where the page's own JSON-LD holds it."""

    metadata: Metadata
    body: str = ""


def page_facts(tree: Any) -> Page:
    """A parsed page -> what it says about its article; never fails, silent where the page is."""
    linked, meta = _linked(tree), _meta(tree)
    title = words(linked.get("headline")) or _heading(tree) or _first(meta, _TITLE) or words(linked.get("name"))
    site = words(linked.get("publisher")) or _first(meta, _SITE).lstrip("@") or _window_site(tree, title)
    metadata = Metadata(
        url=_address(tree, meta, linked),
        published=words(linked.get("datePublished")) or _first(meta, _DATE) or _marked_date(tree),
        publisher=one_line(site),
        byline=one_line(words(linked.get("author")) or _named_author(meta) or _marked_author(tree)),
        title=one_line(title or _window_title(tree, site))[:_LONGEST],
        deck=one_line(_standfirst(tree) or words(linked.get("description")) or _first(meta, _DECK))[:_LONGEST],
        language=(tree.get("lang") or words(linked.get("inLanguage")) or _first(meta, _LANGUAGE)).strip(),
    )
    return Page(metadata, words(linked.get("articleBody")))


def _linked(tree: Any) -> Mapping[str, Any]:
    """The JSON-LD object of the article; {} when the page has none or breaks it."""
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            try:
                value = json.loads(script.text or "", strict=False)
            except (ValueError, RecursionError):
                continue
            for found in _objects(value, _NESTED):
                if _ARTICLE.search(words(found.get("@type"))):
                    return found
    return {}


def _objects(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, list) and depth:
        for element in value[:200]:
            yield from _objects(element, depth - 1)
    elif isinstance(value, Mapping) and depth:
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"):
            yield from _objects(value.get(key), depth - 1)


def _meta(tree: Any) -> dict[str, str]:
    """Names of meta tags in lower case -> their content; the first of a name counts."""
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv") or ""
        content = (tag.get("content") or "").strip()
        if name and content:
            found.setdefault(name.lower(), plain(content))
    return found


def _first(meta: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((meta[name] for name in names if meta.get(name)), "")


def _heading(tree: Any) -> str:
    """The text of the h1; where there are several, of the one inside the article."""
    headings = list(islice(tree.iter("h1"), _TRIED))
    inside = [h for h in headings if any(up.tag in ("article", "main") for up in h.iterancestors())]
    chosen = inside if len(inside) == 1 else headings
    return " ".join(lines(chosen[0])) if len(chosen) == 1 else ""


def _window_title(tree: Any, site: str) -> str:
    """The title element without the name of the site at either end."""
    title = next((one_line(t.text or "")[:_LONGEST] for t in tree.iter("title")), "")
    parts = _BETWEEN.split(title)
    if len(parts) > 1 and site and parts[-1].casefold() == site.casefold():
        return title[: title.rindex(parts[-1])].rstrip(" \t|–—·»:-")
    if len(parts) > 1 and site and parts[0].casefold() == site.casefold():
        return title[len(parts[0]) :].lstrip(" \t|–—·»:-")
    return title


def _window_site(tree: Any, title: str) -> str:
    """ "Headline | The Paper" -> The Paper, where the headline is known from elsewhere."""
    window = next((one_line(t.text or "")[:_LONGEST] for t in tree.iter("title")), "")
    start, end = one_line(title), window.removeprefix(one_line(title))
    named = _BETWEEN.match(end) if start and end != window else None
    return end[named.end() :].strip() if named else ""


def _standfirst(tree: Any) -> str:
    """The line under the headline that the page marks as such."""
    marked = (e for e in tree.iter("p", "h2", "h3", "div", "span") if _DECK_CLASS.search(_marks(e)))
    texts = (" ".join(lines(element)) for element in islice(marked, _TRIED))
    return next((text for text in texts if 20 <= len(text) <= _LONGEST), "")


def _marks(element: Any) -> str:
    return f"{(element.get('class') or '')[:200]} {element.get('itemprop') or ''}"


def _named_author(meta: Mapping[str, str]) -> str:
    names = (meta.get(name, "") for name in _AUTHOR)
    return next((name.lstrip("@") for name in names if name and "://" not in name), "")


def _marked_author(tree: Any) -> str:
    marked = (e for e in tree.iter("a", "span", "div", "p", "address") if _is_author(e))
    texts = (" ".join(lines(element)) for element in islice(marked, _TRIED))
    return next((text for text in texts if 3 <= len(text) <= 120), "")


def _is_author(element: Any) -> bool:
    said = {element.get("rel"), element.get("itemprop")}
    return "author" in said or "byline" in (element.get("class") or "").lower().split()


def _marked_date(tree: Any) -> str:
    for element in tree.iter():
        if isinstance(element.tag, str) and element.get("itemprop") == "datePublished":
            return (element.get("datetime") or element.get("content") or " ".join(lines(element))).strip()
    times = [t.get("datetime") for t in tree.iter("time") if t.get("datetime")]
    inside = [
        t.get("datetime") for t in tree.iterfind(".//article//time") if t.get("datetime")
    ]  # related stories have their own times, outside the article
    return inside[0] if inside else times[0] if len(set(times)) == 1 else ""


def _address(tree: Any, meta: Mapping[str, str], linked: Mapping[str, Any]) -> str:
    canonical = next((k.get("href") for k in tree.iter("link") if "canonical" in (k.get("rel") or "").lower()), None)
    entity = linked.get("mainEntityOfPage")
    ident = words(entity.get("@id")) if isinstance(entity, Mapping) else words(entity)
    candidates = (canonical or "", meta.get("og:url", ""), words(linked.get("url")), ident)
    return next((c.strip() for c in candidates if c.strip().startswith(("http://", "https://"))), "")
