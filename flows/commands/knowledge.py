"""The lexicon folder and today's date in, doctor's lines about it out: what is broken, what is out of date, which file to edit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from flows.extract.lexicon_faults import COUNTRIES, lexicon_faults
from flows.extract.stale import FILE, Finding, Leaders, leaders_of, stale
from flows.extract.tables import table

OK, LOOK, BAD = "ok", "look", "BAD"
SHOWN = 3  # findings named in a line; --json names all
FOLDER = "flows/extract/lexicon"
# kind of finding -> what the line is called, what to do
FAULTS = {
    "unreadable": ("lexicon files", "correct them there: runs stop at them"),
    "unknown code": ("country codes", f"correct them there, or add the country to {FOLDER}/{COUNTRIES}"),
    "two types": ("names of two types", "delete one of the two"),
}
STALE = {
    "unreadable": ("leaders", f"correct {FOLDER}/{FILE}: runs stop at it, or never use it"),
    "old": ("leaders' age", f'bring {FOLDER}/{FILE} up to date, then its line "# known up to"'),
    "long term": (
        "leaders' terms",
        f"end the row in {FOLDER}/{FILE}; where it is right, mark it certain and renew the file's date",
    ),
    "no holder": ("offices vacant", f"add who followed to {FOLDER}/{FILE}"),
    "two holders": ("offices held twice", f"end one of the rows in {FOLDER}/{FILE}"),
    "no row": ("offices missing", f"add who holds them to {FOLDER}/{FILE}"),
    "unchecked": ("leaders unchecked", f"look them up and mark them certain in {FOLDER}/{FILE}"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of `dateline doctor`."""

    what: str
    mark: str  # ok, look (advice) or BAD (does not work)
    said: str
    findings: tuple[Finding, ...] = ()


def knowledge(folder: Path, today: date) -> Iterator[Line]:
    """A line for each kind of fault and of what is out of date."""
    faults = lexicon_faults(folder)
    for kind, (what, todo) in FAULTS.items():
        found = [f for f in faults if f.kind == kind]
        line = _line(what, found, todo, BAD if kind == "unreadable" else LOOK, named=True)
        files = f"{sum(file.is_file() for file in folder.rglob('*.*'))} files"
        yield Line(what, OK, files) if line.mark == OK and kind == "unreadable" else line
    if any(f.kind == "unreadable" and f.file == COUNTRIES for f in faults):
        return  # which states there are is not known
    leaders = leaders_of((folder / FILE).read_text("utf-8", "replace").splitlines())
    found = stale(leaders, today, table("countries").keys())
    unchecked = f"{sum(not s.certain for s in leaders.spells):,} of {len(leaders.spells):,} rows, of those in office "
    for kind, (what, todo) in STALE.items():
        line = _line(what, [f for f in found if f.kind == kind], todo, BAD if kind == "unreadable" else LOOK)
        if kind == "unchecked" and line.mark == LOOK:
            line = replace(line, said=unchecked + line.said)
        yield line if line.mark != OK else Line(what, OK, _in_order(kind, leaders))


def _line(what: str, found: Sequence[Finding], todo: str, mark: str, named: bool = False) -> Line:
    """One line that counts its findings, names the first few and ends with what to do."""
    if not found:
        return Line(what, OK, "none")
    first = [
        f"{f'{FOLDER}/{f.file}: ' if named else ''}{f.where}{': ' if f.where else ''}{f.said}" for f in found[:SHOWN]
    ]
    more = f"; {len(found) - SHOWN} more with --json" if len(found) > SHOWN else ""
    count = f"{len(found)}: " if len(found) > 1 else ""
    return Line(what, mark, f"{count}{'; '.join(first)}{more}. To do: {todo}", tuple(found))


def _in_order(kind: str, leaders: Leaders) -> str:
    if kind == "unreadable":
        return f"{len(leaders.spells):,} terms"
    return f"known up to {leaders.compiled:%Y-%m}" if kind == "old" and leaders.compiled else "none"
