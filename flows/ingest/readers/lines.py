"""A parsed HTML tree in, its visible text out, one line a paragraph; never recursive, so depth does no harm."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import Any

# Elements that end a line; also the names trafilatura uses in its own trees (head, item, lb, quote, row).
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr",
    "html", "item", "lb", "li", "list", "main", "nav", "ol", "p", "pre", "quote", "row", "section", "summary", "table",
    "tbody", "tfoot", "thead", "title", "tr", "ul",
})  # fmt: skip
SILENT = frozenset({
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "select", "option", "button",
    "textarea", "head",
})  # fmt: skip
ROOMS = frozenset({"nav", "footer", "aside", "form", "figure", "figcaption", "header"})  # around an article, not of it
_CELLS = frozenset(("td", "th", "cell"))
_SPACE = re.compile(r"[ \t\n\r\f]+")  # HTML's own; other spaces may be traces of damage


def lines(tree: Any, silent: Container[str] = SILENT) -> list[str]:
    """A tree -> its paragraphs; text inside `silent` elements is left out."""
    text = "".join(_pieces(tree, silent))
    return [line for raw in text.split("\0") if (line := _SPACE.sub(" ", raw).strip(" "))]


def _pieces(tree: Any, silent: Container[str]) -> Iterator[str]:
    """Text in order, with NUL where a line ends."""
    from lxml import etree

    muted = 0
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        named = isinstance(element.tag, str)
        quiet = named and element.tag in silent and element is not tree
        if event == "start":
            muted += quiet
            yield _mark(element)
            yield "" if muted else element.text or ""
        else:
            muted -= quiet if event == "end" else 0
            yield _mark(element) if named else ""
            if element is not tree:
                yield "" if muted else element.tail or ""


def _mark(element: Any) -> str:
    return "\0" if element.tag in BLOCKS else " " if element.tag in _CELLS else ""


def depth_of(tree: Any) -> int:
    """How many elements stand in one another at most."""
    from lxml import etree

    deepest = depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest
