"""lexicon/events/*.toml in, the trigger lexicon out; refuses unknown types, modes, keys and classes, and duplicates."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from flows.errors import DatelineError
from flows.extract.events.ontology import MODES

FOLDER = Path(__file__).parent.parent / "lexicon" / "events"
PARTS = {"verbs": "verb", "nouns": "noun", "adjectives": "adjective"}
LISTS = ("object", "not_object", "prep", "near", "not_near", "recipient")
FLAGS = ("reciprocal", "accident", "weak", "instrument")
SINGLE = ("needs", "subject", "of", "owner", *FLAGS)
KEYS = {*PARTS, *LISTS, "mode", *SINGLE}
NEEDS = ("", "actor", "recipient", "both", "either")
NO_CONTEXT = "nothing"  # list in contexts.toml of phrases that call for no context
VERY_BROAD = 10_000  # more words than all classes hold together
BUILT_IN_CLASSES = {"none", "self", "any"}
CLASSES, CUES, CONTEXTS, MAGNITUDES = "classes.toml", "cues.toml", "contexts.toml", "magnitudes.toml"


class BadLexicon(DatelineError, ValueError):
    """A lexicon file does not fit: names file, entry and what to do. Caught by nobody: the run must not start."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One trigger with the conditions of its group."""

    name: str  # "lexicon/assault.toml:shell.verb"
    type: str
    mode: str
    part: str  # verb, noun, adjective
    words: tuple[str, ...]
    object: tuple[str, ...] = ()
    not_object: tuple[str, ...] = ()
    prep: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    not_near: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    needs: str = "either"
    subject: str = "actor"
    of: str = "recipient"
    owner: str = "actor"
    reciprocal: bool = False
    accident: bool = False
    weak: bool = False
    instrument: bool = False  # the object is what it is done with, not to whom: send troops, sell gas
    breadth: int = 0  # words the object may be, over all classes: the narrower reading wins

    @property
    def specific(self) -> tuple[int, int, int, int]:
        """Sorts the readings of one word: more words, then more conditions, then fewer kinds of object, then the surer."""
        narrow = VERY_BROAD - self.breadth if self.object else 0
        return (len(self.words), bool(self.near) + bool(self.prep), narrow, not self.weak)


@dataclass(frozen=True, slots=True)
class ContextCue:
    """Words as spaCy splits them, and the contexts they call for; none where they only keep shorter cues from speaking."""

    words: tuple[str, ...]
    contexts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All triggers by (part of speech, first word), and the word lists their conditions name."""

    entries: tuple[Entry, ...]
    by_word: Mapping[tuple[str, str], tuple[Entry, ...]]
    classes: Mapping[str, frozenset[str]]
    cues: Mapping[str, frozenset[str]]
    contexts: Mapping[str, tuple[ContextCue, ...]]  # first word -> cues, the longest first
    classes_of: Mapping[str, tuple[str, ...]]  # word -> classes it belongs to


@lru_cache(maxsize=4)
def load(folder: Path = FOLDER) -> Lexicon:
    """A folder of TOML files in, the checked lexicon out (cached per process)."""
    classes = _classes(folder)
    entries: list[Entry] = []
    seen: dict[tuple[object, ...], str] = {}
    for file in sorted(folder.glob("*.toml")):
        if file.name not in (CLASSES, CUES, CONTEXTS, MAGNITUDES):
            for entry in _entries(file, classes):
                _refuse_duplicate(entry, file, seen)
                entries.append(entry)
    cues = {name: frozenset(words) for name, words in _toml(folder / CUES).items()}
    return Lexicon(tuple(entries), _by_word(entries), classes, cues, _contexts(folder), _turned(classes))


def _contexts(folder: Path) -> dict[str, tuple[ContextCue, ...]]:
    meant: dict[tuple[str, ...], set[str]] = {}
    for name, cues in _toml(folder / CONTEXTS).items():
        for cue in cues:
            meant.setdefault(tokens(cue), set()).update({name} - {NO_CONTEXT})
    found: dict[str, list[ContextCue]] = {}
    for words in sorted(meant, key=lambda words: (-len(words), words)):
        found.setdefault(words[0], []).append(ContextCue(words, tuple(sorted(meant[words]))))
    return {word: tuple(cues) for word, cues in found.items()}


def _turned(classes: Mapping[str, frozenset[str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name in sorted(classes):
        for word in classes[name]:
            found.setdefault(word, []).append(name)
    return {word: tuple(names) for word, names in found.items()}


def tokens(words: str) -> tuple[str, ...]:
    """ "air-strike" -> ("air", "-", "strike"): words as spaCy splits them."""
    return tuple(re.findall(r"[^\s-]+|-", words))


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BadLexicon(f"{file.name} is no valid TOML: {error}; correct that line") from error
    except FileNotFoundError as error:
        raise BadLexicon(f"{file.name} is missing in {file.parent}; restore it") from error


@lru_cache(maxsize=1)
def magnitude_words() -> Mapping[str, Any]:
    """lexicon/events/magnitudes.toml: words by which figures are found, and the tables `displaced` and `money` of more."""
    return _toml(FOLDER / MAGNITUDES)


def spoken(name: str, table: str = "") -> str:
    """A list of magnitudes.toml in, a pattern that matches any of its phrases out, with blanks or hyphens, the longest first."""
    words = magnitude_words()[table][name] if table else magnitude_words()[name]
    return "|".join(re.escape(w).replace(r"\ ", r"[\s-]+") for w in sorted(words, key=lambda w: (-len(w), w)))


def _classes(folder: Path) -> dict[str, frozenset[str]]:
    raw = {name: list(words) for name, words in _toml(folder / CLASSES).items()}

    def members(name: str, path: tuple[str, ...]) -> set[str]:
        if name not in raw or name in path:
            raise BadLexicon(
                f"{CLASSES}: class {path[-1]} takes in @{name}, which is unknown or in a circle; remove it"
            )
        plain = {word for word in raw[name] if not word.startswith("@")}
        return plain.union(*(members(word[1:], (*path, name)) for word in raw[name] if word.startswith("@")))

    return {name: frozenset(members(name, ("",))) for name in raw}


def _entries(file: Path, classes: Mapping[str, frozenset[str]]) -> Iterator[Entry]:
    table = _toml(file)
    kind = table.get("type", "")
    if kind not in MODES:
        raise BadLexicon(f"{file.name}: unknown type {kind!r}; one of {', '.join(MODES)} expected")
    for number, group in enumerate(table.get("group", []), 1):
        where = f"{file.name}, group {number}"
        _check(group, kind, where, classes)
        given: dict[str, Any] = {key: tuple(group[key]) for key in LISTS if key in group}
        given["breadth"] = sum(len(classes.get(name, "x" * 1000)) for name in given.get("object", ()))
        given |= {key: group[key] for key in SINGLE if key in group}
        for key, part in PARTS.items():
            for word in group.get(key, []):
                name = f"lexicon/{file.name}:{word}.{part}"
                yield Entry(name, kind, group.get("mode", ""), part, tokens(word), **given)


def _check(group: dict[str, Any], kind: str, where: str, classes: Mapping[str, frozenset[str]]) -> None:
    if unknown := sorted(set(group) - KEYS):
        raise BadLexicon(f"{where}: unknown key {unknown[0]!r}; known are {', '.join(sorted(KEYS))}")
    if not any(group.get(key) for key in PARTS):
        raise BadLexicon(f"{where}: no words; fill verbs, nouns or adjectives, or remove the group")
    if (mode := group.get("mode", "")) and mode not in MODES[kind]:
        raise BadLexicon(f"{where}: {kind} has no mode {mode!r}; one of {', '.join(MODES[kind]) or 'none'} expected")
    if group.get("needs", "") not in NEEDS:
        raise BadLexicon(f"{where}: needs = {group['needs']!r}; actor, recipient, both or either expected")
    for key in ("object", "not_object", "near", "not_near"):
        for name in group.get(key, []):
            if name not in classes and name not in BUILT_IN_CLASSES:
                raise BadLexicon(f"{where}: {key} names the class {name!r}, which {CLASSES} lacks; add it there")
    for key in PARTS:
        for word in group.get(key, []):
            if not isinstance(word, str) or not tokens(word) or word != word.lower().strip():
                raise BadLexicon(f"{where}: {word!r} in {key}; a lemma in lower case expected")


def _refuse_duplicate(entry: Entry, file: Path, seen: dict[tuple[object, ...], str]) -> None:
    key = (entry.part, entry.words, entry.object, entry.prep, entry.near, entry.weak)
    if (before := seen.get(key)) is not None:
        word = " ".join(entry.words)
        raise BadLexicon(
            f"{file.name}: {word!r} ({entry.part}) stands in {before} too, under the same conditions; remove one"
        )
    seen[key] = file.name


def _by_word(entries: list[Entry]) -> dict[tuple[str, str], tuple[Entry, ...]]:
    found: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        found.setdefault((entry.part, entry.words[0]), []).append(entry)
    return {key: tuple(sorted(group, key=lambda e: e.specific, reverse=True)) for key, group in found.items()}
