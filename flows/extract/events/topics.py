"""A sentence in, the classes its words belong to out: enough to tell a street protest from a share rally."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flows.extract.events.lexicon import Lexicon
from flows.extract.events.syntax import lemma

if TYPE_CHECKING:
    from spacy.tokens import Span

FIELDS = ("sport", "market", "weather", "culture")
WEAK_NEEDED = 3  # "share" or "market" alone says little; three such words say it is business
WHOLE_REPORTS = ("sport",)  # market and weather reports tell of sanctions and of the dead as well
CERTAIN, TOUCHED = 2, 0.5  # sentences surely of a field, and share of those with any word of it, in a report on it
LONGEST_SEQUENCE = 3  # words of the longest cue


class SentenceWords:
    """Lemmas and short word sequences of a sentence, asked by class name."""

    def __init__(self, sentence: Span, lexicon: Lexicon, of_document: frozenset[str] = frozenset()) -> None:
        self.lexicon = lexicon
        self.where = _sequences(sentence)
        self.fields = of_document | frozenset(field for field in FIELDS if self._is_field(field))

    def near(self, name: str, apart_from: Iterable[int] = ()) -> bool:
        """True when a word of the class stands in the sentence, the trigger's own words left out."""
        if name in FIELDS:
            return name in self.fields
        own = frozenset(apart_from)
        members = self.lexicon.classes.get(name, frozenset())
        return any(not places <= own for word, places in self.where.items() if word in members)

    def fit(self, near: tuple[str, ...], not_near: tuple[str, ...], own: Iterable[int]) -> bool:
        if near and not any(self.near(name, own) for name in near):
            return False
        return not any(self.near(name, own) for name in not_near)

    def _is_field(self, field: str) -> bool:
        strong = self.lexicon.classes[field]
        if any(word in strong for word in self.where):
            return True
        weak = self.lexicon.classes[f"{field}_weak"]
        return len({min(places) for word, places in self.where.items() if word in weak}) >= WEAK_NEEDED


def fields_of_document(sentences: Iterable[Span], lexicon: Lexicon) -> frozenset[str]:
    """Fields a whole report is about: in a match report "attacked from the whistle" is sport without a word saying so."""
    words = [SentenceWords(sentence, lexicon) for sentence in sentences]
    return frozenset(field for field in WHOLE_REPORTS if _reports(field, words, lexicon))


def _reports(field: str, words: list[SentenceWords], lexicon: Lexicon) -> bool:
    weak = lexicon.classes[f"{field}_weak"]
    certain = sum(field in sentence.fields for sentence in words)
    touched = sum(field in sentence.fields or not weak.isdisjoint(sentence.where) for sentence in words)
    return certain >= CERTAIN and touched >= TOUCHED * len(words)


def _sequences(sentence: Span) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for position, token in enumerate(sentence):
        text = ""
        for follower in sentence[position : position + LONGEST_SEQUENCE]:
            text = f"{text} {lemma(follower)}".strip()
            found.setdefault(text, set()).add(token.i)
        lowered = " ".join(t.lower_ for t in sentence[position : position + 2])
        found.setdefault(lowered, set()).add(token.i)
        found.setdefault(token.lower_, set()).add(token.i)
        if token.pos_ == "PROPN":  # "Wildfires" at the head of a sentence keeps its plural
            found.setdefault(token.lower_.removesuffix("s"), set()).add(token.i)
    return {word: frozenset(places) for word, places in found.items()}


def contexts(words: SentenceWords) -> tuple[str, ...]:
    """PLOVER contexts whose cue words stand in the sentence, sorted."""
    have = words.where
    found = []
    for name, cues in words.lexicon.contexts.items():
        if any(" ".join(cue) in have for cue in cues):
            found.append(name)
    return tuple(sorted(found))
