"""show a published document, or an event with its sentence, its words and its rule"""

from __future__ import annotations

import argparse
import json
from typing import Any

from flows import errors
from flows.commands import options
from flows.errors import NothingThere
from flows.warehouse.door import Door, opened

EVENT = 'select e.*, s.surface as sentence, s.start as sentence_start from events e join sentences s using (doc_id, sentence_id) where event_id like $id || \'%\''  # fmt: skip
ROLES = 'select role, surface, start, "end" as stop, entity_id from event_roles left join entity_groups using (group_id) where event_id = $id order by seq'  # fmt: skip


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("document", "event"))
    parser.add_argument("id", help="doc_id or event_id, or how it begins")
    options.folders(parser, raw=False)
    options.as_json(parser)


def main(args: argparse.Namespace) -> int:
    settings = options.settings(argparse.Namespace(curated=args.curated))
    with opened(settings.curated) as door:
        found = _document(door, args.id) if args.what == "document" else _event(door, args.id)
    print(json.dumps(found, indent=1, ensure_ascii=False, default=str) if args.json else "\n".join(_lines(found)))
    return errors.DONE


def _one(door: Door, sql: str, id: str, what: str) -> dict[str, Any]:
    rows: list[dict[str, Any]] = door.answer(sql, {"id": id}).to_pylist()
    if not rows:
        raise NothingThere(f'no {what} {id} in version {door.version}: `dateline sql "from {what}s"` lists them')
    if len(rows) > 1:
        raise NothingThere(f"{len(rows)} {what}s begin with {id}: type more of the id")
    return rows[0]


def _document(door: Door, id: str) -> dict[str, Any]:
    row = _one(
        door, "select * exclude (source_text, minhash) from documents where doc_id like $id || '%'", id, "document"
    )
    files = door.answer("select path, state from files where doc_id = $id order by path", {"id": row["doc_id"]})
    repairs = "select kind, lossless, count(*) as n from repairs where doc_id = $id group by all order by all"
    return row | {"files": files.to_pylist(), "repairs": door.answer(repairs, {"id": row["doc_id"]}).to_pylist()}


def _event(door: Door, id: str) -> dict[str, Any]:
    row = _one(door, EVENT, id, "event")
    row["roles"] = door.answer(ROLES, {"id": row["event_id"]}).to_pylist()
    start = row.pop("sentence_start")
    spans = [(row["trigger_start"], row["trigger_end"], "trigger")]
    spans += [(r["start"], r["stop"], r["role"]) for r in row["roles"]]
    row["sentence"] = _marked(row["sentence"], [(a - start, b - start, name) for a, b, name in spans])
    return row


def _marked(sentence: str, spans: list[tuple[int, int, str]]) -> str:
    """The sentence with [words](what they are)."""
    for start, end, name in sorted(set(spans), reverse=True):
        if 0 <= start < end <= len(sentence):
            sentence = f"{sentence[:start]}[{sentence[start:end]}]({name}){sentence[end:]}"
    return sentence


def _lines(found: dict[str, Any]) -> list[str]:
    shown = {k: v for k, v in found.items() if v not in (None, "", [])}
    return [f"{name:<22} {_value(value)}" for name, value in shown.items()]


def _value(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(" ".join(str(x) for x in item.values()) if isinstance(item, dict) else str(item) for item in value)  # fmt: skip
    return str(value)
