"""A parsed doc in, its mentions out: named ones with one type a name, descriptions, pronouns; groups come later.

Named mentions never overlap; a description may contain names ("the Russian president" contains "Russian").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.extract.missed import missed
from flows.extract.names import names
from flows.extract.nlp import cased, guessed_case
from flows.extract.nominals import Description, nominals
from flows.extract.repeats import repeats
from flows.extract.scene import CLASSES
from flows.extract.spans import Name
from flows.extract.stretches import Stretches
from flows.extract.titles import Title, title_before
from flows.extract.typed import typed
from flows.records import Mention, Part

if TYPE_CHECKING:
    from flows.extract.words import Doc

# Of the confidence in text of small letters only: on articles written so, 97 names are right where 100 are with capitals; texts that
# come so have slips besides.
GUESSED_CASE = 0.9
# the type a pronoun has until it is joined to a group
TYPES = {
    "he": "PERSON",
    "she": "PERSON",
    "i": "PERSON",
    "who": "PERSON",
    "it": "ORG",
    "they": "NORP",
    "we": "NORP",
    "you": "PERSON",
}


@dataclass(frozen=True, slots=True)
class Found:
    """Mentions with what grouping wants to know of them."""

    mentions: tuple[Mention, ...]  # in text order
    titles: dict[int, Title]  # start of a named mention -> title before it
    descriptions: dict[int, Description]  # start of a nominal mention -> how it is made


def mentions(doc: Doc, text: str) -> Found:
    """Every mention of a doc; none where the doc has no parse."""
    if not doc.has_annotation("DEP") or not len(doc):
        return Found((), {}, {})
    read = cased(doc)
    named = typed(doc, read, candidates(doc, read))
    titles = {n.start: t for n in named if n.label == "PERSON" and (t := title_before(read, n.start))}
    stretches = Stretches(Part("body", t.start, start) for start, t in titles.items())
    # nothing inside a title is a name of its own ("State" in "Secretary of State"), nations aside: they stand before it
    named = [n for n in named if n.certain or not _inside(n, stretches.at(n.start))]
    described = nominals(doc, read, named)
    described = [d for d in described if d.name >= 0 or not stretches.touching(d.start, d.end)]
    made = [_mention(text, n, titles.get(n.start), guessed_case(doc, n.start)) for n in named]
    made += [
        Mention(
            d.start, d.end, text[d.start : d.end], d.type, "nominal", confidence=0.6 if d.definite or d.country else 0.5
        )
        for d in described
    ]
    made += _pronouns(doc, text, made)
    ordered = tuple(sorted(made, key=lambda m: (m.start, m.end)))
    return Found(ordered, titles, {d.start: d for d in described})


def candidates(doc: Doc, read: str) -> list[Name]:
    """Every stretch that may be a name, in text order, with the first guess of its type."""
    found = names(doc, read)
    found = sorted(found + missed(doc, read, found), key=lambda n: n.start)
    return sorted(found + repeats(doc, read, found), key=lambda n: n.start)


def _inside(name: Name, title: Part | None) -> bool:
    return title is not None and name.end <= title.end


def _mention(text: str, name: Name, title: Title | None, guessed: bool) -> Mention:
    return Mention(
        name.start, name.end, text[name.start : name.end], name.label, "named",
        title=title.words if title else "", confidence=round(name.sure * (GUESSED_CASE if guessed else 1), 4),
    )  # fmt: skip


def _pronouns(doc: Doc, text: str, made: list[Mention]) -> list[Mention]:
    taken = {i for m in made for i in range(m.start, m.end)}
    found = []
    for token in doc:
        word = token.lower_
        if (
            word not in CLASSES
            or token.idx in taken
            or (word in ("i", "us", "me", "it") and token.text.isupper() and token.pos_ != "PRON")
        ):
            continue
        if word in ("who", "whom", "whose") and token.tag_ not in ("WP", "WP$"):
            continue
        end = token.idx + len(token.text)
        found.append(Mention(token.idx, end, text[token.idx : end], TYPES[CLASSES[word]], "pronoun", confidence=0.5))
    return found
