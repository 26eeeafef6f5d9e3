"""read new and changed articles and publish a new version of the tables"""

from __future__ import annotations

import argparse
import os
import sys

from flows import errors
from flows.commands import options
from flows.publish.durable import ready
from flows.publish.version import current, one_publisher
from flows.run.plan import inventory, planned, usable
from flows.run.report import RunReport, as_json
from flows.run.stages import nothing_new
from flows.settings import Settings, sql_folder


def add(parser: argparse.ArgumentParser) -> None:
    options.folders(parser)
    options.as_json(parser)
    parser.add_argument("--plain", action="store_true", help="without a Prefect server; the tables are the same")
    parser.add_argument("--workers", type=int, metavar="N", help="worker processes (default: one per core)")
    parser.add_argument("--batch-size", type=int, metavar="N", help="documents a task carries at most")
    parser.add_argument("--model", help="language model; blank = tokens and sentences only")
    parser.add_argument("--allow-removals", action="store_true", help="go on when many files of a source are gone")
    parser.add_argument("--strict", action="store_true", help="exit code 5 when documents were refused")
    parser.add_argument("--quiet", action="store_true", help="no progress")


def main(args: argparse.Namespace) -> int:
    settings = options.settings(args)
    if _nothing_new(settings):  # before Prefect, spaCy or Great Expectations are loaded
        print("nothing new: the tables are up to date", file=sys.stderr)
        report = nothing_new(current(settings.curated), {})
    else:
        report = _plain(settings, args.quiet) if args.plain else _with_prefect(settings)
        _summary(report, settings)
    if args.json:
        print(as_json(report))
    return errors.WITH_REFUSALS if settings.strict and report.has_refusals else errors.DONE


def _nothing_new(settings: Settings) -> bool:
    """Look without writing. An empty raw folder before the first version is nothing new, with a warning."""
    previous = usable(current(settings.curated))
    found = inventory(settings, previous)
    if not found.documents and not found.settled and previous is None:
        print(f"{settings.raw} holds no articles: put some in a sub-folder and run again", file=sys.stderr)
        return True
    if planned(settings, found, previous, sql_folder()).nothing_new:
        return True
    with one_publisher(ready(settings.curated)):  # say so now if another run is at work, or the folder is read-only
        return False


def _plain(settings: Settings, quiet: bool) -> RunReport:
    from flows.curate import contents
    from flows.run.engine import Plain
    from flows.run.progress import shown

    with shown(quiet) as progress:
        return contents(settings, Plain(settings.processes), progress)


def _with_prefect(settings: Settings) -> RunReport:
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "WARNING")  # we show our own progress; its page has the rest
    from flows.curate import curate
    from flows.tasks import quickly

    report: RunReport = quickly(curate, settings.as_json())
    return report


def _summary(report: RunReport, settings: Settings) -> None:
    """What a person wants to know after a run, on standard error."""
    if not report.published:
        print("the tables are the same as before; nothing was published", file=sys.stderr)
        return
    states = ", ".join(f"{n:,} {state}" for state, n in report.files.items())
    rows = ", ".join(f"{report.rows[name]:,} {name}" for name in ("mentions", "entities", "quotes", "events"))
    lines = [f"version {report.version}: {states}", f"  {rows}", f"  tables   {settings.curated}/current"]
    lines += [f"  database {settings.curated}/dateline.duckdb", f"  checks   {report.page}"]
    if report.refused:
        reasons = ", ".join(f"{n} {reason}" for reason, n in report.refused.items())
        lines.append(f"  refused  {reasons}; see {settings.curated}/status/")
    print("\n".join(lines), file=sys.stderr)
