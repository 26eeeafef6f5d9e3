"""Names found so far in, names the model passed over out: somebody who speaks or is described, a town after "in"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from flows.extract.known import known_as
from flows.extract.name_features import AGE
from flows.extract.names import head_type
from flows.extract.places.keys import place_key
from flows.extract.places.towns import towns
from flows.extract.spans import Name, bare
from flows.extract.stretches import Stretches
from flows.extract.tables import words
from flows.extract.titles import title_before

if TYPE_CHECKING:
    from flows.extract.words import Doc, Token

ROLE = r"(?:leader|minister|president|spokes\w+|lawyer|activist|resident|teacher|commander|official|adviser|advisor|envoy|secretary|director|chief|governor|mayor|senator|professor|analyst|ambassador|representative|lawmaker|head|chairman|chairwoman|founder|judge|prosecutor|general|colonel|journalist|editor|economist|farmer|student|mother|father|brother|sister|wife|husband|son|daughter)"
WHO = re.compile(rf",? who(?:se)?\b|, (?:a|an|the|his|her|its)? ?(?:[\w'’.-]+ ){{0,5}}?{ROLE}\b", re.I)
TOWN = 20_000  # inhabitants: below, words of every kind are some hamlet's name
PLACING = frozenset({"in", "near", "at", "outside", "around"})


def missed(doc: Doc, text: str, found: list[Name]) -> list[Name]:
    """Persons and towns outside of all names found, where the words around them leave little doubt."""
    taken = Stretches(found)
    out = []
    for first, last in _runs(doc):
        start, end = first.idx, last.idx + len(last.text)
        if taken.touching(start, end) or any(t.ent_type_ for t in doc[first.i : last.i + 1]):
            continue
        label = _label(doc, text, first, last, start, end)
        name = bare(text, Name(start, end, label, "repeat")) if label else None
        if name and not known_as(text[name.start : name.end]):
            out.append(name)
    return out


def _runs(doc: Doc) -> Iterator[tuple[Token, Token]]:
    """Stretches of proper nouns with capitals."""
    i = 0
    while i < len(doc):
        k = i
        while (
            k < len(doc)
            and doc[k].pos_ == "PROPN"
            and doc[k].text[:1].isupper()
            and (k == i or not doc[k].is_sent_start)
        ):
            k += 1
        if k > i:
            yield doc[i], doc[k - 1]
        i = max(k, i + 1)


def _label(doc: Doc, text: str, first: Token, last: Token, start: int, end: int) -> str:
    after = text[end : end + 70]
    if first.i < last.i <= first.i + 3 and not head_type(last.text):
        spoken = last.dep_ == "nsubj" and last.head.lemma_.lower() in words("speech", "verbs")
        if title_before(text, start) or AGE.match(after) or WHO.match(after) or spoken:
            return "PERSON"
    before = doc[first.i - 1] if first.i else None
    if before is not None and before.lower_ in PLACING and last.dep_ == "pobj" and first.i >= last.i - 1:
        largest = max((t.inhabitants for t in towns(place_key(text[start:end])) if t.own_name), default=0)
        return "GPE" if largest >= TOWN else ""
    return ""
