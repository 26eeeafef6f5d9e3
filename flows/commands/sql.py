"""ask the published tables in SQL"""

from __future__ import annotations

import argparse
import sys

from flows import errors
from flows.commands import options
from flows.warehouse.door import opened
from flows.warehouse.formats import FORMATS, formatted


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "sql", help='one statement that reads, e.g. "from events limit 5"; - reads it from standard input'
    )
    output(parser)


def output(parser: argparse.ArgumentParser) -> None:
    """Options of all commands that print rows."""
    options.folders(parser, raw=False)
    parser.add_argument("--format", choices=tuple(FORMATS), help="default: table on a terminal, csv into a pipe")
    options.as_json(parser)


def main(args: argparse.Namespace) -> int:
    settings = options.settings(args)
    sql = sys.stdin.read() if args.sql == "-" else args.sql
    with opened(settings.curated) as door:
        write(formatted(door.answer(sql), chosen(args)))
    return errors.DONE


def chosen(args: argparse.Namespace) -> str:
    if args.json:
        return "json"
    return str(args.format or ("table" if sys.stdout.isatty() else "csv"))


def write(data: bytes) -> None:
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
