"""ask a question that has a name; without one, list them"""

from __future__ import annotations

import argparse

from flows import errors
from flows.commands import options, sql
from flows.errors import BadQuery
from flows.settings import sql_folder
from flows.warehouse.door import opened
from flows.warehouse.formats import formatted
from flows.warehouse.queries import asked, listed, usage


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", help="name of the query; leave it out to list all")
    parser.add_argument(
        "--param", action="append", default=[], metavar="NAME=VALUE", help="a parameter; may be repeated"
    )
    sql.output(parser)


def main(args: argparse.Namespace) -> int:
    if args.name is None:
        for query in listed(sql_folder()):
            print(f"{query.name:<20} {query.about}\n{'':<20} {usage(query).strip('`')}")
        return errors.DONE
    settings = options.settings(argparse.Namespace(curated=args.curated))
    parameters = dict(_pair(text) for text in args.param)
    with opened(settings.curated) as door:
        sql.write(formatted(asked(door.connection, sql_folder(), args.name, parameters), sql.chosen(args)))
    return errors.DONE


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise BadQuery(f"--param {text!r}: NAME=VALUE expected")
    return name, value
