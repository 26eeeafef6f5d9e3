"""A document with its mentions in, a scene out, as pronouns and descriptions are read: where each stands, what is known of each group so far."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from flows.extract.nlp import surface
from flows.extract.quote_marks import Quoted, quoted
from flows.extract.stretches import Stretches
from flows.extract.tables import table, words
from flows.records import Group, Hole, Mention, Quote

if TYPE_CHECKING:
    from flows.extract.words import Doc, Token

CLASSES = {
    word: kind
    for kind, forms in {
        "he": "he him his himself",
        "she": "she her hers herself",
        "it": "it its itself",
        "they": "they them their theirs themselves",
        "i": "i me my mine myself",
        "we": "we us our ours ourselves",
        "you": "you your yours yourself yourselves",
        "who": "who whom whose",
    }.items()
    for word in forms.split()
}
HE, SHE = "he", "she"
NEAR = 8  # mentions before and after one that may be joined to it by "and"


@dataclass(slots=True)
class Standing:
    """A mention as its sentence has it."""

    sentence: int
    line: int
    root: Token | None
    role: str
    quote: int  # where the quotation it stands in starts, -1 outside
    plural: bool


@dataclass(slots=True)
class Seen:
    """What is known of a group at some place of the reading."""

    places: list[int] = field(default_factory=list)
    classes: Counter[str] = field(default_factory=Counter)  # pronouns that meant it


class Ground:
    """What a document's marks, lines and parse tell of any place in it, whoever is meant there."""

    def __init__(self, doc: Doc) -> None:
        self.doc, self.text = doc, surface(doc)
        self.marks = Stretches(quoted(self.text))
        self.starts = _told_starts(doc, self.text, self.marks)
        self.lines = [i for i, c in enumerate(self.text) if c == "\n"]
        self.known: dict[tuple[int, int, str, str], Standing] = {}

    def standing(self, m: Mention) -> Standing:
        key = m.start, m.end, m.kind, m.type
        if key not in self.known:
            self.known[key] = self._standing(m)
        return self.known[key]

    def _standing(self, m: Mention) -> Standing:
        span = self.doc.char_span(m.start, m.end, alignment_mode="expand")
        root = span.root if span is not None else None
        q = self.marks.at(m.start)
        return Standing(
            bisect_right(self.starts, m.start), bisect_right(self.lines, m.start), root, _role(root), q.start if q else -1,
            (root is not None and root.tag_ in ("NNS", "NNPS") and m.kind == "nominal") or (m.type == "NORP" and m.surface.endswith("s")),
        )  # fmt: skip


def grounded(doc: Doc) -> Ground:
    """The ground of a doc, made once: several scenes are set on it."""
    if "ground" not in doc.user_data:
        doc.user_data["ground"] = Ground(doc)
    found: Ground = doc.user_data["ground"]
    return found


class Scene:
    """A document while its pronouns are read, from first to last."""

    def __init__(
        self,
        doc: Doc,
        mentions: Sequence[Mention],
        groups: Sequence[Group],
        holes: Sequence[Hole],
        quotes: Sequence[Quote],
        author: str = "",
    ) -> None:
        ground = grounded(doc)
        self.doc, self.text, self.mentions = doc, ground.text, list(mentions)
        self.groups = {g.group_id: g for g in groups}
        self.marks = ground.marks
        self.quotes = Stretches(q for q in quotes if q.kind != "indirect")
        self.author = author  # the group of who wrote it, where the text is signed
        self.holes = sorted(h.start for h in holes)
        self.standing = [ground.standing(m) for m in self.mentions]
        self.gender = told_gender(self.mentions)
        self.total = Counter(m.group_id for m in mentions if m.group_id)
        self.most = max(self.total.values(), default=0)
        self.places: dict[str, list[int]] = defaultdict(list)  # group -> mentions that are, or were, its own
        for i, m in enumerate(self.mentions):
            if m.group_id:
                self.places[m.group_id].append(i)
        self.named = {m.group_id for m in mentions if m.kind == "named" and m.group_id}

    def spoken(self, place: int) -> bool:
        """The place stands between quotation marks."""
        return self.marks.at(place) is not None

    def speaker(self, place: int) -> str:
        """The group that says what stands at a place, where the quotations tell."""
        q = self.quotes.at(place)
        return q.speaker_group if q else ""

    def voice(self, i: int) -> str:
        """The group whose "I" mention i is outside quotation marks: who answers there, else who signed the text."""
        m = self.mentions[i]
        if CLASSES.get(m.surface.lower()) != "i" or self.spoken(m.start):
            return ""
        q = self.quotes.at(m.start)
        told = q.speaker_group if q else self.author
        return told if told in self.groups and self.groups[told].type == "PERSON" else ""

    def beside(self, i: int) -> frozenset[str]:
        """The groups mention i is joined to by "and" or "or": "fighting between the army and the Arakan Army" has two sides."""
        root = self.standing[i].root
        if (
            root is None
            or _second_office(root)
            or not any(c.dep_ == "cc" for t in (root, *root.conjuncts) for c in t.children)
        ):
            return frozenset()
        joined = {t.i for t in root.conjuncts}
        near = range(max(0, i - NEAR), min(len(self.mentions), i + NEAR))
        return frozenset(
            self.mentions[k].group_id
            for k in near
            if (other := self.standing[k].root) is not None and other.i in joined
        )

    def join(self, i: int, group: str, sure: float) -> None:
        """Mention i means the group: what is read after it knows."""
        m = self.mentions[i]
        self.places[group].append(i)
        kind = CLASSES.get(m.surface.lower(), "") if m.kind == "pronoun" else ""
        self.mentions[i] = replace(
            m, group_id=group, type=self.groups[group].type if kind or not m.type else m.type, confidence=round(sure, 4)
        )
        if kind in (HE, SHE):
            self.gender.setdefault(group, "m" if kind == HE else "f")

    def rename(self, described: str, i: int, sure: float) -> None:
        """All that a description stands for, on this side of a hole, is the group that mention i names."""
        named = self.mentions[i].group_id
        for k in self.places[described]:
            m = self.mentions[k]
            if m.group_id == described and not hole_between(self, k, i):
                self.mentions[k] = replace(m, group_id=named, confidence=round(sure, 4))
                self.total[named] += 1
        self.most = max(self.most, self.total[named])
        if described in self.gender:
            self.gender.setdefault(named, self.gender[described])


def _second_office(root: Token) -> bool:
    """ "The president and commander" may be one person: a single noun without an article of its own."""
    bare = root.tag_ == "NN" and not any(c.dep_ in ("det", "poss", "nummod") for c in root.children)
    return root.dep_ == "conj" and bare


def _role(root: Token | None) -> str:
    if root is None:
        return ""
    dep = root.dep_
    if dep in ("nsubj", "csubj"):
        return "subject"
    if dep == "nsubjpass":
        return "passive"
    if dep in ("dobj", "dative"):
        return "object"
    if dep in ("poss", "compound", "amod", "nmod"):
        return "owner"
    if dep == "pobj":
        return "agent" if root.head.dep_ == "agent" else "of" if root.head.lower_ == "of" else "with"
    return dep if dep in ("appos", "conj", "ROOT", "attr") else "other"


def _told_starts(doc: Doc, text: str, marks: Stretches[Quoted]) -> list[int]:
    """Starts of the sentences that are not all speech: what is quoted between them moves nothing further away."""
    starts = [s.start_char for s in doc.sents]
    return [
        a
        for a, b in pairwise([*starts, len(text)])
        if not any(q.start <= a + 1 and b - 3 <= q.end for q in marks.touching(a, b))
    ]


def hole_between(scene: Scene, k: int, i: int) -> bool:
    return bool(scene.holes) and bisect_right(scene.holes, scene.mentions[k].start) != bisect_right(
        scene.holes, scene.mentions[i].start
    )


def told_gender(mentions: Sequence[Mention]) -> dict[str, str]:
    """Group -> m, f where a title or a noun tells it."""
    male, female = ({w.lower() for w in table("titles")[k]} | words("titles", f"{k}_nouns") for k in ("male", "female"))
    told: dict[str, str] = {}
    for m in mentions:
        said = {m.title.lower(), m.surface.split()[0].lower()} | (
            {m.surface.split()[-1].lower()} if m.kind == "nominal" else set()
        )
        if m.group_id and said & male:
            told.setdefault(m.group_id, "m")
        elif m.group_id and said & female:
            told.setdefault(m.group_id, "f")
    return told
