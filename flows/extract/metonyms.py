"""A place name in its sentence in, the government it stands for out: "Moscow said", "the Kremlin denied"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from flows.extract.countries import countries, plain
from flows.extract.tables import table, words

if TYPE_CHECKING:
    from flows.extract.words import Doc, Span, Token

STANDS_IN = re.compile(
    r"\b(?:in|at|near|outside|inside|around|to|into|from|toward|towards|behind|of)\s(?:the\s)?$", re.I
)
DEALT_WITH = frozenset({"against", "with"})


@cache
def capitals() -> dict[str, str]:
    """Capital (or another seat of government) -> ISO3. City states are their own name, no metonym."""
    found = {c.capital: iso3 for iso3, c in countries().items() if c.capital not in c.names}
    found |= {name: iso3 for iso3, names in table("metonyms")["capitals"].items() for name in names}
    return {name: iso3 for name, iso3 in found.items() if name not in words("metonyms", "not_governments")}


@cache
def seats() -> dict[str, str]:
    return {name: iso3 for iso3, names in table("metonyms")["seats"].items() for name in names}


def government(doc: Doc, text: str, start: int, end: int) -> str:
    """ISO3 of the government a name stands for at this place, '' where it is a place or something else."""
    name = plain(text[start:end])
    if iso3 := seats().get(name, ""):
        return "" if STANDS_IN.search(text, max(0, start - 15), start) and not _agent(text, start) else iso3
    iso3 = capitals().get(name, "")
    if not iso3:
        return ""
    span = doc.char_span(start, end, alignment_mode="expand")
    return iso3 if span is not None and _acts(span) else ""


def _agent(text: str, start: int) -> bool:
    return bool(re.search(r"(?:according|close|loyal) to (?:the )?$", text[max(0, start - 20) : start]))


def _acts(span: Span) -> bool:
    """The name is the subject of a verb of saying or deciding, or whom such a verb is about."""
    token: Token = span.root
    while token.dep_ == "conj" and token.head.pos_ == "PROPN":
        token = token.head
    verb = token.head
    if token.dep_ in ("nsubj", "nsubjpass"):
        deeds = (verb, *(c for c in verb.children if c.dep_ in ("xcomp", "conj")))
        return any(d.lemma_.lower() in words("metonyms", "verbs") | words("speech", "verbs") for d in deeds)
    if token.dep_ == "poss":
        return str(verb.lemma_).lower() in words("metonyms", "nouns")
    if token.dep_ == "dobj":
        return str(verb.lemma_).lower() in words("metonyms", "object_of")
    if token.dep_ == "pobj" and verb.lower_ == "by":
        return bool(verb.dep_ == "agent") or verb.head.lemma_.lower() in words("metonyms", "nouns")
    return bool(
        token.dep_ == "pobj" and verb.lower_ in DEALT_WITH and not any(c.dep_ == "prep" for c in token.children)
    )
