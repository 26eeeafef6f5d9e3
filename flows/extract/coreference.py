"""Mentions with groups in, the same with pronouns and descriptions joined to the group each most likely means out.

Each looks at the groups before it; in doubt it stays as it is. A linear model (weights/coreference) says of each how likely it is
the one meant, the network's reading (heard.py) says the same in its way; the best of both together is taken when it is likely enough.
"""

from __future__ import annotations

from math import exp, log
from typing import TYPE_CHECKING

from flows.extract import antecedents, described
from flows.extract.heard import Heard
from flows.extract.linear import linear
from flows.extract.parallel import undecided
from flows.extract.scene import CLASSES, Scene
from flows.extract.transformer.reading import reading
from flows.records import Group, Hole, Mention, Quote

if TYPE_CHECKING:
    from flows.extract.words import Doc

SURE_OF_VOICE = 0.9  # of an "I" outside quotation marks
SURE = {"pronoun": 0.4, "nominal": 0.5}  # least probability of a link by both opinions
SURE_ALONE = {"pronoun": 0.5, "nominal": 0.6}  # by the linear model's
YES = "yes"
LEAST = 1e-3  # of a probability that is weighed
# what the linear model's and the network's odds count, and what is added (models/coreference/shares.py)
SHARES = {
    "he": (0.47, 0.35, 0.72),
    "she": (0.28, 0.46, 0.79),
    "i": (0.57, 0.26, 0.62),
    "it": (0.59, 0.35, -0.29),
    "they": (0.35, 0.45, -0.28),
    "we": (0.46, 0.34, -0.01),
    "you": (1.0, 0.0, 0.0),  # too few to fit
    "who": (0.76, 0.24, 0.76),
    "nominal": (0.50, 0.36, 0.17),
    "unlisted": (0.00, 0.54, -0.77),  # the linear model is not asked
}
LOOSE = frozenset({"it", "you"})


def resolved(
    doc: Doc,
    mentions: tuple[Mention, ...],
    groups: tuple[Group, ...],
    holes: tuple[Hole, ...] = (),
    quotes: tuple[Quote, ...] | None = None,
    author: str = "",
) -> tuple[Mention, ...]:
    """Descriptions, and pronouns outside quotation marks; with `quotes`, pronouns inside, whose speakers are then known.

    A hole in the text may have held a name: nothing is joined across one.
    """
    if not mentions or not doc.has_annotation("DEP"):
        return mentions
    scene = Scene(doc, mentions, groups, holes, quotes or (), author)
    told = reading(doc)
    heard = Heard(scene, told) if told is not None else None
    met: set[str] = set()
    for i, m in enumerate(scene.mentions):
        if heard is not None and quotes is None and m.kind == "named" and m.group_id not in met:
            met.add(m.group_id)
            if nameless := heard.introduced(i):
                scene.rename(nameless, i, heard.of(i)[nameless])
                heard.instead[nameless] = m.group_id
        if not due(scene, i, quotes is not None):
            continue
        if voice := scene.voice(i):
            scene.join(i, voice, SURE_OF_VOICE)
            continue
        beside = scene.beside(i)
        found = {group: p for group, p in weighed(scene, i, heard).items() if group not in beside}
        best = max(found, key=found.__getitem__, default="")
        if found and undecided(scene, i, best):
            continue
        if found and found[best] >= (SURE if heard is not None else SURE_ALONE)[m.kind]:
            scene.join(i, best, found[best])
        elif heard is not None and m.kind == "nominal" and (again := heard.again(i)):
            scene.join(i, again, heard.of(i)[again])
    return tuple(scene.mentions)


def weighed(scene: Scene, i: int, heard: Heard | None) -> dict[str, float]:
    """Group -> how likely mention i means it, by both opinions."""
    own, other = opinions(scene, i, heard)
    if heard is None:
        return own
    mine, theirs, more = SHARES[class_of(scene, i)]
    return {
        group: 1.0 / (1.0 + exp(-(mine * odds(own.get(group, 0.0)) + theirs * odds(other.get(group, 0.0)) + more)))
        for group in {**own, **other}
    }


def opinions(scene: Scene, i: int, heard: Heard | None) -> tuple[dict[str, float], dict[str, float]]:
    """Group -> probability, by the linear model and by the network."""
    model = linear("coreference")
    found = candidates(scene, i)
    own: dict[str, float] = {}
    if found:
        told = model.log_probabilities([bag for _, bag in found])[:, model.classes.index(YES)]
        own = {group: exp(float(p)) for (group, _), p in zip(found, told, strict=True)}
    return own, heard_of(scene, i, heard)


def heard_of(scene: Scene, i: int, heard: Heard | None) -> dict[str, float]:
    """Group -> probability by the network; of a description only groups with a name that it may be."""
    other, m = heard.of(i) if heard is not None else {}, scene.mentions[i]
    if m.kind == "pronoun":
        return other
    said = scene.groups.get(m.group_id)
    return {
        g: p for g, p in other.items() if g in scene.named and (said is None or described.may_be(said, scene.groups[g]))
    }


def class_of(scene: Scene, i: int) -> str:
    """Of which row of SHARES a mention is."""
    m = scene.mentions[i]
    if m.kind == "pronoun":
        return CLASSES[m.surface.lower()]
    return "nominal" if m.group_id else "unlisted"


def odds(p: float) -> float:
    """Logarithm of p against 1 - p, within what can be weighed."""
    return log(max(p, LEAST) / max(1.0 - p, LEAST))


def candidates(scene: Scene, i: int) -> list[tuple[str, antecedents.Bag]]:
    """Groups that mention i, a pronoun or a description, may mean, each with its bag."""
    if scene.mentions[i].kind == "nominal":
        return described.candidates(scene, i) if scene.mentions[i].group_id else []
    return antecedents.candidates(scene, i)


def due(scene: Scene, i: int, quoted: bool) -> bool:
    """Mention i is to be joined now: a pronoun that is told or, with `quoted`, one that is said; at first nameless descriptions too."""
    m = scene.mentions[i]
    if m.kind == "nominal":
        return not quoted and described.open_description(scene, i)
    told = CLASSES.get(m.surface.lower())
    later = scene.spoken(m.start) or told == "i"  # whose answer an "I" stands in only the quotations tell
    return m.kind == "pronoun" and not m.group_id and told is not None and later == quoted


def placed(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Without nouns that no lexicon lists and that are joined to nothing: they are nobody."""
    return tuple(m for m in mentions if m.group_id or m.kind != "nominal")


def meant(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Without "it" and "you" that are joined to nothing either: mostly they mean no one."""
    return tuple(
        m for m in placed(mentions) if m.group_id or m.kind != "pronoun" or CLASSES.get(m.surface.lower()) not in LOOSE
    )
