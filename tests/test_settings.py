"""Flag over environment over pyproject over default; nonsense is refused with the names that are known."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.errors import BadSettings
from flows.settings import Settings, load_settings


def test_flag_over_environment_over_file_over_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.dateline]\nworkers = 3\nbatch_size = 7\nlanguages = ['en', 'fr']\n")
    monkeypatch.setenv("DATELINE_BATCH_SIZE", "9")
    monkeypatch.setenv("DATELINE_REMOVAL_GUARD", "0.5")
    found = load_settings({"removal_guard": 0.1, "raw": "elsewhere", "model": None}, tmp_path)
    assert (found.workers, found.batch_size, found.removal_guard) == (3, 9, 0.1)
    assert (found.languages, found.raw, found.model) == (("en", "fr"), Path("elsewhere"), Settings().model)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("BATCH_SIZE", "many", "int expected"),
        ("BATCH_SIZE", "0", "at least 1"),
        ("REMOVAL_GUARD", "2", "share between 0 and 1"),
        ("STRICT", "perhaps", "bool expected"),
        ("COLOUR", "blue", "known are"),
        ("LIMIT_SECONDS", "-1", "above 0"),
    ],
)
def test_nonsense_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str) -> None:
    monkeypatch.setenv(f"DATELINE_{name}", value)
    with pytest.raises(BadSettings, match=says):
        load_settings({}, tmp_path)


def test_broken_pyproject_is_said(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.dateline\n")
    with pytest.raises(BadSettings, match="no valid TOML"):
        load_settings({}, tmp_path)


def test_only_shaping_settings_make_documents_stale() -> None:
    base = Settings()
    assert base.shapes_rows() == Settings(workers=7, batch_size=3, limit_bytes=5).shapes_rows()
    assert base.shapes_rows() != Settings(repair_threshold=0.9).shapes_rows()
    assert base.shapes_refusals() != Settings(limit_bytes=5).shapes_refusals()
