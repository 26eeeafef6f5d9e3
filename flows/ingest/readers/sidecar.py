"""Bytes of STEM.meta.json in, Metadata out; refuses what is no JSON object."""

from __future__ import annotations

import json

from flows.ingest.readers import Decode
from flows.ingest.readers.fields import metadata_of
from flows.ingest.refusals import Bad
from flows.records import Metadata


def sidecar_metadata(data: bytes, decode: Decode) -> Metadata:
    """A side-car's bytes -> what it says; unknown keys are passed over."""
    decoded = decode(data, None)
    if decoded is None:
        raise Bad("bad_sidecar", "no character set explains the side-car")
    try:
        record = json.loads(decoded.text, strict=False)
    except (ValueError, RecursionError) as error:
        raise Bad("bad_sidecar", f"the side-car is no valid JSON ({str(error)[:120]})") from error
    if not isinstance(record, dict):
        raise Bad("bad_sidecar", "the side-car holds no JSON object")
    return metadata_of(record)
