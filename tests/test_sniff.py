"""What a file is: by its bytes, with the name only where the bytes leave it open."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.ingest.sniff import FORMATS, format_of

REFUSALS = {"empty", "binary", "unsupported_format"}
NEWS = "Fishermen in Walvis Bay blocked the quay on Monday.\n"


def zipped(*names: str) -> bytes:
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as archive:
        for name in names:
            archive.writestr(name, NEWS)
    return box.getvalue()


@pytest.mark.parametrize(
    ("head", "name", "expected"),
    [
        (NEWS.encode(), "a.txt", "txt"),
        (NEWS.encode(), "a.dat", "txt"),
        (NEWS.encode(), "a", "txt"),
        (NEWS.encode(), "a.MD", "md"),
        (b"# Quay blocked\n\nText.", "a.md", "md"),
        (b"# Quay blocked\n\nText.", "a.txt", "txt"),
        (b"<p align=center>logo</p>\n# Quay", "a.md", "md"),
        (NEWS.encode("utf-16"), "a.txt", "txt"),
        (NEWS.encode("utf-32"), "a.txt", "txt"),
        ("Ледоход на Лене".encode("cp1251"), "a.txt", "txt"),
        ("台風が沖縄に接近".encode("shift_jis"), "a.txt", "txt"),
        ("首尔说边境平静".encode("gb18030"), "a.txt", "txt"),
        ("港湾でストライキ".encode("iso2022_jp"), "a.txt", "txt"),
        (b"<!DOCTYPE html><html><body>", "a.txt", "html"),
        (b"\xef\xbb\xbf\n<!-- saved page -->\n<HTML><body>", "a", "html"),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html>\n<html>', "a.xhtml", "html"),
        (b"<div class=story><p>Strike ends</p></div>", "a.txt", "html"),
        ("<html><body>".encode("utf-16"), "a.htm", "html"),
        (b"Quay blocked<br>by boats", "a.html", "html"),
        (b"<<< BREAKING >>> Quay blocked", "a.txt", "txt"),
        (b'{"title": "Quay"}', "a.txt", "json"),
        (b'{\n  "title": "Quay"}', "a.json", "json"),
        (b'[{"title": "Quay"}]', "a.json", "json"),
        (b'{"title": "A"}\n{"title": "B"}\n', "a.json", "jsonl"),
        (b'{"title": "A"}\n', "a.jsonl", "jsonl"),
        (b'{\n"title": "A"}\n', "a.ndjson", "json"),
        (b"not json", "a.json", "json"),
        (b'["We will not leave," he said.]', "a.txt", "txt"),
        (b'{"We will not leave," he said.}', "a.txt", "txt"),
        (gzip.compress(b"x", mtime=0), "a.txt", "gz"),
        (zipped("a.txt"), "a.txt", "zip"),
        (b"PK\x05\x06" + b"\0" * 18, "a.zip", "zip"),
        (zipped("[Content_Types].xml", "word/document.xml"), "a.docx", "unsupported_format"),
        (b"%PDF-1.7\n", "a.txt", "unsupported_format"),
        (b"{\\rtf1\\ansi", "a.txt", "unsupported_format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 40, "a.doc", "unsupported_format"),
        (b"7z\xbc\xaf\x27\x1c\0", "a.7z", "unsupported_format"),
        (b"\xfd7zXZ\x00", "a.xz", "unsupported_format"),
        (b"BZh91AY&SY", "a.bz2", "unsupported_format"),
        (b"name" + b"\0" * 253 + b"ustar\x0000", "a.tar", "unsupported_format"),
        (b'<?xml version="1.0"?><rss version="2.0"><channel>', "a.xml", "unsupported_format"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 30, "a.txt", "binary"),
        (b"\xff\xd8\xff\xe0JFIF", "a.txt", "binary"),
        (b"text\0" * 100, "a.txt", "binary"),
        (bytes(range(256)) * 4, "a.txt", "binary"),
        (b"\x00", "a.txt", "binary"),
        (b"", "a.txt", "empty"),
    ],
)
def test_content_decides(head: bytes, name: str, expected: str) -> None:
    assert format_of(head, name) == expected


def test_one_stray_nul_is_no_binary() -> None:
    assert format_of((NEWS * 40).encode() + b"\0", "a.txt") == "txt"


@given(st.binary(max_size=600), st.sampled_from(["a.txt", "a.md", "a.json", "a.jsonl", "a.html", "a", "a.gz"]))
def test_always_an_answer(head: bytes, name: str) -> None:
    assert format_of(head, name) in FORMATS | REFUSALS
