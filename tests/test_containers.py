"""What is inside a file: archives, feeds, their limits and their damage; and the same bytes again on demand."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.errors import REASONS
from flows.ingest.containers import Examined, Limits, document_bytes, examined
from flows.ingest.discover import discovered
from flows.ingest.readers import document_format
from flows.records import FileRow, RawFile, Refusal

LIMITS = Limits(bytes=20_000, expansion=100_000, members=30, depth=3)


def squeezed(data: bytes) -> bytes:
    """Gzip without the time of day in it: names of test cases hold these bytes."""
    return gzip.compress(data, mtime=0)


ONE = b"Nurses in Kisumu walked out on Tuesday."
TWO = b"The river Drava rose by two metres overnight."


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def boxed(*members: tuple[str | zipfile.ZipInfo, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w", packing) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return box.getvalue()


def look(tmp_path: Path, name: str, data: bytes, limits: Limits = LIMITS, **beside: bytes) -> Examined:
    (tmp_path / name).write_bytes(data)
    for stem, meta in beside.items():
        (tmp_path / f"{stem}.meta.json").write_bytes(meta)
    (found,) = discovered(tmp_path).files
    return examined(tmp_path, found, limits)


def states(result: Examined) -> dict[str, str]:
    rows = {row.path: row.reason or row.state for row in result.rows}
    return rows | {raw.path: "document" for raw in result.documents}


def read(tmp_path: Path, raw: RawFile, limits: Limits = LIMITS) -> bytes:
    answer = document_bytes(tmp_path, raw, limits)
    assert isinstance(answer, tuple), answer
    return answer[0]


def only_row(result: Examined) -> FileRow:
    assert result.documents == ()
    (row,) = result.rows
    assert row.detail
    return row


# --- single files ------------------------------------------------------------------------------


def test_a_plain_file_is_a_document(tmp_path: Path) -> None:
    (raw,) = look(tmp_path, "a.txt", ONE).documents
    assert (raw.path, raw.doc_id, raw.sha256, raw.size) == ("a.txt", sha(ONE), sha(ONE), len(ONE))
    assert document_bytes(tmp_path, raw, LIMITS) == (ONE, None)


def test_a_gz_of_one_document_is_no_container(tmp_path: Path) -> None:
    packed = squeezed(ONE)
    result = look(tmp_path, "a.txt.gz", packed)
    (raw,) = result.documents
    assert (result.rows, raw.path, raw.doc_id, raw.sha256) == ((), "a.txt.gz", sha(ONE), sha(packed))
    assert read(tmp_path, raw) == ONE


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt.gz", squeezed(b""), "empty"),
        ("a.pdf", b"%PDF-1.4 ...", "unsupported_format"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0", "binary"),
        ("a.txt", b"x" * 20_001, "too_large"),
        ("a.txt.gz", squeezed(b"x" * 20_001), "too_large"),
        ("a.txt.gz", squeezed(b"x" * 100_001), "expands_too_much"),
        ("a.txt.gz", squeezed(ONE * 50)[:-20], "truncated"),
        ("a.txt.gz", squeezed(ONE)[:-8] + b"\0" * 8, "truncated"),
        ("a.gz", squeezed(squeezed(squeezed(squeezed(ONE)))), "too_deep"),
        ("a.gz", squeezed(b"name" + b"\0" * 253 + b"ustar\x0000" + b"\0" * 200), "unsupported_format"),
        ("a.zip", boxed(("a.txt", ONE))[:-30], "truncated"),
        ("a.zip", boxed(("README.md", ONE), (".hidden", ONE), ("__MACOSX/a.txt", ONE)), "no_text"),
        ("a.zip", boxed(("a.txt", b"y" * 60_000), ("b.txt", b"y" * 60_000)), "expands_too_much"),
        ("a.zip", boxed(*((f"{n}.txt", ONE) for n in range(31))), "too_many_members"),
        ("a.docx", boxed(("word/document.xml", b"<w/>"), ("[Content_Types].xml", b"<t/>")), "unsupported_format"),
        ("a.epub", boxed(("mimetype", b"application/epub+zip"), packing=0), "unsupported_format"),
        ("a.jsonl", b"\n \n", "no_text"),
        ("a.jsonl", b'{"a":1}\n' * 31, "too_many_members"),
        ("a.json", b"[]", "no_text"),
        ("a.json", b'[{"title": "A"}, {"title": ]', "bad_json"),
        ("a.json", b"[" * 5000, "bad_json"),
    ],
)
def test_what_is_refused_whole(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    row = only_row(look(tmp_path, name, data))
    assert (row.state, row.reason, row.path) == ("refused", reason, name)
    assert reason in REASONS


# --- containers --------------------------------------------------------------------------------


def test_a_zip_is_a_container_of_its_members(tmp_path: Path) -> None:
    names = ("b.txt", "sub/a.txt", "README.txt", ".DS_Store", "__MACOSX/._b.txt", "x.tmp", "sub/", "sub/a.meta.json")
    result = look(tmp_path, "feed.zip", boxed(*((name, name.encode()) for name in names)))
    assert states(result) == {"feed.zip": "container", "feed.zip!b.txt": "document", "feed.zip!sub/a.txt": "document"}
    assert [read(tmp_path, raw) for raw in result.documents] == [b"b.txt", b"sub/a.txt"]
    assert all(raw.source == "root" for raw in result.documents)


def test_bad_members_are_refused_alone(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.txt")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    members: list[tuple[str | zipfile.ZipInfo, bytes]] = [
        ("good.txt", ONE), ("../up.txt", ONE), ("/etc/abs.txt", ONE), ("C:\\win.txt", ONE), (link, b"good.txt"),
        ("empty.txt", b""), ("big.txt", b"z" * 20_001), ("photo.txt", b"\xff\xd8\xff\xe0 JFIF"), ("page.pdf", b"%PDF-1.4"),
    ]  # fmt: skip
    result = look(tmp_path, "a.zip", boxed(*members))
    assert states(result) == {
        "a.zip": "container", "a.zip!good.txt": "document", "a.zip!../up.txt": "unsafe_path",
        "a.zip!\\x2fetc/abs.txt": "unsafe_path", "a.zip!C:/win.txt": "unsafe_path", "a.zip!link.txt": "unsafe_path",
        "a.zip!empty.txt": "empty", "a.zip!big.txt": "too_large", "a.zip!photo.txt": "binary",
        "a.zip!page.pdf": "unsupported_format",
    }  # fmt: skip
    assert all(row.member_of == "a.zip" for row in result.rows if row.path != "a.zip")


def encrypted(data: bytes, name: bytes) -> bytes:
    """The flag for encryption set on one member, in both of its headers."""
    changed = bytearray(data)
    for mark, flag, label in ((b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)):
        at = data.find(mark)
        while at >= 0:
            if data[at + label : at + label + len(name)] == name:
                changed[at + flag] |= 1
            at = data.find(mark, at + 4)
    return bytes(changed)


def test_an_encrypted_member_and_an_encrypted_archive(tmp_path: Path) -> None:
    both = boxed(("a.txt", ONE), ("b.txt", TWO))
    result = look(tmp_path, "a.zip", encrypted(both, b"b.txt"))
    assert states(result) == {"a.zip": "container", "a.zip!a.txt": "document", "a.zip!b.txt": "encrypted"}
    assert only_row(look(tmp_path, "a.zip", encrypted(encrypted(both, b"a.txt"), b"b.txt"))).reason == "encrypted"


def test_damage_half_way_refuses_the_whole_archive(tmp_path: Path) -> None:
    data = bytearray(boxed(("a.txt", ONE), ("b.txt", TWO), packing=zipfile.ZIP_STORED))
    data[data.index(TWO) + 3] ^= 0x20
    assert only_row(look(tmp_path, "a.zip", bytes(data))).reason == "truncated"


def test_a_damaged_archive_inside_is_refused_alone(tmp_path: Path) -> None:
    inner = boxed(("a.txt", ONE))
    result = look(tmp_path, "a.zip", boxed(("in.zip", inner[:-25]), ("b.txt", TWO)))
    assert states(result) == {"a.zip": "container", "a.zip!in.zip": "truncated", "a.zip!b.txt": "document"}


def test_containers_in_containers_up_to_the_limit(tmp_path: Path) -> None:
    deep = boxed(("c.txt", ONE))
    for level in ("c.zip", "b.zip", "a.zip"):
        deep = boxed((level, deep), ("note.txt.gz", squeezed(TWO)))
    result = look(tmp_path, "top.zip", deep)
    assert states(result) == {
        "top.zip": "container", "top.zip!note.txt.gz": "document", "top.zip!a.zip": "container",
        "top.zip!a.zip!note.txt.gz": "document", "top.zip!a.zip!b.zip": "container",
        "top.zip!a.zip!b.zip!note.txt.gz": "too_deep", "top.zip!a.zip!b.zip!c.zip": "too_deep",
    }  # fmt: skip
    assert [read(tmp_path, raw) for raw in result.documents] == [TWO, TWO]


def test_the_limits_of_a_file_hold_for_all_that_is_inside(tmp_path: Path) -> None:
    inner = [(f"{n}.zip", boxed(*((f"{k}.txt", ONE) for k in range(9)))) for n in range(5)]
    assert only_row(look(tmp_path, "a.zip", boxed(*inner))).reason == "too_many_members"
    bulky = [(f"{n}.zip", boxed(("a.txt", b"q" * 18_000), ("b.txt", b"q" * 18_000))) for n in range(4)]
    assert only_row(look(tmp_path, "a.zip", boxed(*bulky))).reason == "expands_too_much"


def test_one_name_twice_and_names_from_windows(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = boxed(("a.txt", ONE), ("a.txt", TWO), ("sub\\b.txt", TWO))
    result = look(tmp_path, "a.zip", data)
    assert [raw.path for raw in result.documents] == ["a.zip!a.txt", "a.zip!a.txt#2", "a.zip!sub/b.txt"]
    assert [read(tmp_path, raw) for raw in result.documents] == [ONE, TWO, TWO]


def test_lines_of_a_feed(tmp_path: Path) -> None:
    lines = (
        b'\xef\xbb\xbf{"title": "A"}\r\n\r\n  {"title": "B"}  \nbroken\n'
        + b'{"t": "'
        + b"x" * 20_000
        + b'"}\n{"title": "C"}'
    )
    result = look(tmp_path, "feed.jsonl", lines)
    assert states(result) == {
        "feed.jsonl": "container", "feed.jsonl!1": "document", "feed.jsonl!3": "document", "feed.jsonl!4": "document",
        "feed.jsonl!5": "too_large", "feed.jsonl!6": "document",
    }  # fmt: skip
    contents = [b'{"title": "A"}', b'{"title": "B"}', b"broken", b'{"title": "C"}']
    assert [read(tmp_path, raw) for raw in reversed(result.documents)] == contents[::-1]
    assert {document_format(raw.path, read(tmp_path, raw)) for raw in result.documents} == {"json"}


def test_a_line_that_looks_like_another_format_is_a_record_all_the_same(tmp_path: Path) -> None:
    result = look(tmp_path, "feed.jsonl", b'{"title": "A"}\n\x1f\x8b\x08 no gzip\nRar!\x1a\x07\n')
    assert [read(tmp_path, raw) for raw in result.documents][1:] == [b"\x1f\x8b\x08 no gzip", b"Rar!\x1a\x07"]


def test_a_plain_feed_may_be_larger_than_the_expansion_limit(tmp_path: Path) -> None:
    line = json.dumps({"text": "w" * 15_000}).encode() + b"\n"
    assert len(look(tmp_path, "feed.jsonl", line * 10).documents) == 10
    assert only_row(look(tmp_path, "feed.jsonl", squeezed(line * 10))).reason == "expands_too_much"


@pytest.mark.parametrize(
    "data",
    [
        b'[{"title": "A"}, {"title": "B", "x": [1, {"y": "],"}]}]',
        b'\xef\xbb\xbf [\n{"title": "A"},\n{"title": "B", "x": [1, {"y": "],"}]}\n]',
        b'{"status": "ok", "articles": [{"title": "A"}, {"title": "B", "x": [1, {"y": "],"}]}]}',
        b'{"items": [{"title": "A"}, {"title": "B", "x": [1, {"y": "],"}]}], "title": "Feed of a paper"}',
    ],
)
def test_a_list_of_records_is_a_container(tmp_path: Path, data: bytes) -> None:
    result = look(tmp_path, "feed.json", data)
    assert list(states(result)) == ["feed.json", "feed.json!1", "feed.json!2"]
    assert [read(tmp_path, raw) for raw in result.documents] == [
        b'{"title": "A"}',
        b'{"title": "B", "x": [1, {"y": "],"}]}',
    ]


def test_records_keep_their_bytes_whatever_the_charset(tmp_path: Path) -> None:
    record = '{"title": "Überfall in Nürnberg"}'
    (raw,) = look(tmp_path, "feed.json", f"[{record}]".encode("cp1252")).documents
    assert read(tmp_path, raw) == record.encode("cp1252")
    (raw,) = look(tmp_path, "feed.json", f"[{record}]".encode("utf-16")).documents
    assert read(tmp_path, raw) == record.encode()


@pytest.mark.parametrize(
    "data", [b'{"title": "A", "text": "B"}', b'{"items": [{"img": 1}], "body": "B"}', b'{"title": ', b'{"items": []}']
)
def test_one_record_is_a_document(tmp_path: Path, data: bytes) -> None:
    assert states(look(tmp_path, "a.json", data)) == {"a.json": "document"}


def test_a_packed_feed_and_a_packed_zip_are_containers(tmp_path: Path) -> None:
    assert list(states(look(tmp_path, "f.gz", squeezed(b'{"a": 1}\n{"a": 2}')))) == ["f.gz", "f.gz!1", "f.gz!2"]
    assert list(states(look(tmp_path, "f.gz", squeezed(boxed(("a.txt", ONE)))))) == ["f.gz", "f.gz!a.txt"]


# --- side-cars ---------------------------------------------------------------------------------


def test_a_sidecar_in_a_zip_is_its_neighbours_and_one_beside_the_zip_everybodys(tmp_path: Path) -> None:
    members = (("a.txt", ONE), ("a.meta.json", b'{"byline": "R. Ito"}'), ("b.txt", TWO))
    result = look(tmp_path, "f.zip", boxed(*members), f=b'{"publisher": "Gulf Mail"}')
    answers = [document_bytes(tmp_path, raw, LIMITS) for raw in result.documents]
    assert answers == [(ONE, b'{"byline": "R. Ito"}'), (TWO, b'{"publisher": "Gulf Mail"}')]
    assert result.documents[0].sidecar_sha256 == sha(b'{"byline": "R. Ito"}')


def test_a_sidecar_on_disk(tmp_path: Path) -> None:
    (raw,) = look(tmp_path, "a.txt", ONE, a=b"{}").documents
    assert document_bytes(tmp_path, raw, LIMITS) == (ONE, b"{}")
    (tmp_path / "a.meta.json").write_bytes(b'{"url": 1}')
    changed = document_bytes(tmp_path, raw, LIMITS)
    assert isinstance(changed, Refusal) and changed.reason == "changed"


# --- what changes meanwhile --------------------------------------------------------------------


def test_changed_bytes_are_never_passed_on(tmp_path: Path) -> None:
    result = look(tmp_path, "a.zip", boxed(("a.txt", ONE), ("b.txt", TWO)))
    first, second = result.documents
    assert read(tmp_path, first) == ONE
    other = tmp_path / "new"
    other.write_bytes(boxed(("a.txt", ONE), ("b.txt", ONE)))
    other.replace(tmp_path / "a.zip")
    assert read(tmp_path, first) == ONE
    answer = document_bytes(tmp_path, second, LIMITS)
    assert answer == (TWO, None) or (isinstance(answer, Refusal) and answer.reason == "changed")
    (tmp_path / "a.zip").write_bytes(b"gone")
    (tmp_path / "b.txt").write_bytes(b"")
    unplugged = RawFile("b.txt", "root", sha(ONE), len(ONE), sha(ONE))
    refusal = document_bytes(tmp_path, unplugged, LIMITS)
    assert isinstance(refusal, Refusal) and refusal.reason == "changed"


def test_a_file_that_is_gone_or_other_by_now_waits(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'{"a": 1}')
    (found,) = discovered(tmp_path).files
    (tmp_path / "a.jsonl").write_bytes(b'{"a": 1}\n{"a": 2}')
    row = only_row(examined(tmp_path, found, LIMITS))
    assert (row.state, row.reason) == ("waiting", "changed")
    (tmp_path / "a.jsonl").unlink()
    assert only_row(examined(tmp_path, found, LIMITS)).reason == "changed"


@pytest.mark.parametrize("path", ["a.zip!lost.txt", "a.zip!a.txt!deeper", "no.zip!a.txt", "a.txt!b"])
def test_paths_that_lead_nowhere_are_changed_not_crashes(tmp_path: Path, path: str) -> None:
    (tmp_path / "a.zip").write_bytes(boxed(("a.txt", ONE)))
    (tmp_path / "a.txt").write_bytes(ONE)
    answer = document_bytes(tmp_path, RawFile(path, "root", "0", 1, "0"), LIMITS)
    assert isinstance(answer, Refusal) and answer.reason == "changed"


# --- properties --------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_damaged_archives_never_crash_and_always_add_up(tmp_path: Path, data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from(SAMPLES))
    damaged = bytearray(whole)
    for _ in range(data.draw(st.integers(0, 4))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(1, len(damaged)))
    result = look(tmp_path, "a.bin", bytes(damaged[:cut]))
    places = [row.path for row in result.rows] + [raw.path for raw in result.documents]
    assert places and len(set(places)) == len(places) and "a.bin" in places
    assert all(read(tmp_path, raw) is not None and sha(read(tmp_path, raw)) == raw.doc_id for raw in result.documents)


SAMPLES = [
    boxed(("a.txt", ONE), ("in.zip", boxed(("b.txt", TWO))), ("c.jsonl", b'{"t": 1}\n{"t": 2}')),
    squeezed(b'{"t": 1}\n{"t": 2}'),
    squeezed(ONE * 20),
    b'[{"title": "A"}, {"title": "B"}]',
]


def test_a_feed_of_thousands_is_read_in_one_go(tmp_path: Path) -> None:
    limits = Limits(20_000, 10_000_000, 5000, 4)
    body = "\n".join(json.dumps({"n": n, "text": "x" * 200}) for n in range(3000)).encode()
    for name, data in (("a.jsonl", body), ("b.gz", squeezed(body))):
        folder = tmp_path / name[0]
        folder.mkdir()
        result = look(folder, name, data, limits)
        assert [json.loads(read(folder, raw, limits))["n"] for raw in result.documents] == list(range(3000))
