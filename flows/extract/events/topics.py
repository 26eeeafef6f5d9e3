"""A sentence in, the classes its words belong to out: enough to tell a street protest from a share rally."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flows.extract.events.lexicon import Lexicon
from flows.extract.events.syntax import lemma

if TYPE_CHECKING:
    from flows.extract.words import Span

FIELDS = ("sport", "market", "weather", "culture")
WEAK_NEEDED = 3  # "share" or "market" alone says little; three such words say it is business
WHOLE_REPORTS = ("sport",)  # market and weather reports tell of sanctions and of the dead as well
CERTAIN, TOUCHED = 2, 0.5  # sentences surely of a field, and share of those with any word of it, in a report on it
LONGEST_SEQUENCE = 3  # words of the longest cue


class SentenceWords:
    """Lemmas and short word sequences of a sentence, asked by class name."""

    def __init__(self, sentence: Span, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.where = _sequences(sentence)
        self.fields = frozenset(field for field in FIELDS if self._is_field(field))

    def near(self, name: str, apart_from: Iterable[int] = ()) -> bool:
        """True when a word of the class stands in the sentence, the trigger's own words left out."""
        if name in FIELDS:
            return name in self.fields
        own = frozenset(apart_from)
        members = self.lexicon.classes.get(name, frozenset())
        return any(not self.where[word] <= own for word in members.intersection(self.where))

    def fit(self, near: tuple[str, ...], not_near: tuple[str, ...], own: Iterable[int]) -> bool:
        if near and not any(self.near(name, own) for name in near):
            return False
        return not any(self.near(name, own) for name in not_near)

    def _is_field(self, field: str) -> bool:
        strong = self.lexicon.classes[field]
        if not strong.isdisjoint(self.where):
            return True
        weak = self.lexicon.classes[f"{field}_weak"].intersection(self.where)
        return len({min(self.where[word]) for word in weak}) >= WEAK_NEEDED


def words_of_document(sentences: Iterable[Span], lexicon: Lexicon) -> list[SentenceWords]:
    """Sentences -> their words; in a match report "attacked from the whistle" is sport without a word saying so."""
    words = [SentenceWords(sentence, lexicon) for sentence in sentences]
    whole = frozenset(field for field in WHOLE_REPORTS if _reports(field, words, lexicon))
    for one in words:
        one.fields |= whole
    return words


def _reports(field: str, words: list[SentenceWords], lexicon: Lexicon) -> bool:
    weak = lexicon.classes[f"{field}_weak"]
    certain = sum(field in sentence.fields for sentence in words)
    touched = sum(field in sentence.fields or not weak.isdisjoint(sentence.where) for sentence in words)
    return certain >= CERTAIN and touched >= TOUCHED * len(words)


def _sequences(sentence: Span) -> dict[str, set[int]]:
    tokens = list(sentence)
    lemmas = [lemma(token) for token in tokens]
    lowered = [token.lower_ for token in tokens]
    found: dict[str, set[int]] = {}
    for k, token in enumerate(tokens):
        said = {lemmas[k], lowered[k], " ".join(lowered[k : k + 2])}
        said.update([" ".join(lemmas[k : k + n]) for n in range(2, LONGEST_SEQUENCE + 1)])
        if token.pos_ == "PROPN":  # "Wildfires" at the head of a sentence keeps its plural
            said.add(lowered[k].removesuffix("s"))
        for words in said:
            found.setdefault(words, set()).add(token.i)
    return found
