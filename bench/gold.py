"""A folder of annotated articles (tests/data/gold) in, articles with places out: mentions, quotes, events.

One XML file an article; its form is told in tests/data/gold/README.md. The text is the title and the paragraphs, a
line each. Articles with an odd number are open for reading errors, those with an even number are only scored.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from xml.etree import ElementTree

GOLD = Path(__file__).resolve().parents[1] / "tests/data/gold"


@dataclass(frozen=True, slots=True)
class Entity:
    """Who or what: one real thing within an article."""

    id: str
    type: str
    name: str
    country: str
    sector: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A mention, or a quote with `entity` as its speaker; `kind` as in the file."""

    start: int
    end: int
    kind: str
    entity: str
    type: str = ""
    cue: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """An event of a paragraph; attributes as in the file, the trigger with its place."""

    start: int
    end: int
    type: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    attributes: dict[str, str]


@dataclass(slots=True)
class Article:
    """A gold article."""

    name: str
    published: str
    text: str = ""
    entities: dict[str, Entity] = field(default_factory=dict)
    mentions: list[Marked] = field(default_factory=list)
    quotes: list[Marked] = field(default_factory=list)
    events: list[Happening] = field(default_factory=list)
    paragraphs: list[tuple[int, int]] = field(default_factory=list)

    @property
    def open(self) -> bool:
        return int(self.name[:2]) % 2 == 1


def articles(folder: Path = GOLD) -> list[Article]:
    """All articles of a folder, by name."""
    return [article(file) for file in sorted(folder.glob("[0-9][0-9]-*.xml"))]


def article(file: Path) -> Article:
    """One file -> the article; a trigger that its paragraph does not hold is a ValueError."""
    root = ElementTree.parse(file).getroot()
    made = Article(file.stem, root.get("published", ""))
    for e in root.iter("e"):
        made.entities[e.attrib["id"]] = Entity(*(e.get(key, "") for key in ("id", "type", "name", "country", "sector")))
    parts = [part for part in root if part.tag in ("title", "deck", "byline", "dateline", "p")]
    numbered: list[tuple[int, int]] = []
    for part in parts:
        made.text += "\n" if made.text else ""
        start = len(made.text)
        made.text += text_of(part, start, partial(_mark, made))
        made.paragraphs.append((start, len(made.text)))
        if part.tag in ("title", "p"):
            numbered.append((start, len(made.text)))
    made.events = [_event(made, numbered, v.attrib) for v in root.iter("v")]
    return made


def text_of(node: ElementTree.Element, at: int, mark: Callable[[ElementTree.Element, int, int], None]) -> str:
    """The text of a node that begins at a place; `mark` is told of every element in it, the inner ones first, with its place."""
    text = node.text or ""
    for child in node:
        text += text_of(child, at + len(text), mark)
        text += child.tail or ""
    mark(node, at, at + len(text))
    return text


def _mark(made: Article, node: ElementTree.Element, start: int, end: int) -> None:
    if node.tag == "m":
        entity = node.attrib["e"]
        type_ = node.get("t") or made.entities[entity].type
        made.mentions.append(Marked(start, end, node.get("k", "named"), entity, type_))
    if node.tag == "q":
        made.quotes.append(Marked(start, end, node.get("k", "direct"), node.get("s", ""), cue=node.get("cue", "")))


def _event(made: Article, numbered: list[tuple[int, int]], said: dict[str, str]) -> Happening:
    start, end = numbered[int(said["p"])]
    at = made.text.find(said["trigger"], start, end)
    if at < 0:
        raise ValueError(f"{made.name}: no {said['trigger']!r} in paragraph {said['p']}")
    actors, recipients = (tuple(said.get(key, "").split()) for key in ("actor", "recipient"))
    return Happening(at, at + len(said["trigger"]), said["type"], actors, recipients, dict(said))
