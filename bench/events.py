"""Gold articles in, scores of coded events out: triggers with their type, who takes part, and both together.

    .venv/bin/python bench/events.py [--half open|locked] [--folder FOLDER] [--errors N] [--model NAME]

Beside the whole coder stand the lexicon and the rules alone, in the same run.
types: an event is right when its trigger overlaps a gold trigger of the same type (after modality).
triples: right when, besides, an actor stands for a gold actor and a recipient for a gold recipient; a side that gold leaves empty
must be empty. What several do together has no recipient in the gold, or one of them is its recipient; the coder gives everybody on both
sides, which says either. Who a role stands for is told by the mentions that overlap its place. Each gold event counts once.
dates: of the events found for which gold gives a day, a month or a year, those whose date says the same, or whose span holds it.
false: events given in sentences for which gold has none, a hundred sentences; the same on the blocks without event that models/aside.py keeps aside.
pairs: actor and recipient right, whatever the type. swapped: of events whose trigger is right, those with the sides turned round. given: the type that is told of a pair of mentions which the gold
has on both sides of an event, in its own sentence.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from entities import clean  # noqa: E402
from gold import Article, Happening, Marked, articles  # noqa: E402

from flows.extract import MODEL, read  # noqa: E402
from flows.extract.events import pair_events  # noqa: E402
from flows.extract.events.coding import Coder  # noqa: E402
from flows.extract.events.lexicon import load  # noqa: E402
from flows.records import CleanText, Event, Extraction, content_id  # noqa: E402

if TYPE_CHECKING:
    from flows.extract.words import Doc


def stands_for(a: Article, event: Event, role: str) -> set[str]:
    """Gold entities that a role's place overlaps; "?" for somebody the gold does not mark."""
    out: set[str] = set()
    for r in event.roles:
        if r.role == role:
            inside = {m.entity for m in a.mentions if m.start < r.end and r.start < m.end}
            out |= inside or {"?"}
    return out


def agrees(given: set[str], wanted: tuple[str, ...]) -> bool:
    return bool(given & set(wanted)) if wanted else not given


def same_day(event: Event, wanted: str) -> bool:
    """A date of the gold ("2026-03-04", "2026-03", "2026") is that of an event, or lies within its span."""
    if event.date is None:
        return False
    first, last = event.date.isoformat(), (event.date_end or event.date).isoformat()
    return first.startswith(wanted) or first[: len(wanted)] <= wanted <= last[: len(wanted)]


def false_alarms(a: Article, found: Extraction) -> tuple[int, int]:
    """Events in sentences that have none in the gold, and how many such sentences there are."""
    plain = [s for s in found.sentences if not any(s.start <= g.start < s.end for g in a.events)]
    return sum(s.start <= e.trigger_start < s.end for e in found.events for s in plain), len(plain)


def without_events() -> tuple[int, int]:
    """The same of the marked blocks without event that nothing learned from."""
    sys.path[:0] = [str(ROOT / "models"), str(ROOT / "models/events")]
    from aside import aside
    from marked import sentences

    given = count = 0
    for one in sentences():
        if not one.events and aside(one.source):
            _, found = read(CleanText(content_id("plain", one.text), one.text, language="en"))
            given, count = given + len(found.events), count + len(found.sentences)
    return given, count


def scored(a: Article, events: tuple[Event, ...]) -> tuple[Counter[str], list[str]]:
    """One article's events beside its gold -> counts, and a line for each that is wrong."""
    count: Counter[str] = Counter(given=len(events), wanted=len(a.events))
    wrong, left = [], list(a.events)
    for event in events:
        near = [g for g in left if g.start < event.trigger_end and event.trigger_start < g.end]
        actors, recipients = stands_for(a, event, "actor"), stands_for(a, event, "recipient")
        together = actors == recipients and len(actors) > 1
        gold = next((g for g in near if g.type == event.type), near[0] if near else None)
        place = repr(a.text[max(0, event.trigger_start - 40) : event.trigger_end + 40])
        if gold is None:
            wrong.append(f"extra {event.type} {event.confidence} {a.name} {place}")
            continue
        left.remove(gold)
        count["found"] += 1
        if day := gold.attributes.get("date", ""):
            count["dated"] += 1
            count["date right"] += same_day(event, day)
        received = agrees(recipients, gold.recipients) or (together and not gold.recipients)
        right_pair = agrees(actors, gold.actors) and received
        count["typed"] += gold.type == event.type
        count["pairs"] += right_pair
        count["triples"] += right_pair and gold.type == event.type
        turned = (
            agrees(actors, gold.recipients)
            and agrees(recipients, gold.actors)
            and bool(gold.actors and gold.recipients)
        )
        count["swapped"] += turned and not right_pair
        if gold.type != event.type:
            wrong.append(f"type {event.type} for {gold.type} {a.name} {place}")
        elif not right_pair:
            names = [
                [a.entities[e].name if e in a.entities else e for e in side]
                for side in (actors, gold.actors, recipients, gold.recipients)
            ]
            wrong.append(f"roles {event.type} {names} {a.name} {place}")
    wrong += [f"missed {g.type} {_sides(a, g)} {a.name} {a.text[max(0, g.start - 40) : g.end + 40]!r}" for g in left]
    return count, wrong


def _sides(a: Article, g: Happening) -> str:
    return " > ".join(",".join(a.entities[e].name for e in side) or "-" for side in (g.actors, g.recipients))


def given_pairs(a: Article, doc: Doc, found: Extraction) -> tuple[int, int]:
    """Types right, and pairs asked: of each event both of whose sides its own sentence names, the mentions nearest to its trigger."""
    asked: list[tuple[list[int], str]] = []
    for g in a.events:
        inside = next(((s.start, s.end) for s in found.sentences if s.start <= g.start < s.end), (g.start, g.end))
        near = [_nearest(a, side, g, inside) for side in (g.actors, g.recipients)]
        if g.actors != g.recipients and all(near):
            asked.append(([place for m in near if m for place in (m.start, m.end)], g.type))
    told = pair_events(doc, clean(a), found, [pair for pair, _ in asked])
    return sum(t is not None and t["type"] == kind for t, (_, kind) in zip(told, asked, strict=True)), len(asked)


def _nearest(a: Article, side: tuple[str, ...], g: Happening, inside: tuple[int, int]) -> Marked | None:
    own = [m for m in a.mentions if m.entity in side and inside[0] <= m.start < inside[1]]
    return min(own, key=lambda m: abs(m.start - g.start), default=None)


def expected_error(told: list[tuple[float, bool]], steps: int = 10) -> float:
    """Confidences with what came true in, the mean distance between them and the shares of right ones, step by step, out."""
    rows: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for sure, true in told:
        rows[min(int(sure * steps), steps - 1)].append((sure, true))
    return sum(abs(sum(s for s, _ in row) - sum(t for _, t in row)) for row in rows.values()) / max(1, len(told))


def f1(right: int, given: int, wanted: int) -> str:
    p, r = right / max(1, given), right / max(1, wanted)
    return f"{100 * p:6.1f}{100 * r:7.1f}{200 * p * r / max(1e-9, p + r):7.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=("open", "locked"), default="open")
    parser.add_argument("--errors", type=int, default=0, help="print so many errors of each kind (open half only)")
    parser.add_argument("--model", default=MODEL)
    parser.add_argument("--folder", type=Path, help="a folder of XML files of the same form, all of them open")
    args = parser.parse_args()
    total: Counter[str] = Counter()
    by_rules: Counter[str] = Counter()
    told: list[tuple[float, bool]] = []
    errors: list[str] = []
    alarms = plain = right = asked = 0
    chosen = articles(args.folder) if args.folder else [a for a in articles() if a.open == (args.half == "open")]
    for a in chosen:
        doc, found = read(clean(a), args.model)
        alarms, plain = (sum(n) for n in zip((alarms, plain), false_alarms(a, found), strict=True))
        right, asked = (sum(n) for n in zip((right, asked), given_pairs(a, doc, found), strict=True))
        count, wrong = scored(a, found.events)
        total += count
        by_rules += scored(a, tuple(Coder(doc, clean(a), found, load()).ruled()))[0]
        errors += wrong
        told += [(e.confidence, bool(scored(a, (e,))[0]["triples"])) for e in found.events]
    print(f"{total['wanted']} events wanted{'':27}{'P':>6}{'R':>7}{'F1':>7}{'':4}rules alone{'P':>6}{'R':>7}{'F1':>7}")
    for name in ("found", "typed", "pairs", "triples"):
        rows = (f1(n[name], n["given"], n["wanted"]) for n in (total, by_rules))
        print(f"{name:44}" + f"{'':15}".join(rows))
    print(f"given: {total['given']}, by rules alone {by_rules['given']}")
    print(f"type given the pair: {100 * right / max(1, asked):.1f} % of {asked}")
    print(f"swapped: {100 * total['swapped'] / max(1, total['found']):.1f} % of those found")
    print(f"dates right: {100 * total['date right'] / max(1, total['dated']):.1f} % of {total['dated']}")
    aside, blocks = without_events()
    print(
        f"false: {100 * alarms / max(1, plain):.1f} in a hundred of {plain} sentences, {100 * aside / max(1, blocks):.1f} of {blocks} kept aside"
    )
    print(f"confidence: {expected_error(told):.3f} from what came true (type and both sides)")
    for low in range(0, 10, 2):
        if step := [true for sure, true in told if low <= 10 * sure < low + 2 or (low == 8 and sure == 1)]:
            print(
                f"  {low / 10:.1f} to {low / 10 + 0.2:.1f}{len(step):6} events{100 * sum(step) / len(step):7.1f} % right"
            )
    if args.errors and (args.folder or args.half == "open"):
        for kind in ("extra", "type", "roles", "missed"):
            print(*[e for e in errors if e.startswith(kind)][: args.errors], sep="\n")


if __name__ == "__main__":
    main()
