"""repair the encoding of a text: a file for people to read, or JSON lines for programs"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from flows import errors
from flows.clean import repair
from flows.clean.decode import decoded
from flows.clean.door import repaired_record
from flows.commands import options
from flows.commands.jsonl import each_line
from flows.errors import NothingThere, RunFailed
from flows.records import Repair


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", type=Path, help="a text file")
    parser.add_argument(
        "--jsonl", action="store_true", help='{"id","text"} on standard input, repaired on standard output'
    )


def main(args: argparse.Namespace) -> int:
    if args.jsonl:
        return each_line(sys.stdin.buffer, sys.stdout.buffer, repaired_record)
    if args.file is None:
        raise options.missing("a FILE, or --jsonl")
    text = _text(args.file)
    done = repair(text, options.settings(argparse.Namespace()).repair_threshold)
    for before, after, why in _by_line(text, done.repairs):
        print(f"- {before}\n+ {after}\n  {why}\n")
    certain = sum(r.lossless for r in done.repairs)
    print(f"{len(done.repairs)} repairs: {certain} exact, {len(done.repairs) - certain} inferred; {len(done.left)} places left")  # fmt: skip
    return errors.DONE


def _text(file: Path) -> str:
    if not file.is_file():
        raise NothingThere(f"{file} is no file")
    read = decoded(file.read_bytes())
    if read is None:
        raise RunFailed(f"{file}: {errors.REASONS['bad_encoding']}")
    return read.text


def _by_line(text: str, repairs: tuple[Repair, ...]) -> list[tuple[str, str, str]]:
    """Lines that changed, before and after, with the reasons; pass by pass."""
    from flows.clean.edits import apply

    shown = []
    for step in dict.fromkeys(r.step for r in repairs):
        mine = tuple(r for r in repairs if r.step == step)
        start = 0
        for line in text.splitlines(keepends=True):
            here = [r for r in mine if start <= r.before_start < start + len(line)]
            if here:
                moved = [(r.before_start - start, min(r.before_end - start, len(line)), r.after) for r in here]
                shown.append((line.rstrip("\n"), _edited(line, moved).rstrip("\n"), "; ".join(map(_reason, here))))
            start += len(line)
        text = apply(text, mine)
    return shown


def _edited(line: str, edits: list[tuple[int, int, str]]) -> str:
    for start, end, after in sorted(edits, reverse=True):
        line = line[:start] + after + line[end:]
    return line


def _reason(r: Repair) -> str:
    sure = "exact" if r.lossless else f"inferred, {r.confidence:.2f}"
    others = f", or {' '.join(map(repr, r.alternatives[:2]))}" if r.alternatives else ""
    return f"{r.before!r} -> {r.after!r} ({r.codec}, {sure}{others})"
