"""A raw folder in, its files out in one order everywhere; what is not finished waits, what is not safe is refused."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.ingest.paths import beside, hidden, on_disk, sidecar_names, source_of, temporary, written
from flows.ingest.refusals import WAITING, said
from flows.records import FileRow, State

CHUNK = 1 << 20  # bytes read at a time

_LINK = "the symbolic link leads to a folder or out of the raw folder; put the file itself here"


@dataclass(frozen=True, slots=True)
class Found:
    """A file as it was at first sight."""

    path: str  # relative to the raw folder, posix, printable (see paths.py)
    source: str
    size: int
    sha256: str
    sidecar: str = ""  # path of its side-car, "" when there is none
    sidecar_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Discovery:
    """Files to read, and rows of the ledger for those that wait or are refused at the door."""

    files: tuple[Found, ...]
    waiting: tuple[FileRow, ...]


@dataclass(frozen=True, slots=True)
class _Seen:
    """A directory entry: where, and why not to read it."""

    path: str
    name: str
    reason: str = ""
    detail: str = ""


def discovered(root: Path) -> Discovery:
    """A raw folder -> all its files by path; never follows a link to a folder, never opens one that leads outside."""
    root = root.resolve()
    entries = sorted(_entries(root, root, ""), key=lambda seen: seen.path)
    sidecars = {seen.path: seen for seen in entries if beside(seen.name)}
    results = [_result(root, seen, sidecars) for seen in entries if not _left_out(seen)]
    files = tuple(r for r in results if isinstance(r, Found))
    return Discovery(files, tuple(r for r in results if isinstance(r, FileRow)))


def _left_out(seen: _Seen) -> bool:
    return beside(seen.name) and seen.reason not in ("hidden", "temporary_name")


def _entries(root: Path, folder: Path, prefix: str) -> Iterator[_Seen]:
    """Walk real folders only, so that there is no cycle; a folder that cannot be listed is one refused row."""
    try:
        with os.scandir(folder) as listing:
            found = list(listing)
    except OSError as error:
        detail = f"the folder cannot be listed ({error.strerror}); check its permissions"
        yield _Seen(prefix.rstrip("/") or ".", folder.name, "unreadable", detail)
        return
    for entry in found:
        path = prefix + written(entry.name)
        if reason := "temporary_name" if temporary(entry.name) else "hidden" if hidden(entry.name) else "":
            yield _Seen(path, entry.name, reason)
        elif entry.is_symlink():
            yield _link(root, entry, path)
        elif entry.is_dir(follow_symlinks=False):
            yield from _entries(root, Path(entry.path), path + "/")
        else:
            yield _Seen(path, entry.name)


def _link(root: Path, entry: os.DirEntry[str], path: str) -> _Seen:
    try:
        target = Path(entry.path).resolve()
    except (OSError, RuntimeError):  # RuntimeError: links in a circle, before Python 3.13
        return _Seen(path, entry.name, "unreadable", "the symbolic link leads in a circle; put the file itself here")
    if not target.is_relative_to(root) or target.is_dir():
        return _Seen(path, entry.name, "unsafe_path", _LINK)
    return _Seen(path, entry.name)


def _result(root: Path, seen: _Seen, sidecars: dict[str, _Seen]) -> Found | FileRow:
    if seen.reason:
        return _row(seen.path, seen.reason, seen.detail)
    looked = _looked(root, seen.path)
    if isinstance(looked, FileRow):
        return looked
    size, sha = looked
    beside_it = next((sidecars[name] for name in sidecar_names(seen.path) if name in sidecars), None)
    if beside_it is None:
        return Found(seen.path, source_of(seen.path), size, sha)
    if beside_it.reason:
        return _row(seen.path, "bad_sidecar", f"its side-car {beside_it.path}: {beside_it.detail}", size, sha)
    meta = _looked(root, beside_it.path)
    if isinstance(meta, FileRow):
        reason = "bad_sidecar" if meta.state == "refused" else meta.reason
        return _row(seen.path, reason, f"its side-car {beside_it.path}: {meta.detail}", size, sha)
    return Found(seen.path, source_of(seen.path), size, sha, beside_it.path, meta[1])


def _looked(root: Path, path: str) -> tuple[int, str] | FileRow:
    """Size and sha256 of a file whose size is the same before, while and after reading it."""
    file = on_disk(root, path)
    try:
        before = file.stat()
        if not stat.S_ISREG(before.st_mode):
            return _row(path, "unreadable", "this is a pipe, socket or device and no file; put a file here")
        size, sha = sha256_of(file)
        after = file.stat().st_size
    except FileNotFoundError:
        return _row(path, "unreadable", "the file is gone, or its link leads nowhere; deliver it again")
    except OSError as error:
        return _row(path, "unreadable", f"the file cannot be opened ({error.strerror}); check its permissions")
    return (size, sha) if before.st_size == size == after else _row(path, "growing")


def sha256_of(file: Path) -> tuple[int, str]:
    """A file -> how many bytes were read, and their sha256 in hex."""
    digest, size = hashlib.sha256(), 0
    with file.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return size, digest.hexdigest()


def _row(path: str, reason: str, detail: str = "", size: int = 0, sha256: str = "") -> FileRow:
    state: State = "waiting" if reason in WAITING else "refused"
    steps = ("discover.v1",)
    return FileRow(path, "", source_of(path), sha256, "", size, "", "", state, reason, detail or said(reason), steps)
