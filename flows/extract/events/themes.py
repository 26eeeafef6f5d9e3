"""A document's sentences in, the PLOVER contexts of an event in each out: by its sentence, else its paragraph, else the document.

What a wider part gives must be clear there: several words, and nothing else that the nearer part speaks of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from flows.extract.events.context import sections
from flows.extract.events.lexicon import Lexicon
from flows.extract.events.syntax import lemma
from flows.extract.events.topics import SentenceWords
from flows.records import CleanText, Extraction

if TYPE_CHECKING:
    from flows.extract.words import Span, Token

Basis = Literal["sentence", "paragraph", "document", "none"]
NEAR = 2  # sentences of the paragraph before and after; a text without paragraphs is one long one
DISTINCT = 2  # different words that make a context clear: "woman" alone, however often, is no theme
HEADED = 0.2  # share of the body's sentences that a context of the headline needs
SHARED = 0.4  # and one that no headline names
LEAST = {True: 2, False: 4}  # sentences at least, with and without headline
BESIDE = 0.5  # of the strongest theme: a weaker one is a side of the story


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that call for contexts, where they stand in the document."""

    start: int
    end: int
    words: str  # as the lexicon writes them
    surface: str
    contexts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """Contexts, sorted; for each the first words that call for it, as "voters@120"; and the part of the text that tells."""

    contexts: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    basis: Basis = "none"


def cues(sentence: Span, lexicon: Lexicon) -> list[Cue]:
    """A sentence in, its cues of contexts in text order out; shorter ones within a longer one are silent."""
    tokens = list(sentence)
    forms = [_forms(token) for token in tokens]
    spans = {
        (k, k + len(cue.words), cue)
        for k in range(len(tokens))
        for form in forms[k]
        for cue in lexicon.contexts.get(form, ())
        if len(cue.words) <= len(tokens) - k
        and all(word in told for word, told in zip(cue.words, forms[k : k + len(cue.words)], strict=True))
    }
    free = [
        s for s in spans if not any(o[0] <= s[0] and s[1] <= o[1] and o[1] - o[0] > s[1] - s[0] for o in spans)
    ]  # fmt: skip
    found = []
    for first, last, cue in sorted(free, key=lambda s: (s[0], s[1], s[2].words)):
        start, end = tokens[first].idx, tokens[last - 1].idx + len(tokens[last - 1].text)
        if cue.contexts:
            text = sentence.doc.text[start:end]
            found.append(Cue(start, end, " ".join(cue.words), " ".join(text.split()), cue.contexts))
    return found


def _forms(token: Token) -> frozenset[str]:
    """How the lexicon may write a word; "Wildfires" at the head of a sentence keeps its plural as a lemma."""
    forms = {lemma(token), token.lower_}
    if token.pos_ == "PROPN":
        forms.add(token.lower_.removesuffix("s"))
    return frozenset(forms)


class Themes:
    """Contexts of one document, asked by sentence; nothing is read before somebody asks."""

    def __init__(
        self,
        spans: Mapping[int, Span],
        words: Sequence[SentenceWords],
        clean: CleanText,
        found: Extraction,
        lexicon: Lexicon,
    ) -> None:
        self.spans, self.clean, self.found, self.lexicon = spans, clean, found, lexicon
        self.elsewhere = {index for index, told in zip(spans, words, strict=True) if told.fields}

    def of(self, index: int, *, past: bool = False) -> Theme:
        """The theme of an event in a sentence; of what is long past the sentence alone tells."""
        own = self.cues[index]
        if own:
            return _theme({c for cue in own for c in cue.contexts}, own, "sentence")
        near = self._near(index)
        if past or not self.elsewhere.isdisjoint(near):  # sport in a political article has none of its themes
            return Theme()
        around = [cue for i in near for cue in self.cues[i]]
        if clear := _strongest(_distinct(around)):
            return _theme(clear, around, "paragraph")
        spoken = {c for cue in around for c in cue.contexts}
        if spoken and spoken.isdisjoint(self.of_document):
            return Theme()
        return _theme(self.of_document, [cue for told in self.cues.values() for cue in told], "document")

    @cached_property
    def cues(self) -> dict[int, list[Cue]]:
        """Cues of every sentence."""
        return {index: cues(span, self.lexicon) for index, span in self.spans.items()}

    @cached_property
    def of_document(self) -> frozenset[str]:
        """Contexts that the headline names and a part of the body shares, or that much of it shares."""
        parts = sections(self.clean, self.found)
        body = [i for i in self.spans if parts[i] == "body"]
        headed = {c for i in self.spans if parts[i] in ("title", "deck") for cue in self.cues[i] for c in cue.contexts}
        shares = Counter(c for i in body for c in {c for cue in self.cues[i] for c in cue.contexts})
        distinct = _distinct([cue for told in self.cues.values() for cue in told])
        clear = {
            c: n
            for c, n in shares.items()
            if distinct[c] >= DISTINCT
            and n >= LEAST[c in headed]
            and n >= (HEADED if c in headed else SHARED) * len(body)
        }
        return frozenset(c for c, n in clear.items() if n >= BESIDE * max(clear.values()))

    @cached_property
    def _paragraphs(self) -> dict[int, int]:
        """Sentence -> number of its paragraph."""
        numbers: dict[int, int] = {}
        number, end = 0, 0
        for index, span in self.spans.items():
            number += "\n" in self.clean.text[end : span.start_char]
            numbers[index], end = number, span.end_char
        return numbers

    def _near(self, index: int) -> list[int]:
        """The sentence itself and its neighbours in the paragraph."""
        numbers = self._paragraphs
        reach = range(index - NEAR, index + NEAR + 1)
        return [i for i in reach if i in numbers and numbers[i] == numbers[index]]


def _distinct(told: Iterable[Cue]) -> Counter[str]:
    """Context -> how many different words call for it."""
    return Counter(c for c, _ in {(c, cue.words) for cue in told for c in cue.contexts})


def _strongest(distinct: Counter[str]) -> frozenset[str]:
    most = max(distinct.values(), default=0)
    return frozenset(c for c, n in distinct.items() if n >= DISTINCT and n >= BESIDE * most)


def _theme(contexts: Iterable[str], told: Sequence[Cue], basis: Basis) -> Theme:
    names = tuple(sorted(contexts))
    if not names:
        return Theme()
    first = (next(cue for cue in told if name in cue.contexts) for name in names)
    return Theme(names, tuple(f"{cue.surface}@{cue.start}" for cue in first), basis)
