"""Mentions with groups in, the same with the pronouns joined where it is safe out; a pronoun in doubt stays alone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flows.extract.quote_marks import Quoted, quoted
from flows.extract.stretches import Stretches
from flows.extract.tables import table, words
from flows.records import Group, Hole, Mention, Quote

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

HE = frozenset(["he", "him", "his", "himself"])
SHE = frozenset(["she", "her", "hers", "herself"])
THEY = frozenset(["they", "them", "their", "theirs", "themselves"])
I = frozenset(["i", "me", "my", "mine", "myself"])  # noqa: E741 - it is the word
WHO = frozenset(["who", "whom", "whose"])
SUBJECT, MODIFIER = "subject", "modifier"
BACK = 2  # sentences looked at: its own and the one before


@dataclass(frozen=True, slots=True)
class Scene:
    """What antecedents are chosen from."""

    mentions: list[Mention]
    sentence: list[int]  # of each mention
    place: list[str]  # of each mention: subject, modifier or '' in its clause
    holes: list[int]
    quote: list[int]  # of each mention: where the quotation it stands in starts, -1 outside
    text: str
    groups: dict[str, Group]
    gender: dict[str, str]  # group -> m, f where a title or an earlier pronoun told it


def resolved(
    doc: Doc, mentions: tuple[Mention, ...], groups: tuple[Group, ...], holes: tuple[Hole, ...] = ()
) -> tuple[Mention, ...]:
    """Third-person pronouns and "who" with the group of their only possible antecedent.

    A hole in the text may have held a name: nothing is joined across one.
    """
    if not mentions:
        return mentions
    text = doc.text
    marks = Stretches(quoted(text))
    starts = _told_starts(doc, text, marks)
    at = {t.idx: t for t in doc}
    scene = Scene(
        list(mentions),
        [bisect_right(starts, m.start) for m in mentions],
        [_place_in_clause(doc, m) for m in mentions],
        sorted(h.start for h in holes),
        [q.start if (q := marks.at(m.start)) else -1 for m in mentions],
        text,
        {g.group_id: g for g in groups},
        _told_gender(mentions),
    )
    for i, m in enumerate(mentions):
        if m.kind == "pronoun" and (whom := _antecedent(scene, i, at)):
            group, sure = whom
            kind = scene.groups[group].type
            scene.mentions[i] = replace(
                m, group_id=group, type=kind if m.surface.lower() in THEY else m.type, confidence=sure
            )
            _learn(scene, group, m.surface.lower())
    return tuple(scene.mentions)


def _told_starts(doc: Doc, text: str, marks: Stretches[Quoted]) -> list[int]:
    """Starts of the sentences that are not all speech: what is quoted between them moves nothing further away."""
    starts = [t.idx for t in doc if t.is_sent_start or t.i == 0]
    ends = [*starts[1:], len(text)]
    return [
        a
        for a, b in zip(starts, ends, strict=True)
        if not any(q.start <= a + 1 and b - 3 <= q.end for q in marks.touching(a, b))
    ]


def _antecedent(scene: Scene, i: int, at: dict[int, Token]) -> tuple[str, float] | None:
    word = scene.mentions[i].surface.lower()
    if word in WHO:
        return _relative(scene, i, at)
    if word in HE | SHE:
        return _one_person(scene, i, "m" if word in HE else "f", _barred(scene, i, at))
    if word in THEY:
        return _one_plural(scene, i, _barred(scene, i, at))
    return None


def _relative(scene: Scene, i: int, at: dict[int, Token]) -> tuple[str, float] | None:
    """ "the miners, who": the noun its clause hangs on; the mention right before where the parser saw no clause."""
    token = at.get(scene.mentions[i].start)
    clause = next((t for t in (token, *token.ancestors) if t.dep_ == "relcl"), None) if token is not None else None
    for k in range(i - 1, max(-1, i - 8), -1):
        m = scene.mentions[k]
        if m.kind == "pronoun" or not m.group_id or m.type not in ("PERSON", "NORP", "ORG"):
            continue
        if clause is not None and m.start <= clause.head.idx < m.end:
            return m.group_id, 0.85
        if clause is None:
            return (m.group_id, 0.7) if scene.text[m.end : scene.mentions[i].start].strip() in ("", ",") else None
    return None


def _one_person(scene: Scene, i: int, gender: str, barred: frozenset[int]) -> tuple[str, float] | None:
    """The only person of the sentence so far, or of the sentence before; of several, the one subject."""
    own_subject = scene.place[i] == SUBJECT
    for back in range(BACK):
        ks = [k for k in _in_sentence(scene, i, back, barred) if _may_be_person(scene, k, gender)]
        spoken_of = {scene.mentions[k].group_id for k in barred}
        groups = [g for g in dict.fromkeys(scene.mentions[k].group_id for k in ks) if g not in spoken_of]
        if len(groups) == 1:
            return groups[0], 0.8 - 0.1 * back
        if groups:
            subjects = list(dict.fromkeys(scene.mentions[k].group_id for k in ks if scene.place[k] == SUBJECT))
            told = [g for g in groups if scene.gender.get(g) == gender]
            agreed = len(subjects) == 1 and own_subject and (not told or subjects[0] in told)
            return (subjects[0], 0.6) if agreed else None
    return None


def _may_be_person(scene: Scene, k: int, gender: str) -> bool:
    m = scene.mentions[k]
    if not m.group_id or scene.gender.get(m.group_id, gender) != gender:
        return False
    return scene.groups[m.group_id].type == "PERSON" and m.type == "PERSON"


def _one_plural(scene: Scene, i: int, barred: frozenset[int]) -> tuple[str, float] | None:
    """The only people or body named so far in the sentence, or in the one before as its subject."""
    for back in range(BACK):
        ks = [k for k in _in_sentence(scene, i, back, barred) if _may_be_many(scene, k)]
        groups = list(dict.fromkeys(scene.mentions[k].group_id for k in ks))
        if len(groups) == 1 and (back == 0 or scene.place[ks[-1]] == SUBJECT):
            return groups[0], 0.65 - 0.1 * back
        if groups:
            subjects = list(dict.fromkeys(scene.mentions[k].group_id for k in ks if scene.place[k] == SUBJECT))
            return (subjects[0], 0.5) if len(subjects) == 1 and scene.place[i] == SUBJECT else None
    return None


def _may_be_many(scene: Scene, k: int) -> bool:
    m = scene.mentions[k]
    if not m.group_id or (m.kind == "pronoun" and m.surface.lower() not in THEY):
        return False
    if scene.place[k] == MODIFIER:  # "army veterans say they": not the army
        return False
    return (m.type == "NORP" and (m.kind != "named" or m.surface.endswith("s"))) or m.type == "ORG"


def _hole_between(scene: Scene, k: int, i: int) -> bool:
    return bisect_right(scene.holes, scene.mentions[k].start) != bisect_right(scene.holes, scene.mentions[i].start)


def _in_sentence(scene: Scene, i: int, back: int, barred: frozenset[int] = frozenset()) -> Iterable[int]:
    wanted = scene.sentence[i] - back
    k = i - 1
    while k >= 0 and scene.sentence[k] >= wanted:
        if _hole_between(scene, k, i):
            return
        if (
            scene.sentence[k] == wanted and scene.quote[k] == scene.quote[i] and k not in barred
        ):  # whom a speaker names is not who speaks
            yield k
        k -= 1


def _place_in_clause(doc: Doc, m: Mention) -> str:
    span = doc.char_span(m.start, m.end, alignment_mode="expand")
    if span is None:
        return ""
    dep = span.root.dep_
    return SUBJECT if dep in ("nsubj", "nsubjpass") else MODIFIER if dep in ("compound", "amod", "poss", "nmod") else ""


def _barred(scene: Scene, i: int, at: dict[int, Token]) -> frozenset[int]:
    """Mentions a pronoun cannot mean: what "he" speaks of, whom "his" is put beside, the subject its object belongs to."""
    token = at.get(scene.mentions[i].start)
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


def _told_gender(mentions: tuple[Mention, ...]) -> dict[str, str]:
    male, female = ({w.lower() for w in table("titles")[k]} for k in ("male", "female"))
    told: dict[str, str] = {}
    for m in mentions:
        words = {m.title.lower(), m.surface.split()[0].lower()} | (
            {m.surface.split()[-1].lower()} if m.kind == "nominal" else set()
        )
        if m.group_id and words & (male | {"man", "boy", "king"}):
            told.setdefault(m.group_id, "m")
        elif m.group_id and words & (female | {"woman", "girl", "mother"}):
            told.setdefault(m.group_id, "f")
    return told


def _learn(scene: Scene, group: str, word: str) -> None:
    if word in HE | SHE:
        scene.gender.setdefault(group, "m" if word in HE else "f")


def speaking(
    mentions: tuple[Mention, ...], quotes: tuple[Quote, ...], groups: tuple[Group, ...]
) -> tuple[Mention, ...]:
    """ "I" inside a direct quotation is its speaker, when that is a person; "he said" is who the quotation found it to be."""
    persons = {g.group_id for g in groups if g.type == "PERSON"}
    spoken = Stretches(q for q in quotes if q.kind == "direct" and q.speaker_group in persons)
    pronouns = {q.speaker_start: q.speaker_group for q in quotes if q.speaker_group in persons}
    out = []
    for m in mentions:
        if m.kind == "pronoun" and not m.group_id and m.start in pronouns:
            m = replace(m, group_id=pronouns[m.start], confidence=0.6)
        if m.kind == "pronoun" and not m.group_id and m.surface.lower() in I:
            who = q.speaker_group if (q := spoken.at(m.start)) else ""
            m = replace(m, group_id=who, confidence=0.85 if who else m.confidence)
        out.append(m)
    return tuple(out)
