"""Mentions of one document in, groups out: who or what each of them is, and what the document says of it.

States and peoples share the state's group (the people acts for it in the news); persons, bodies and places are joined by
name; descriptions join the named group they can only mean.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from flows.extract.appositions import described_as
from flows.extract.body_names import explained, same_body
from flows.extract.countries import countries, country_of, plain, state, state_of_people
from flows.extract.known import known_as, known_spans
from flows.extract.leaders import holder, spell_of
from flows.extract.mentions import Found
from flows.extract.metonyms import government, seats
from flows.extract.namesakes import bearers, heads
from flows.extract.nlp import cased
from flows.extract.nominals import Description
from flows.extract.person_names import folded, same_person
from flows.extract.roles import sector_of_body, sector_of_office
from flows.extract.stretches import Stretches
from flows.extract.tables import lines, table, words
from flows.extract.trades import trade_of
from flows.records import Group, Mention, content_id

if TYPE_CHECKING:
    from flows.extract.words import Doc

# armed groups, parties and gangs make what belongs to them theirs: "Hamas police", "cartel drivers"
LENT = frozenset({"REB", "CRM", "OPP", "PTY", "IGO"})
OFFICIAL = frozenset({"GOV", "LEG", "MIL", "PTY", "OPP", "REB"})  # what heads of state were, are or become


@dataclass
class Draft:
    """A group while it is being put together."""

    type: str
    name: str
    places: list[int] = field(default_factory=list)  # indices of its mentions
    names: Counter[str] = field(default_factory=Counter)
    country: str = ""
    sector: str = ""
    office: str = ""
    anchor: str = ""
    described: str = ""  # the office that descriptions alone give it, exactly as said
    bearer: int = 0  # 1, 2 ... of another person than the first of this name


def grouped(
    doc: Doc, doc_id: str, found: Found, day: date | None = None
) -> tuple[tuple[Mention, ...], tuple[Group, ...]]:
    """The same mentions with their group, and the groups in the order of their first mention; pronouns are left open.

    `day` of publication: who held an office on it is known for many states (lexicon/leaders.tsv).
    """
    drafts: dict[str, Draft] = {}
    _states(doc, found, drafts)
    _persons(doc, found, drafts)
    _others(doc, found, drafts)
    spoken_of = {draft.country for draft in drafts.values() if draft.anchor}
    for draft in drafts.values():
        if draft.type == "PERSON" and not _something_else(doc, found, draft):
            _office_known(draft, day, spoken_of)
    _descriptions(doc, found, drafts)
    for draft in drafts.values():
        _own_title(draft)
        _holder(draft, day)
    _trades(doc, found, drafts)
    return _finished(doc_id, found.mentions, drafts)


def _states(doc: Doc, found: Found, drafts: dict[str, Draft]) -> None:
    read = cased(doc)
    for i, m in _named(found, ("GPE", "NORP", "ORG", "FAC", "LOC")):
        surface = read[m.start : m.end]
        acting = government(doc, read, m.start, m.end) if m.type in ("GPE", "ORG", "FAC") else ""
        iso3 = acting or (
            state_of_people(surface) if m.type == "NORP" else state(surface) if m.type in ("GPE", "LOC") else ""
        )
        if iso3:
            draft = drafts.setdefault(
                f"state {iso3}", Draft("GPE", countries()[iso3].name, country=iso3, anchor=f"iso3:{iso3}")
            )
            draft.sector = "GOV" if acting else draft.sector
            _join(draft, i, surface)


def _persons(doc: Doc, found: Found, drafts: dict[str, Draft]) -> None:
    read = cased(doc)
    people = _named(found, ("PERSON",))
    leads = heads(read, people, same_person(read[m.start : m.end] for _, m in people))
    others = bearers(doc, read, people, leads, found.titles)
    for i, m in people:
        lead, bearer = leads[read[m.start : m.end]], others.get(i, 0)
        draft = drafts.setdefault(f"person {folded(lead)} {bearer}", Draft("PERSON", lead, bearer=bearer))
        _join(draft, i, read[m.start : m.end])
        if title := found.titles.get(m.start):
            draft.office = draft.office or title.office
            draft.country = draft.country or title.country
            draft.sector = draft.sector or sector_of_office(title.office or title.words)
    shared = {draft.name for draft in drafts.values() if draft.bearer}
    for draft in drafts.values():
        if draft.type == "PERSON" and draft.name in shared:  # each of them by its own fullest name
            draft.name = min(draft.names, key=lambda name: (-len(name.split()), -len(name), name))


def _office_known(draft: Draft, day: date | None, spoken_of: set[str]) -> None:
    """Country, office and sector of a person whom the table of leaders knows by name: by the full one, where the document has it.

    One word alone that is a given name too ("Ahmed") is a leader only where the document names the country.
    """
    whole = [name for name in (draft.name, *sorted(draft.names)) if " " in name]
    spell = next(
        (s for name in whole or [draft.name] if (s := spell_of(name, day, draft.country, draft.office))),
        None,
    )
    told = whole or draft.country or draft.office or folded(draft.name) not in lines("given_names")
    if spell is None or not (told or spell.country in spoken_of):
        return
    draft.country, draft.sector = draft.country or spell.country, draft.sector or "GOV"
    if day is not None and spell.covers(day):
        draft.office = draft.office or spell.title


def _something_else(doc: Doc, found: Found, draft: Draft) -> bool:
    """ "The preacher Wang Yi" is not the minister of that name: a trade stands beside the name, and no office; nor is the second of a name."""
    if draft.office:
        return draft.sector not in ("", *OFFICIAL)
    if draft.bearer:
        return True
    named = (found.mentions[i] for i in draft.places)
    told = {trade_of(doc, m.start, m.end).sector for m in named if m.kind == "named"} - {""}
    return bool(told) and told.isdisjoint(OFFICIAL)


def _holder(draft: Draft, day: date | None) -> None:
    """ "the Russian president" whom the document never names: the holder of the office on the day it was published."""
    if (
        draft.type == "PERSON"
        and draft.described
        and draft.country
        and (who := holder(draft.country, draft.described, day))
    ):
        draft.names[draft.name] += 1
        draft.name, draft.office, draft.sector = who.name, draft.described, draft.sector or "GOV"


def _trades(doc: Doc, found: Found, drafts: dict[str, Draft]) -> None:
    """What stands beside the name of somebody of whom no sector is known: trade and country, the first of each."""
    for draft in drafts.values():
        if draft.type != "PERSON" or (draft.sector and draft.office != "captain"):
            continue
        named = [found.mentions[i] for i in draft.places if found.mentions[i].kind == "named"]
        for trade in (trade_of(doc, m.start, m.end) for m in named):
            draft.sector = (
                trade.sector if draft.office == "captain" and trade.sector == "SPT" else draft.sector or trade.sector
            )
            draft.country = draft.country or trade.country


def _own_title(draft: Draft) -> None:
    """ "Pope Francis", "King Felipe": the title that is part of the name tells the sector."""
    first = draft.name.split()[0].lower()
    if (
        draft.type == "PERSON"
        and not draft.sector
        and " " in draft.name
        and first in table("titles")["kept_with_one_name"]
    ):
        draft.sector, draft.office = sector_of_office(first), draft.office or first


def _others(doc: Doc, found: Found, drafts: dict[str, Draft]) -> None:
    read, placed = cased(doc), _placed(drafts)
    rest = [(i, m) for i, m in _named(found, None) if i not in placed]
    said = {read[m.start : m.end] for _, m in rest if m.type == "ORG"}
    names = {surface: _known_name(surface) for surface in said} | {own: own for own in explained(said)}
    bodies = same_body(names.values(), read)
    for i, m in rest:
        surface = read[m.start : m.end]
        lead = bodies[names[surface]] if m.type == "ORG" else _known_name(surface)
        draft = drafts.setdefault(f"{m.type} {folded(lead)}", Draft(m.type, lead))
        _join(draft, i, surface)
    spoken_of = {draft.country for draft in drafts.values() if draft.anchor}
    for draft in drafts.values():
        _knowledge(draft, spoken_of)


def _knowledge(draft: Draft, spoken_of: set[str]) -> None:
    """Country and sector that the lexicons, or the words of a body's name, tell; `spoken_of`: states the document names."""
    known = next(
        (k for name in (draft.name, *sorted(draft.names)) if (k := known_as(name)) and k.type == draft.type), None
    )
    if known:
        elsewhere = known.shared and spoken_of and known.country not in spoken_of
        draft.country = draft.country or ("" if elsewhere else known.country)
        draft.sector = draft.sector or known.sector
    if draft.type == "ORG":
        draft.sector = draft.sector or sector_of_body(draft.name)
        inside = [
            k.known.country for k in known_spans(draft.name) if k.known.country and k.known.type in ("GPE", "NORP")
        ]
        draft.country = draft.country or (inside[0] if len(set(inside)) == 1 else "")
    elif draft.type in ("FAC", "GPE", "NORP", "LOC"):
        draft.country = draft.country or seats().get(plain(draft.name), "") or country_of(draft.name)


def _descriptions(doc: Doc, found: Found, drafts: dict[str, Draft]) -> None:
    """Join each description to the one named group it can mean; else to others that say the same."""
    read = cased(doc)
    of_mention = {i: key for key, draft in drafts.items() for i in draft.places}
    by_start = {m.start: i for i, m in enumerate(found.mentions) if m.kind == "named"}
    of_type: dict[str, dict[int, int]] = defaultdict(
        dict
    )  # what a description of a type may stand beside; "": its noun is in no list
    for start, k in by_start.items():
        kind = found.mentions[k].type
        for described in {kind, ""} if kind in ("PERSON", "ORG") else {kind}:
            of_type[described][start] = k
    later: list[tuple[int, Mention, Description]] = []
    for i, m in enumerate(found.mentions):
        if m.kind != "nominal":
            continue
        description = found.descriptions[m.start]
        whom = by_start.get(description.name)  # right before a name
        if whom is None:
            whom = described_as(doc, description, of_type[description.type])
        if whom is not None:
            draft = drafts[of_mention[whom]]
            if m.type == "PERSON":
                _tell(draft, description, m.surface)
            draft.places.append(i)
        elif m.type:
            later.append((i, m, description))
    named = Stretches(m for m in found.mentions if m.kind == "named")
    candidates = _candidates(drafts)
    roles: dict[str, list[str]] = defaultdict(list)
    for i, m, description in sorted(later, key=lambda item: (not item[2].country, item[0])):  # the exact ones first
        inside = named.within(description.start, description.end)
        owner = drafts[of_mention[by_start[inside[0].start]]] if inside else None
        target = _only_one(candidates, description) or _of_own(
            drafts, roles, _as_said(read[m.start : m.end], owner), description, owner
        )
        target.places.append(i)


def _tell(draft: Draft, d: Description, surface: str) -> None:
    """What an apposition says of a person: "Kenya's interior minister"."""
    draft.country = draft.country or d.country
    draft.sector = draft.sector or (d.sector if d.sector != "UNS" else "")
    if not draft.office and d.sector in ("GOV", "LEG", "JUD", "MIL", "UNS"):
        words = [
            w
            for w in surface.split(" of ")[0].split(" for ")[0].split()
            if w.islower() and not w.endswith(("'s", "’s", "'", "’"))
        ]
        draft.office = " ".join(words[-3:])


def _candidates(drafts: dict[str, Draft]) -> dict[str, list[Draft]]:
    """Word -> persons whose office, and bodies whose name, has it."""
    found: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts.values():
        told = folded(draft.name).split() if draft.type == "ORG" else []
        if draft.type == "PERSON" and draft.office:
            told = [*draft.office.split(), "leader"]
        for word in dict.fromkeys(told):
            found[word].append(draft)
    return found


def _only_one(candidates: dict[str, list[Draft]], d: Description) -> Draft | None:
    """The single named person or body a definite description fits."""
    if d.plural or not (d.definite or d.country):
        return None
    fitting = [draft for draft in candidates.get(d.lemma, ()) if _fits(draft, d)]
    return fitting[0] if len(fitting) == 1 else None


def _fits(draft: Draft, d: Description) -> bool:
    if (
        draft.type != d.type
        or draft.type not in ("PERSON", "ORG")
        or (d.country and draft.country and d.country != draft.country)
    ):
        return False
    if d.type == "ORG":
        return not d.country and not d.modifiers and d.lemma in folded(draft.name).split()
    if d.country and draft.country != d.country:  # "the Ukrainian president" is nobody whose country we do not know
        return False
    if d.lemma == "leader":
        return bool(d.country) and draft.office in words("titles", "leaders")
    return draft.office == " ".join((*d.modifiers, d.lemma)) or (
        draft.office.split()[-1:] == [d.lemma] and "vice" not in draft.office and "deputy" not in draft.office
    )


def _as_said(surface: str, owner: Draft | None) -> str:
    """A description's words without the capital its sentence gave it: "Police" is "police"."""
    if owner is not None or surface[1:2].isupper():
        return surface
    return surface[:1].lower() + surface[1:]


def _of_own(
    drafts: dict[str, Draft], roles: dict[str, list[str]], surface: str, d: Description, owner: Draft | None
) -> Draft:
    """A group for a description: the same role of the same country is one; without a country, the only one of that role."""
    country = d.country or (owner.country if owner else "")
    lends = (
        owner is not None
        and not owner.anchor
        and bool(owner.sector)
        and (owner.sector in LENT or d.sector in ("UNS", "CVL"))
    )
    sector = owner.sector if owner and lends else d.sector
    role = " ".join(("described", d.type, *(w for w in d.modifiers), d.lemma))
    key = f"{role} {country}" + (f" {folded(owner.name)}" if owner and not owner.anchor else "")
    if not country and not owner and len(roles[role]) == 1:
        key = roles[role][0]
    elif (country or owner) and key not in drafts:
        roles[role].append(key)
    draft = drafts.setdefault(key, Draft(d.type, surface, country=country, sector=sector))
    if d.type == "PERSON" and d.definite and not d.plural and (owner is None or owner.anchor):
        draft.described = _office_said(surface)
    if len(surface) > len(draft.name):
        draft.name = surface
    return draft


def _office_said(surface: str) -> str:
    """ "South Korean foreign minister" -> "foreign minister"; every other word stays: "former president"."""
    rest, at = [], 0
    for span in known_spans(surface):
        rest.append(surface[at : span.start])
        at = span.end
    rest.append(re.sub(r"^['’]s?", "", surface[at:]))
    return " ".join(" ".join(rest).lower().split())


def _named(found: Found, types: tuple[str, ...] | None) -> list[tuple[int, Mention]]:
    return [(i, m) for i, m in enumerate(found.mentions) if m.kind == "named" and (types is None or m.type in types)]


def _known_name(surface: str) -> str:
    """The fullest name the lexicon has for it, so that "EU" and "European Union" meet."""
    known = known_as(surface)
    return known.name if known and known.type == "ORG" else plain(surface)


def _placed(drafts: dict[str, Draft]) -> set[int]:
    return {i for draft in drafts.values() for i in draft.places}


def _join(draft: Draft, i: int, surface: str) -> None:
    draft.places.append(i)
    draft.names[" ".join(surface.split())] += 1


def _finished(
    doc_id: str, mentions: tuple[Mention, ...], drafts: dict[str, Draft]
) -> tuple[tuple[Mention, ...], tuple[Group, ...]]:
    """Ids, mentions with their groups, groups by first mention; drafts of one type and name are one group."""
    group_of: dict[int, str] = {}
    members: dict[str, list[Draft]] = defaultdict(list)
    for draft in sorted((d for d in drafts.values() if d.places), key=lambda d: min(d.places)):
        group_id = content_id(doc_id, draft.type, draft.name, *filter(None, (draft.bearer,)))
        members[group_id].append(draft)
        group_of.update((i, group_id) for i in draft.places)
    groups = {group_id: _group(group_id, same) for group_id, same in members.items()}
    placed = tuple(
        replace(m, group_id=at, type=m.type or groups[at].type) if (at := group_of.get(i, "")) else m
        for i, m in enumerate(mentions)
    )
    return placed, tuple(groups.values())


def _group(group_id: str, same: list[Draft]) -> Group:
    first = same[0]
    names = {first.name, *(name for draft in same for name in draft.names)}  # a country's own name is one of them
    told = [
        next((v for d in same if (v := getattr(d, what))), "") for what in ("country", "sector", "office", "anchor")
    ]
    return Group(group_id, first.type, first.name, tuple(sorted(names)), *told)
