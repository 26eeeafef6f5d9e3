"""JSON lines in, JSON lines out, order kept; a bad line answers with an error and the rest goes on."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO, Any

from flows import errors

Record = dict[str, Any]


def each_line(source: IO[bytes], sink: IO[bytes], answer: Callable[[Record], Record]) -> int:
    """One record a line through `answer`. Blank lines are passed over; a record that fails fails alone."""
    for line in source:
        if line.strip():
            sink.write(_dumped(_answered(line, answer)) + b"\n")
            sink.flush()
    return errors.DONE


def _answered(line: bytes, answer: Callable[[Record], Record]) -> Record:
    import orjson

    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        return {"id": None, "error": f"no valid JSON: {error}"}
    if not isinstance(record, dict):
        return {"id": None, "error": "a JSON object expected"}
    try:
        return answer(record)
    except Exception as error:  # noqa: BLE001  the sandbox around one record
        return {"id": record.get("id"), "error": f"{type(error).__name__}: {error}"}


def _dumped(record: Record) -> bytes:
    import json

    import orjson

    try:
        return orjson.dumps(record)
    except (TypeError, ValueError):  # a lone surrogate, which UTF-8 has no bytes for
        return json.dumps(record).encode()
