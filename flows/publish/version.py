"""The published version: where it is, what it holds, and how the next one takes its place."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
from filelock import FileLock, Timeout

from flows.errors import BrokenVersion, Locked, RunFailed
from flows.publish import manifest as manifests
from flows.publish.durable import at, fsync_folder, remove_tree, rename_folder, swap_link
from flows.publish.manifest import Manifest
from flows.publish.parquet import read_parquet
from flows.publish.schemas import TABLES

PUBLISHED = ".published"  # in a version that has been current: such a one is never taken for a killed run's leftover
SHORTCUTS = ("dateline.duckdb", "status")  # links beside `current` that lead through it


@dataclass(frozen=True, slots=True)
class Version:
    """A version folder with its manifest."""

    folder: Path
    manifest: Manifest

    @property
    def number(self) -> int:
        return int(self.folder.name)

    def table(self, name: str, columns: list[str] | None = None) -> pa.Table:
        """All rows of a table, in file order."""
        table = read_parquet([self.folder / f.file for f in self.manifest.files if f.table == name], TABLES[name])
        return table.select(columns) if columns else table

    def rows(self, name: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self.table(name).to_pylist()
        return rows


def current(curated: Path) -> Version | None:
    """The published version, or None before the first; BrokenVersion when the link leads nowhere."""
    link = curated / "current"
    if not link.is_symlink() and not link.exists():
        return None
    folder = link.resolve()
    if not folder.is_dir() or not folder.name.isdigit():
        raise BrokenVersion(f"{link} leads to {link.readlink()}, which is no version: point it at a folder in {curated}/versions, or remove the link to rebuild")  # fmt: skip
    found = Version(folder, manifests.read(folder))
    if broken := next(manifests.broken_files(folder, found.manifest, hashes=False), None):
        raise BrokenVersion(f"version {folder.name} is damaged: {broken}. Point {link} at an older version, or remove the link to rebuild from the raw folder")  # fmt: skip
    return found


@contextmanager
def one_publisher(curated: Path) -> Iterator[None]:
    """Hold the publisher's lock; Locked at once when another run has it. The kernel frees it if we are killed."""
    lock = FileLock(curated / ".work" / "publish.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise Locked(f"another run is working on {curated}: wait for it to end, then run again") from error
    except OSError as error:
        raise RunFailed(f"{curated}/.work/publish.lock cannot be made ({error.strerror}): check the folder's owner") from error  # fmt: skip
    try:
        yield
    finally:
        lock.release()


def staging(curated: Path) -> Path:
    """An empty folder for the next version, beside the published tree and on its file system."""
    remove_leftovers(curated)
    folder = curated / ".work" / "staging"
    folder.mkdir()
    return folder


def remove_leftovers(curated: Path) -> None:
    """Take away what a killed run left: half-staged folders, and versions that never became current."""
    for folder in (curated / ".work").glob("staging*"):
        remove_tree(folder)
    for folder in (*(curated / ".work").glob(".gone-*"), *(curated / "versions").glob(".gone-*")):
        shutil.rmtree(folder, ignore_errors=True)
    current_one = (curated / "current").resolve()
    for folder in _versions(curated):
        if folder == current_one and not (folder / PUBLISHED).exists():
            (folder / PUBLISHED).touch()  # the run was killed between the swap and this mark
        if not (folder / PUBLISHED).exists():
            remove_tree(folder)


def publish(staged: Path, curated: Path) -> Path:
    """A whole, verified staging folder -> the current version; one rename makes it visible."""
    numbers = [int(folder.name) for folder in _versions(curated)]
    version = curated / "versions" / f"{max(numbers, default=0) + 1:06d}"
    for name in SHORTCUTS:
        if not (curated / name).is_symlink():
            swap_link(curated / name, f"current/{name}", "shortcut")
    rename_folder(staged, version, "version")
    swap_link(curated / "current", f"versions/{version.name}", "current")
    (version / PUBLISHED).touch()
    return version


def drop_old_versions(curated: Path, keep: int) -> list[str]:
    """Remove all but the newest `keep` versions and the current one; returns their names."""
    current_one = (curated / "current").resolve()
    for folder in (doomed := [f for f in _versions(curated)[:-keep] if f != current_one]):
        at("old version: before removal")
        remove_tree(folder)
    fsync_folder(curated / "versions")
    return [folder.name for folder in doomed]


def _versions(curated: Path) -> list[Path]:
    """The version folders, oldest first."""
    folders = (curated / "versions").resolve().iterdir()
    return sorted((f for f in folders if f.name.isdigit()), key=lambda f: int(f.name))
