"""All names of a document in, the same with one type for each name out: repeated names vote, full names lead short ones."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import cache, lru_cache

from flows.extract.countries import plain
from flows.extract.known import known_as
from flows.extract.places.gazetteer import regions
from flows.extract.places.keys import place_key
from flows.extract.places.towns import towns
from flows.extract.sentences import said_forms
from flows.extract.spans import Name
from flows.extract.titles import title_before

Ballot = dict[str, float]  # label -> votes
# the order breaks ties: what the small model confuses least comes first
ORDER = ("PERSON", "GPE", "ORG", "NORP", "LOC", "FAC", "EVENT", "WEAPON", "LAW", "PRODUCT", "WORK_OF_ART")
DATELINE = re.compile(r"(?:, [^\n(\"“:]{0,45})?(?: ?\([^)\n]{1,40}\))?(?:,[^\n(\"“:]{1,20})?(?: ?[—–]| ?--| -) ")
AGE = re.compile(r", (?:aged )?\d{1,2}[,.]| \(\d{2}\)")
ROLE = r"(?:leader|minister|president|spokes\w+|lawyer|activist|resident|teacher|commander|official|adviser|advisor|envoy|secretary|director|chief|governor|mayor|senator|professor|analyst|ambassador|representative|lawmaker|head|chairman|chairwoman|founder|judge|prosecutor|general|colonel|journalist|editor|economist|farmer|student|mother|father|brother|sister|wife|husband|son|daughter)"
WHO = re.compile(rf",? who(?:se)?\b|, (?:a|an|the|his|her|its)? ?(?:[\w'’.-]+ ){{0,5}}?{ROLE}\b", re.I)
REGIME = re.compile(r"(?:['’]s)? (?:regime|administration|dictatorship|loyalists?|presidency|family|supporters)\b")
PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|outside|across|throughout|inside|towards?|around)\s(?:the\s)?(?:(?:north|south|east|west|central|downtown|northern|southern|eastern|western)\s)?$",
    re.I,
)
PLACE_SAID = re.compile(
    r"\b(?:city|town|village|capital|province|region|port|district|suburb|island|state|county|outskirts|north|south|east|west|vicinity)\sof\s$|\b(?:airstrikes?|attacks?|assault|advance|march|raids?) (?:on|in) $",
    re.I,
)
PLACE_AFTER = re.compile(
    r"['’]s (?:capital|government|president|prime minister|army|military|parliament|border|economy|foreign minister)\b|, (?:a|the) (?:\w+ ){0,2}(?:city|town|village|capital|province|region|port)\b| (?:city|province|district|region|governorate|airport|residents)\b"
)
BODY_AFTER = re.compile(
    r"['’]s (?:shares|chief executive|headquarters|board|spokes\w+|chairman|fighters|leadership|members)\b| (?:Inc|Corp|Ltd|PLC|AG)\b| \((?:[A-Z]{2,7})\)| (?:fighters|militants|shares|executives|officials|spokes\w+)\b"
)
COUNTED = re.compile(r"\b(?:an?|two|three|four|five|six|several|\d+) $", re.I)
JOINTS = (" and ", " or ", ", ", ", and ")
KNOWN = 0.6  # votes of a state's or a large town's name
TOWN = 100_000  # inhabitants from which a place name is known to many


def voted(text: str, found: list[Name]) -> list[Name]:
    """Names with the type their document gives them."""
    ballots: dict[str, Ballot] = defaultdict(lambda: defaultdict(float))
    fixed: dict[str, str] = {}
    counted: set[str] = set()
    for i, name in enumerate(found):
        key = plain(text[name.start : name.end])
        if name.certain:
            fixed.setdefault(key, name.label)
        for label, weight in _ballot(text, name).items():
            ballots[key][label] += weight
        if name.label in ("ORG", "PERSON") and _among_places(text, found, i):
            ballots[key]["GPE"] += 0.7
        if name.source == "model" and name.label == "ORG" and _counted(text, name):
            counted.add(key)
    found = [n for n in found if n.certain or plain(text[n.start : n.end]) not in counted]
    types = {key: fixed.get(key) or _winner(ballot) for key, ballot in ballots.items()}
    types = _short_forms(_lone_towns(types, text, found), ballots, fixed)
    return [replace(n, label=types[plain(text[n.start : n.end])]) for n in found]


def _lone_towns(types: dict[str, str], text: str, found: list[Name]) -> dict[str, str]:
    """A "person" of one word, never named in full nor by title nor speaking, who bears a large town's name, is the town."""
    full = {word for key, label in types.items() if label == "PERSON" and " " in key for word in key.split()}
    lone = {
        k for k, label in types.items() if label == "PERSON" and " " not in k and k not in full and _renown(k) >= KNOWN
    }
    for name in found if lone else ():
        key = plain(text[name.start : name.end])
        if key in lone and (title_before(text, name.start) or _personal().match(text, name.end)):
            lone.discard(key)
    return {key: "GPE" if key in lone else label for key, label in types.items()}


@cache
def _personal() -> re.Pattern[str]:
    """What follows a name only when it is somebody's."""
    said = "|".join(sorted(said_forms()))
    return re.compile(
        rf",? who\b|, (?:aged )?\d{{1,2}}\b| (?:{said})\b|['’]s (?:wife|husband|son|daughter|lawyer|family)\b"
    )


def _ballot(text: str, name: Name) -> Ballot:
    """What the model said, and what stands around the name, as votes."""
    before, after = text[max(0, name.start - 40) : name.start], text[name.end : name.end + 70]
    votes: Ballot = defaultdict(float, {name.label: 1.0})
    if name.label in ("EVENT", "LAW", "WORK_OF_ART"):
        return votes
    if title_before(text, name.start):
        votes["PERSON"] += 3.0
    if DATELINE.match(after) and (not before or before[-1] == "\n"):
        votes["GPE"] += 2.0
    if AGE.match(after) or WHO.match(after):
        votes["PERSON"] += 2.0
    if REGIME.match(after):
        votes["PERSON"] += 1.5
    if PLACE_AFTER.match(after):
        votes["GPE"] += 1.5
    if PLACE_SAID.search(before):
        votes["GPE"] += 2.0
    if PLACE_BEFORE.search(before) and name.label not in ("FAC", "LOC"):
        votes["GPE"] += 0.6
    if BODY_AFTER.match(after):
        votes["ORG"] += 1.0
    votes["GPE"] += _renown(text[name.start : name.end])
    return votes


def _among_places(text: str, found: list[Name], i: int) -> bool:
    """ "Juba and Malakal": beside a place in a list."""
    name = found[i]
    before = i > 0 and found[i - 1].label == "GPE" and text[found[i - 1].end : name.start] in JOINTS
    after = i + 1 < len(found) and found[i + 1].label == "GPE" and text[name.end : found[i + 1].start] in JOINTS
    return before or (after and text[name.end : name.end + 2] != ", ")


@lru_cache(maxsize=20_000)
def _renown(surface: str) -> float:
    """How much the name alone speaks for a place: states, then large towns; family names are towns too, so never alone."""
    known = known_as(surface)
    if known and known.type == "GPE":
        return 1.2
    key = place_key(surface)
    if not key or len(surface) < 4:
        return 0.0
    largest = max((t.inhabitants for t in towns(key) if t.own_name), default=0)
    return KNOWN if largest >= TOWN or regions(key) else 0.4 if largest else 0.0


def _counted(text: str, name: Name) -> bool:
    """ "a UPS,": letters that are counted name a thing, not a body; "a NATO official" is different."""
    surface, after = text[name.start : name.end], text[name.end : name.end + 5]
    if not surface.isupper() or " " in surface:
        return False
    return (
        bool(COUNTED.search(text[max(0, name.start - 10) : name.start])) and not re.match(r"[ -]\w", after)
    ) or bool(re.match(r"s\b", after))


def _winner(ballot: Ballot) -> str:
    return min(ballot, key=lambda label: (-ballot[label], ORDER.index(label) if label in ORDER else 99))


def _short_forms(types: dict[str, str], ballots: dict[str, Ballot], fixed: dict[str, str]) -> dict[str, str]:
    """A single word that ends (or begins) a full name has the type of that name."""
    out = dict(types)
    last = {_tail(key) for key, label in types.items() if label == "PERSON" and " " in key}
    first = {key.split()[0] for key, label in types.items() if label == "PERSON" and " " in key}
    bodies = {key.split()[0] for key, label in types.items() if label == "ORG" and " " in key}
    for key, label in types.items():
        if " " in key or key in fixed or (label == "PERSON" and key in last):
            continue
        placed = ballots[key]["GPE"] > ballots[key]["PERSON"] + 1
        if (_tail(key) in last and not placed) or (key in first and label in ("ORG", "PRODUCT", "WORK_OF_ART")):
            out[key] = "PERSON"
        elif label == "PERSON" and key in bodies and key not in first and ballots[key]["PERSON"] < 2:
            out[key] = "ORG"
    return out


def _tail(name: str) -> str:
    """The family name as short forms use it: "Bashar al-Assad" -> "Assad"."""
    tail = re.sub(r",? (?:Jr|Sr|II|III|IV)\.?$", "", name).split()[-1]
    return re.sub(r"^(?:al|el|Al|El|as|ash|ad|ar|an)-", "", tail)
