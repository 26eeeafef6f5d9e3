"""show the published version: files by state, refusals by reason, rows by table"""

from __future__ import annotations

import argparse
import json
from collections import Counter

from flows import errors
from flows.commands import options
from flows.errors import NothingThere
from flows.publish.schemas import TABLES
from flows.publish.version import current
from flows.run.plan import ledger_rows


def add(parser: argparse.ArgumentParser) -> None:
    options.folders(parser, raw=False)
    options.as_json(parser)


def main(args: argparse.Namespace) -> int:
    settings = options.settings(args)
    version = current(settings.curated)
    if version is None:
        raise NothingThere(f"{settings.curated} has no published version yet: type `dateline run`")
    rows = ledger_rows(version)
    sources = {s: dict(Counter(r.state for r in rows if r.source == s)) for s in sorted({r.source for r in rows})}
    refused = dict(sorted(Counter(r.reason for r in rows if r.state == "refused").items()))
    counted = {name: version.manifest.rows(name) for name in TABLES}
    if args.json:
        found = {"version": version.folder.name, "sources": sources, "refused": refused, "rows": counted}
        print(json.dumps(found, indent=1, ensure_ascii=False))
        return errors.DONE
    print(f"version {version.folder.name} in {version.folder}")
    said = {s: ", ".join(f"{n:,} {state}" for state, n in sorted(c.items())) for s, c in sources.items()}
    for heading, values in (("sources", said), ("refused", refused), ("rows", counted)):
        print(f"\n{heading}")
        for name, value in values.items():
            print(f"  {name:<24} {value if isinstance(value, str) else f'{value:,}'}")
    return errors.DONE
