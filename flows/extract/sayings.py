"""A quotation with the verbs of saying around it in, the one that is its own out: behind it, or before it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from flows.extract.cues import Cue
from flows.extract.quote_marks import Quoted
from flows.extract.tables import words
from flows.extract.voices import Speaker

if TYPE_CHECKING:
    from flows.extract.words import Doc

NEAR_AFTER = 90  # characters between a closing mark and its verb: a speaker with a long title fits
FAR_AFTER = 160  # more, where who speaks is named at once
NEAR_BEFORE = 160  # between a verb and the opening mark: "told reporters in Nairobi on Monday after the talks that"
CLOSING = "\"”’'» "
REACH = 6  # verbs looked at on either side


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says a quotation, by which word, and how sure that is."""

    cue: Cue | None
    speaker: Speaker | None
    sure: float
    adjoining: bool  # the verb stands at the quotation itself, with comma or colon


class Page:
    """A text with its sentences and verbs of saying, to be found by place."""

    def __init__(self, doc: Doc, text: str, cues: Sequence[Cue]) -> None:
        self.doc, self.text, self.cues = doc, text, cues
        self.places = [c.start for c in cues]
        self.starts = [s.start_char for s in doc.sents]

    def around(self, start: int, end: int) -> Sequence[Cue]:
        """The verbs near a stretch of the text."""
        return self.cues[max(0, bisect_left(self.places, start) - REACH) : bisect_left(self.places, end) + REACH]

    def sentence_start(self, place: int) -> int:
        """Where the sentence of a character starts."""
        return self.starts[max(0, bisect_right(self.starts, place) - 1)] if self.starts else 0

    def sentence_end(self, place: int) -> int:
        """Where the next sentence starts; the end of the text behind the last."""
        i = bisect_right(self.starts, place)
        return self.starts[i] if i < len(self.starts) else len(self.text)


def own_voice(page: Page, marks: Sequence[Quoted], k: int) -> Voice | None:
    """The verb in the sentence in which quotation `k` ends (behind it) or begins (before it)."""
    mark, text = marks[k], page.text
    found = page.around(mark.start, mark.end)
    behind = _behind(page, mark, marks[k + 1] if k + 1 < len(marks) else None, found)
    before = _before(page, mark, marks[k - 1] if k else None, found)
    if behind and (not before or inviting(text, mark)):
        return behind
    return before or behind


def inviting(text: str, mark: Quoted) -> bool:
    """The quotation ends as one does that its speaker follows: with a comma, or a question or exclamation."""
    return text[mark.end - 1] in ",?!—–-" or text[mark.end : mark.end + 2].lstrip("\"”'’»")[:1] == ","


def _behind(page: Page, mark: Quoted, following: Quoted | None, found: Sequence[Cue]) -> Voice | None:
    text = page.text
    limit = min(mark.end + NEAR_AFTER, following.start if following else len(text), page.sentence_end(mark.end))
    cue = next((c for c in found if mark.end <= c.start < limit), None)
    if (
        cue is None
    ):  # "“We stay,” Kamau, who walked all night to be heard, said": named at once, with much behind the name
        far = min(limit + FAR_AFTER, following.start if following else len(text), page.sentence_end(mark.end))
        named = (
            c for c in found if c.speaker and not text[mark.end : max(mark.end, c.speaker.start)].strip(CLOSING + ",")
        )
        cue = next((c for c in named if mark.end <= c.start < far and c.speaker and c.speaker.start >= mark.end), None)
    if cue is None:
        return None
    gap = text[mark.end : cue.start]
    if "\n" in gap or re.search(r"[;:]\s", gap.rstrip(" ")) or (cue.speaker is None and not gap.strip(CLOSING + ",")):
        return None
    if _no_speaker().match(gap) or (cue.speaker is None and text[mark.end - 1] == "."):
        return None
    if text[mark.end - 1] == "." and not gap.strip(CLOSING):  # "... stay." Kamau said: two sentences run together
        return None
    return Voice(cue, cue.speaker, 0.95 if cue.speaker else 0.6, inviting(text, mark) or len(gap) < 40)


def _before(page: Page, mark: Quoted, preceding: Quoted | None, found: Sequence[Cue]) -> Voice | None:
    text = page.text
    begin = max(mark.start - NEAR_BEFORE, page.sentence_start(mark.start - 1))
    cue = next((c for c in reversed(found) if c.end <= mark.start and c.start >= begin), None)
    if cue is None:
        return None
    gap = text[cue.end : mark.start]
    if (
        preceding
        and preceding.start > cue.end
        and preceding.end < mark.start
        and not re.match(r"[\"”’'»]?,? (?:and|but|or) ", text[preceding.end : mark.start])
    ):
        return None
    adjoining = bool(re.search(r"[,:]\s*[\"“'‘«„]$", gap)) or len(gap.strip()) <= 1
    return Voice(cue, cue.speaker, 0.9 if cue.speaker else 0.5, adjoining)


@cache
def _no_speaker() -> re.Pattern[str]:
    """Behind the name of a work, not behind speech: "“The Widow,” by Amin, says little"."""
    openers = "|".join(sorted(words("speech", "behind_works")))
    return re.compile(rf"[\"”’'»,\s]*(?:{openers})\b", re.I)
