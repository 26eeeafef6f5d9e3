"""A tokenised text in, its sentence starts out; later the sentences themselves, with section and quotation.

The starts are set by rule before the parser sees the text, so that they are the same with and without a model, never
cross a line break or a part of the layout, and keep a closing quotation mark with its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from flows.extract.stretches import Stretches
from flows.extract.tables import words
from flows.records import CleanText, Quote, Section, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc as Parse

    from flows.extract.words import Doc

ENDS = frozenset(".?!…") | {"...", "?!", "!?", "!!", "??", "....", "。", "！", "？"}
CLOSERS = frozenset("\"'”’»)]}›") | {"''", "”", "’’"}
OPENERS = frozenset("\"'“‘«([{„‚‹–—-•*") | {"``"}
# NAIROBI, Kenya (AP) — the place before a report is no part of its first sentence
DATELINE = re.compile(
    r"^(?=[A-Z]{3})[A-Z][A-Z .'’-]{2,40}(?:, ?[^\n—–(\"“:]{1,45}?)?(?: ?\([^)\n]{1,40}\))?(?: ?[—–]| ?--| -) *(?=\S)",
    re.M,
)
MAX_TOKENS = 400  # of one sentence: the parser is linear, but what reads its trees is not always


def mark_sentences(doc: Parse, edges: Collection[int] = ()) -> Parse:
    """Set where sentences start in a tokenised doc; `edges` are characters where a part of the layout starts."""
    import numpy

    # one array for all tokens: setting them singly looks through the whole doc each time
    starts = sentence_starts([(t.text, t.idx) for t in doc], frozenset(edges))
    return doc.from_array(["SENT_START"], numpy.array([1 if s else -1 for s in starts], dtype="int64").astype("uint64"))


def sentence_starts(tokens: list[tuple[str, int]], edges: Collection[int] = ()) -> list[bool]:
    """Tokens with their places in, for each whether a sentence starts with it out."""
    line = _Line(tokens)
    starts, run = [], 0
    for i, (_, place) in enumerate(tokens):
        starts.append(i == 0 or place in edges or line.begins(i) or line.ended_before(i) or run >= MAX_TOKENS)
        run = 0 if starts[-1] else run + 1
    return starts


class _Line:
    """The tokens of a text and what stands between them."""

    def __init__(self, tokens: list[tuple[str, int]]) -> None:
        self.texts = [text for text, _ in tokens]
        self.apart = [True] + [
            b[1] > a[1] + len(a[0]) or a[0].isspace() for a, b in pairwise(tokens)
        ]  # from the token before
        self.space = [text.isspace() for text in self.texts]

    def begins(self, i: int) -> bool:
        """A line begins here."""
        k = i - 1
        while not self.space[i] and k >= 0 and self.space[k]:
            if "\n" in self.texts[k]:
                return True
            k -= 1
        return False

    def ended_before(self, i: int) -> bool:
        """A sentence ends with the token before i (spaces and closing marks aside)."""
        if self.space[i] or self.closes(i) or not self.may_begin(i):
            return False
        k, quoted = i - 1, False
        while k > max(0, i - 8) and (self.space[k] or self.closes(k)):
            quoted = quoted or self.texts[k] in "\"”’»''"
            k -= 1
        if k == i - 1 and not self.apart[i]:
            return False
        end = self.texts[k]
        if end in ENDS:
            return not (self.abbreviated(k, i) or (quoted and end in "?!…..." and self.attribution(i)))
        after_abbreviation = end.endswith(".") and len(end) > 2 and end[:-1] not in words("english", "abbreviations")
        return after_abbreviation and self.texts[i] in words("english", "beginners")

    def closes(self, i: int) -> bool:
        if self.texts[i] in ('"', "'"):
            return not self.apart[i]
        return self.texts[i] in CLOSERS

    def may_begin(self, i: int) -> bool:
        text = self.texts[i]
        return (
            text[0].isupper() or text[0].isdigit() or text in OPENERS or (text[0].isalpha() and not text[0].islower())
        )

    def abbreviated(self, k: int, i: int) -> bool:
        if self.texts[k] != "." or k == 0 or self.apart[k]:
            return False
        before = self.texts[k - 1]
        initial = len(before) == 1 and before.isupper()
        return (before in words("english", "abbreviations") or initial) and self.texts[i] not in words(
            "english", "beginners"
        )

    def attribution(self, i: int) -> bool:
        """`"Why now?" Kamau asked.`: what follows the quotation names its speaker and goes no further."""
        ahead = self.texts[i : i + 11]
        for k, text in enumerate(ahead[:7]):
            if text.lower() in said_forms():
                return any(not t[0].isalnum() for t in ahead[k + 1 : k + 4]) or i + k + 3 >= len(self.texts)
            if not text[0].isalnum():
                return False
        return False


@cache
def said_forms() -> frozenset[str]:
    """Present and past of the commonest verbs of saying, as they stand after a question in quotation marks."""
    return words("speech", "after_question")


def sentences(doc: Doc, clean: CleanText, quotes: tuple[Quote, ...] = ()) -> tuple[Sentence, ...]:
    """The sentences of a marked doc, trimmed to their words, each in its section and inside a quotation or not."""
    direct = Stretches(q for q in quotes if q.kind == "direct")
    found = []
    for start, end in sentence_spans(doc, clean.text):
        found.append(Sentence(start, end, section_at(clean, start), _quoted(clean.text, start, end, direct)))
    return tuple(found)


def sentence_spans(doc: Doc, text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence without the white space around it."""
    starts = [*(s.start_char for s in doc.sents), len(text)]
    spans = []
    for start, end in pairwise(starts):
        stretch = text[start:end]
        if stretch.strip():
            left = len(stretch) - len(stretch.lstrip())
            spans.append((start + left, start + len(stretch.rstrip())))
    return spans


def section_at(clean: CleanText, place: int) -> Section:
    """The part of the layout a place lies in; body where the layout says nothing."""
    return next((part.section for part in clean.layout if part.start <= place < part.end), "body")


def _quoted(text: str, start: int, end: int, direct: Stretches[Quote]) -> bool:
    """Every letter of the sentence lies in a direct quotation."""
    inside = [(q.start, q.end) for q in direct.touching(start, end)]
    if not inside:
        return False
    letters = [i for i in range(start, end) if text[i].isalnum()]
    return all(any(a <= i < b for a, b in inside) for i in letters) if letters else False
