"""Document -> CleanText: the text as its author wrote it, every change on the way a repair; or a refusal.

Reads like a table of contents: each line of `_changes` is a pass with a room of its own, and what a pass
returns is what the next one receives, so that the list of repairs leads back to the source text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from flows.clean.edits import Change, SourceMap, carried_out, passes
from flows.clean.gaps import Gaps, doubts, gaps
from flows.clean.holes import holes
from flows.clean.invisible import ended, spaced, visible
from flows.clean.language import language
from flows.clean.layout import field as field_of
from flows.clean.layout import layout
from flows.clean.markup import unmarked
from flows.clean.mojibake import repair
from flows.clean.publication import publication
from flows.clean.repeated import without_repeats
from flows.clean.unwrap import unwrapped
from flows.errors import REASONS
from flows.records import CleanText, Document, Hole, Layout, Part, Publication, Refusal, Repair

WRAPPED_FROM = 3  # joined line breaks; fewer are a slip, no setting
UNSURE = 0.5  # confidence below which the language is flagged

Pass = Callable[[str], tuple[str, tuple[Repair, ...]]]


@dataclass(slots=True)
class _Work:
    """The text on its way, and what the passes told about it; lives inside `clean` only."""

    text: str
    repairs: list[Repair] = field(default_factory=list)
    left: tuple[tuple[int, int], ...] = ()  # damage not repaired, as places in the text after `repaired` repairs
    repaired: int = 0
    after_visible: str = ""
    removed: tuple[Repair, ...] = ()
    headings: tuple[int, ...] = ()  # as places in the final text, like the two below
    lost_links: tuple[int, ...] = ()
    twice: tuple[int, ...] = ()
    later_than_visible: int = 0

    def run(self, one: Pass) -> tuple[Repair, ...]:
        self.text, rows = one(self.text)
        self.repairs += rows
        return rows


def clean(document: Document, *, languages: tuple[str, ...] = ("en",), threshold: float = 0.2) -> CleanText | Refusal:
    """What a reader returned -> its clean text; refuses (no_text) what holds nothing but white space and marks."""
    work = _changed(document, threshold)
    if not any(map(str.isalnum, work.text)):
        return Refusal(document.doc_id, "layout.v1", "no_text", REASONS["no_text"])
    author = _said(document, "byline")
    found = layout(work.text, _parts(document, work), work.headings, work.twice, author)
    tongue, sure = language(_running_text(work.text, found), document.sidecar.language or document.metadata.language)
    missing = holes(work.text, found, _gaps(work), english=tongue in ("en", "und"))
    published = publication(document, work.text, found)
    said = _fields(document, work.text, found)
    flags = _flags(work, missing, published, tongue in languages, sure >= UNSURE, bool(said["title"]))
    return CleanText(
        doc_id=document.doc_id,
        text=work.text,
        repairs=tuple(work.repairs),
        holes=missing,
        layout=found,
        published=published,
        language=tongue,
        language_confidence=sure,
        damage=_damage(document.source_text, work.repairs),
        flags=flags,
        **said,
    )


# --- the text ------------------------------------------------------------------------------------


def _changed(document: Document, threshold: float) -> _Work:
    """The passes in their order."""
    work = _Work(document.source_text)
    work.run(ended)
    _repaired(work, threshold)
    work.removed = work.run(visible)
    work.after_visible, work.later_than_visible = work.text, len(work.repairs)
    marks = _unmarked(work) if document.format == "md" else ((), ())
    since = len(work.repairs)
    work.run(unwrapped)
    work.run(spaced)
    work.run(_edged)
    before_repeats = len(work.repairs)
    decks = _once(work)
    onward = SourceMap(work.repairs[since:])
    work.headings, work.lost_links = (tuple(onward.to_final(i, i)[0] for i in places) for places in marks)
    work.twice = tuple(decks) if len(work.repairs) > before_repeats else ()
    return work


def _repaired(work: _Work, threshold: float) -> None:
    result = repair(work.text, threshold)
    work.text = result.text
    work.repairs += result.repairs
    work.left = tuple((start, end) for start, end, _ in result.left)
    work.repaired = len(work.repairs)


def _unmarked(work: _Work) -> tuple[tuple[int, ...], tuple[int, ...]]:
    result = unmarked(work.text)
    work.text = result.text
    work.repairs += result.repairs
    return result.headings, result.lost_links


def _once(work: _Work) -> tuple[int, ...]:
    work.text, rows, decks = without_repeats(work.text)
    work.repairs += rows
    return decks


def _edged(text: str) -> tuple[str, tuple[Repair, ...]]:
    """Text -> without blank lines around it and without indents; pass "edges"."""
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    changes = [Change(0, start, "", "whitespace")] if start else []
    indents = re.compile(r"(?<=\n)[ \t\u3000]+(?=[^ \t\u3000\n])").finditer(text, start, max(start, end))
    changes += [Change(m.start(), m.end(), "", "whitespace") for m in indents]
    if start <= end < len(text) and end > 0:
        changes.append(Change(end, len(text), "", "whitespace"))
    return carried_out(text, "edges", changes)


# --- what is known of it -------------------------------------------------------------------------


def _parts(document: Document, work: _Work) -> list[Part]:
    """The stretches that the format named, as places in the clean text; those that were removed are gone."""
    onward = SourceMap(work.repairs)
    moved = [Part(p.section, *onward.to_final(p.start, p.end)) for p in document.parts]
    return [p for p in moved if work.text[p.start : p.end].strip()]


def _gaps(work: _Work) -> Gaps:
    later = work.repairs[work.later_than_visible :]
    doubtful = doubts(work.repairs, work.left, work.repaired)
    return gaps(work.after_visible, later, work.text, work.removed, work.lost_links, doubtful)


def _running_text(text: str, found: Sequence[Layout]) -> str:
    """Body first, since names crowd the lines above it; all of it when there is no body."""
    body = " ".join(text[s.start : s.end] for s in found if s.section == "body")
    return body + " " + " ".join(text[s.start : s.end] for s in found if s.section in ("deck", "title"))


def _fields(document: Document, text: str, found: Sequence[Layout]) -> dict[str, str]:
    """Title, deck, byline and dateline as printed, else as side-car or page say; publisher and address."""
    said = {name: _said(document, name) for name in ("title", "deck", "byline", "publisher", "url")}
    printed = {name: field_of(text, found, name) for name in ("title", "deck", "byline", "dateline")}
    return said | {name: value or said.get(name, "") for name, value in printed.items()}


def _said(document: Document, name: str) -> str:
    """The side-car's word, else the page's, repaired and on one line."""
    value: str = getattr(document.sidecar, name) or getattr(document.metadata, name)
    return " ".join(visible(repair(value).text)[0].split()) if value else ""


def _damage(source: str, repairs: Sequence[Repair]) -> float:
    """Share of the source characters that encoding repairs touched, layers counted once."""
    spans: list[tuple[int, int]] = []
    done: list[Repair] = []
    for rows in passes(repairs):
        if any(r.kind == "encoding" for r in rows):
            back = SourceMap(done)
            spans += [back.to_source(r.before_start, r.before_end) for r in rows if r.kind == "encoding"]
        done += rows
    touched, last = 0, 0
    for start, end in sorted(spans):
        touched += max(0, end - max(start, last))
        last = max(last, end)
    return round(touched / len(source), 6) if source else 0.0


def _flags(
    work: _Work, missing: Sequence[Hole], published: Publication, extracted: bool, sure: bool, titled: bool
) -> tuple[str, ...]:
    steps = {r.step for r in work.repairs}
    joined = sum(r.step == "unwrap" for r in work.repairs)
    held = {
        "damage_left": bool(work.left) or "\ufffd" in work.text,
        "hard_wrapped": joined >= WRAPPED_FROM,
        "holes": bool(missing),
        "inferred_repairs": any(r.kind == "encoding" and not r.lossless for r in work.repairs),
        "language_unsure": not sure,
        "no_date": published.at is None,
        "no_title": not titled,
        "not_extracted": not extracted,
        "repeated_deck": "repeated_deck" in steps,
    }
    return tuple(sorted(name for name, true in held.items() if true))
