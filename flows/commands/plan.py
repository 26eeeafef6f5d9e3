"""say what a run would do, and why, without doing it"""

from __future__ import annotations

import argparse
import json
from collections import Counter

from flows import errors
from flows.commands import options
from flows.publish.version import current
from flows.run.plan import Plan, inventory, planned, usable
from flows.settings import sql_folder


def add(parser: argparse.ArgumentParser) -> None:
    options.folders(parser)
    options.as_json(parser)
    parser.add_argument("--allow-removals", action="store_true", help="as for run")


def main(args: argparse.Namespace) -> int:
    settings = options.settings(args)
    previous = usable(current(settings.curated))
    plan = planned(settings, inventory(settings, previous), previous, sql_folder())
    if args.json:
        print(json.dumps(_as_dict(plan), indent=1, ensure_ascii=False))
    else:
        print(_as_text(plan))
    return errors.DONE


def _as_dict(plan: Plan) -> dict[str, object]:
    return {
        "nothing_new": plan.nothing_new,
        "read": [{"path": raw.path, "doc_id": raw.doc_id, "why": plan.why[raw.doc_id]} for raw in plan.todo],
        "kept": len(plan.kept),
        "gone": list(plan.gone),
        "settled": dict(sorted(Counter(row.state for row in plan.inventory.settled).items())),
        "corpus_tables_stale": plan.stale_corpus,
        "judged_anew": plan.judged_anew,
    }


def _as_text(plan: Plan) -> str:
    if plan.nothing_new:
        return f"nothing to do: {len(plan.kept):,} documents are up to date"
    lines = [f"read {len(plan.todo):,} documents, keep {len(plan.kept):,}"]
    lines += [f"  {n:>6,} {why}" for why, n in sorted(Counter(plan.why.values()).items())]
    lines += [f"  {raw.path}  ({plan.why[raw.doc_id]})" for raw in plan.todo[:20]]
    if len(plan.todo) > 20:
        lines.append(f"  ... and {len(plan.todo) - 20:,} more (--json lists all)")
    if plan.gone:
        lines.append(f"{len(plan.gone):,} paths are gone: " + ", ".join(plan.gone[:5]))
    if plan.stale_corpus:
        why = ": what people judged has changed" if plan.judged_anew else ""
        lines.append(f"the corpus tables and dateline.duckdb are made anew{why}")
    return "\n".join(lines)
