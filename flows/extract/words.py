"""A Doc of spaCy in, the same as plain objects out: what the rooms behind the parse read, under the names that spaCy gives it.

The rooms ask tokens for their heads, children and forms a million times in thirty articles, and spaCy makes an object or looks
a string up each time; here everything is made once. Nothing is set any more: what a model says is said before.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc as Parse

FORMS = ("ORTH", "LOWER", "LEMMA", "DEP", "POS", "TAG", "ENT_TYPE")  # numbers of strings
FLAGS = ("SPACY", "IS_ALPHA", "IS_PUNCT", "IS_SPACE", "LIKE_NUM")
STARTS = {1: True, -1: False}  # what SENT_START says; 0 is not known


class Token:
    """A word or mark of a document, as spaCy's Token has it; the same place is always the same object."""

    __slots__ = (
        "_whole",
        "children",
        "dep_",
        "doc",
        "ent_type_",
        "head",
        "i",
        "idx",
        "is_alpha",
        "is_punct",
        "is_sent_start",
        "is_space",
        "left_edge",
        "lemma_",
        "like_num",
        "lower_",
        "pos_",
        "right_edge",
        "sent",
        "tag_",
        "text",
        "whitespace_",
    )  # fmt: skip

    doc: Doc
    head: Token
    children: tuple[Token, ...]
    left_edge: Token
    right_edge: Token
    sent: Span
    _whole: bool  # no branch of another crosses its own: the subtree is all that stands between the edges

    def __init__(
        self, i: int, idx: int, forms: tuple[str, ...], flags: tuple[bool, ...], is_sent_start: bool | None
    ) -> None:
        self.i, self.idx, self.is_sent_start = i, idx, is_sent_start
        self.text, self.lower_, self.lemma_, self.dep_, self.pos_, self.tag_, self.ent_type_ = forms
        spaced, self.is_alpha, self.is_punct, self.is_space, self.like_num = flags
        self.whitespace_ = " " if spaced else ""

    def __len__(self) -> int:
        """Characters of it."""
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    def nbor(self, step: int = 1) -> Token:
        """The token so many places on; IndexError outside the document."""
        if self.i + step < 0:
            raise IndexError(f"no token {step} from {self.i}")
        return self.doc[self.i + step]

    @property
    def subtree(self) -> tuple[Token, ...]:
        """The token and all below it: what is below its left children, itself, what is below its right ones."""
        if self._whole:
            return self.doc[self.left_edge.i : self.right_edge.i + 1]
        left = [t for c in self.children if c.i < self.i for t in c.subtree]
        return (*left, self, *(t for c in self.children if c.i > self.i for t in c.subtree))

    @property
    def ancestors(self) -> Iterator[Token]:
        """The tokens over it, nearest first."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    def is_ancestor(self, other: Token) -> bool:
        """It stands somewhere over another."""
        return any(above is self for above in other.ancestors)

    @property
    def conjuncts(self) -> tuple[Token, ...]:
        """What it is joined to by "and", "or", commas; without itself."""
        first = self
        while first.head is not first and first.dep_ == "conj":
            first = first.head
        found = [first]
        for token in found:
            found += [c for c in token.children if c.i > token.i and c.dep_ == "conj"]
        return tuple(t for t in found if t is not self)


class Span:
    """Tokens `start` up to `end` of a document: a sentence, a name, whatever is asked for."""

    __slots__ = ("doc", "end", "label_", "start")

    def __init__(self, doc: Doc, start: int, end: int, label: str = "") -> None:
        self.doc, self.start, self.end, self.label_ = doc, start, end, label

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc[self.start : self.end])

    def __len__(self) -> int:
        return self.end - self.start

    def __getitem__(self, i: Any) -> Any:
        return self.doc[self.start : self.end][i]

    @property
    def start_char(self) -> int:
        return self.doc[self.start].idx

    @property
    def end_char(self) -> int:
        last = self.doc[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        return self.doc.text[self.start_char : self.end_char] if self.end > self.start else ""

    @property
    def sent(self) -> Span:
        """The sentence of its first token."""
        return self.doc[self.start].sent

    @property
    def root(self) -> Token:
        """The token nearest to the top of its sentence, the first of several; marks and white space only where nothing else is."""
        tokens, start, end = self.doc[self.start : self.end], self.start, self.end
        for token in tokens:
            if token.head is token:
                return token
        over = [t for t in tokens if not start <= t.head.i < end]
        if len(over) == 1:
            return over[0]
        return min(over, key=_depth) if over else self.doc[start]


def _depth(token: Token) -> int:
    """Links up to the top of the sentence; of marks and white space with nothing below them more than any word has."""
    if (token.is_space or token.is_punct) and not token.children:
        return len(token.doc) - 1
    return sum(1 for _ in token.ancestors)


class Doc(tuple[Token, ...]):
    """The tokens of a text. A slice of it is a plain tuple; `span` and `char_span` make spans."""

    text: str
    user_data: dict[str, Any]  # what is kept with the document for those who ask later
    sents: tuple[Span, ...]
    ents: tuple[Span, ...]
    _ends: list[int]  # of each token, the white space behind it counted
    _told: frozenset[str]  # annotations that there are

    __hash__ = object.__hash__
    __eq__ = object.__eq__

    def span(self, start: int, end: int) -> Span:
        return Span(self, start, end)

    def has_annotation(self, name: str) -> bool:
        """Some token has one: "DEP" or "TAG". An empty text has all."""
        return not self or name in self._told

    def char_span(self, start: int, end: int, alignment_mode: str = "strict") -> Span | None:
        """The tokens from character to character; None where no token stands or, unless expanded, begins or ends there."""
        first, last = self._at(start), self._at(end - 1)
        if first < 0 or last < 0:
            return None
        begin, stop = self[first], self[last]
        if alignment_mode == "expand":
            first += start == begin.idx + len(begin.text)  # the space behind a token is none of it
        elif alignment_mode == "contract":
            first, last = first + (begin.idx < start), last - (end < stop.idx + len(stop.text))
            if last < first:
                return None
        elif begin.idx != start or stop.idx + len(stop.text) != end:
            return None
        return Span(self, first, last + 1)

    def _at(self, place: int) -> int:
        """The token a character stands in or right behind; -1 outside the text."""
        return -1 if place < 0 or not self or place >= self._ends[-1] else bisect_right(self._ends, place)


def plain(parse: Parse) -> Doc:
    """A parsed Doc of spaCy -> the same in plain objects. What it says later is not seen here."""
    rows = parse.to_array([*FORMS, *FLAGS]).T.tolist()
    names, flags = rows[: len(FORMS)], rows[len(FORMS) :]
    starts, steps = parse.to_array(["SENT_START", "HEAD"]).astype("int64").T.tolist()  # these have a sign
    doc = Doc(_tokens(parse.vocab.strings, names, flags, starts))
    doc.text, doc.user_data = parse.text, dict(parse.user_data)
    doc._ends = [t.idx + len(t.text) + bool(t.whitespace_) for t in doc]
    doc._told = frozenset(name for name, row in zip(FORMS, names, strict=True) if any(row))
    doc.ents = tuple(Span(doc, e.start, e.end, e.label_) for e in parse.ents)
    _join(doc, [i + step for i, step in enumerate(steps)])
    doc.sents = _sentences(doc)
    return doc


def _tokens(strings: Any, names: list[list[int]], flags: list[list[int]], starts: list[int]) -> Iterator[Token]:
    known = {number: strings[number] for row in names for number in set(row)}
    forms = zip(*([known[number] for number in row] for row in names), strict=True)
    told = zip(*([bool(flag) for flag in row] for row in flags), strict=True)
    place = 0
    for i, (form, flag, start) in enumerate(zip(forms, told, starts, strict=True)):
        yield Token(i, place, form, flag, STARTS.get(start))
        place += len(form[0]) + flag[0]


def _join(doc: Doc, heads: list[int]) -> None:
    """Heads, children and edges: from the leaves up, each token tells its head how far its branch reaches."""
    below: list[list[Token]] = [[] for _ in doc]
    for token, head in zip(doc, heads, strict=True):
        token.head = doc[head]
        if head != token.i:
            below[head].append(token)
    left, right, size = list(range(len(doc))), list(range(len(doc))), [1] * len(doc)
    open_ = [len(kids) for kids in below]
    ready = [i for i, n in enumerate(open_) if not n]
    for i in ready:
        head = heads[i]
        if head != i:
            left[head], right[head] = min(left[head], left[i]), max(right[head], right[i])
            size[head] += size[i]
            open_[head] -= 1
            if not open_[head]:
                ready.append(head)
    for i, token in enumerate(doc):
        token.doc, token.children = doc, tuple(below[i])
        token.left_edge, token.right_edge = doc[left[i]], doc[right[i]]
    for i in ready:  # leaves first
        doc[i]._whole = size[i] == right[i] - left[i] + 1 and all(t._whole for t in below[i])


def _sentences(doc: Doc) -> tuple[Span, ...]:
    starts = [i for i, token in enumerate(doc) if i == 0 or token.is_sent_start]
    spans = tuple(Span(doc, a, b) for a, b in pairwise([*starts, len(doc)]))
    for span in spans:
        for token in span:
            token.sent = span
    return spans
