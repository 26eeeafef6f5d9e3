"""A description in its parse in, the name it is put beside out: "Sergei Lavrov, Russia's foreign minister, said"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from flows.extract.nominals import Description

if TYPE_CHECKING:
    from flows.extract.words import Doc, Token


def described_as(doc: Doc, d: Description, names: Mapping[int, int]) -> int | None:
    """Index of the named mention that the description stands in apposition to, or is a predicate of; None else.

    `names`: character where a name starts that it can stand beside -> index of that mention.
    """
    if d.plural:
        return None
    head = doc[d.head]
    if not d.type and _before_the_subject(head):
        return _ahead(doc, d, names)
    spots = [head, *(c for c in head.children if c.dep_ == "appos")]
    if head.dep_ in ("appos", "nmod"):
        spots.append(head.head)
    if head.dep_ == "attr" and head.head.lemma_ == "be" and not any(c.dep_ == "neg" for c in head.head.children):
        spots += [c for c in head.head.children if c.dep_ == "nsubj"]
    for spot in spots[1:]:
        place = _name_at(doc, spot.i, names)
        if place is not None:
            return place
    ahead = _ahead(doc, d, names)
    return _beside(doc, d, names) if ahead is None else ahead


def _before_the_subject(head: Token) -> bool:
    """ "After leaving the stadium, Riquelme said": the parse puts the name beside the noun, and leaves the verb without subject."""
    root = head.sent.root
    return head.i < root.i and not any(c.dep_ in ("nsubj", "nsubjpass") for c in root.children)


def _ahead(doc: Doc, d: Description, names: Mapping[int, int]) -> int | None:
    """ "The daughter of a clerk, Riquelme grew up": at the start of the sentence, a comma, then the subject of its verb."""
    head = doc[d.head]
    if d.type not in ("PERSON", "") or not all(
        t.pos_ in ("DET", "ADJ", "NOUN", "PROPN", "PUNCT", "NUM") for t in doc[head.sent.start : d.head]
    ):
        return None
    end = max(t.i for t in head.subtree) + 1
    subjects = (c for c in head.head.children if c.dep_ in ("nsubj", "nsubjpass") and c.i > end)
    subject = next(subjects, None)
    if subject is None or head.dep_ not in ("nsubj", "nsubjpass", "npadvmod", "advcl", "dep") or doc[end].text != ",":
        return None
    place = _name_at(doc, subject.i, names)
    return place if place is not None and names.get(doc[end + 1].idx) == place else None


def _name_at(doc: Doc, i: int, names: Mapping[int, int]) -> int | None:
    """The mention whose name has token i as one of its words: the name starts a few tokens before at most."""
    for k in range(i, max(-1, i - 5), -1):
        if doc[k].idx in names:
            return names[doc[k].idx]
        if doc[k].pos_ not in ("PROPN", "ADP", "PUNCT", "PART"):
            return None
    return None


def _beside(doc: Doc, d: Description, names: Mapping[int, int]) -> int | None:
    """ "the group's leader, Abu Salim, said": a comma, then a name, then a comma, whatever the parser made of it.

    Only for nouns that a lexicon lists: "after leaving the stadium, Riquelme, 34, said".
    """
    if not d.type:
        return None
    end = next((i for i in range(d.head, min(d.head + 6, len(doc))) if doc[i].idx >= d.end), None)
    if end is None or end + 1 >= len(doc) or doc[end].text != "," or doc[end + 1].idx not in names or not d.definite:
        return None
    after = end + 1
    while after < len(doc) and doc[after].pos_ in ("PROPN", "PART") and after - end < 6:
        after += 1
    return names[doc[end + 1].idx] if after < len(doc) and doc[after].text in (",", ".") else None
