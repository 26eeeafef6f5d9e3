"""Bytes of a plain text in, the same text out, with byte places where the charset allows them."""

from __future__ import annotations

from flows.ingest.readers import Decode
from flows.ingest.refusals import Bad
from flows.records import Decoded, Document


def read(data: bytes, decode: Decode) -> Document:
    """Bytes -> Document with the decoded text as it is, line ends included."""
    decoded = decoded_or_bad(data, None, decode)
    return Document("", "txt", decoded.text, decoded.charset, decoded.basis, byte_start=byte_start(decoded))


def decoded_or_bad(data: bytes, declared: str | None, decode: Decode) -> Decoded:
    decoded = decode(data, declared)
    if decoded is None:
        raise Bad("bad_encoding")
    return decoded


def byte_start(decoded: Decoded) -> int | None:
    """Bytes before the first character; None where text and bytes do not match one to one."""
    return decoded.bom_bytes if decoded.round_trips else None
