"""The manifest of a version: what files it has, with sha256 and rows, and from which steps they came. No clock in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from flows.errors import BrokenVersion
from flows.publish.durable import sha256_of

NAME = "manifest.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class TableFile:
    """One Parquet file of a version."""

    table: str
    file: str  # relative to the version
    sha256: str
    rows: int
    bytes: int
    leaf: str = ""  # leaf of the document set it holds; "" for corpus tables


@dataclass(frozen=True, slots=True)
class Manifest:
    """All files of a version in order, and the key of every leaf (what its rows depend on)."""

    files: tuple[TableFile, ...]
    leaves: dict[str, str] = field(default_factory=dict)  # "2026-03/a" -> content id of its recipes
    steps: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()  # files that belong to the version and are no tables: the database, the pages

    def of_leaf(self, leaf: str, table: str) -> tuple[TableFile, ...]:
        return tuple(f for f in self.files if f.leaf == leaf and f.table == table)

    def rows(self, table: str) -> int:
        return sum(f.rows for f in self.files if f.table == table)


def written(manifest: Manifest) -> bytes:
    """Manifest -> its JSON, the same for the same version."""
    return (json.dumps({"format": FORMAT, **asdict(manifest)}, indent=1, sort_keys=True) + "\n").encode()


def read(version: Path) -> Manifest:
    """A version folder -> its manifest; BrokenVersion when it is missing or unreadable."""
    try:
        data: dict[str, Any] = json.loads((version / NAME).read_bytes())
        if data.pop("format") != FORMAT:
            raise ValueError("unknown format")
        files = tuple(TableFile(**f) for f in data.pop("files"))
        steps, beside = tuple(data.pop("steps")), tuple(data.pop("beside"))
        return Manifest(files=files, steps=steps, beside=beside, **data)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BrokenVersion(
            f"{version} has no readable manifest ({error}): move {version.name} away and point current at an older "
            "version, or remove that link and type `dateline run` to rebuild everything from data/raw"
        ) from error


def broken_files(version: Path, manifest: Manifest, *, hashes: bool) -> Iterator[str]:
    """Files of the manifest that are missing, of another size or, if asked, of another hash."""
    yield from (f"{name} is missing" for name in manifest.beside if not (version / name).is_file())
    for entry in manifest.files:
        path = version / entry.file
        if not path.is_file():
            yield f"{entry.file} is missing"
        elif path.stat().st_size != entry.bytes:
            yield f"{entry.file} has {path.stat().st_size} bytes, {entry.bytes} expected"
        elif hashes and sha256_of(path) != entry.sha256:
            yield f"{entry.file} was changed"
