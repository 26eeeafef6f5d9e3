"""One raw file through every step of its own: bytes -> rows of the per-document tables, or a refusal."""

from __future__ import annotations

from dataclasses import replace

from flows.clean.decode import decoded
from flows.clean.text import clean
from flows.extract import extracted
from flows.ingest.readers import document
from flows.records import Extraction, RawFile, Refusal
from flows.resolve.minhash import signature
from flows.run.rows import Rows, rows_of
from flows.run.steps import all_steps, read_steps, recipe
from flows.settings import Settings


def article(raw: RawFile, data: bytes, sidecar: bytes | None, settings: Settings) -> Rows | Refusal:
    """Read, clean and extract one document."""
    read = document(raw, data, sidecar, decoded)
    if isinstance(read, Refusal):
        return read
    text = clean(read, languages=settings.languages, threshold=settings.repair_threshold)
    if isinstance(text, Refusal):
        return text
    if "not_extracted" in text.flags:
        found, steps = Extraction(text.doc_id), read_steps(settings)
    else:
        found, steps = extracted(text, settings.model), all_steps(settings)
        certain = tuple(event for event in found.events if event.confidence >= settings.event_threshold)
        found = replace(found, events=certain)
    return rows_of(
        read, text, found,
        minhash=signature(text.text), sidecar_sha256=raw.sidecar_sha256, steps=steps, recipe=recipe(raw, steps),
    )  # fmt: skip
