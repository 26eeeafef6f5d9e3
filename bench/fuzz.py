"""A number of inputs in; a line of counts out: repair on mutated text never fails, settles, can be undone and takes bounded time.

    .venv/bin/python bench/fuzz.py [--inputs 100000] [--seed 1] [--jobs 2]

Inputs are pieces of the sample articles, damaged by random readers in up to four layers, cut, joined, sprinkled with odd
characters. What breaks a rule is printed as a Python string, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from flows.clean.edits import invert  # noqa: E402
from flows.clean.mojibake import repair  # noqa: E402
from flows.clean.mojibake.decoders import FAMILY, POLICIES, shown  # noqa: E402

SINGLE = ("cp1252", "latin-1", "cp1251", "cp1250", "mac_roman", "cp437", "koi8_r", "cp850")
ODD = "鈥窶閳锘銆€鈥?\ufffd\u200b\x00\ue15f\uf8f5\ud800\udc80Ã©â€™’”“‘—–…\xa0茅猫謠ﾂ?!\n\t \U0001f680"
SLOWEST = 0.25  # seconds per thousand characters, above which an input is reported


@cache
def lines() -> list[str]:
    texts = [file.read_text("utf-8") for file in sorted((ROOT / "tests/data/clean").glob("*.txt"))]
    return [line for text in texts for line in text.split("\n") if line]


def mutated(dice: random.Random) -> str:
    text = "\n".join(dice.choice(lines())[: dice.randrange(10, 160)] for _ in range(dice.randrange(1, 4)))
    for _ in range(dice.choice((0, 1, 1, 1, 2, 3, 4))):
        raw = text.encode("utf-8", "surrogatepass")
        start = dice.randrange(len(raw) + 1) if dice.random() < 0.3 else 0
        if dice.random() < 0.8:
            text = raw[:start].decode("utf-8", "ignore") + shown(
                raw[start:], dice.choice(list(FAMILY)), dice.choice(list(POLICIES))
            )
        else:
            text = raw.decode(dice.choice(SINGLE), dice.choice(("ignore", "replace")))
    chars = list(text)
    for _ in range(dice.choice((0, 0, 1, 3, 9))):
        at = dice.randrange(len(chars) + 1)
        way = dice.random()
        if way < 0.5:
            chars.insert(at, dice.choice(ODD))
        elif way < 0.75:
            del chars[at : at + dice.randrange(1, 4)]
        else:
            chars[at:at] = chars[dice.randrange(len(chars) + 1) :][: dice.randrange(1, 20)]
    return "".join(chars)


def tried(seed: int, inputs: int) -> tuple[int, int, float, list[str]]:
    """Seed and number -> inputs that were changed, changes, the slowest rate, what broke a rule."""
    dice = random.Random(seed)
    changed = edits = 0
    slowest, faults = 0.0, []
    repair(mutated(random.Random(0)))
    for _ in range(inputs):
        text = mutated(dice)
        begun = time.process_time()
        try:
            done = repair(text)
            spent = (time.process_time() - begun) / max(0.2, len(text) / 1000)
            again = repair(done.text)
        except Exception as fault:  # noqa: BLE001  what it may be is the question
            faults.append(f"{fault!r}: {text!r}")
            continue
        changed += done.text != text
        edits += len(done.repairs)
        slowest = max(slowest, spent)
        if invert(done.text, done.repairs) != text:
            faults.append(f"cannot be undone: {text!r}")
        if again.text != done.text or again.repairs:
            faults.append(f"does not settle: {text!r}")
        if spent > SLOWEST:
            faults.append(f"slow, {spent:.2f} s per thousand characters: {text!r}")
    return changed, edits, slowest, faults


def kind(fault: str) -> str:
    """A fault as printed -> the rule it breaks."""
    return re.split("[,:]", fault)[0]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    parts = 20 * args.jobs
    with ProcessPoolExecutor(args.jobs) as pool:
        rows = list(pool.map(tried, range(args.seed, args.seed + parts), [args.inputs // parts] * parts))
    faults = [fault for row in rows for fault in row[3]]
    print(f"{parts * (args.inputs // parts)} inputs, {sum(r[0] for r in rows)} changed by {sum(r[1] for r in rows)} edits, "
          f"slowest {1000 * max(r[2] for r in rows):.0f} ms per thousand characters, {len(faults)} faults")  # fmt: skip
    kinds = Counter(map(kind, faults))
    print(dict(kinds))
    print(*sorted(faults, key=lambda fault: kinds[kind(fault)])[:20], sep="\n")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
