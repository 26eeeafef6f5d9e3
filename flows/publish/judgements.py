"""Judgements of people on the disk: one small JSON file each in data/curated/judgements, added and never changed.

They lie outside the versions, so that a rebuild keeps them. Order is the number in front of a file's name.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path
from typing import get_args

from filelock import FileLock, Timeout

from flows.errors import BrokenJudgement, Locked
from flows.publish.durable import fsync_folder, write_file
from flows.records import Judgement, Verb, content_id

FOLDER = "judgements"
FORMAT = 1
WAIT = 10.0  # seconds for another person's judgement to be written; each takes a few milliseconds


def judgements_in(curated: Path) -> tuple[Judgement, ...]:
    """All judgements in the order they were made; BrokenJudgement when a file is none."""
    return tuple(_read(path) for path in sorted((curated / FOLDER).glob("*.json")))


def added(judgement: Judgement, curated: Path) -> Judgement:
    """Write a judgement after all others -> the same with its id; Locked when another one keeps us waiting."""
    folder = curated / FOLDER
    if not folder.is_dir():
        folder.mkdir(parents=True)
        fsync_folder(curated)
    (curated / ".work").mkdir(exist_ok=True)
    try:
        with FileLock(curated / ".work" / "judgements.lock", timeout=WAIT):
            numbered = replace(judgement, judgement_id=_next_id(judgement, folder.glob("*.json")))
            write_file(folder / f"{numbered.judgement_id}.json", _written(numbered), "judgement")
    except Timeout as error:
        raise Locked(f"another judgement is being written to {folder}: try again") from error
    return numbered


def _next_id(judgement: Judgement, files: Iterable[Path]) -> str:
    last = max((int(path.name.partition("-")[0]) for path in files), default=0)
    return f"{last + 1:06d}-{content_id(judgement)[:6]}"


def _written(judgement: Judgement) -> bytes:
    values = {name: value for name, value in asdict(judgement).items() if name != "judgement_id"}
    return (json.dumps({"format": FORMAT, **values}, indent=1, ensure_ascii=False) + "\n").encode()


def _read(path: Path) -> Judgement:
    try:
        data = json.loads(path.read_bytes())
        if data.pop("format") != FORMAT or data["verb"] not in get_args(Verb) or not path.stem[:6].isdigit():
            raise ValueError("unknown format, verb or number")
        sides = tuple(tuple(map(str, side)) for side in data.pop("sides"))
        return Judgement(path.stem, sides=sides, called=tuple(data.pop("called")), **data)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BrokenJudgement(
            f"{path} is no readable judgement ({error}): bring it back from a copy, or move it away and run again"
        ) from error
