"""What the model marked and what the lexicons know in, one list of names out that do not overlap."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from flows.extract.known import Known, KnownSpan, known_spans
from flows.extract.spans import Name, bare, model_names
from flows.extract.stretches import Stretches, longest_apart
from flows.extract.tables import table, words

if TYPE_CHECKING:
    from flows.extract.words import Doc

CONNECTORS = re.compile(r"^(?:and|or|&|,|-|–|—|/|'s|’s|the|of|in|\s)*$", re.I)
# "Western Australia", "North Korea's": a part of a land is no adjective and a state
COMPASS = re.compile(
    r"(?:Western|Eastern|Northern|Southern|Central|Upper|Lower|West|East|North|South|Inner|Outer|French|New) [^\W\d_]+$"
)
DASH = re.compile(r"\s+[-–—]\s+")
NEXT_WORD = re.compile(r"[ -]([^\W\d_]+)")
BEFORE_WORD = re.compile(r"([^\W\d_]+)[ ]$")


def names(doc: Doc, cased: str) -> list[Name]:
    """Names of the model and of the lexicons: the lexicon decides what it knows, the longer reading wins else."""
    known = Stretches(known_spans(cased))
    kept: list[Name] = []
    used: set[int] = set()
    for name in joined_by_hyphen(cased, apart_at_dashes(cased, model_names(doc, cased))):
        kept += _reading(cased, name, known.touching(name.start, name.end), used)
    kept += [_as_name(k) for k in known.spans if k.start not in used and k.known.certain]
    return _apart([_by_context(cased, name) for name in kept])


def apart_at_dashes(text: str, found: list[Name]) -> list[Name]:
    """ "Kaduna - Ibrahim Musa" is a dateline and a person: no name goes on behind a dash with blanks around it."""
    out: list[Name] = []
    for name in found:
        start = name.start
        for dash in DASH.finditer(text, name.start, name.end):
            before = replace(name, start=start, end=dash.start())
            head = start == 0 or text[start - 1] == "\n"
            out.append(replace(before, label="GPE", certain=True) if head else before)
            start = dash.end()
        out.append(replace(name, start=start))
    return out


def joined_by_hyphen(text: str, found: list[Name]) -> list[Name]:
    """Two halves of one body are one name: "KKDO-West"."""
    out: list[Name] = []
    for name in found:
        last = out[-1] if out else None
        if last and last.end + 1 == name.start and text[last.end] in "-‑" and "ORG" == last.label == name.label:
            out[-1] = replace(last, end=name.end)
        else:
            out.append(name)
    return out


def _reading(text: str, name: Name, touching: list[KnownSpan], used: set[int]) -> list[Name]:
    """One span of the model beside the known names it touches: which of them stands."""
    if not touching:
        return [name]
    if (
        name.label == "PERSON"
        and touching[0].start == name.start
        and touching[0].known.type == "NORP"
        and touching[0].known.certain
    ):
        used.update(k.start for k in touching)  # no person's name begins with a demonym
        return [_as_name(k) for k in touching]
    if owner := _owner(text, name, touching):
        rest = bare(text, replace(name, start=owner.end))
        used.add(owner.start)
        return [
            _as_name(owner),
            *(_reading(text, rest, [k for k in touching if k.end > rest.start], used) if rest else []),
        ]
    cover = next((k for k in touching if k.start <= name.start and name.end <= k.end), None)
    if cover:
        used.add(cover.start)
        return [
            _as_name(cover) if _decides(cover.known, name.label) else replace(name, start=cover.start, end=cover.end)
        ]
    if _all_known(text, name, touching) and not COMPASS.match(text[name.start : name.end]):
        used.update(k.start for k in touching)
        return [_as_name(k) for k in touching]
    if any(
        k.start < name.start or k.end > name.end for k in touching
    ):  # they cross: the known name is whole, the other is not
        return []
    used.update(k.start for k in touching)
    return [name]


def _owner(text: str, name: Name, touching: list[KnownSpan]) -> KnownSpan | None:
    """The state in "Russia's Federal Security Service": a name of its own before the body's."""
    first = touching[0]
    if first.known.type != "GPE" or not first.known.certain or name.label in ("WORK_OF_ART", "EVENT", "LAW"):
        return None
    owns = text[first.end : first.end + 2] in ("'s", "’s") and name.start <= first.start and name.end > first.end + 2
    return first if owns else None


def _decides(known: Known, label: str) -> bool:
    return known.certain or label in (known.type, "LOC", "NORP")


def _all_known(text: str, name: Name, touching: list[KnownSpan]) -> bool:
    """Nothing but known names, small words and joints: "Russia and Ukraine", "US-Israeli", "Kenyan police"."""
    rest, at = [], name.start
    for k in touching:
        rest.append(text[at : max(at, k.start)])
        at = k.end
    rest.append(text[at : name.end])
    between = " ".join(rest)
    return bool(CONNECTORS.match(between)) or not any(c.isupper() or c.isdigit() for c in between)


def _as_name(span: KnownSpan) -> Name:
    return Name(span.start, span.end, span.known.type, "known", span.known.certain)


def _by_context(text: str, name: Name) -> Name:
    """What stands beside a name can tell its type: a weapon before "missiles", a ship after "HMS"."""
    if name.certain or name.label == "PERSON":
        return name
    after, before = NEXT_WORD.match(text, name.end), BEFORE_WORD.search(text, max(0, name.start - 25), name.start)
    if (
        after
        and after.group(1) in words("things", "product_heads")
        and name.label in ("ORG", "GPE", "LOC", "FAC", "WORK_OF_ART")
        and " " not in text[name.start : name.end]
    ):
        return replace(name, label="PRODUCT", certain=True)
    if before and before.group(1) in words("things", "ship_prefixes") and name.label in ("ORG", "GPE", "LOC", "FAC"):
        return replace(name, label="PRODUCT", certain=True)
    if before and before.group(1) in words("things", "event_prefixes"):
        return replace(name, start=name.start - len(before.group(0)), label="EVENT", certain=True)
    return _by_last_word(text, name)


def _by_last_word(text: str, name: Name) -> Name:
    """ "Arms Trade Treaty" is a law, "Sugar War" an event, whatever the model says; one word alone says nothing."""
    parts = text[name.start : name.end].split()
    if parts[0] in words("things", "event_prefixes"):
        return replace(name, label="EVENT", certain=True)
    label = head_type(parts[-1]) if len(parts) > 1 and name.label != "WORK_OF_ART" else ""
    return replace(name, label=label or name.label)


@cache
def _heads() -> dict[str, str]:
    return {word: label for label, found in table("things")["heads"].items() for word in found}


def head_type(word: str) -> str:
    """What the last word of a longer name tells of it, '' when it tells nothing."""
    return _heads().get(word, "")


def _apart(found: list[Name]) -> list[Name]:
    """Of overlapping names the longer stands, of equal ones the known; the list is in text order."""
    return longest_apart(sorted(found, key=lambda n: (n.start - n.end, n.source != "known", n.start)))
