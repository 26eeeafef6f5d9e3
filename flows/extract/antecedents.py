"""A pronoun in its document in, the groups it may mean, each with a bag of features, out.

Features are words: `it|type=ORG`, `he|dist=1`, `she|role=subject>subject`. All begin with the class of the pronoun, since
what speaks for "he" says little of "it".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flows.extract.scene import CLASSES, HE, SHE, Scene, Seen, Standing, hole_between
from flows.extract.tables import words

if TYPE_CHECKING:
    from flows.extract.words import Token

Bag = frozenset[str]
BACK = 6  # sentences looked back
MOST = 14  # groups looked at, nearest first
PERSONAL = frozenset({"he", "she", "i", "you"})


def candidates(scene: Scene, i: int) -> list[tuple[str, Bag]]:
    """Groups mentioned before pronoun i, nearest first, each with its bag."""
    pronoun, own = CLASSES[scene.mentions[i].surface.lower()], scene.standing[i]
    seen: dict[str, Seen] = {}
    for k in range(i - 1, -1, -1):
        m = scene.mentions[k]
        if own.sentence - scene.standing[k].sentence > BACK or hole_between(scene, k, i):
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
    barred, around = _barred(scene, i), tuple(_around(own))
    return [
        (
            group,
            frozenset(
                f"{pronoun}|{f}"
                for f in _features(scene, i, pronoun, group, seen[group], fitting, barred, speaker, around)
            ),
        )
        for group in seen
    ]


def _fits(scene: Scene, pronoun: str, group: str) -> bool:
    """Type and gender do not speak against it: what the ranks count."""
    kind, gender = scene.groups[group].type, scene.gender.get(group, "")
    if pronoun in PERSONAL or pronoun == "who":
        return kind == "PERSON" and (pronoun not in (HE, SHE) or gender != ("f" if pronoun == HE else "m"))
    return kind != "PERSON" if pronoun == "it" else True


def _features(
    scene: Scene,
    i: int,
    pronoun: str,
    group: str,
    seen: Seen,
    fitting: list[str],
    barred: frozenset[int],
    speaker: str,
    around: tuple[str, ...],
) -> Iterator[str]:
    thing = scene.groups[group]
    yield f"type={thing.type}"
    yield from [f"{thing.type},{f}" for f in around]
    gender = scene.gender.get(group, "")
    if pronoun in (HE, SHE):
        yield "gender=" + ("unknown" if not gender else "same" if (gender == "m") == (pronoun == HE) else "other")
    if thing.anchor:
        yield "state"
    if thing.sector:
        yield f"sector={thing.sector}"
    yield from prominence(scene, group, fitting, 5)
    if speaker:
        yield "speaker" if group == speaker else "not_speaker"
        if group == speaker:
            yield f"speaker,{thing.type}"
    if not seen.places:
        yield "behind"
        return
    yield from last_mention(scene, i, seen, barred)
    for kind, n in seen.classes.items():
        yield f"was={kind}"
        if n > 1:
            yield f"was={kind},often"
    if not any(scene.mentions[k].kind == "named" for k in seen.places):
        yield "unnamed_near"


def prominence(scene: Scene, group: str, fitting: list[str], most: int) -> Iterator[str]:
    """Which of the fitting groups it is, nearest first, and how often the document names it; ranks are told up to `most`."""
    rank = fitting.index(group) if group in fitting else -1
    yield f"rank={min(rank, most)}"
    yield f"rank={min(rank, most)},of={min(len(fitting), most)}"
    yield f"total={min(scene.total[group], 8)}"
    if scene.total[group] == scene.most:
        yield "topic"


def _around(own: Standing) -> Iterator[str]:
    """The pronoun's own place: its part in the clause, its verb, the noun it owns."""
    yield f"role={own.role}"
    yield "quoted" if own.quote >= 0 else "told"
    if own.root is not None:
        yield f"{own.root.dep_}={own.root.head.lemma_.lower()}"


def last_mention(scene: Scene, i: int, seen: Seen, barred: frozenset[int]) -> Iterator[str]:
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
    yield f"first={all(s.sentence != there.sentence for s in scene.standing[max(0, k - 8) : k])}"
    yield f"near={min(i - k, 6)}"
    if there.quote >= 0 or own.quote >= 0:
        yield "quote=" + (
            "same"
            if there.quote == own.quote
            else "other"
            if there.quote >= 0 and own.quote >= 0
            else "out"
            if own.quote >= 0
            else "in"
        )
    subject_in = {scene.standing[j].sentence for j in seen.places if scene.standing[j].role == "subject"}
    if own.sentence in subject_in:
        yield "subject_here"
    if own.sentence - 1 in subject_in:
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


def _barred(scene: Scene, i: int) -> frozenset[int]:
    """Mentions a pronoun can hardly mean: what "he" speaks of, whom "his" is put beside, the subject its object belongs to."""
    token = scene.standing[i].root
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
