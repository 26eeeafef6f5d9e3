"""Names of persons in one document in, what stands right beside them of their trade and country out: "the Polish swimmer Anna Kowalska"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from flows.extract.countries import state_of_people
from flows.extract.roles import roles
from flows.extract.tables import table, words

if TYPE_CHECKING:
    from flows.extract.words import Doc

BEFORE, AFTER = 3, 7  # tokens: "the former Polish swimmer", ", a one-time security analyst"
ENDS = frozenset('.;:()"“”')


@dataclass(frozen=True, slots=True)
class Trade:
    """Sector and ISO3 of a country, "" where not said."""

    sector: str = ""
    country: str = ""


@cache
def _sectors() -> dict[str, str]:
    """Noun -> sector of who is called by it."""
    told = {lemma: role.sector for lemma, role in roles().items() if role.type == "PERSON" and not role.weak}
    told = {
        w: sector for w, sector in told.items() if sector not in ("UNS", "CVL") and w not in words("trades", "untold")
    }
    return told | {w: sector for sector, listed in table("trades").items() if sector.isupper() for w in listed}


def sector_of_trade(noun: str) -> str:
    """The sector of who is called by a noun, "" where it says none."""
    return _sectors().get(noun, "")


def trade_of(doc: Doc, start: int, end: int) -> Trade:
    """Characters of a person's name -> what is said of its trade right before it, else right after a comma."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return Trade()
    return _before(doc, span.start) or _after(doc, span.end) or Trade()


def _before(doc: Doc, first: int) -> Trade | None:
    """ "Striker X", "the Polish swimmer X"; not "the coach, X" and not "his coach's X"."""
    if (
        first > 2
        and doc[first - 1].text == ","
        and any(doc[k].lower_ in ("a", "an") for k in range(max(0, first - 5), first - 2))
    ):
        first -= 1  # "a boxer, X"
    sector = _sectors().get(doc[first - 1].lower_) if first else None
    if not sector:
        return None
    if (
        doc[first - 1].lower_ == "captain" and first > 1 and doc[first - 2].pos_ == "PROPN"
    ):  # "Ghana captain John Mensah"
        return Trade("SPT", state_of_people(doc[first - 2].text))
    country = ""
    for i in range(first - 2, max(-1, first - 2 - BEFORE), -1):
        word = doc[i].text
        country = state_of_people(word)
        if country or not (word.islower() and word.isalpha()) or doc[i].pos_ in ("VERB", "ADP", "DET"):
            break
    return Trade(sector, country)


def _after(doc: Doc, end: int) -> Trade | None:
    """ "X, a former footballer,": the first trade in what is put beside the name, with its country."""
    if end + 1 >= len(doc) or doc[end].text != "," or doc[end + 1].lower_ not in ("a", "an", "the"):
        return None
    country = ""
    for i in range(end + 2, min(len(doc), end + 2 + AFTER)):
        word = doc[i]
        verb = word.pos_ == "VERB" and word.dep_ != "amod"  # "the jailed preacher" goes on
        if word.text in ENDS or word.text == "," or verb or word.pos_ in ("ADP", "PRON") or word.ent_type_ == "PERSON":
            return None
        country = country or state_of_people(word.text)
        if sector := _sectors().get(word.lower_):
            following = doc[i + 1] if i + 1 < len(doc) else None
            if following is not None and following.lower_ == "of" and sector == "ART":
                return None  # "the architect of the boom"
            if following is None or following.pos_ not in ("NOUN", "PROPN"):
                return Trade(sector, country)
    return None
