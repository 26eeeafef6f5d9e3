"""Gold articles in, scores of coded events out: triggers with their type, who takes part, and both together.

    .venv/bin/python bench/events.py [--half open|locked] [--errors N] [--model NAME]

types: an event is right when its trigger overlaps a gold trigger of the same type (after modality).
triples: right when, besides, an actor stands for a gold actor and a recipient for a gold recipient; a side that gold leaves empty
must be empty. What several do together has no recipient in the gold; the coder gives everybody on both sides, which is the same. Who a role stands for is told by the mentions that overlap its place. Each gold event counts once.
pairs: actor and recipient right, whatever the type. swapped: of events whose trigger is right, those with the sides turned round.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from entities import clean  # noqa: E402
from gold import Article, Happening, articles  # noqa: E402

from flows.extract import MODEL, read  # noqa: E402
from flows.records import Event  # noqa: E402


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


def scored(a: Article, events: tuple[Event, ...]) -> tuple[Counter[str], list[str]]:
    """One article's events beside its gold -> counts, and a line for each that is wrong."""
    count: Counter[str] = Counter(given=len(events), wanted=len(a.events))
    wrong, left = [], list(a.events)
    for event in events:
        near = [g for g in left if g.start < event.trigger_end and event.trigger_start < g.end]
        actors, recipients = stands_for(a, event, "actor"), stands_for(a, event, "recipient")
        if actors == recipients and len(actors) > 1:
            recipients = set()
        gold = next((g for g in near if g.type == event.type), near[0] if near else None)
        place = repr(a.text[max(0, event.trigger_start - 40) : event.trigger_end + 40])
        if gold is None:
            wrong.append(f"extra {event.type} {event.confidence} {a.name} {place}")
            continue
        left.remove(gold)
        count["found"] += 1
        right_pair = agrees(actors, gold.actors) and agrees(recipients, gold.recipients)
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
    args = parser.parse_args()
    total: Counter[str] = Counter()
    told: list[tuple[float, bool]] = []
    errors: list[str] = []
    for a in articles():
        if a.open == (args.half == "open"):
            found = read(clean(a), args.model)[1]
            count, wrong = scored(a, found.events)
            total += count
            errors += wrong
            told += [(e.confidence, bool(scored(a, (e,))[0]["triples"])) for e in found.events]
    given, wanted = total["given"], total["wanted"]
    print(f"{given} events given, {wanted} wanted{'':18}{'P':>6}{'R':>7}{'F1':>7}")
    for name in ("found", "typed", "pairs", "triples"):
        print(f"{name:44}{f1(total[name], given, wanted)}")
    print(f"swapped: {100 * total['swapped'] / max(1, total['found']):.1f} % of those found")
    print(f"confidence: {expected_error(told):.3f} from what came true (type and both sides)")
    for low in range(0, 10, 2):
        if step := [true for sure, true in told if low <= 10 * sure < low + 2 or (low == 8 and sure == 1)]:
            print(
                f"  {low / 10:.1f} to {low / 10 + 0.2:.1f}{len(step):6} events{100 * sum(step) / len(step):7.1f} % right"
            )
    if args.errors and args.half == "open":
        for kind in ("extra", "type", "roles", "missed"):
            print(*[e for e in errors if e.startswith(kind)][: args.errors], sep="\n")


if __name__ == "__main__":
    main()
