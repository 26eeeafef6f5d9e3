"""A pronoun in its document in, the groups it may mean, each with a bag of features, out.

Features are words: `it|type=ORG`, `he|dist=1`, `she|role=subject>subject`. All begin with the class of the pronoun, since
what speaks for "he" says little of "it".
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from flows.extract.quote_marks import Quoted, quoted
from flows.extract.stretches import Stretches
from flows.extract.tables import table, words
from flows.records import Group, Hole, Mention, Quote

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Bag = frozenset[str]
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
BACK = 6  # sentences looked back for a pronoun
FAR = 25  # and for a description
MOST = 14  # groups looked at, nearest first
HE, SHE = "he", "she"
PERSONAL = frozenset({"he", "she", "i", "you"})


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


class Scene:
    """A document while its pronouns are read, from first to last."""

    def __init__(
        self, doc: Doc, mentions: Sequence[Mention], groups: Sequence[Group], holes: Sequence[Hole], quotes: Sequence[Quote]
    ) -> None:
        self.doc, self.text, self.mentions = doc, doc.text, list(mentions)
        self.groups = {g.group_id: g for g in groups}
        self.marks = Stretches(quoted(self.text))
        self.quotes = Stretches(q for q in quotes if q.kind != "indirect")
        self.holes = sorted(h.start for h in holes)
        self.tokens = {t.idx: t for t in doc}
        starts = _told_starts(doc, self.text, self.marks)
        lines = [i for i, c in enumerate(self.text) if c == "\n"]
        self.standing = [self._standing(m, starts, lines) for m in self.mentions]
        self.gender = _told_gender(self.mentions)
        self.total = Counter(m.group_id for m in mentions if m.group_id)
        self.named = {m.group_id for m in mentions if m.kind == "named" and m.group_id}

    def _standing(self, m: Mention, starts: list[int], lines: list[int]) -> Standing:
        span = self.doc.char_span(m.start, m.end, alignment_mode="expand")
        root = span.root if span is not None else None
        q = self.marks.at(m.start)
        return Standing(
            bisect_right(starts, m.start), bisect_right(lines, m.start), root, _role(root), q.start if q else -1,
            root is not None and root.tag_ in ("NNS", "NNPS") and m.kind == "nominal" or (m.type == "NORP" and m.surface.endswith("s")),
        )  # fmt: skip

    def spoken(self, place: int) -> bool:
        """The place stands between quotation marks."""
        return self.marks.at(place) is not None

    def speaker(self, place: int) -> str:
        """The group that says what stands at a place, where the quotations tell."""
        q = self.quotes.at(place)
        return q.speaker_group if q else ""

    def join(self, i: int, group: str, sure: float) -> None:
        """Mention i means the group: what is read after it knows."""
        m = self.mentions[i]
        kind = CLASSES.get(m.surface.lower(), "") if m.kind == "pronoun" else ""
        self.mentions[i] = replace(
            m, group_id=group, type=self.groups[group].type if kind else m.type, confidence=round(sure, 4)
        )
        if kind in (HE, SHE):
            self.gender.setdefault(group, "m" if kind == HE else "f")


def candidates(scene: Scene, i: int) -> list[tuple[str, Bag]]:
    """Groups that mention i, a pronoun or a description, may mean, each with its bag."""
    if scene.mentions[i].kind == "nominal":
        return _described(scene, i)
    pronoun, own = CLASSES[scene.mentions[i].surface.lower()], scene.standing[i]
    seen: dict[str, Seen] = {}
    for k in range(i - 1, -1, -1):
        m = scene.mentions[k]
        if own.sentence - scene.standing[k].sentence > BACK or _hole_between(scene, k, i):
            break
        if not m.group_id or m.group_id not in scene.groups or m.end > scene.mentions[i].start:
            continue
        if m.group_id not in seen and len(seen) == MOST:
            continue
        found = seen.setdefault(m.group_id, Seen())
        found.places.append(k)
        if m.kind == "pronoun" and (kind := CLASSES.get(m.surface.lower())):
            found.classes[kind] += 1
    speaker = scene.speaker(scene.mentions[i].start)
    if speaker in scene.groups and speaker not in seen:  # named only behind what he says
        seen[speaker] = Seen()
    fitting = [g for g in seen if _fits(scene, pronoun, g)]
    barred = _barred(scene, i)
    return [
        (group, frozenset(f"{pronoun}|{f}" for f in _features(scene, i, pronoun, group, seen[group], fitting, barred, speaker)))
        for group in seen
    ]


def open_description(scene: Scene, i: int) -> bool:
    """A description whose own group has no name."""
    m = scene.mentions[i]
    return m.kind == "nominal" and bool(m.group_id) and m.group_id not in scene.named


def _described(scene: Scene, i: int) -> list[tuple[str, Bag]]:
    """Named groups before a description, nearest first."""
    own, m = scene.standing[i], scene.mentions[i]
    seen: dict[str, Seen] = {}
    for k in range(i - 1, -1, -1):
        group = scene.mentions[k].group_id
        if own.sentence - scene.standing[k].sentence > FAR or _hole_between(scene, k, i):
            break
        if group not in scene.named or scene.mentions[k].end > m.start or (group not in seen and len(seen) == MOST):
            continue
        seen.setdefault(group, Seen()).places.append(k)
    kind = scene.groups[m.group_id].type
    fitting = [g for g in seen if scene.groups[g].type == kind]
    return [
        (group, frozenset(f"nom|{f}" for f in _description_features(scene, i, group, seen[group], fitting)))
        for group in seen
    ]


def _description_features(scene: Scene, i: int, group: str, seen: Seen, fitting: list[str]) -> Iterator[str]:
    thing, said, own = scene.groups[group], scene.groups[scene.mentions[i].group_id], scene.standing[i]
    noun = own.root.lemma_.lower() if own.root is not None else ""
    yield f"type={said.type},{thing.type}"
    yield f"noun={noun}"
    yield f"noun={noun},{thing.type}"
    yield f"noun={noun},{thing.sector}"
    yield f"sector={said.sector},{thing.sector}"
    yield "sector=" + ("same" if said.sector == thing.sector else "other" if said.sector and thing.sector else "open")
    yield "country=" + _agree(said.country, thing.country)
    named = {w.strip(".,").lower() for name in thing.names for w in name.split()}
    yield f"in_name={noun in named}"
    office = thing.office.lower().split()
    yield "office=" + ("none" if not office else "last" if office[-1] == noun else "has" if noun in office else "other")
    yield from _words_before(own, scene, i)
    if thing.anchor:
        yield f"state,{said.type}"
    gender = scene.gender.get(group, "")
    told = "m" if noun in words("titles", "male_nouns") else "f" if noun in words("titles", "female_nouns") else ""
    if told:
        yield "gender=" + ("unknown" if not gender else "same" if gender == told else "other")
    rank = fitting.index(group) if group in fitting else -1
    yield f"rank={min(rank, 4)}"
    yield f"rank={min(rank, 4)},of={min(len(fitting), 4)}"
    yield f"total={min(scene.total[group], 8)}"
    if scene.total[group] == max(scene.total.values(), default=0):
        yield "topic"
    yield from _last(scene, i, seen, frozenset())


def _words_before(own: Standing, scene: Scene, i: int) -> Iterator[str]:
    """Article, owner, number and adjectives of a description."""
    if own.root is None:
        return
    article = "none"
    for child in own.root.children:
        if child.dep_ == "det":
            article = child.lower_
        elif child.dep_ == "poss":
            article = "own" if child.pos_ == "PRON" else "owner"
        elif child.dep_ in ("nummod", "relcl", "prep", "appos"):
            yield f"has={child.dep_}"
        elif child.dep_ in ("amod", "compound"):
            yield f"mod={child.lower_}"
            if child.lower_[:1].isdigit():
                yield "aged"
    yield f"article={article}"
    yield f"article={article},{'many' if own.plural else 'one'}"


def _agree(a: str, b: str) -> str:
    return "open" if not (a and b) else "same" if a == b else "other"


def _fits(scene: Scene, pronoun: str, group: str) -> bool:
    """Type and gender do not speak against it: what the ranks count."""
    kind, gender = scene.groups[group].type, scene.gender.get(group, "")
    if pronoun in PERSONAL or pronoun == "who":
        return kind == "PERSON" and (pronoun not in (HE, SHE) or gender != ("f" if pronoun == HE else "m"))
    return kind != "PERSON" if pronoun == "it" else True


def _features(
    scene: Scene, i: int, pronoun: str, group: str, seen: Seen, fitting: list[str], barred: frozenset[int], speaker: str
) -> Iterator[str]:
    thing, own = scene.groups[group], scene.standing[i]
    yield f"type={thing.type}"
    yield from (f"{thing.type},{f}" for f in _around(own))
    gender = scene.gender.get(group, "")
    if pronoun in (HE, SHE):
        yield "gender=" + ("unknown" if not gender else "same" if (gender == "m") == (pronoun == HE) else "other")
    if thing.anchor:
        yield "state"
    if thing.sector:
        yield f"sector={thing.sector}"
    rank = fitting.index(group) if group in fitting else -1
    yield f"rank={min(rank, 5)}"
    yield f"rank={min(rank, 5)},of={min(len(fitting), 5)}"
    yield f"total={min(scene.total[group], 8)}"
    if scene.total[group] == max(scene.total.values(), default=0):
        yield "topic"
    if speaker:
        yield "speaker" if group == speaker else "not_speaker"
        if group == speaker:
            yield f"speaker,{thing.type}"
    if not seen.places:
        yield "behind"
        return
    yield from _last(scene, i, seen, barred)
    for kind, n in seen.classes.items():
        yield f"was={kind}"
        if n > 1:
            yield f"was={kind},often"
    if not any(scene.mentions[k].kind == "named" for k in seen.places):
        yield "unnamed_near"


def _around(own: Standing) -> Iterator[str]:
    """The pronoun's own place: its part in the clause, its verb, the noun it owns."""
    yield f"role={own.role}"
    yield "quoted" if own.quote >= 0 else "told"
    if own.root is not None:
        yield f"{own.root.dep_}={own.root.head.lemma_.lower()}"


def _last(scene: Scene, i: int, seen: Seen, barred: frozenset[int]) -> Iterator[str]:
    """How the nearest mention of the group stands to the pronoun."""
    k = seen.places[0]
    m, there, own = scene.mentions[k], scene.standing[k], scene.standing[i]
    apart = own.sentence - there.sentence
    yield f"dist={min(apart, 4)}"
    yield f"kind={m.kind},{min(apart, 2)}"
    yield f"role={there.role}>{own.role}"
    yield f"role={there.role}>{own.role},{min(apart, 2)}"
    yield f"line={min(own.line - there.line, 3)}"
    yield "plural" if there.plural else "single"
    if k in barred:
        yield "barred"
    if there.line == 0:
        yield "headline"
    between = sum(scene.standing[j].sentence == there.sentence for j in range(max(0, k - 8), k))
    yield f"first={not between}"
    yield f"near={min(i - k, 6)}"
    if there.quote >= 0 or own.quote >= 0:
        yield "quote=" + ("same" if there.quote == own.quote else "other" if there.quote >= 0 and own.quote >= 0 else "out" if own.quote >= 0 else "in")
    if any(scene.standing[j].sentence == own.sentence and scene.standing[j].role == "subject" for j in seen.places):
        yield "subject_here"
    if any(scene.standing[j].sentence == own.sentence - 1 and scene.standing[j].role == "subject" for j in seen.places):
        yield "subject_before"
    if len(seen.places) > 1:
        yield f"again={min(len(seen.places), 4)}"
    yield from _path(there, own)
    if m.kind == "nominal" and there.root is not None:
        yield f"noun={there.root.lemma_.lower()}"


def _path(there: Standing, own: Standing) -> Iterator[str]:
    """The way from the pronoun up its parse to a verb whose subject or object the mention is."""
    if there.root is None or own.root is None or there.sentence != own.sentence:
        return
    steps, token = [], own.root
    for _ in range(6):
        steps.append(token.dep_)
        if token.head.i == token.i:
            return
        token = token.head
        if there.root.head.i == token.i and there.root.i != token.i:
            yield f"path={'>'.join(steps)}<{there.root.dep_}"
            yield f"top={steps[-1]}<{there.root.dep_}"
            if there.root.dep_ == "nsubj" and token.lemma_.lower() in words("speech", "verbs"):
                yield f"said={steps[-1]}"
            return
        if there.root.i == token.i:
            yield f"path={'>'.join(steps)}^"
            return


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
    starts = [t.idx for t in doc if t.is_sent_start or t.i == 0]
    ends = [*starts[1:], len(text)]
    return [
        a
        for a, b in zip(starts, ends, strict=True)
        if not any(q.start <= a + 1 and b - 3 <= q.end for q in marks.touching(a, b))
    ]


def _hole_between(scene: Scene, k: int, i: int) -> bool:
    return bool(scene.holes) and bisect_right(scene.holes, scene.mentions[k].start) != bisect_right(
        scene.holes, scene.mentions[i].start
    )


def _barred(scene: Scene, i: int) -> frozenset[int]:
    """Mentions a pronoun can hardly mean: what "he" speaks of, whom "his" is put beside, the subject its object belongs to."""
    token = scene.tokens.get(scene.mentions[i].start)
    if token is None:
        return frozenset()
    near = range(max(0, i - 12), i)
    if token.dep_ == "nsubj" and token.head.lemma_.lower() in words("speech", "verbs"):
        said = _said_by(token.head)
        return frozenset(k for k in near if scene.mentions[k].start in said or _comma_before(scene, k, i))
    if token.dep_ == "poss":  # "Ines Cevallos, his lawyer"
        return frozenset(k for k in near if _comma_before(scene, k, i))
    if token.dep_ in ("dobj", "pobj", "dative"):  # "police arrested them": not the police
        verb = next((t for t in token.ancestors if t.pos_ in ("VERB", "AUX")), None)
        own = (
            {t.idx for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") for t in c.subtree}
            if verb is not None
            else set()
        )
        return frozenset(k for k in near if scene.mentions[k].start in own)
    return frozenset()


def _said_by(verb: Token) -> set[int]:
    """Characters where the words start that a verb of saying hands on."""
    said = {t.idx for c in verb.children if c.dep_ == "ccomp" for t in c.subtree}
    if verb.dep_ in ("parataxis", "ccomp") and verb.head.i > verb.i:  # "X, he said, did": hung the other way round
        said |= {t.idx for t in verb.head.subtree} - {t.idx for t in verb.subtree}
    return said


def _comma_before(scene: Scene, k: int, i: int) -> bool:
    return k == i - 1 and scene.text[scene.mentions[k].end : scene.mentions[i].start].strip() == ","


def _told_gender(mentions: Sequence[Mention]) -> dict[str, str]:
    """Group -> m, f where a title or a noun tells it."""
    male, female = ({w.lower() for w in table("titles")[k]} for k in ("male", "female"))
    told: dict[str, str] = {}
    for m in mentions:
        said = {m.title.lower(), m.surface.split()[0].lower()} | (
            {m.surface.split()[-1].lower()} if m.kind == "nominal" else set()
        )
        if m.group_id and said & (male | words("titles", "male_nouns")):
            told.setdefault(m.group_id, "m")
        elif m.group_id and said & (female | words("titles", "female_nouns")):
            told.setdefault(m.group_id, "f")
    return told
