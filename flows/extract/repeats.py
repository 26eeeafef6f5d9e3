"""Names with their types in, the places where the same names stand unmarked out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.extract.countries import plain
from flows.extract.known import Known, index_of, known_spans
from flows.extract.spans import Name
from flows.extract.stretches import Stretches
from flows.extract.tables import words

if TYPE_CHECKING:
    from flows.extract.words import Doc, Token

REPEATED = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "LAW"})
ACTING = frozenset({"nsubj", "nsubjpass", "poss"})


def repeats(doc: Doc, text: str, found: list[Name]) -> list[Name]:
    """Whole-word occurrences of the names found, and of the family names of persons, outside of all names found."""
    types = _types(text, found)
    middles = _middles(text, found) - set(types)
    taken = Stretches(found)
    tokens = {t.idx: t for t in doc}
    wanted = [*types.items(), *((middle, "PERSON") for middle in sorted(middles))]
    out = []
    for span in known_spans(text, index_of((surface, Known(label, surface)) for surface, label in wanted)):
        if taken.touching(span.start, span.end) or _hyphened(text, span.start, span.end):
            continue
        token = tokens.get(span.start)
        if " " in span.known.name or (
            token is not None and _is_name(doc, token, span.known.type, span.known.name in middles)
        ):
            out.append(Name(span.start, span.end, span.known.type, "repeat"))
    return out


def _types(text: str, found: list[Name]) -> dict[str, str]:
    """What to look for: every name, and the last word of every person's."""
    types: dict[str, str] = {}
    for name in found:
        surface = plain(text[name.start : name.end])
        if name.label in REPEATED and _distinct(surface):
            types.setdefault(surface, name.label)
            if name.label == "PERSON" and " " in surface and _distinct(tail := surface.split()[-1]):
                types.setdefault(tail, "PERSON")
    return types


def _middles(text: str, found: list[Name]) -> set[str]:
    """Words between first and last of a person's name: of two family names the first is used alone."""
    surfaces = {plain(text[n.start : n.end]) for n in found if n.label == "PERSON"}
    inner = {word for surface in surfaces for word in surface.split()[1:-1]}
    return {w for w in inner if _distinct(w) and len(w) > 3 and w.lower() not in words("english", "particles")}


def _distinct(surface: str) -> bool:
    """Long enough, and written like a name, to be looked for elsewhere."""
    return ((len(surface) >= 3 or surface.isupper()) and surface[:1].isupper()) or any(c.isupper() for c in surface[1:])


def _hyphened(text: str, start: int, end: int) -> bool:
    """Part of a longer word with a hyphen and another capital."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return (len(before) == 2 and before[1] == "-" and before[0].isalnum()) or (after[:1] == "-" and after[1:].isupper())


def _is_name(doc: Doc, token: Token, label: str, middle: bool) -> bool:
    """The word is tagged as a name here, and a family name is not part of somebody else's ("Adam Smith" is not our Smith)."""
    if label == "PERSON" and (_joined(doc, token.i - 1, token.i) or _joined(doc, token.i, token.i + 1)):
        return False
    if middle:
        return str(token.dep_) in ACTING
    if token.is_sent_start:
        return bool(token.pos_ == "PROPN")
    return str(token.pos_) in ("PROPN", "NOUN", "ADJ", "X")


def _joined(doc: Doc, i: int, k: int) -> bool:
    """Two words with capitals and one space between them, not across the start of a sentence."""
    if i < 0 or k >= len(doc) or doc[k].is_sent_start or not doc[i].whitespace_:
        return False
    both = all(doc[n].pos_ == "PROPN" and doc[n].text[:1].isupper() for n in (i, k))
    return both and not doc[i].is_sent_start
