"""Mentions with groups in, the same with pronouns and descriptions joined to the group each most likely means out.

Each looks at the groups before it; in doubt it stays as it is. A linear model (weights/coreference) says of each how likely it is
the one meant; the best is taken when it is likely enough.
"""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from flows.extract import antecedents, described
from flows.extract.linear import linear
from flows.extract.scene import CLASSES, Scene
from flows.records import Group, Hole, Mention, Quote

if TYPE_CHECKING:
    from spacy.tokens import Doc

SURE = 0.5  # least probability of a pronoun's link
SURE_OF_DESCRIPTION = 0.6
YES = "yes"
LOOSE = frozenset({"it", "you"})


def resolved(
    doc: Doc,
    mentions: tuple[Mention, ...],
    groups: tuple[Group, ...],
    holes: tuple[Hole, ...] = (),
    quotes: tuple[Quote, ...] | None = None,
) -> tuple[Mention, ...]:
    """Descriptions, and pronouns outside quotation marks; with `quotes`, pronouns inside, whose speakers are then known.

    A hole in the text may have held a name: nothing is joined across one.
    """
    if not mentions or not doc.has_annotation("DEP"):
        return mentions
    model = linear("coreference")
    yes = model.classes.index(YES)
    scene = Scene(doc, mentions, groups, holes, quotes or ())
    for i in range(len(scene.mentions)):
        if not due(scene, i, quotes is not None):
            continue
        found = candidates(scene, i)
        if not found:
            continue
        told = model.log_probabilities([bag for _, bag in found])[:, yes]
        best = int(told.argmax())
        sure = exp(float(told[best]))
        if sure >= (SURE if scene.mentions[i].kind == "pronoun" else SURE_OF_DESCRIPTION):
            scene.join(i, found[best][0], sure)
    return tuple(scene.mentions)


def candidates(scene: Scene, i: int) -> list[tuple[str, antecedents.Bag]]:
    """Groups that mention i, a pronoun or a description, may mean, each with its bag."""
    if scene.mentions[i].kind == "nominal":
        return described.candidates(scene, i)
    return antecedents.candidates(scene, i)


def due(scene: Scene, i: int, quoted: bool) -> bool:
    """Mention i is to be joined now: a pronoun on this side of the quotation marks, or, at first, a nameless description."""
    m = scene.mentions[i]
    if m.kind == "nominal":
        return not quoted and described.open_description(scene, i)
    return m.kind == "pronoun" and not m.group_id and m.surface.lower() in CLASSES and scene.spoken(m.start) == quoted


def meant(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Without "it" and "you" that are joined to nothing: mostly they mean no one."""
    return tuple(
        m for m in mentions if m.group_id or m.kind != "pronoun" or CLASSES.get(m.surface.lower()) not in LOOSE
    )
