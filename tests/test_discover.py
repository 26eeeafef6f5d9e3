"""What lies in the raw folder: order, names, links, unfinished files, side-cars."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flows.ingest import discover, paths
from flows.ingest.discover import Discovery, discovered


def put(root: Path, path: str, content: str = "Ships wait off Lomé.") -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, "utf-8")
    return file


def found(discovery: Discovery) -> list[str]:
    return [f.path for f in discovery.files]


def reasons(discovery: Discovery) -> dict[str, tuple[str, str]]:
    return {row.path: (row.state, row.reason) for row in discovery.waiting}


def test_files_are_found_with_source_size_and_hash(tmp_path: Path) -> None:
    put(tmp_path, "wire/2026/a.txt", "one")
    put(tmp_path, "b.txt", "two")
    wire, top = sorted(discovered(tmp_path).files, key=lambda f: f.path, reverse=True)
    assert (wire.path, wire.source, wire.size) == ("wire/2026/a.txt", "wire", 3)
    assert wire.sha256 == hashlib.sha256(b"one").hexdigest()
    assert (top.path, top.source) == ("b.txt", "root")


def test_order_is_that_of_the_paths(tmp_path: Path) -> None:
    names = ["b/z.txt", "a.txt", "B.txt", "b.txt", "b/a.txt", "é.txt", "b-1.txt"]
    for name in names:
        put(tmp_path, name)
    assert found(discovered(tmp_path)) == sorted(names)


@pytest.mark.parametrize("name", ["a.tmp", "a.txt.part", "a.PARTIAL", "a.crdownload", "a.txt~", "a.swp", "~$a.docx"])
def test_unfinished_names_wait(tmp_path: Path, name: str) -> None:
    put(tmp_path, name)
    assert reasons(discovered(tmp_path)) == {name: ("waiting", "temporary_name")}


def test_hidden_files_and_folders_wait_and_are_not_entered(tmp_path: Path) -> None:
    put(tmp_path, ".draft.txt")
    put(tmp_path, ".git/config")
    put(tmp_path, "wire/.#a.txt")
    discovery = discovered(tmp_path)
    assert discovery.files == ()
    assert reasons(discovery) == {
        ".draft.txt": ("waiting", "hidden"),
        ".git": ("waiting", "hidden"),
        "wire/.#a.txt": ("waiting", "temporary_name"),
    }


def test_readme_and_sidecars_are_not_counted(tmp_path: Path) -> None:
    for name in ("README.md", "readme", "wire/ReadMe.txt", "wire/lost.meta.json"):
        put(tmp_path, name)
    assert discovered(tmp_path) == Discovery((), ())


@pytest.mark.parametrize(
    ("document", "sidecar"),
    [
        ("a/b.txt", "a/b.meta.json"),
        ("a/b.txt", "a/b.txt.meta.json"),
        ("b.txt.gz", "b.meta.json"),
        ("b.txt.gz", "b.txt.meta.json"),
        ("b.c.html", "b.c.meta.json"),
        ("b", "b.meta.json"),
    ],
)
def test_sidecars_belong_to_their_neighbour(tmp_path: Path, document: str, sidecar: str) -> None:
    put(tmp_path, document)
    put(tmp_path, sidecar, "{}")
    (file,) = discovered(tmp_path).files
    assert (file.sidecar, file.sidecar_sha256) == (sidecar, hashlib.sha256(b"{}").hexdigest())


def test_a_sidecar_of_another_name_is_none(tmp_path: Path) -> None:
    put(tmp_path, "b.c.txt")
    put(tmp_path, "b.meta.json", "{}")
    assert discovered(tmp_path).files[0].sidecar == ""


def test_links_are_followed_to_files_inside_only(tmp_path: Path) -> None:
    root, outside = tmp_path / "raw", put(tmp_path, "outside/secret.txt")
    put(root, "wire/a.txt")
    (root / "inside.txt").symlink_to(root / "wire/a.txt")
    (root / "outside.txt").symlink_to(outside)
    (root / "folder").symlink_to(root / "wire")
    (root / "wire/up").symlink_to(root)
    (root / "gone.txt").symlink_to(root / "nothing.txt")
    (root / "circle.txt").symlink_to(root / "circle.txt")
    discovery = discovered(root)
    assert found(discovery) == ["inside.txt", "wire/a.txt"]
    assert reasons(discovery) == {
        "outside.txt": ("refused", "unsafe_path"),
        "folder": ("refused", "unsafe_path"),
        "wire/up": ("refused", "unsafe_path"),
        "gone.txt": ("refused", "unreadable"),
        "circle.txt": ("refused", "unreadable"),
    }


def test_a_sidecar_that_leads_outside_is_not_opened(tmp_path: Path) -> None:
    root, outside = tmp_path / "raw", put(tmp_path, "outside.json", "{}")
    put(root, "a.txt")
    (root / "a.meta.json").symlink_to(outside)
    assert reasons(discovered(root)) == {"a.txt": ("refused", "bad_sidecar")}


def test_pipes_are_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert reasons(discovered(tmp_path)) == {"a.txt": ("refused", "unreadable")}


def test_unreadable_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "a.txt")

    def denied(file: Path) -> tuple[int, str]:
        raise PermissionError(13, "Permission denied", str(file))

    monkeypatch.setattr(discover, "sha256_of", denied)
    assert reasons(discovered(tmp_path)) == {"a.txt": ("refused", "unreadable")}


def test_a_growing_file_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "a.txt")
    put(tmp_path, "b.txt")
    whole = discover.sha256_of

    def meanwhile(file: Path) -> tuple[int, str]:
        result = whole(file)
        if file.name == "a.txt":
            file.write_text("Ships wait off Lomé. More follows.", "utf-8")
        return result

    monkeypatch.setattr(discover, "sha256_of", meanwhile)
    discovery = discovered(tmp_path)
    assert found(discovery) == ["b.txt"]
    assert reasons(discovery) == {"a.txt": ("waiting", "growing")}


def test_names_that_are_no_utf8_and_names_of_other_normal_forms(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("x")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    put(tmp_path, "é.txt")
    put(tmp_path, "e\u0301.txt")
    put(tmp_path, "line\nend.txt")
    discovery = discovered(tmp_path)
    assert found(discovery) == ["caf\\xe9.txt", "e\u0301.txt", "line\\x0aend.txt", "é.txt"]
    assert all(paths.on_disk(tmp_path, f.path).is_file() for f in discovery.files)
    assert all(f.path.encode("utf-8") for f in discovery.files)


def test_every_entry_ends_somewhere(tmp_path: Path) -> None:
    for name in ("a.txt", "b.tmp", ".c", "README", "d/e.txt", "d/e.meta.json"):
        put(tmp_path, name)
    discovery = discovered(tmp_path)
    assert len(discovery.files) + len(discovery.waiting) == 4
    assert all(row.detail for row in discovery.waiting)


NAME = st.text(st.characters(blacklist_characters="/\0"), min_size=1, max_size=12).filter(
    lambda n: n not in (".", "..")
)


@given(NAME)
@example("Goal! Goal!.txt")
@example("a!b.txt")
@example("a!..b")
@example("end!")
@example("back\\slash")
def test_names_are_written_so_that_they_can_be_read_back(name: str) -> None:
    shown = paths.written(name)
    assert shown.isprintable()
    assert paths.pieces(shown) == (name,)
    assert paths.pieces("folder!/" + shown) == ("folder!/" + name,)


@given(NAME, NAME, NAME)
@example("end!", "!start", ".dot")
@example("a", " blank", "..")
def test_members_of_members_can_be_read_back(name: str, member: str, inner: str) -> None:
    outer = paths.written(name)
    middle = paths.member(outer, member)
    path = paths.member(middle, inner)
    assert paths.pieces(path) == (name, member, inner)
    assert (paths.member_of(path), paths.member_of(middle), paths.member_of(outer)) == (middle, outer, "")


def test_common_names_stay_as_they_are() -> None:
    for name in ("Goal!.txt", "Stop! Thief.txt", "Île de Ré — juillet.txt", "Москва.html"):
        assert paths.written(name) == name
    assert paths.member("feed.zip", "sub/a.txt") == "feed.zip!sub/a.txt"
    assert paths.source_of("Stop! Now/a.txt") == "Stop! Now"
