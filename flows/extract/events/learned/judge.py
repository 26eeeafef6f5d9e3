"""A scanned sentence in, what the weights of models/events make of its words out: is it an event, of which type, who takes part."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import exp
from typing import TYPE_CHECKING, Any

from flows.extract.events.candidate import LEARNED, Candidate, frames_over
from flows.extract.events.headlines import ends
from flows.extract.events.learned.opinions import together
from flows.extract.events.learned.scan import Scan, Shares
from flows.extract.events.lexicon import Entry
from flows.extract.events.modality import Reading
from flows.extract.events.parties import Party
from flows.extract.events.remap import remapped
from flows.extract.events.sides import Participants, inside
from flows.extract.events.syntax import is_verb, lemma
from flows.extract.events.triggers import Hit
from flows.extract.linear import linear
from flows.extract.transformer.heads import head
from flows.extract.transformer.reading import reading

if TYPE_CHECKING:
    from flows.extract.words import Token

NONE = "-"
REREAD = 0.5  # least probability of a reading that the rules do not share
ALTERNATIVES, LEAST = 4, -4.6  # most that are told, and the logarithm of the least probability, 1 in 100
ROLE = 0.5  # least probability that somebody takes part on a side
AHEAD = ("future", "threatened")  # both are still to come: which, the rules tell by the verb
# Logarithm of "none" from which the linear model cannot make an event of a word: both count the same.
PASSED_OVER = -0.01
ASKING = ("REQUEST", "REJECT")  # the lexicon leaves their mode to what is asked
READINGS = {
    "actual": Reading("actual"),
    "reported": Reading("actual"),
    "planned": Reading("future"),
    "threatened": Reading("threatened"),
    "hypothetical": Reading("hypothetical"),
    "demanded": Reading("demanded"),
    "historical": Reading("historical"),
    "negated": Reading("actual", negated=True),
    "denied": Reading("actual", denied=True),
}


@dataclass(frozen=True, slots=True)
class Likely:
    """What a word may tell of: how likely an event at all, the likeliest type with its share, and what else it may be."""

    event: float
    type: str
    share: float
    others: tuple[str, ...] = ()  # "ASSAULT 0.93", likeliest first, none among them


def likely(scan: Scan) -> dict[int, Likely]:
    """Every word of the sentence that may tell of an event, by its place; without those that no rule knows and the network passes over."""
    tokens, read = scan.tokens, reading(scan.sentence.span.doc)
    heard: Any = None
    if read is not None and tokens:
        heard = read.types([t.i for t in tokens])
        silent = heard[:, head("types").classes.index(NONE)] > PASSED_OVER
        if not ends(scan.sentence.span):
            silent[:] = False  # a headline's verb may have been taken for a noun
        asked = [i for i, t in enumerate(tokens) if not silent[i] or t.i in scan.hits]
        tokens, heard = tuple(tokens[i] for i in asked), heard[asked]
    if not tokens:
        return {}
    types = linear("event_types")
    told = together("event_types", [scan.sentence.trigger(token) for token in tokens], heard)
    nothing = types.classes.index(NONE)
    out = {}
    for token, row in zip(tokens, told, strict=True):
        event = 1.0 - exp(float(row[nothing]))
        first = row.argsort()[::-1][:ALTERNATIVES]
        others = tuple(f"{types.classes[int(i)]} {exp(float(row[int(i)])):.2f}" for i in first if row[int(i)] > LEAST)
        row[nothing] = -99.0
        best = int(row.argmax())
        out[int(token.i)] = Likely(event, types.classes[best], exp(float(row[best])), others)
    return out


def reasons(scan: Scan, token: Token, kind: str) -> tuple[str, ...]:
    """The features of a word that speak most for a type."""
    model = linear("event_types")
    return tuple(feature for feature, weight in model.reasons(scan.sentence.trigger(token), kind) if weight > 0)


def judged(scan: Scan, token: Token, sense: Likely) -> Candidate | None:
    """A word as an event of its likeliest type; None where nobody takes part."""
    kind = sense.type
    actors, recipients, share = _weighed_sides(scan, token, kind)
    if not actors and not recipients:
        return None
    manner = mode_of(scan, token, kind)
    hit = hit_of(scan, token, kind, manner)
    told = _reading(scan, hit)
    who = Participants(actors, recipients, bool(actors), True)
    after, mode = remapped(kind, hit.entry.mode or (manner if kind in ASKING else ""), told)
    return Candidate(hit, who, told, after, mode, round(sense.share * share, 3), frames_over(hit, scan.modality))


def _reading(scan: Scan, hit: Hit) -> Reading:
    """The likeliest reading; the rules say which trigger governs it, and what a date of long ago makes history."""
    ruled = scan.modality.of(hit)
    told = READINGS[modality_of(scan, hit)[0]]
    if ruled.modality == "historical" and told.modality == "actual":
        told = replace(told, modality="historical")
    return replace(told, governor=ruled.governor)


def reread(scan: Scan, hit: Hit, ruled: Reading) -> Reading:
    """The reading of the weights where they are fairly sure of another than the rules; history, denials, demands and endings are the rules'."""
    label, share = modality_of(scan, hit)
    told = replace(READINGS[label], governor=ruled.governor)
    if share < REREAD or label in ("denied", "demanded") or ruled.modality == "historical":
        return ruled
    if ruled.ended or ruled.refused or scan.modality.undone(hit):
        return ruled
    both_ahead = told.modality in AHEAD and ruled.modality in AHEAD
    same = told.negated == ruled.negated and (both_ahead or told.modality == ruled.modality)
    return ruled if same else told


def mode_of(scan: Scan, token: Token, kind: str) -> str:
    """How it was done, as far as the type has modes; "" where the words do not tell."""
    bag, read = scan.sentence.trigger(token) | {f"type={kind}"}, reading(token.doc)
    return _likeliest("event_modes", bag, read.modes(token.i) if read else None, f"{kind}/")[0].partition("/")[2]


def hit_of(scan: Scan, token: Token, kind: str, mode: str) -> Hit:
    """The lexicon's own reading where it says the same, else one of the model's."""
    hit = scan.hits.get(token.i)
    if hit is not None and hit.entry.type == kind:
        return hit
    part = "verb" if is_verb(token) else "noun" if token.pos_ in ("NOUN", "PROPN") else "adjective"
    return Hit(token, Entry(LEARNED, kind, mode, part, (lemma(token),)), (token.i,))


def sides(scan: Scan, token: Token, kind: str) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Who acts and who receives; nobody twice on a side."""
    acting, receiving, _ = _weighed_sides(scan, token, kind)
    return acting, receiving


def _weighed_sides(scan: Scan, token: Token, kind: str) -> tuple[tuple[Party, ...], tuple[Party, ...], float]:
    """Both sides, and the mean probability of those on them."""
    shares = taking_part(scan, token, kind)
    acting, receiving = (tuple(p for p in scan.parties if side.get(p.token, 0.0) >= ROLE) for side in shares)
    everybody = [side[p.token] for p_side, side in zip((acting, receiving), shares, strict=True) for p in p_side]
    return _outermost(acting), _outermost(receiving), sum(everybody) / max(1, len(everybody))


def taking_part(scan: Scan, token: Token, kind: str) -> Shares:
    """How likely each in the sentence acts, and how likely they receive; asked once for a word and type."""
    if (token.i, kind) not in scan.shares:
        scan.shares[token.i, kind] = _taking_part(scan, token, kind)
    return scan.shares[token.i, kind]


def _taking_part(scan: Scan, token: Token, kind: str) -> Shares:
    acting: dict[int, float] = {}
    receiving: dict[int, float] = {}
    if scan.parties:
        model = linear("event_roles")
        bags = [scan.sentence.role(token, kind, p, scan.rule_role(token, p)) for p in scan.parties]
        acts, receives, both = (model.classes.index(name) for name in ("actor", "recipient", "both"))
        read = reading(token.doc)
        heard = read.roles(token.i, kind, [p.token for p in scan.parties]) if read else None
        for party, row in zip(scan.parties, together("event_roles", bags, heard), strict=True):
            acting[party.token] = exp(float(row[acts])) + exp(float(row[both]))
            receiving[party.token] = exp(float(row[receives])) + exp(float(row[both]))
    return acting, receiving


def _outermost(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """Without those named inside the phrase of another: "UN envoy Ana Brito" is one who acts."""
    return tuple(p for p in parties if not inside(p, tuple(o for o in parties if o is not p)))


def modality_of(scan: Scan, hit: Hit) -> tuple[str, float]:
    """The likeliest modality of a trigger, and its probability."""
    bag = scan.sentence.modality(hit.token, hit.entry.type, scan.rule_modality(hit.token))
    read = reading(hit.token.doc)
    label, share = _likeliest("event_modality", bag, read.modality(hit.i) if read else None)
    if label == "historical" and scan.modality.long_ago_elsewhere(hit):
        return "actual", share
    return label, share


def _likeliest(name: str, bag: frozenset[str], heard: Any, begins: str = "") -> tuple[str, float]:
    """The likeliest class and its probability; of those that begin so only."""
    classes, row = linear(name).classes, together(name, [bag], heard)[0]
    allowed = [i for i, c in enumerate(classes) if c.startswith(begins)]
    best = max(allowed, key=lambda i: float(row[i]), default=-1)
    return (classes[best], exp(float(row[best]))) if allowed else (begins, 0.0)
