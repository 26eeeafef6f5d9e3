"""extract mentions, quotes and events: from a file for people to read, or from JSON lines for programs"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flows import errors
from flows.clean.decode import decoded
from flows.clean.text import clean
from flows.commands import options
from flows.commands.jsonl import each_line
from flows.errors import NothingThere
from flows.extract import extracted
from flows.extract.door import extracted_record
from flows.ingest.containers import document_bytes, examined
from flows.ingest.discover import Found
from flows.ingest.readers import document
from flows.publish.durable import sha256_of
from flows.records import CleanText, Document, Extraction, Metadata, RawFile, Refusal, content_id
from flows.run.plan import limits_of
from flows.settings import Settings


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", type=Path, help="an article, or a container of them")
    parser.add_argument("--jsonl", action="store_true", help='{"id","text","published"} on standard input')
    parser.add_argument(
        "--as-is", action="store_true", help="with --jsonl: do not clean; places refer to the given text"
    )
    parser.add_argument("--model", help="language model")


def main(args: argparse.Namespace) -> int:
    settings = options.settings(argparse.Namespace(model=args.model))
    if args.jsonl:

        def answer(record: dict[str, Any]) -> dict[str, Any]:
            return extracted_record(record, args.as_is, settings.model, lambda r: cleaned(r, settings))

        return each_line(sys.stdin.buffer, sys.stdout.buffer, answer)
    if args.file is None:
        raise options.missing("a FILE, or --jsonl")
    for text in _texts(args.file, settings):
        if isinstance(text, Refusal):
            print(f"refused ({text.reason}): {text.detail}", file=sys.stderr)
        else:
            print(_page(text, extracted(text, settings.model)))
    return errors.DONE


def cleaned(record: dict[str, Any], settings: Settings) -> CleanText | Refusal:
    """A record of the door -> its clean text, as if it were a plain text file with a side-car."""
    text = record["text"]
    beside = Metadata(published=record.get("published") or "")
    given = Document(content_id(text), "txt", text, "utf-8", "given", sidecar=beside)
    return clean(given, languages=settings.languages, threshold=settings.repair_threshold)


def _texts(file: Path, settings: Settings) -> Iterator[CleanText | Refusal]:
    if not file.is_file():
        raise NothingThere(f"{file} is no file")
    root, limits = file.parent, limits_of(settings)
    looked = examined(root, Found(file.name, "root", file.stat().st_size, sha256_of(file)), limits)
    for row in looked.rows:
        if row.state == "refused":
            yield Refusal(row.doc_id, "ingest", row.reason, f"{row.path}: {row.detail}")
    for raw in looked.documents:
        yield _text(root, raw, settings)


def _text(root: Path, raw: RawFile, settings: Settings) -> CleanText | Refusal:
    given = document_bytes(root, raw, limits_of(settings))
    read = given if isinstance(given, Refusal) else document(raw, *given, decoded)
    if isinstance(read, Refusal):
        return read
    return clean(read, languages=settings.languages, threshold=settings.repair_threshold)


def _page(text: CleanText, found: Extraction) -> str:
    """What a reader wants to see of one article."""
    date = f"{text.published.at:%Y-%m-%d}, from {text.published.basis}" if text.published.at else "no date"
    lines = [f"# {text.title or '(no title)'}", f"{text.language}, {date}, {found.words} words, {len(text.repairs)} repairs, {len(text.holes)} holes"]  # fmt: skip
    names = {group.group_id: group.name for group in found.groups}
    lines += ["", "## Who and where"]
    for group in sorted(found.groups, key=lambda g: (g.type, g.name)):
        n = sum(m.group_id == group.group_id for m in found.mentions)
        known = ", ".join(x for x in (group.country, group.sector, group.office) if x)
        lines.append(f"{group.type:<7} {group.name} ({n}x{', ' + known if known else ''})")
    lines += ["", "## Quotes"]
    for quote in found.quotes:
        lines.append(f"{names.get(quote.speaker_group, '?')} [{quote.cue or '-'}, {quote.kind}]: {quote.surface}")
    lines += ["", "## Events"]
    for event in found.events:
        sides = {role: ", ".join(r.surface for r in event.roles if r.role == role) or "-" for role in ("actor", "recipient")}  # fmt: skip
        sentence = found.sentences[event.sentence]
        how = ", ".join(x for x in (event.mode, event.modality, "negated" if event.negated else "") if x)
        lines.append(f"{event.type} ({how}; {event.confidence:.2f}; {event.rule}): {sides['actor']} -> {sides['recipient']}, {event.date or 'no date'}, {event.place.name if event.place else 'no place'}")  # fmt: skip
        lines.append(f"    {event.trigger!r} in: {text.text[sentence.start : sentence.end]}")
    return "\n".join(lines) + "\n"
