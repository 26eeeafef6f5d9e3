"""The command `dateline`. Each command is a file in flows/commands; this one lists them and turns failures into exit codes."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from flows import errors
from flows.errors import DatelineError

COMMANDS = (
    "run",
    "plan",
    "status",
    "sql",
    "query",
    "show",
    "judge",
    "repair",
    "extract",
    "schedule",
    "check",
    "doctor",
)

EPILOG = """exit codes: 0 done, 1 unexpected, 2 usage, 3 a run failed, 4 validation stopped the publication,
5 done with refusals (--strict), 6 something is missing, 130 interrupted"""


def main(argv: Sequence[str] | None = None) -> int:
    """Arguments in, exit code out. Data goes to standard output, everything else to standard error."""
    given = sys.argv[1:] if argv is None else list(argv)
    args = parser(given[:1] if given[:1] and given[0] in COMMANDS else COMMANDS).parse_args(given)
    try:
        code: int = args.main(args)
        sys.stdout.flush()
    except DatelineError as error:
        print(f"dateline: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("dateline: interrupted; what was finished is kept for the next run", file=sys.stderr)
        return errors.INTERRUPTED
    except BrokenPipeError:  # the reader (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return errors.RUN_FAILED if given[0] in ("run", "schedule") else errors.DONE
    except OSError as error:
        print(f"dateline: {error}: free some space or check the folder's owner, then run again", file=sys.stderr)
        return errors.RUN_FAILED
    return code


def parser(names: Sequence[str] = COMMANDS) -> argparse.ArgumentParser:
    """The commands named, with their options; a command's file is imported only for these."""
    top = argparse.ArgumentParser(
        prog="dateline",
        description="Turn a folder of raw news articles into tables of who did what to whom, when, where and "
        "according to whom.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name in names:
        module = importlib.import_module(f"flows.commands.{name}")
        sub = commands.add_parser(name, help=str(module.__doc__).partition("\n")[0], description=module.__doc__)
        module.add(sub)
        sub.set_defaults(main=module.main)
    return top


if __name__ == "__main__":
    sys.exit(main())
