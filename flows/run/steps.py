"""Step versions and settings -> what a document's or a corpus table's rows depend on."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

from flows import clean, extract, ingest, resolve, validate, warehouse
from flows.records import RawFile, content_id
from flows.settings import Settings

NAME_DATE = re.compile(r"(?<!\d)\d{4}[-_.]?\d{2}[-_.]?\d{2}(?!\d)")  # all that is read from a file name beside its type


def read_steps(settings: Settings) -> tuple[str, ...]:
    """Steps that touch every document."""
    return (*ingest.STEPS, *clean.STEPS, settings.shapes_rows())


def all_steps(settings: Settings) -> tuple[str, ...]:
    """Steps that touch a document in a language we extract."""
    return (*read_steps(settings), *extract.STEPS)


def refusal_steps(settings: Settings) -> tuple[str, ...]:
    """Steps and limits a refusal depends on: when one changes, the document is tried again."""
    return (*all_steps(settings), *validate.STEPS, settings.shapes_refusals())


def steps_of(was: Sequence[str], settings: Settings) -> tuple[str, ...]:
    """Steps recorded for a document -> the steps it would be touched by today."""
    extracted = {s.partition(".")[0] for s in was} & {s.partition(".")[0] for s in extract.STEPS}
    return all_steps(settings) if extracted else read_steps(settings)


def recipe(raw: RawFile, steps: Sequence[str]) -> str:
    """All that a document's rows depend on, as one hash."""
    name = raw.path.rpartition("/")[2]
    dates = " ".join(NAME_DATE.findall(name))
    return content_id(raw.doc_id, raw.sidecar_sha256, dates, Path(name).suffix.lower(), *steps)


def corpus_steps(sql_folder: Path) -> tuple[str, ...]:
    """Steps that touch the corpus tables and the warehouse, the SQL files among them."""
    digest = hashlib.sha256()
    for file in sorted(sql_folder.rglob("*.sql")):
        digest.update(file.relative_to(sql_folder).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return (*resolve.STEPS, *validate.STEPS, *warehouse.STEPS, f"sql.{digest.hexdigest()[:16]}")
