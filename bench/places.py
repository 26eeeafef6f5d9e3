"""Gold articles in, scores of places out, beside the rule "the largest town of that name" in the same run.

    .venv/bin/python bench/places.py [--half open|locked|both] [--errors N] [--model NAME] [--geo IN.jsonl GOLD.jsonl]

gold articles: named GPE, LOC and FAC mentions are to be places; a capital that stands for its government is none.
found: F1 of spans, any overlap. country: of those found whose country the gold tells, the share with it. metonyms: share
of a capital's mentions as its government (or, typed GPE, as a body) that are no place.
--geo: `topo` is [start, end, lat, lon, GeoNames id], `ignore` spans count neither way. found: F1 of spans without "the"
and possessive endings; within 161 km: of all toponyms, those with the nearest place that overlaps them so near (the same
GeoNames id is distance 0). Even lines (the first is 1) are the open half; `both` is usual here.
The plain rule: GPE, LOC and FAC of the stock model; a state's name is the state, else the town with most inhabitants.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from entities import STOCK, Count, clean  # noqa: E402
from gold import Article, Marked, articles  # noqa: E402

from flows.extract import MODEL, read  # noqa: E402
from flows.extract.countries import countries, state  # noqa: E402
from flows.extract.door import as_given  # noqa: E402
from flows.extract.metonyms import capitals  # noqa: E402
from flows.extract.places.distance import kilometres  # noqa: E402
from flows.extract.places.gazetteer import country_centre  # noqa: E402
from flows.extract.places.keys import place_key  # noqa: E402
from flows.extract.places.towns import towns  # noqa: E402
from flows.records import CleanText  # noqa: E402

TYPES = ("GPE", "LOC", "FAC")
NEAR = 161.0  # km: 100 miles, usual for this task
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place name with what is known of it; None and '' where nothing is."""

    start: int
    end: int
    country: str = ""
    lat: float | None = None
    lon: float | None = None
    geonames_id: int | None = None

    def touches(self, span: Span) -> bool:
        return self.start < span[1] and span[0] < self.end


@dataclass(slots=True)
class Text:
    """What is scored: the text, its places, spans that are none (metonyms) and spans nobody looks at."""

    name: str
    clean: CleanText
    open: bool
    wanted: list[Spot] = field(default_factory=list)
    metonyms: list[Span] = field(default_factory=list)
    ignored: list[Span] = field(default_factory=list)


def gold_texts() -> list[Text]:
    """The gold articles."""
    out = []
    for a in articles():
        text = Text(a.name, clean(a), a.open)
        for m in a.mentions:
            if m.kind == "named" and _metonym(a, m):
                text.metonyms.append((m.start, m.end))
            elif m.kind == "named" and m.type in TYPES:
                text.wanted.append(Spot(m.start, m.end, a.entities[m.entity].country))
        out.append(text)
    return out


def _metonym(a: Article, m: Marked) -> bool:
    whom, surface = a.entities[m.entity], a.text[m.start : m.end]
    if m.type == "GPE" and whom.type == "ORG":
        return True
    seat = capitals().get(surface.title() if surface.isupper() else surface, "")
    return whom.type == "GPE" and bool(seat) and state(whom.name) == seat


def geo_texts(texts: Path, gold: Path) -> list[Text]:
    """Lines with `topo` and `ignore`, and the lines that hold their texts."""
    out = []
    given = map(json.loads, texts.read_text("utf-8").splitlines())
    told = map(json.loads, gold.read_text("utf-8").splitlines())
    for number, (row, truth) in enumerate(zip(given, told, strict=True), 1):
        text = Text(str(row["id"]), as_given(row), number % 2 == 0)
        text.wanted = [Spot(s, e, "", lat, lon, None if i is None else int(i)) for s, e, lat, lon, i in truth["topo"]]
        text.ignored = [(s, e) for s, e, *_ in truth["ignore"]]
        out.append(text)
    return out


def ours(text: Text, model: str) -> list[Spot]:
    """The places of the extraction."""
    found = read(text.clean, model)[1].places
    return [Spot(p.start, p.end, p.country, p.lat, p.lon, p.geonames_id) for p in found]


def plain(text: Text, _: str) -> list[Spot]:
    """Place names of the stock model, each at the largest town of its name."""
    from flows.extract.nlp import load

    ents = load(STOCK)(text.clean.text).ents
    return [_largest(e.start_char, e.end_char, e.text) for e in ents if e.label_ in TYPES]


def _largest(start: int, end: int, name: str) -> Spot:
    name = re.sub(r"^the\s+|['’]s?$", "", name, flags=re.I)
    iso3 = state(name)
    centre = country_centre(iso3) if iso3 else None
    if centre:
        return Spot(start, end, iso3, *centre, countries()[iso3].geonames_id)
    town = max(towns(place_key(name)), key=lambda t: t.inhabitants, default=None)
    return Spot(start, end, town.country, town.lat, town.lon, town.geonames_id) if town else Spot(start, end)


def core(text: str, spot: Spot) -> Span:
    """The name without article and possessive ending."""
    head = re.match(r"the\s+", text[spot.start : spot.end], re.I)
    tail = re.search(r"['’]s?$", text[spot.start : spot.end])
    return spot.start + (head.end() if head else 0), spot.end - (len(tail.group()) if tail else 0)


def best(text: str, want: Spot, found: list[Spot]) -> Spot | None:
    """The place that overlaps the wanted name most, the same span before all."""
    over = [f for f in found if f.touches((want.start, want.end))]
    fit = lambda f: (core(text, f) == core(text, want), min(f.end, want.end) - max(f.start, want.start))  # noqa: E731
    return max(over, key=fit, default=None)


def kilometres_off(given: Spot, want: Spot) -> float:
    """Distance in km; infinite where one has no coordinates."""
    if want.geonames_id is not None and given.geonames_id == want.geonames_id:
        return 0.0
    if given.lat is None or given.lon is None or want.lat is None or want.lon is None:
        return float("inf")
    return kilometres(given.lat, given.lon, want.lat, want.lon)


@dataclass(slots=True)
class Scores:
    """Counts over all texts."""

    found: Count = field(default_factory=Count)
    exact: Count = field(default_factory=Count)
    country: list[bool] = field(default_factory=list)
    metonyms: list[bool] = field(default_factory=list)
    near: list[bool] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def scored(texts: Iterable[Text], find: Callable[[Text, str], list[Spot]], model: str) -> Scores:
    """All counts, and what is wrong in words."""
    s = Scores()
    for t in texts:
        text = t.clean.text
        looked_at = [
            g
            for g in find(t, model)
            if not any(g.touches(i) for i in t.ignored) or any(g.touches((w.start, w.end)) for w in t.wanted)
        ]
        s.exact.add(((t.name, core(text, g)) for g in looked_at), ((t.name, core(text, w)) for w in t.wanted))
        pairs = [(w, best(text, w, looked_at)) for w in t.wanted]
        fits = {(g.start, g.end): (w.start, w.end) for w, g in pairs if g}
        s.found.add(
            ((t.name, fits.get((g.start, g.end), (g.start, g.end))) for g in looked_at),
            ((t.name, (w.start, w.end)) for w in t.wanted),
        )
        for w, g in pairs:
            if w.country and g:
                s.country.append(g.country == w.country)
            if w.lat is not None:
                s.near.append(g is not None and kilometres_off(g, w) <= NEAR)
            if g is None or (w.country and g.country != w.country) or (w.lat is not None and not s.near[-1]):
                s.wrong.append(f"{'missed' if g is None else 'elsewhere'} {_shown(t, w)}: {g}")
        s.metonyms += [not any(g.touches(m) for g in looked_at) for m in t.metonyms]
        s.wrong += [f"metonym {_shown(t, g)}" for g in looked_at if any(g.touches(m) for m in t.metonyms)]
        s.wrong += [f"extra {_shown(t, g)}" for g in looked_at if (g.start, g.end) not in fits]
    return s


def _shown(t: Text, p: Spot) -> str:
    text = t.clean.text
    return f"{t.name} {text[max(0, p.start - 40) : p.start]!r} [{text[p.start : p.end]}] {text[p.end : p.end + 30]!r}"


def _share(of: list[bool]) -> str:
    return f"{100 * sum(of) / len(of):7.1f} of {len(of)}" if of else "      -"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=("open", "locked", "both"), default="open")
    parser.add_argument("--errors", type=int, default=0, help="print so many errors of each kind (open half only)")
    parser.add_argument("--model", default=MODEL)
    parser.add_argument("--geo", nargs=2, type=Path, metavar=("IN", "GOLD"), help="texts and toponyms with coordinates")
    args = parser.parse_args()
    texts = geo_texts(*args.geo) if args.geo else gold_texts()
    chosen = [t for t in texts if args.half == "both" or t.open == (args.half == "open")]
    print(f"{len(chosen)} texts, {args.half} half{'':12}{'P':>6}{'R':>7}{'F1':>7}{'wanted':>8}")
    results = {"places": scored(chosen, ours, args.model), "plain rule": scored(chosen, plain, STOCK)}
    for name, s in results.items():
        print(f"{name + ', any overlap':34}{s.found.row()}\n{name + ', same span':34}{s.exact.row()}")
        for what, of in (("country", s.country), ("metonyms kept out", s.metonyms), ("within 161 km", s.near)):
            if of:
                print(f"{'  ' + what:34}{_share(of)}")
    if args.errors and args.half == "open":
        for what in ("extra", "missed", "elsewhere", "metonym"):
            print(*[w for w in results["places"].wrong if w.startswith(what)][: args.errors], sep="\n")


if __name__ == "__main__":
    main()
