"""Names of organisations in one document in, which of them are one body out: acronyms, short forms, company endings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from flows.extract.person_names import folded

ENDING = re.compile(r",? (?:inc|corp|corporation|ltd|limited|co|company|plc|llc|gmbh|ag|sa|group|holdings)$")
SMALL = frozenset(["of", "the", "and", "for", "in", "on", "de", "la", "du", "des", "et", "y", "und", "&"])
ACRONYM = re.compile(r"[A-Z][A-Z&.-]{1,9}$")
DEFINED = re.compile(r"\((?:or |the )?[\"“]?([^\W\d_][\w.&/-]{1,11})[\"”]?\)")
LONGEST = 120  # characters of a name looked at before its acronym
MANY = 500  # names; a document of more is a list, where no acronym is explained


def same_body(names: Iterable[str], text: str) -> dict[str, str]:
    """Each name -> the fullest name of the same body in this document."""
    ordered = sorted(set(names), key=lambda n: (-len(n), n))
    forms = _forms(ordered, text)
    leads: dict[str, str] = {}
    for name in ordered:
        fuller = {leads[other] for form in _asked(name) for other in forms[form] if other in leads}
        leads[name] = fuller.pop() if len(fuller) == 1 else name
    return leads


def explained(names: set[str]) -> set[str]:
    """Acronyms whose long form stands in the same document: there ECB is the Cricket Board, whatever it is elsewhere."""
    meant = {acronym for name in names if " " in name for acronym in initials(name)}
    return {name for name in names if ACRONYM.match(name) and name.replace(".", "") in meant}


def _forms(names: list[str], text: str) -> dict[str, list[str]]:
    """Every way a body may be called again -> the names it may mean."""
    forms: dict[str, list[str]] = defaultdict(list)
    for name in names:
        forms[base(name)].append(name)
        if " " in name:
            forms[base(name).split()[0]].append(name)
            for acronym in initials(name):
                forms[f"({acronym})"].append(name)
    for match in DEFINED.finditer(text):
        before = text[max(0, match.start() - LONGEST) : match.start()].rstrip(" ,")
        forms[base(match[1])] += [n for n in names if before.endswith(n)] if len(names) < MANY else []
    return forms


def _asked(name: str) -> list[str]:
    if ACRONYM.match(name):
        return [base(name), f"({name.replace('.', '').replace('-', '')})"]
    return [base(name)]


def base(name: str) -> str:
    """A body's name without article and company ending, for comparison."""
    flat = folded(name).removeprefix("the ")
    return ENDING.sub("", flat) or flat


def initials(name: str) -> set[str]:
    """ "Ministry of Public Health" -> MPH and MOPH."""
    found = [w for w in re.split(r"[\s-]+", name) if w and w[0].isalnum()]
    return {"".join(w[0] for w in found if w.lower() not in SMALL).upper(), "".join(w[0] for w in found).upper()}
