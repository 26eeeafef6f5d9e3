"""Bytes in, what they are without their gzip layers out; and the container they are, if they are one."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from typing import IO, Protocol, cast

from flows.ingest.feeds import Elements, Lines, element_places, narrow
from flows.ingest.limits import Allowance, Limits, spooled
from flows.ingest.refusals import Bad
from flows.ingest.sniff import HEAD_BYTES, format_of
from flows.ingest.zips import Member, Zip


class Container(Protocol):
    """What zips.py and feeds.py open."""

    format: str
    members: tuple[Member, ...]

    def opened(self, name: str) -> IO[bytes]: ...
    def sidecar(self, name: str) -> bytes | None: ...


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A blob without its gzip layers: what it is inside."""

    stream: IO[bytes]
    format: str  # as sniffed, or the code of a refusal
    packed: bool
    depth: int


def unpacked_from(stream: IO[bytes], name: str, depth: int, limits: Limits, allowance: Allowance) -> Unpacked:
    """Take gzip layers off, each one a level of depth."""
    packed = False
    while (form := format_of(_head(stream), name)) == "gz":
        depth, packed, name = depth + 1, True, name[:-3] if name.lower().endswith(".gz") else name
        if depth > limits.depth:
            raise Bad("too_deep")
        stream = spooled(cast(IO[bytes], gzip.GzipFile(fileobj=stream, mode="rb")), allowance)
    return Unpacked(stream, form, packed, depth)


def container_in(unpacked: Unpacked, limits: Limits, allowance: Allowance) -> Container | None:
    """The container that these bytes are, None when they are one document."""
    if unpacked.format == "zip":
        if unpacked.depth + 1 > limits.depth:
            raise Bad("too_deep")
        return Zip(unpacked.stream, limits, allowance)
    if unpacked.format == "jsonl":
        return Lines(unpacked.stream, limits, allowance)
    if unpacked.format == "json":
        data = unpacked.stream.read(limits.expansion + 1)
        unpacked.stream.seek(0)
        if len(data) > limits.expansion:
            raise Bad("too_large")
        data = narrow(data)
        places = _places(data)
        return None if places is None else Elements(data, places, limits, allowance)
    return None


def _places(data: bytes) -> list[tuple[int, int]] | None:
    """A broken list is refused here; a broken record is left to the reader."""
    try:
        return element_places(data)
    except Bad:
        if data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"["):
            raise
        return None


def _head(stream: IO[bytes]) -> bytes:
    stream.seek(0)
    head = stream.read(HEAD_BYTES)
    stream.seek(0)
    return head
