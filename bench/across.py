"""A folder of short articles with real keys (tests/data/gold/across) in, articles with marked names out, and their tables.

`<e real="key">name</e>`: the same key in every file is the same real thing. The text is the title and the paragraphs, a line
each. Files with an odd number are open for reading errors, those with an even number are only scored.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from xml.etree import ElementTree

import pyarrow as pa

from bench.gold import text_of
from flows.publish.schemas import PER_DOCUMENT
from flows.records import RawFile, Refusal
from flows.run.article import article as read
from flows.settings import Settings

GOLD = Path(__file__).resolve().parents[1] / "tests/data/gold/across"


@dataclass(frozen=True, slots=True)
class Name:
    start: int
    end: int
    key: str


@dataclass(slots=True)
class Article:
    """An article with its names in order; `doc_id` as the pipeline gives it."""

    number: int
    published: str
    text: str = ""
    names: list[Name] = field(default_factory=list)

    @property
    def open(self) -> bool:
        return self.number % 2 == 1

    @property
    def data(self) -> bytes:
        return self.text.encode()

    @property
    def doc_id(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def articles(folder: Path = GOLD) -> list[Article]:
    """All articles of a folder, by number."""
    return [_article(file) for file in sorted(folder.glob("[0-9][0-9].xml"))]


def _article(file: Path) -> Article:
    root = ElementTree.parse(file).getroot()
    made = Article(int(file.stem), root.get("published", ""))
    for part in root:
        made.text += "\n\n" if made.text else ""
        made.text += text_of(part, len(made.text), partial(_mark, made))
    return made


def _mark(made: Article, node: ElementTree.Element, start: int, end: int) -> None:
    if node.tag == "e":
        made.names.append(Name(start, end, node.attrib["real"]))


def tables(chosen: Sequence[Article]) -> dict[str, pa.Table]:
    """Articles -> the per-document tables the pipeline makes of them; ValueError when one is refused or its text changed."""
    rows: dict[str, list[dict[str, object]]] = {name: [] for name in PER_DOCUMENT}
    for a in chosen:
        raw = RawFile(f"across/{a.number:02}.txt", "across", a.doc_id, len(a.data), a.doc_id)
        made = read(raw, a.data, json.dumps({"published": a.published}).encode(), Settings())
        if isinstance(made, Refusal) or made["documents"][0]["text"] != a.text:
            raise ValueError(f"{a.number:02}: the text does not come through as written")
        for name, more in made.items():
            rows[name] += more
    return {name: pa.Table.from_pylist(found, schema=PER_DOCUMENT[name]) for name, found in rows.items()}
