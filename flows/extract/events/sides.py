"""Both sides of an event: who acts, who receives, and how that is settled when each does both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.extract.events.parties import Party
from flows.extract.events.syntax import chain_up
from flows.extract.events.triggers import Hit

if TYPE_CHECKING:
    from flows.extract.words import Token

TOGETHER = frozenset({"with", "between", "among", "alongside"})
UP_A_NAME = frozenset({"conj", "appos", "compound", "poss", "amod", "nmod"})


@dataclass(frozen=True, slots=True)
class Participants:
    """What a reading found; `acted` tells whether the sentence names somebody or something that acts."""

    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    acted: bool
    direct: bool  # recipient is the object itself, not something further down


def both_sides(found: Participants, hit: Hit) -> Participants:
    """Reciprocal events: all sides act and each receives what the others do; "agreed to send Chad grain" stays one-way."""
    mine = {p.key for p in found.actors}
    others = tuple(p for p in found.recipients if p.key not in mine)
    if not others and len(found.actors) > 1:
        return Participants(found.actors, found.actors, found.acted, True)
    doc, met = (
        hit.token.doc,
        found.direct and hit.entry.part == "verb",
    )  # "Russia's war on Ukraine" has one side that wages it
    if not found.actors or not others or not (met or all(_beside(doc[p.token]) for p in others)):
        return Participants(found.actors, others, found.acted, found.direct)
    everybody = found.actors + others
    return Participants(everybody, everybody, found.acted, found.direct)


def _beside(token: Token) -> bool:
    """True after "with", "between", "among": that side wages it too."""
    for above in (token, *chain_up(token))[:4]:
        if above.dep_ == "pobj":
            return above.head.lower_ in TOGETHER
        if above.dep_ not in UP_A_NAME:
            return False
    return False


def inside(party: Party, others: tuple[Party, ...]) -> bool:
    return any(other.start <= party.start and party.end <= other.end for other in others)
