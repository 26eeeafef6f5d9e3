"""say that entities are the same, are not, have another name or are none; the next run applies it"""

from __future__ import annotations

import argparse
import getpass
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import combinations

from flows import errors
from flows.commands import options
from flows.commands.named import Named, named_in
from flows.errors import BadJudgement, NothingThere
from flows.publish.judgements import added, judgements_in
from flows.publish.version import Version, current
from flows.records import Judgement
from flows.resolve.judgements import Standing, rulings

EPILOG = """IDs are entity_ids or group_ids of the current version: dateline sql "select entity_id, name, country from
entities where name ilike '%name%'", and "select * from entity_groups where entity_id = '...'" for its groups."""


def add(parser: argparse.ArgumentParser) -> None:
    parser.epilog = EPILOG
    verbs = parser.add_subparsers(title="judgements", metavar="JUDGEMENT", dest="verb", required=True)
    merge = verbs.add_parser("merge", help="these are one", epilog=EPILOG)
    merge.add_argument("ids", nargs="+", metavar="ID", help="two or more; an entity stands for all its groups")
    split = verbs.add_parser("split", help="this group is not of its entity, or these are different", epilog=EPILOG)
    split.add_argument("ids", nargs="+", metavar="GROUP", help="one: taken out of its entity; more: each is another")
    rename = verbs.add_parser("rename", help="give an entity another name", epilog=EPILOG)
    rename.add_argument("ids", nargs=1, metavar="ENTITY")
    rename.add_argument("name", metavar="NAME", help="the old one stays among its aliases")
    ignore = verbs.add_parser("ignore", help="this is no entity; its mentions stay without", epilog=EPILOG)
    ignore.add_argument("ids", nargs=1, metavar="ID", help="an entity with all its groups, or one group")
    undo = verbs.add_parser("undo", help="take a judgement back; an undo can be undone too")
    undo.add_argument("id", help="of the judgement, or its number")
    for verb in (merge, split, rename, ignore, undo):
        verb.add_argument("--why", default="", metavar="TEXT", help="the reason, for whoever reads it later")
        verb.add_argument("--who", default="", metavar="NAME", help="who decides (default: the login name)")
    for verb in (*(merge, split, rename, ignore, undo), verbs.add_parser("list", help="all of them, and which hold")):
        options.folders(verb, raw=False)
        options.as_json(verb)


def main(args: argparse.Namespace) -> int:
    settings = options.settings(argparse.Namespace(curated=args.curated))
    version, before = current(settings.curated), judgements_in(settings.curated)
    if args.verb == "list":
        _print(standings(before, version), args.json)
        return errors.DONE
    if version is None:
        raise NothingThere(f"{settings.curated} has no published version yet: type `dateline run`")
    made = _undo(args.id, standings(before, version)) if args.verb == "undo" else _judgement(args, named_in(version))
    signed = Judgement(
        "", made.verb, made.sides, made.name, made.whole, made.undoes, made.called,
        args.why, args.who or _login(), datetime.now(UTC).isoformat(timespec="seconds"),
    )  # fmt: skip
    kept = added(signed, settings.curated)
    _print(
        [s for s in standings((*before, kept), version) if s.judgement == kept or s.by == kept.judgement_id], args.json
    )
    return errors.DONE


def standings(judgements: Sequence[Judgement], version: Version | None) -> tuple[Standing, ...]:
    """What became of each judgement, by the groups of the current version."""
    present = set(version.table("groups", ["group_id"])["group_id"].to_pylist()) if version and judgements else set()
    return rulings(judgements, present).standings


def _judgement(args: argparse.Namespace, named: Named) -> Judgement:
    sides = [named.group(id) if args.verb == "split" else named.entity_or_group(id) for id in args.ids]
    if args.verb == "rename" and not args.name.strip():
        raise BadJudgement("the new NAME is blank")
    if args.verb == "merge" and len(sides) < 2:
        raise BadJudgement("merge needs two IDs or more")
    if args.verb == "split" and len(sides) == 1:
        sides += [named.others(args.ids[0])]
    if any(set(a) & set(b) for a, b in combinations(sides, 2)):
        raise BadJudgement("two of the IDs stand for the same groups: name each thing once")
    return Judgement(
        "", args.verb, tuple(sides), " ".join(getattr(args, "name", "").split()),
        whole=args.verb != "ignore" or named.is_entity(args.ids[0]), called=tuple(named.called(side) for side in sides),
    )  # fmt: skip


def _undo(id: str, found: Sequence[Standing]) -> Judgement:
    fitting = [s for s in found if id in (s.judgement.judgement_id, s.judgement.judgement_id[:6].lstrip("0"))]
    if len(fitting) != 1:
        raise NothingThere(f"{len(fitting) or 'no'} judgements are called {id}: `dateline judge list` shows their ids")
    if fitting[0].state == "undone":
        raise BadJudgement(f"{id} is undone already, by {fitting[0].by}: undo that one to have it back")
    return Judgement("", "undo", undoes=fitting[0].judgement.judgement_id, called=fitting[0].judgement.called)


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container whose user has no name
        return "unknown"


def _print(found: Sequence[Standing], as_json: bool) -> None:
    if as_json:
        print(json.dumps([{**asdict(s.judgement), "state": s.state, "by": s.by} for s in found], indent=1, ensure_ascii=False))  # fmt: skip
        return
    for standing in found:
        j = standing.judgement
        state = f"{standing.state} by {standing.by}" if standing.by else standing.state
        what = f"{j.undoes} " * bool(j.undoes) + " | ".join(j.called) + f" -> {j.name}" * bool(j.name)
        print(f"{j.judgement_id}  {state:<10} {j.verb:<7} {what}  ({j.who}, {j.when[:10]}{': ' * bool(j.why)}{j.why})")
