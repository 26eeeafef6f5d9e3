"""Whatever happened in the raw folder before, the tables are those a first run over it would make."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import flows.curate
from flows.publish.version import current
from flows.run.engine import Plain
from flows.run.plan import inventory, planned, usable
from flows.run.progress import Silent
from flows.settings import Settings, sql_folder
from tests.corpus import ALL, write_corpus
from tests.kill_driver import here

BAD = "{broken"  # refused as .json, published as .txt
STEPS = {
    "add": lambda raw: write_corpus(raw, {k: ALL[k] for k in sorted(ALL)[::2]}),
    "edit": lambda raw: (raw / "wire/a.txt").write_text("Dam opens\n\nThe dam at Kariba opened on 4 March, the ministry said.\n"),
    "rename": lambda raw: _moved(raw, "wire/ferry_1987.txt", "wire/ferry_1991.txt"),
    "rename bad": lambda raw: _moved(raw, "wire/x.json", "wire/x.txt"),
    "copy": lambda raw: shutil.copy(raw / "wire/a.txt", raw / "wire/0-copy.txt"),
    "copy empty": lambda raw: (raw / "wire/blank2.txt").write_text(" \n"),
    "remove": lambda raw: (raw / "wire/b.txt").unlink(missing_ok=True),
    "side-car": lambda raw: (raw / "wire/a.meta.json").write_text(json.dumps({"published": "2026-05-01"})),
    "broken side-car": lambda raw: (raw / "wire/a.meta.json").write_text(BAD),
    "no side-car": lambda raw: (raw / "wire/a.meta.json").unlink(missing_ok=True),
    "grow feed": lambda raw: (raw / "wire/feed.jsonl").write_text('{"title": "One", "text": "The mayor met the crew."}\n{"title": "Two", "text": "The crew sailed."}\n'),
}  # fmt: skip


def _moved(raw: Path, old: str, new: str) -> None:
    if (raw / old).exists():
        (raw / old).rename(raw / new)


def start(raw: Path) -> None:
    story = "PORT LOUIS, Feb 3 - The last ferry to Rodrigues left on Tuesday, the harbour master said.\n"
    write_corpus(raw, {
        "wire/a.txt": "Bridge closes\n\nThe bridge at Kariba closed on 3 March, the ministry said.\n",
        "wire/b.txt": "Notice\n\nThe well is open again.\n",
        "wire/ferry_1987.txt": story,
        "wire/x.json": BAD,
        "wire/blank1.txt": "\n \n",
        "wire/feed.jsonl": '{"title": "One", "text": "The mayor met the crew."}\n',
    })  # fmt: skip


def run(raw: Path, curated: Path, **changes: object) -> set[tuple[str, str]]:
    chosen = Settings(**{"raw": raw, "curated": curated, "model": "blank", "allow_removals": True, **changes})  # type: ignore[arg-type]
    flows.curate.contents(chosen, Plain(1), Silent())
    version = current(curated)
    assert version is not None
    again = planned(chosen, inventory(chosen, usable(version)), usable(version), sql_folder())
    assert again.nothing_new
    return {(f.file, f.sha256) for f in version.manifest.files}


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flows.curate, "worker_pool", here)


@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.sampled_from(sorted(STEPS)), min_size=3, max_size=6, unique=True))
def test_history_does_not_show(tmp_path_factory: pytest.TempPathFactory, steps: list[str]) -> None:
    raw, curated = tmp_path_factory.mktemp("raw"), tmp_path_factory.mktemp("curated")
    start(raw)
    run(raw, curated)
    for step in steps:
        STEPS[step](raw)
        run(raw, curated)
    assert run(raw, curated) == run(raw, tmp_path_factory.mktemp("scratch"))


@pytest.mark.parametrize("steps", [["rename", "rename bad"], ["copy", "broken side-car", "no side-car"]])
def test_names_and_side_cars_are_judged_anew(tmp_path: Path, steps: list[str]) -> None:
    raw = tmp_path / "raw"
    start(raw)
    run(raw, tmp_path / "curated")
    for step in steps:
        STEPS[step](raw)
        run(raw, tmp_path / "curated")
    assert run(raw, tmp_path / "curated") == run(raw, tmp_path / "scratch")


def test_a_changed_limit_opens_containers_again(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    start(raw)
    STEPS["grow feed"](raw)
    run(raw, tmp_path / "curated")
    assert run(raw, tmp_path / "curated", limit_members=1) == run(raw, tmp_path / "scratch", limit_members=1)


def test_an_edited_or_growing_file_is_no_removal(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    start(raw)
    run(raw, tmp_path / "curated")
    STEPS["edit"](raw)
    STEPS["grow feed"](raw)
    run(raw, tmp_path / "curated", allow_removals=False)
