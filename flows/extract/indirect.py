"""Verbs of saying in, what they say without quotation marks out: "said that the talks had failed", "according to"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from flows.extract.cues import Cue
from flows.extract.quote_marks import Quoted
from flows.extract.reported import near, reported
from flows.extract.stretches import longest_apart
from flows.extract.tables import words
from flows.extract.voices import Voices
from flows.extract.works import is_name_of_work, named
from flows.records import Quote

if TYPE_CHECKING:
    from flows.extract.words import Doc

EDGE = " \t,;:\"“”'’‘»«.()—–"
CLOSING = {'"': '"', "”": "“", "»": "«"}
WORD = re.compile(r"\w+")
SHORTEST = 4  # letters: "Not so, the director said"


def indirect_quotes(doc: Doc, found: Sequence[Cue], voices: Voices) -> list[Quote]:
    """Reported clauses in text order: `mixed` where they contain quoted words."""
    places = [c.start for c in found]
    out: list[Quote] = []
    for cue in found:
        who = cue.speaker
        if who is None or cue.denied or voices.text[who.start : who.end].lower() in words("speech", "teller"):
            continue
        for first, last in reported(doc, cue, near(found, places, cue), voices):
            if first < last and (quote := _quote(doc, voices, cue, first, last)):
                out.append(quote)
    return _apart(out)


def _quote(doc: Doc, voices: Voices, cue: Cue, first: int, last: int) -> Quote | None:
    text, who = voices.text, cue.speaker
    end = doc[last - 1].idx + len(doc[last - 1].text)
    start, end = _trimmed(text, doc[first].idx, end)
    quoted = voices.stretches.touching(start, end)
    for q in quoted:  # a clause's own single marks, which may be apostrophes elsewhere
        if q.mark in ("'", "‘") and q.closed and start - 1 <= q.opens and q.end <= end + 1:
            start, end = min(start, q.opens), max(end, q.closes)
    if end - start < SHORTEST or who is None or not _own_words(text, start, end, quoted):
        return None
    mixed = any(not is_name_of_work(text[q.start : q.end]) and not named(text, q.opens) for q in quoted)
    told = cue.lemma != "hear"  # what a court hears is said to it
    return Quote(
        start, end, text[start:end], "mixed" if mixed else "indirect",
        who.start if told else None, who.end if told else None, who.group if told else "",
        cue.start, cue.end, cue.lemma, cue.addressee, 0.75,
    )  # fmt: skip


def _own_words(text: str, start: int, end: int, quoted: Iterable[Quoted]) -> bool:
    """A word stands outside the quotation marks; otherwise it is the quotation itself."""
    for q in quoted:
        if WORD.search(text, start, max(start, q.start)):
            return True
        start = max(start, q.end)
    return bool(WORD.search(text, start, end)) if start < end else False


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start] in EDGE or text[start].isspace()):
        start += 1
    while (
        end > start
        and (text[end - 1] in EDGE or text[end - 1].isspace())
        and not re.search(r"\b[A-Z]\.$|\([^()]*\)$", text[start:end])
    ):
        end -= 1
    if start and _closes_before(text[start:end], text[start - 1]):
        start -= 1  # the mark belongs to words quoted in the clause
    closing = end + 1 if text[end : end + 1] in (".", ",", "?", "!") else end
    if text[closing : closing + 1] in CLOSING and _open(text[start:end], text[closing]):
        end = closing + 1
    if match := re.match(r"that\s+,?", text[start:end], re.I):
        start += match.end()
    return start, end


def _open(clause: str, closing: str) -> bool:
    return clause.count('"') % 2 == 1 if closing == '"' else clause.count(CLOSING[closing]) > clause.count(closing)


def _closes_before(clause: str, opening: str) -> bool:
    """Words of the clause are closed that were opened right before it."""
    closing = next((c for c, o in CLOSING.items() if o == opening), "")
    return bool(closing) and (
        clause.count(closing) % 2 == 1 if closing == opening else clause.count(closing) > clause.count(opening)
    )


def _apart(found: list[Quote]) -> list[Quote]:
    """A clause inside a clause ("said he believed that") is part of the outer statement."""
    return longest_apart(sorted(found, key=lambda q: (q.start - q.end, q.start)))
