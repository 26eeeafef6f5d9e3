"""A feed of JSON records in, the bytes of each record out: one a line, or the elements of a list."""

from __future__ import annotations

import codecs
import io
import json
import re
from collections.abc import Iterator
from typing import IO

from flows.ingest.limits import CHUNK, Allowance, Limits
from flows.ingest.refusals import Bad, said
from flows.ingest.zips import Member

_UTF8_BOM = b"\xef\xbb\xbf"
_WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}  # utf-32 begins with the first of them or with NUL
_SCANNER = json.JSONDecoder(strict=False)  # feeds in the wild hold raw line ends in strings
_SPACE = re.compile(r"[ \t\n\r]*")
_BODIES = ("text", "body", "content", "article", "articleBody")
# Keys under which APIs and feeds keep their list of articles, when the record itself holds no article.
_LISTS = frozenset({"articles", "items", "results", "documents", "stories", "entries", "data", "hits", "docs"})


class Lines:
    """Records one a line; members are named by line number, from 1. Blank lines are none."""

    format = "jsonl"

    def __init__(self, stream: IO[bytes], limits: Limits, allowance: Allowance) -> None:
        self._stream = stream
        self._places: dict[str, tuple[int, int]] = {}
        members = []
        for number, (start, length, bare) in enumerate(_lines(stream, limits.bytes), 1):
            if bare:
                allowance.count(1)
                self._places[str(number)] = (start, length)
                members.append(_record(str(number), bare, limits))
        self.members = tuple(members)

    def opened(self, name: str) -> IO[bytes]:
        start, length = self._places[name]
        self._stream.seek(start)
        return io.BytesIO(self._stream.read(length).strip())

    def sidecar(self, name: str) -> bytes | None:
        return None


def _lines(stream: IO[bytes], most: int) -> Iterator[tuple[int, int, int]]:
    """Start and length of each line, and its length without the white space around it."""
    stream.seek(0)
    head = stream.read(3)
    if head[:2] in _WIDE:
        raise Bad("bad_encoding", "a feed of lines must be UTF-8")
    start = 3 if head == _UTF8_BOM else 0
    stream.seek(start)
    while line := stream.readline(most + 2):  # never more of a line in memory than a document may have
        length, bare = len(line), len(line.strip())
        while not line.endswith(b"\n") and (line := stream.readline(CHUNK)):
            length, bare = length + len(line), bare + len(line)
        yield start, length, bare
        start += length


class Elements:
    """Elements of a JSON list, at the top or under a key such as "articles"; named by number, from 1.

    Bytes are read as Latin-1: one character a byte, so that an element keeps its bytes whatever its charset.
    """

    format = "json"

    def __init__(self, data: bytes, places: list[tuple[int, int]], limits: Limits, allowance: Allowance) -> None:
        allowance.count(len(places))
        self._data = data
        self._places = {str(number): place for number, place in enumerate(places, 1)}
        self.members = tuple(_record(name, end - start, limits) for name, (start, end) in self._places.items())

    def opened(self, name: str) -> IO[bytes]:
        start, end = self._places[name]
        return io.BytesIO(self._data[start:end])

    def sidecar(self, name: str) -> bytes | None:
        return None


def _record(name: str, size: int, limits: Limits) -> Member:
    return Member(name, size, "too_large", said("too_large")) if size > limits.bytes else Member(name, size)


def element_places(data: bytes) -> list[tuple[int, int]] | None:
    """Bytes of a JSON file -> where the records of its list are; None when the file is one record."""
    text = data.decode("latin-1")
    start = _space(text, 3 if data.startswith(_UTF8_BOM) else 0)
    try:
        if text[start : start + 1] == "[":
            return list(_elements(text, start))
        return _inner_list(text, start) if text[start : start + 1] == "{" else None
    except json.JSONDecodeError as error:
        seen = f"line {error.lineno}, column {error.colno}: {error.msg}"
        raise Bad("bad_json", seen) from error
    except RecursionError as error:
        raise Bad("bad_json", "the values are nested too deeply") from error


def narrow(data: bytes) -> bytes:
    """JSON in UTF-16 or UTF-32 -> the same in UTF-8; anything else as it is."""
    for bom, charset in ((codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
                         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):  # fmt: skip
        if data.startswith(bom):
            try:
                return data.decode(charset).encode("utf-8")
            except UnicodeError as error:
                raise Bad("bad_encoding") from error
    return data


def _elements(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Places of the elements of the list that opens at `start`."""
    at = _space(text, start + 1)
    if text[at : at + 1] == "]":
        return
    while True:
        _, end = _SCANNER.raw_decode(text, at)
        yield at, end
        at = _space(text, end)
        if text[at : at + 1] == "]":
            return
        if text[at : at + 1] != ",":
            raise json.JSONDecodeError("Expecting ',' delimiter", text, at)
        at = _space(text, at + 1)


def _inner_list(text: str, start: int) -> list[tuple[int, int]] | None:
    """An object that opens at `start` -> places of its articles; None when it holds one article itself."""
    whole, _ = _SCANNER.raw_decode(text, start)
    lists = [key for key, value in whole.items() if key in _LISTS and _is_list_of_objects(value)]
    if len(lists) != 1 or any(isinstance(whole.get(key), str) for key in _BODIES):
        return None
    at = _space(text, start + 1)
    while True:
        key, end = _SCANNER.raw_decode(text, at)
        at = _space(text, _space(text, end) + 1)  # over the colon
        if key == lists[0]:
            return list(_elements(text, at))
        _, end = _SCANNER.raw_decode(text, at)
        at = _space(text, _space(text, end) + 1)  # over the comma


def _is_list_of_objects(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(element, dict) for element in value)


def _space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at
