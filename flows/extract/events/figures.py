"""Events and figures of one sentence in, which event each figure belongs to out: tolls to deeds of violence, money to the deed it is paid, asked or cut in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from flows.extract.events.candidate import Candidate
from flows.extract.events.lexicon import magnitude_words
from flows.extract.events.syntax import is_verb
from flows.records import Magnitude

if TYPE_CHECKING:
    from flows.extract.words import Span, Token

FITTING = {
    "killed": ("ASSAULT", "PROTEST", "COERCE"),
    "wounded": ("ASSAULT", "PROTEST", "COERCE"),
    "arrested": ("COERCE", "PROTEST", "ASSAULT"),
    "displaced": ("ASSAULT",),  # else the nearest: those who evacuate, shelter or expel them
}
CLAUSES = frozenset(
    {"ROOT", "ccomp", "advcl", "relcl", "parataxis", "csubj", "conj"}
)  # a verb so attached tells of its own
HIGHEST = 20  # words between an amount and its verb; more is a broken parse


def with_their_event(
    kept: Sequence[Candidate], people: Sequence[Magnitude], sums: Sequence[Magnitude], span: Span
) -> Mapping[int, tuple[Magnitude, ...]]:
    """Events of a sentence, the people counted and the amounts in it in, the figures of each event by its place in `kept` out."""
    owned: dict[int, list[Magnitude]] = {}
    for count in people:
        for kind in (*FITTING[count.kind], ""):
            if near := [n for n, c in enumerate(kept) if c.hit.entry.type == kind or not kind]:
                nearest = min(near, key=lambda n: (abs(kept[n].hit.token.idx - count.start), kept[n].hit.i))
                owned.setdefault(nearest, []).append(count)
                break
    paid: set[int] = set()
    for amount in sums:
        n = _payment(kept, amount, span)
        if n is not None and n not in paid:
            paid.add(n)
            owned.setdefault(n, []).append(amount)
    return {n: tuple(figures) for n, figures in owned.items()}


def _payment(kept: Sequence[Candidate], amount: Magnitude, span: Span) -> int | None:
    """The event in whose clause an amount stands, the nearest of them; None for an amount of no deed."""
    said = span.doc.char_span(amount.start, amount.end, alignment_mode="expand")
    if said is None or (clause := _clause(said.root, _parties(kept, said), _aside())) is None:
        return None
    types = magnitude_words()["money"]["types"]
    near = [
        n
        for n, c in enumerate(kept)
        if (c.type in types or c.hit.entry.type in types) and _clause(c.hit.token, frozenset(), frozenset()) == clause
    ]
    nearest = min(near, key=lambda n: (abs(kept[n].hit.i - said.root.i), kept[n].hit.i), default=None)
    return None if nearest is None or _shared_out(kept[nearest].hit.i, said) else nearest


def _shared_out(trigger: int, said: Span) -> bool:
    """ "promised each of 412 fishermen 3,000 pesos": a share, and no sum."""
    first, last = sorted((trigger, said.root.i))
    return any(t.lower_ in magnitude_words()["money"]["shares"] for t in said.doc[first:last])


def _aside() -> frozenset[str]:
    return frozenset(magnitude_words()["money"]["aside"])


def _parties(kept: Sequence[Candidate], said: Span) -> frozenset[int]:
    """Heads of those who take part: "the company with $3bn in sales" was not paid them."""
    heads = {p.token for c in kept for p in (*c.who.actors, *c.who.recipients)}
    return frozenset(heads - {t.i for t in said})


def _clause(token: Token, parties: frozenset[int], aside: frozenset[str]) -> int | None:
    """The verb that heads a word's clause; None where the way up leads through a party or what stands aside ("profits", "after")."""
    for _ in range(HIGHEST):
        if token.i in parties or token.lower_ in aside or token.lemma_.lower() in aside:
            return None
        if token.head is token or (is_verb(token) and token.dep_ in CLAUSES):
            return int(token.i)
        token = token.head
    return None
