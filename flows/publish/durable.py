"""Bytes -> files that survive a pulled plug: written beside, fsynced, renamed. All writing of a run goes through here.

`write_point` is called with a name before each step that could be the last one before a crash;
tests put a function there that kills the process.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from flows.errors import RunFailed

write_point: Callable[[str], None] = lambda name: None  # noqa: E731  (replaced by tests)


def at(name: str) -> None:
    """A write point by name; does nothing outside tests."""
    write_point(name)


def write_file(path: Path, data: bytes, name: str) -> None:
    """Bytes -> `path`, whole or not at all."""
    beside = path.with_name(path.name + ".tmp")
    at(f"{name}: before write")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    at(f"{name}: before rename")
    beside.replace(path)
    fsync_folder(path.parent)
    at(f"{name}: after rename")


def rename_folder(beside: Path, path: Path, name: str) -> None:
    """A finished folder -> its final name; its files and folders are on the disk before."""
    fsync_tree(beside)
    at(f"{name}: before rename")
    beside.rename(path)
    fsync_folder(path.parent)
    at(f"{name}: after rename")


def swap_link(link: Path, target: str, name: str) -> None:
    """Point `link` at `target` in one rename."""
    beside = link.with_name(link.name + ".tmp")
    beside.unlink(missing_ok=True)
    beside.symlink_to(target)
    at(f"{name}: before swap")
    beside.replace(link)
    fsync_folder(link.parent)
    at(f"{name}: after swap")


def hard_link(existing: Path, new: Path) -> None:
    """One file under a second name; a copy where the file system has no hard links."""
    new.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(existing, new)
    except OSError:
        shutil.copy2(existing, new)


def fsync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def fsync_tree(folder: Path) -> None:
    for parent, _, names in os.walk(folder):
        for name in names:
            with open(Path(parent) / name, "rb") as file:  # noqa: PTH123
                os.fsync(file.fileno())
        fsync_folder(Path(parent))


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def remove_tree(folder: Path) -> None:
    """Take a folder away at once: renamed first, so that a half-removed one is never mistaken for a whole one."""
    if not folder.exists():
        return
    doomed = folder.with_name(f".gone-{folder.name}")
    shutil.rmtree(doomed, ignore_errors=True)
    folder.rename(doomed)
    shutil.rmtree(doomed, ignore_errors=True)


def ready(curated: Path) -> Path:
    """The curated folder with its sub-folders made; RunFailed when it cannot be written to."""
    try:
        for name in ("versions", "runs", ".work/batches"):
            (curated / name).mkdir(parents=True, exist_ok=True)
        probe = curated / ".work" / f".writable-{os.getpid()}"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise RunFailed(f"{curated} cannot be written to ({error.strerror}): check its owner and that it is not mounted read-only, then run again") from error  # fmt: skip
    return curated
