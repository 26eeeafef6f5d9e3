"""Step versions, data files and settings -> what a document's or a corpus table's rows depend on."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from types import ModuleType

from flows import clean, extract, ingest, resolve, validate, warehouse
from flows.ingest.paths import last_name
from flows.ingest.readers import path_hint
from flows.publish.schemas import TABLES
from flows.records import Judgement, RawFile, content_id
from flows.resolve.judgements import step_of
from flows.settings import Settings

OWN = ("rows.v1", "minhash.v1")  # what flows/run itself puts into a document's rows
CONTRACT = content_id(*(f"{name} {schema.to_string(show_schema_metadata=False)}" for name, schema in TABLES.items()))


def looking_steps(settings: Settings) -> tuple[str, ...]:
    """What decides by looking alone: whether a path is a document, a container, or refused at the door."""
    return (*ingest.STEPS, settings.shapes_refusals())


def read_steps(settings: Settings) -> tuple[str, ...]:
    """Steps that touch every document."""
    return (*ingest.STEPS, *clean.STEPS, *OWN, data_step(clean), settings.shapes_rows())


def all_steps(settings: Settings) -> tuple[str, ...]:
    """Steps that touch a document in a language we extract."""
    return (*read_steps(settings), *_extraction())


def _extraction() -> tuple[str, ...]:
    return (*extract.STEPS, data_step(extract))


def judging_steps(lead: RawFile, settings: Settings) -> tuple[str, ...]:
    """What a refusal depends on, the name and side-car it was judged under included: when one changes, it is tried again."""
    steps = (*all_steps(settings), *validate.STEPS, settings.shapes_refusals())
    return (*steps, f"judged.{recipe(lead, steps)}")


def steps_of(was: Sequence[str], settings: Settings) -> tuple[str, ...]:
    """Steps recorded for a document -> the steps it would be touched by today."""
    extracted = {s.partition(".")[0] for s in was} & {s.partition(".")[0] for s in _extraction()}
    return all_steps(settings) if extracted else read_steps(settings)


def recipe(raw: RawFile, steps: Sequence[str]) -> str:
    """All that a document's rows depend on, as one hash. Of its name, a date or year and the ending are read."""
    hint = path_hint(raw.path)
    numbers = " ".join(re.findall(r"\d+", hint)) if re.search(r"\d{4}", hint) else ""
    ending = Path(last_name(raw.path).lower().removesuffix(".gz")).suffix
    return content_id(raw.doc_id, raw.sidecar_sha256, numbers, ending, *steps)


def corpus_steps(sql_folder: Path, judgements: Sequence[Judgement] = ()) -> tuple[str, ...]:
    """Steps that touch the corpus tables and the warehouse, the SQL files and what people judged among them."""
    sql = _digest(sql_folder, "*.sql")
    shared = (*resolve.STEPS, data_step(resolve), step_of(judgements))
    return (*shared, *validate.STEPS, *warehouse.STEPS, f"sql.{sql}", f"contract.{CONTRACT}")


@cache
def data_step(room: ModuleType) -> str:
    """The data files of a room (lexicon, word lists, counts) as a step: a new word makes older documents stale."""
    return f"{room.__name__.rpartition('.')[2]}-data.{_digest(Path(room.__path__[0]), '*')}"


def _digest(folder: Path, pattern: str) -> str:
    digest = hashlib.sha256()
    for file in sorted(folder.rglob(pattern)):
        if file.is_file() and file.suffix not in (".py", ".pyc"):
            digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
