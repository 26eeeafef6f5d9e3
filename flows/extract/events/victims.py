"""An event with a town on the receiving side in, the same with those who were hurt there, or with nobody, out.

"Shelled Taiz for three days, killing 17": the town is where it happened; the 17 received it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flows.extract.events.candidate import Candidate
from flows.extract.events.parties import Cast, Party
from flows.extract.events.syntax import lemma, objects

if TYPE_CHECKING:
    from collections.abc import Set

    from flows.extract.words import Token

HAPPEN_IN_TOWNS = frozenset({"ASSAULT", "PROTEST", "MOBILIZE"})
TOLL = frozenset({"kill", "wound", "injure"})


def without_towns(candidate: Candidate, towns: Set[str], cast: Cast) -> Candidate:
    """`towns` are the groups of places that are no states. Where nobody else takes part the town stays."""
    who = candidate.who
    if candidate.hit.entry.type not in HAPPEN_IN_TOWNS or not any(_town(p, towns) for p in who.recipients):
        return candidate
    others = tuple(p for p in who.recipients if not _town(p, towns)) or hurt(candidate.hit.token, cast)
    if not others and not who.actors:
        return candidate
    return replace(candidate, who=replace(who, recipients=others))


def _town(party: Party, towns: Set[str]) -> bool:
    return party.kind == "named" and party.group_id in towns


def hurt(deed: Token, cast: Cast) -> tuple[Party, ...]:
    """Those whom a deed killed or wounded, by the verb below it."""
    tolls = [c for c in deed.children if c.dep_ in ("advcl", "conj") and lemma(c) in TOLL]
    return tuple(p for toll in tolls for o in objects(toll) for p in cast.parties(o))
