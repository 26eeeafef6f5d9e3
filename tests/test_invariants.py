"""What always holds: conservation, nothing new writes nothing, same input same files, kill -9 leaves a whole version."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.clean.edits import invert
from flows.curate import contents
from flows.errors import RunFailed, ValidationStopped
from flows.publish.version import Version, current
from flows.records import Repair
from flows.run.engine import Plain
from flows.run.plan import ledger_rows
from flows.run.progress import Silent
from flows.run.report import RunReport
from flows.settings import Settings
from tests.corpus import ALL, write_corpus

ROOT = Path(__file__).parents[1]


def curated_from(raw: Path, curated: Path, **changes: object) -> tuple[RunReport, Version]:
    """A whole plain run with the stub model."""
    chosen = Settings(**{"raw": raw, "curated": curated, "model": "blank", "workers": 1, **changes})  # type: ignore[arg-type]
    report = contents(chosen, Plain(chosen.processes), Silent())
    version = current(curated)
    assert version is not None
    return report, version


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, RunReport, Version]:
    """The small corpus, published once for the tests that only look."""
    raw = write_corpus(tmp_path_factory.mktemp("raw"), ALL)
    curated = tmp_path_factory.mktemp("curated")
    return raw, curated, *curated_from(raw, curated)


def fingerprint(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file below a folder, with inode and time of change: any write shows."""
    found = {}
    for parent, _, names in os.walk(folder):
        for name in names:
            stat = (Path(parent) / name).lstat()
            found[str(Path(parent) / name)] = (stat.st_ino, stat.st_mtime_ns)
    return found


# 1. conservation


def test_states_add_up_to_what_was_discovered(published: tuple[Path, Path, RunReport, Version]) -> None:
    raw, _, report, version = published
    rows = ledger_rows(version)
    on_disk = sorted(p.relative_to(raw).as_posix() for p in raw.rglob("*") if p.is_file())
    assert sorted(r.path for r in rows if not r.member_of) == on_disk
    assert len([r for r in rows if r.member_of == "feed/notices.jsonl"]) == 3
    assert Counter(r.state for r in rows) == report.files
    assert {r.path: r.reason for r in rows if r.state == "refused"} == {"feed/empty.txt": "empty"}
    assert {r["doc_id"] for r in version.rows("documents")} == {r.doc_id for r in rows if r.state == "published"}


def test_a_removed_file_leaves_the_next_version_and_stays_in_the_old_one(tmp_path: Path) -> None:
    raw = write_corpus(tmp_path / "raw", {f"wire/{n}.txt": f"Notice {n}\n\nThe well at camp {n} is open again, the mayor said.\n" for n in range(8)})  # fmt: skip
    _, first = curated_from(raw, tmp_path / "curated")
    (raw / "wire" / "3.txt").unlink()
    report, second = curated_from(raw, tmp_path / "curated")
    assert (report.gone, len(second.rows("documents")), len(first.rows("documents"))) == (1, 7, 8)
    for n in range(3):
        (raw / "wire" / f"{n}.txt").unlink()
    with pytest.raises(ValidationStopped, match="--allow-removals"):
        curated_from(raw, tmp_path / "curated")
    assert current(tmp_path / "curated") == second
    _, third = curated_from(raw, tmp_path / "curated", allow_removals=True)
    assert len(third.rows("documents")) == 4


# 2. provenance


def test_every_span_is_its_surface_and_repairs_lead_back_to_the_source(
    published: tuple[Path, Path, RunReport, Version],
) -> None:
    raw, _, _, version = published
    documents = {r["doc_id"]: r for r in version.rows("documents")}
    paths = {r.doc_id: r.path for r in ledger_rows(version) if r.state == "published"}
    for table in ("sentences", "mentions", "dates", "places", "quotes", "event_roles"):
        for row in version.rows(table):
            assert documents[row["doc_id"]]["text"][row["start"] : row["end"]] == row["surface"]
    repairs: dict[str, list[Repair]] = {doc_id: [] for doc_id in documents}
    for row in version.rows("repairs"):
        made = {k: tuple(v) if isinstance(v, list) else v for k, v in row.items() if k not in ("doc_id", "seq")}
        repairs[row["doc_id"]].append(Repair(**made))
    assert sum(r.kind == "encoding" for rows in repairs.values() for r in rows) >= 3
    for doc_id, document in documents.items():
        assert invert(document["text"], repairs[doc_id]) == document["source_text"]
        if document["format"] in ("txt",) and not paths[doc_id].endswith(".gz"):
            assert (raw / paths[doc_id]).read_bytes().decode(document["charset"]) == document["source_text"]


def test_byte_places_are_right(published: tuple[Path, Path, RunReport, Version]) -> None:
    raw, _, _, version = published
    paths = {r.doc_id: r.path for r in ledger_rows(version) if r.state == "published"}
    damaged = next(d for d, p in paths.items() if p.endswith("damaged.txt"))
    data = (raw / paths[damaged]).read_bytes()
    found = [(data[r["byte_start"] : r["byte_end"]].decode(), r["surface"]) for r in version.rows("sentences") if r["doc_id"] == damaged]  # fmt: skip
    assert [was.replace("鈥檚", "’s").replace("鈥檛", "’t") for was, _ in found] == [now for _, now in found]
    assert any(was != now for was, now in found)


# 3. nothing new


def test_nothing_new_writes_nothing_and_starts_nothing(published: tuple[Path, Path, RunReport, Version]) -> None:
    raw, curated, _, _ = published
    before = fingerprint(curated)
    code = (
        "import sys; from flows.cli import main; code = main(sys.argv[1:]);"
        "print([m for m in ('prefect', 'great_expectations', 'spacy', 'duckdb') if m in sys.modules]); sys.exit(code)"
    )
    command = [sys.executable, "-c", code, "run", "--raw", str(raw), "--curated", str(curated), "--model", "blank"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr
    assert "nothing new" in done.stderr
    assert fingerprint(curated) == before


# 4. same input, same files


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_order_batches_and_workers_do_not_show_in_the_files(
    published: tuple[Path, Path, RunReport, Version], tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    _, _, _, reference = published
    raw, curated = tmp_path_factory.mktemp("raw"), tmp_path_factory.mktemp("curated")
    order = data.draw(st.permutations(sorted(ALL)))
    cut = data.draw(st.integers(1, len(order)))
    how = {"batch_size": data.draw(st.integers(1, 7)), "workers": data.draw(st.integers(1, 2))}
    write_corpus(raw, {name: ALL[name] for name in order[:cut]})
    curated_from(raw, curated, **how)
    write_corpus(raw, {name: ALL[name] for name in order[cut:]})
    _, version = curated_from(raw, curated, **how)
    assert {(f.file, f.sha256) for f in version.manifest.files} == {
        (f.file, f.sha256) for f in reference.manifest.files
    }


# 5. kill -9


def test_kill_at_every_write_point_leaves_a_whole_version_and_the_next_run_finishes(tmp_path: Path) -> None:
    some = random.Random(5).sample(sorted(ALL), 6)
    before = write_corpus(tmp_path / "before", {name: ALL[name] for name in some})
    after = write_corpus(tmp_path / "after", ALL)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    command = [sys.executable, "-m", "tests.kill_driver", str(before), str(after), str(scratch)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    whole, *kills = map(json.loads, done.stdout.splitlines())
    assert len(kills) > 25
    for kill in kills:
        assert kill["ended"] == -9, kill["point"]
        assert kill["again"] == 0, kill["point"]
        if kill["had"]:
            assert kill["seen"] in (whole["before"], whole["after"]), kill["point"]
            assert kill["then"] == whole["after"], kill["point"]
        else:  # the first run of all
            assert kill["seen"]["files"] in ([], whole["after"]["files"]), kill["point"]
            assert not kill["seen"]["broken"], kill["point"]
            assert kill["then"] == {**whole["after"], "number": 1}, kill["point"]


# 6. one version, whole


def test_readers_see_the_version_they_resolved(published: tuple[Path, Path, RunReport, Version]) -> None:
    _, curated, _, version = published
    folder = (curated / "current").resolve()
    by_pyarrow = sum(pq.ParquetFile(p).metadata.num_rows for p in (folder / "documents").rglob("*.parquet"))
    glob = f"{folder}/documents/*/*.parquet"
    by_duckdb = duckdb.sql(f"select count(*) from read_parquet('{glob}', hive_partitioning=true)").fetchall()[0][0]
    with duckdb.connect(str(curated / "dateline.duckdb"), read_only=True) as database:
        inside = database.execute("select count(*) from documents").fetchall()[0][0]
    assert by_pyarrow == by_duckdb == inside == version.manifest.rows("documents")


# what bad surroundings get


def test_a_lock_held_by_another_run_is_said_at_once(tmp_path: Path) -> None:
    from flows.publish.durable import ready
    from flows.publish.version import one_publisher

    raw = write_corpus(tmp_path / "raw")
    with one_publisher(ready(tmp_path / "curated")), pytest.raises(RunFailed, match="another run"):
        curated_from(raw, tmp_path / "curated")
