"""The bytes of one document in, a Document out; one reader a format, found by content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from flows.ingest import paths
from flows.ingest.refusals import Bad, said
from flows.ingest.sniff import HEAD_BYTES, format_of
from flows.records import Decoded, Document, Metadata, RawFile, Refusal

Decode: TypeAlias = Callable[[bytes, str | None], Decoded | None]
Reader: TypeAlias = Callable[[bytes, Decode], Document]
STEP = "read.v1"


def document(raw: RawFile, data: bytes, sidecar: bytes | None, decode: Decode) -> Document | Refusal:
    """A document's own bytes and its side-car's -> Document; refuses what holds no text or breaks its format."""
    from flows.ingest.readers.sidecar import sidecar_metadata

    try:
        beside = sidecar_metadata(sidecar, decode) if sidecar is not None else Metadata()
        read = _read(raw, data, decode)
    except Bad as error:
        return Refusal(raw.doc_id, STEP, error.reason, error.detail)
    if not read.source_text.strip():
        return Refusal(raw.doc_id, STEP, "no_text", said("no_text"))
    return replace(read, doc_id=raw.doc_id, sidecar=beside, path_hint=path_hint(raw.path))


def _read(raw: RawFile, data: bytes, decode: Decode) -> Document:
    from flows.ingest.readers.html import read as html
    from flows.ingest.readers.json import read as json
    from flows.ingest.readers.markdown import read as markdown
    from flows.ingest.readers.text import read as text

    by_format: dict[str, Reader] = {"txt": text, "md": markdown, "html": html, "json": json}
    form = document_format(raw.path, data)
    if form not in by_format:
        raise Bad(form)
    return by_format[form](data, decode)


def document_format(path: str, data: bytes) -> str:
    """A document's path and bytes -> txt, md, html or json, or the code of a refusal."""
    outer, name = paths.member_of(path), paths.last_name(path)
    if outer and name.isdigit() and not outer.lower().endswith(".zip"):
        return "json" if data else "empty"  # the number of a record in a feed
    form = format_of(data[:HEAD_BYTES], name[:-3] if name.lower().endswith(".gz") else name)
    return {"jsonl": "json", "gz": "unsupported_format", "zip": "unsupported_format"}.get(form, form)


def path_hint(path: str) -> str:
    """A path of the ledger -> the name that may hold a date: of a record in a feed, the feed's."""
    outer, name = paths.member_of(path), paths.last_name(path)
    return paths.last_name(outer) if outer and name.isdigit() else name
