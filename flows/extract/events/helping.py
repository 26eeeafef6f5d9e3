"""The triggers of a sentence in, the same out with troops, ships and planes that are sent to help told as aid, not as a posture."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from flows.extract.events.lexicon import Lexicon
from flows.extract.events.syntax import infinitive, lemma
from flows.extract.events.triggers import Hit

if TYPE_CHECKING:
    from flows.extract.words import Token

FORCE = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})  # "sent to help police disperse a crowd" stays a posture


def sent_to_help(hits: Iterable[Hit], lexicon: Lexicon) -> dict[int, Hit]:
    """By token: "sent ships to rescue fishermen" is the rescue; "sent troops at Chad's request", "... to carry food" is aid itself."""
    found = {hit.i: hit for hit in hits}
    for hit in [h for h in found.values() if h.entry.type == "MOBILIZE" and h.entry.part == "verb"]:
        aims = [
            t for verb in _aims(hit.token) for t in (verb, *(c for c in verb.children if c.dep_ in ("xcomp", "ccomp")))
        ]
        if any(i.i in found and found[i.i].entry.type in FORCE for i in aims):
            continue
        if any(i.i in found and found[i.i].entry.type == "AID" for i in aims):
            del found[hit.i]
        elif (sign := _sign(hit.token, aims, lexicon)) is not None:
            entry = replace(hit.entry, type="AID", mode="", instrument=True)
            found[hit.i] = Hit(hit.token, entry, tuple(sorted({*hit.parts, sign.i})))
    return found


def _aims(verb: Token) -> list[Token]:
    """The infinitives that say what somebody is sent for, on the verb or on who is sent."""
    sent = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")]
    below = [c for head in (verb, *sent) for c in head.children]
    return [c for c in below if c.dep_ in ("xcomp", "ccomp", "advcl", "acl", "relcl") and infinitive(c)]


def _sign(verb: Token, aims: list[Token], lexicon: Lexicon) -> Token | None:
    """The word that tells of help: a verb of helping, aid that is carried, peacekeepers, a request."""
    for aim in aims:
        brought = (lemma(c) for c in aim.subtree if c.dep_ in ("dobj", "compound", "conj"))
        if lemma(aim) in lexicon.cues["helping_verbs"] or (
            lemma(aim) in lexicon.cues["giving_verbs"] and not lexicon.classes["aid"].isdisjoint(brought)
        ):
            return aim
    below = [c for c in verb.subtree if c.dep_ == "pobj"]
    asked = (t for t in below if lemma(t) == "request" and t.head.lower_ in ("at", "on", "upon"))
    keeping = (t for t in below if lemma(t) == "peacekeeper" and t.head.lower_ == "as")
    return next(asked, None) or next(keeping, None)
