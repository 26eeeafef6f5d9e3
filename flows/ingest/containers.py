"""A found file in, the documents inside it out, each hashed by its own bytes; and those bytes again on demand.

What goes wrong: a member that is encrypted, unsafe, empty, too large or of a format that is not read is refused alone.
Damage inside an archive, or a limit of the whole file, refuses the whole archive, since what is missing is not known;
a damaged archive within an archive is refused alone. README, side-cars and hidden files inside are no members.
A plain .gz of one document is no container; one that holds a feed or a zip is.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from flows.ingest import paths
from flows.ingest.again import document_bytes
from flows.ingest.discover import Found, sha256_of
from flows.ingest.limits import Allowance, Limits, TooMuch, damage_named, spooled
from flows.ingest.opening import Container, Unpacked, container_in, unpacked_from
from flows.ingest.refusals import WAITING, Bad, said
from flows.ingest.sniff import FORMATS, HEAD_BYTES, format_of
from flows.ingest.zips import Member
from flows.records import FileRow, RawFile, State

__all__ = ["Examined", "Limits", "document_bytes", "examined"]

STEPS = ("discover.v1", "containers.v1")


@dataclass(frozen=True, slots=True)
class Examined:
    """Documents to read, and rows of the ledger for containers and for what is refused or waits."""

    documents: tuple[RawFile, ...] = ()
    rows: tuple[FileRow, ...] = ()


@dataclass(frozen=True, slots=True)
class _Blob:
    """Bytes that stand at a path, on disk or in a container."""

    raw: RawFile  # doc_id still unknown
    member_of: str
    stream: IO[bytes]
    depth: int


def examined(root: Path, found: Found, limits: Limits) -> Examined:
    """A found file -> its documents and rows; refuses with a row, waits with one when the file has changed."""
    raw = RawFile(found.path, found.source, found.sha256, found.size, "", found.sidecar_sha256)
    try:
        with paths.on_disk(root, found.path).open("rb") as stream:
            result = _examined(_Blob(raw, "", stream, 0), limits, Allowance(limits))
        whole = found.size, found.sha256
        if any(row.state == "container" for row in result.rows) and sha256_of(paths.on_disk(root, found.path)) != whole:
            return Examined(rows=(_row(raw, "", "", "changed"),))
        return result
    except TooMuch as error:
        return Examined(rows=(_row(raw, "", "", error.reason, error.detail),))
    except FileNotFoundError:
        return Examined(rows=(_row(raw, "", "", "changed"),))
    except PermissionError:
        return Examined(rows=(_row(raw, "", "", "unreadable"),))


def _examined(blob: _Blob, limits: Limits, allowance: Allowance) -> Examined:
    """One blob, and all within it; only TooMuch, which concerns the file on disk, passes through."""
    form = ""
    try:
        unpacked = unpacked_from(blob.stream, paths.last_name(blob.raw.path), blob.depth, limits, allowance)
        form = "gz" if unpacked.packed else unpacked.format
        if unpacked.format not in FORMATS:
            raise Bad(unpacked.format)
        container = container_in(unpacked, limits, allowance)
        if container is None:
            return Examined((_document(blob.raw, unpacked, limits),))
        return _with_members(blob, form, container, unpacked.depth, limits, allowance)
    except TooMuch:
        raise
    except Bad as error:
        return Examined(rows=(_row(blob.raw, blob.member_of, form, error.reason, error.detail),))


def _document(raw: RawFile, unpacked: Unpacked, limits: Limits) -> RawFile:
    doc_id = _sha256(unpacked.stream)
    if unpacked.stream.tell() > limits.bytes:
        raise Bad("too_large")
    return replace(raw, doc_id=doc_id)


def _with_members(
    blob: _Blob, form: str, container: Container, depth: int, limits: Limits, allowance: Allowance
) -> Examined:
    """All members of a container, or one refusal for the whole where it is damaged inside."""
    if not container.members:
        raise Bad("no_text", "nothing in it is an article")
    inner_depth = depth + 1 if container.format == "zip" else depth
    rows, documents = [_row(blob.raw, blob.member_of, form, "")], list[RawFile]()
    for member in container.members:
        inside = _member(blob, container, member, inner_depth, limits, allowance)
        documents.extend(inside.documents)
        rows.extend(inside.rows)
    return Examined(tuple(documents), tuple(rows))


def _member(
    blob: _Blob, container: Container, member: Member, depth: int, limits: Limits, allowance: Allowance
) -> Examined:
    path = paths.member(blob.raw.path, member.name)
    raw = RawFile(path, blob.raw.source, "", member.size, "", blob.raw.sidecar_sha256)
    if member.reason:
        return Examined(rows=(_row(raw, blob.raw.path, "", member.reason, member.detail),))
    try:
        if member.size > limits.bytes and not _holds_more(container, member):
            raise Bad("too_large")
        with _copy(container, member, allowance) as copy:
            raw = replace(raw, sha256=_sha256(copy), sidecar_sha256=_sidecar_sha256(container, member, raw))
            if container.format != "zip":  # a record is a document, whatever it looks like
                return Examined((replace(raw, doc_id=raw.sha256),))
            return _examined(_Blob(raw, blob.raw.path, copy, depth), limits, allowance)
    except TooMuch:
        raise
    except Bad as error:
        if error.reason == "truncated":  # what else is damaged cannot be known
            raise
        return Examined(rows=(_row(raw, blob.raw.path, "", error.reason, error.detail),))


def _holds_more(container: Container, member: Member) -> bool:
    """Is this large member an archive, whose size is limited in another way?"""
    with damage_named(), container.opened(member.name) as stream:
        return format_of(stream.read(HEAD_BYTES), member.name) in ("gz", "zip")


def _copy(container: Container, member: Member, allowance: Allowance) -> IO[bytes]:
    stream = container.opened(member.name)
    return spooled(stream, allowance) if container.format == "zip" else stream  # a record expands to nothing


def _sidecar_sha256(container: Container, member: Member, raw: RawFile) -> str:
    """A member's own side-car, else that of the container it is in."""
    sidecar = container.sidecar(member.name)
    return raw.sidecar_sha256 if sidecar is None else hashlib.sha256(sidecar).hexdigest()


def _sha256(stream: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := stream.read(HEAD_BYTES):
        digest.update(chunk)
    return digest.hexdigest()


def _row(raw: RawFile, member_of: str, form: str, reason: str, detail: str = "") -> FileRow:
    state: State = "container" if not reason else "waiting" if reason in WAITING else "refused"
    said_of_it = detail or (said(reason) if reason else "")
    known = form if form in FORMATS else ""
    return FileRow(
        raw.path, member_of, raw.source, raw.sha256, raw.sidecar_sha256, raw.size, "", known, state, reason,
        said_of_it, STEPS,
    )  # fmt: skip
