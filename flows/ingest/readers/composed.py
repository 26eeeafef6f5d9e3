"""Title, deck and paragraphs in, the source text and the places of its parts out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.records import Part

_LETTERS = re.compile(r"\w+")
_CUT = ("...", "…", "[…]", "[...]")  # a description cut short repeats the text it is cut from


def composed(title: str, deck: str, paragraphs: Sequence[str]) -> tuple[str, tuple[Part, ...]]:
    """-> title line, deck line, blank line, one paragraph a line; what the body repeats is written once."""
    body = [line for line in paragraphs if line.strip()]
    body = _without_start(body, title)
    deck = "" if _said_in(deck, title, body) else deck
    body = _without_start(body, deck)
    head = [line for line in (title, deck) if line.strip()]
    text = "\n".join([*head, "", *body] if head and body else [*head, *body])
    return text, tuple(_parts(title, deck, text))


def _parts(title: str, deck: str, text: str) -> list[Part]:
    parts, at = [], 0
    if title.strip():
        parts.append(Part("title", 0, len(title)))
        at = len(title) + 1
    if deck.strip():
        parts.append(Part("deck", at, at + len(deck)))
        at += len(deck) + 1
    at += 1 if at else 0  # the blank line
    return [*parts, Part("body", at, len(text))] if at < len(text) else parts


def _without_start(body: list[str], line: str) -> list[str]:
    """Pages print the headline and the deck again above the text."""
    key = _key(line)
    for place, paragraph in enumerate(body[:3]):
        if key and _key(paragraph) == key:
            return body[:place] + body[place + 1 :]
    return body


def _said_in(deck: str, title: str, body: list[str]) -> bool:
    """Is the deck no line of its own: the title again, or the beginning of the text?"""
    if not deck.strip() or _key(deck) == _key(title):
        return True
    if deck.rstrip().endswith(_CUT):
        return True
    start, key = _key(" ".join(body[:3])[: 2 * len(deck) + 200]), _key(deck)
    return start.startswith(key) and _key(body[0]) != key


def _key(line: str) -> str:
    return " ".join(_LETTERS.findall(line.casefold()))
