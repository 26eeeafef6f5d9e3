"""Options that several commands share."""

from __future__ import annotations

import argparse

from flows.errors import BadSettings
from flows.settings import Settings, load_settings


def folders(parser: argparse.ArgumentParser, *, raw: bool = True) -> None:
    if raw:
        parser.add_argument("--raw", metavar="DIR", help="folder of raw articles (default data/raw)")
    parser.add_argument("--curated", metavar="DIR", help="folder of the tables (default data/curated)")


def as_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON")


def settings(args: argparse.Namespace) -> Settings:
    """The settings with those given on the command line on top."""
    given = {name: value for name, value in vars(args).items() if value is not None and value is not False}
    return load_settings(given)


def missing(what: str) -> BadSettings:
    """A usage error argparse cannot see."""
    return BadSettings(f"{what} is needed; --help shows how")
