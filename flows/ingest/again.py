"""A RawFile of the ledger in, the bytes of that document again out; containers opened last are kept open."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import IO

from flows.ingest import paths
from flows.ingest.limits import Allowance, Limits, spooled
from flows.ingest.opening import Container, container_in, unpacked_from
from flows.ingest.refusals import Bad, said
from flows.records import RawFile, Refusal


class _Shelf(threading.local):
    """Containers opened last, kept because the documents of one container are asked for in a row."""

    def __init__(self) -> None:
        self.key: tuple[int, str] = (0, "")
        self.containers: dict[str, Container] = {}
        self.streams: list[IO[bytes]] = []

    def turned_to(self, file: Path) -> None:
        """A forked process shares places in open files with its parent, so it opens its own."""
        key = (os.getpid(), str(file))
        if key != self.key:
            self.clear()
            self.key = key

    def clear(self) -> None:
        while self.streams:
            self.streams.pop().close()
        self.containers.clear()
        self.key = (0, "")


_SHELF = _Shelf()


def document_bytes(root: Path, raw: RawFile, limits: Limits) -> tuple[bytes, bytes | None] | Refusal:
    """A RawFile -> the document's own bytes and its side-car's; Refusal `changed` when they are others by now."""
    for _ in range(2):  # what is on the shelf may be older than the file
        try:
            found = _found_again(root, raw, limits)
        except PermissionError:
            return Refusal(raw.doc_id, "containers.v1", "unreadable", said("unreadable"))
        except (Bad, FileNotFoundError, NotADirectoryError, KeyError):
            found = None
        if found is not None:
            return found
        _SHELF.clear()
    return Refusal(raw.doc_id, "containers.v1", "changed", said("changed"))


def _found_again(root: Path, raw: RawFile, limits: Limits) -> tuple[bytes, bytes | None] | None:
    _SHELF.turned_to(paths.on_disk(root, raw.path))
    with closing(_stream(root, raw.path, limits)) as stream:
        data = _own_bytes(stream, raw.path, limits)
    if hashlib.sha256(data).hexdigest() != raw.doc_id:
        return None
    if not raw.sidecar_sha256:
        return data, None
    for sidecar in _sidecars(root, raw.path, limits):
        if hashlib.sha256(sidecar).hexdigest() == raw.sidecar_sha256:
            return data, sidecar
    return None


def _own_bytes(stream: IO[bytes], path: str, limits: Limits) -> bytes:
    """What stands at a path -> the document's bytes; a record of a feed is never packed."""
    outer = _SHELF.containers.get(paths.member_of(path))
    if outer is None or outer.format == "zip":
        stream = unpacked_from(stream, paths.last_name(path), 0, limits, Allowance(limits)).stream
    return stream.read(limits.bytes + 1)


def _stream(root: Path, path: str, limits: Limits) -> IO[bytes]:
    outer = paths.member_of(path)
    if not outer:
        return paths.on_disk(root, path).open("rb")
    inside = _openedcontainer_in(root, outer, limits).opened(paths.pieces(path)[-1])
    return spooled(inside, Allowance(limits))


def _openedcontainer_in(root: Path, path: str, limits: Limits) -> Container:
    if path not in _SHELF.containers:
        stream, allowance = _stream(root, path, limits), Allowance(limits)
        _SHELF.streams.append(stream)
        unpacked = unpacked_from(stream, paths.last_name(path), 0, limits, allowance)
        container = container_in(unpacked, limits, allowance)
        if container is None:
            raise Bad("changed")
        _SHELF.containers[path] = container
    return _SHELF.containers[path]


def _sidecars(root: Path, path: str, limits: Limits) -> Iterator[bytes]:
    """Side-cars that may be meant, the nearest first: a container's is that of its members too."""
    while outer := paths.member_of(path):
        inside = _openedcontainer_in(root, outer, limits).sidecar(paths.pieces(path)[-1])
        if inside is not None:
            yield inside
        path = outer
    for name in paths.sidecar_names(paths.pieces(path)[0]):
        file = root / name
        if file.is_file():
            yield file.read_bytes()
