"""A quotation without a verb of its own in, its likely speaker out: who was introduced, who spoke before, who is spoken of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from flows.extract.quote_marks import Quoted
from flows.extract.sayings import Page, Voice
from flows.extract.voices import Speaker, Voices
from flows.extract.works import WORD
from flows.records import Mention, Quote

FLOATING = 0.6
SPEAKS = ("PERSON", "ORG", "GPE", "NORP")
BACK = 4  # statements looked at before a place
FARTHEST = 3_000  # characters over which a speaker is carried
ATTRIBUTED = re.compile(r"[\"”’'»]\s*[:—–]\s+")  # "“We stay”: Kamau on a year of drought"


class Context:
    """What a floating quotation is read from: verbs, mentions, and the statements so far, reported ones among them."""

    def __init__(self, page: Page, voices: Voices, reported: Sequence[Quote]) -> None:
        self.page, self.voices = page, voices
        self.reported = [q for q in sorted(reported, key=lambda q: q.start) if q.speaker_start is not None]
        self.starts = [q.start for q in self.reported]
        self.said: list[tuple[Quoted, Voice | None]] = []

    def last(self, place: int) -> tuple[int, Speaker] | None:
        """End and speaker of the last statement before a place that has one."""
        quoted = next(((m.end, v.speaker) for m, v in reversed(self.said[-BACK:]) if v and v.speaker), None)
        i = bisect_left(self.starts, place)
        told = next(
            ((q.end, _speaker(q)) for q in reversed(self.reported[max(0, i - BACK) : i]) if q.end <= place), None
        )
        last = max((s for s in (quoted, told) if s), key=lambda s: s[0], default=None)
        return last if last and place - last[0] < FARTHEST else None

    def persons(self, start: int, end: int) -> list[Mention]:
        """Persons of a group mentioned there outside quotation marks."""
        found = self.voices.between(start, end)
        return [m for m in found if m.type == "PERSON" and m.group_id and not self.voices.inside(m.start)]


def _speaker(q: Quote) -> Speaker:
    return Speaker(q.speaker_start or 0, q.speaker_end or 0, q.speaker_group)


def borrowed(context: Context, mark: Quoted) -> Voice | None:
    """Who says a quotation without a verb; None where nothing tells."""
    opening = mark.opens
    line = context.page.text.rfind("\n", 0, opening) + 1
    last = context.said[-1] if context.said else None
    voice = last[1] if last else None
    if last and voice and voice.speaker and opening - last[0].end < FARTHEST:
        if mark.goes_on:
            return replace(voice, sure=0.9, adjoining=True)
        if last[0].end >= line and not _others(context, last[0].end, opening, voice.speaker):
            return replace(voice, sure=0.85, adjoining=False)
    return (
        _named_beside(context, mark, opening)
        or _introduced(context, opening, line)
        or _spoken_of(context, opening, line)
        or _goes_on_alone(context, mark, opening, line)
    )


def _others(context: Context, start: int, end: int, speaker: Speaker) -> bool:
    """Somebody else is named, as a person, between two quotations."""
    return any(
        m.type == "PERSON"
        and m.kind != "pronoun"
        and m.start != speaker.start
        and (not speaker.group or m.group_id != speaker.group)
        for m in context.voices.between(start, end)
    )


def _named_beside(context: Context, mark: Quoted, opening: int) -> Voice | None:
    """ "Kamau again, in a post: “We stay.”" and "“We stay”: Kamau on a year of drought"."""
    page, voices = context.page, context.voices
    own = page.sentence_start(opening)
    before = page.text[own:opening]
    if before.rstrip().endswith((":", ",")) and context.page.text[mark.start].isupper():
        found = [m for m in voices.between(own, opening) if m.type in SPEAKS and not voices.inside(m.start)]
        first = next((m for m in found if voices.is_subject(m)), found[0] if found else None)
        return Voice(None, _as_speaker(first), 0.75, True) if first else None
    if behind := ATTRIBUTED.match(page.text, mark.end):
        who = next(iter(voices.between(behind.end(), behind.end() + 1)), None)
        return Voice(None, _as_speaker(who), 0.75, True) if who and who.type in SPEAKS else None
    return None


def _as_speaker(m: Mention) -> Speaker:
    return Speaker(m.start, m.end, m.group_id, m.surface.lower() if m.kind == "pronoun" else "")


def _introduced(context: Context, opening: int, line: int) -> Voice | None:
    """`Kamau was blunt, telling parliament so the same day:` before the paragraph, or a sentence that says who speaks."""
    page = context.page
    own = page.sentence_start(opening)
    if page.text[own:opening].strip():
        return None
    end = _end_before(page.text, own)
    begin = page.sentence_start(end - 1) if end else 0
    colon = page.text[end - 1 : end] == ":"
    cue = next((c for c in reversed(page.around(begin, own)) if begin <= c.start < end and c.speaker), None)
    return Voice(cue, cue.speaker, 0.85 if colon else FLOATING, False) if cue and (colon or begin >= line) else None


def _end_before(text: str, place: int) -> int:
    """Behind the last character before a place that is no white space."""
    while place > 0 and text[place - 1].isspace():
        place -= 1
    return place


def _spoken_of(context: Context, opening: int, line: int) -> Voice | None:
    """The person whom the sentence before, in the same paragraph, has for its subject."""
    page = context.page
    own = page.sentence_start(opening)
    if own <= line or page.text[own:opening].strip():
        return None
    begin = max(line, page.sentence_start(own - 1))
    subjects = [m for m in context.persons(begin, own) if context.voices.is_subject(m)]
    if subjects and not context.voices.broken(subjects[0].start, opening):
        return Voice(None, _as_speaker(subjects[0]), FLOATING, False)
    last = context.last(opening)
    asked = page.text[_end_before(page.text, own) - 1] == "?"
    return Voice(None, last[1], 0.5, False) if asked and last and page.text.count("\n", last[0], opening) <= 1 else None


def _goes_on_alone(context: Context, mark: Quoted, opening: int, line: int) -> Voice | None:
    """A paragraph of nothing but speech: who spoke in the one before."""
    text = context.page.text
    line_end = text.find("\n", mark.end)
    rest = text[line:opening] + text[mark.end : line_end if line_end >= 0 else len(text)]
    last = context.last(opening)
    if WORD.search(rest) or last is None or text.count("\n", last[0], opening) > 2:
        return None
    return None if _others(context, last[0], opening, last[1]) else Voice(None, last[1], FLOATING, False)


def spoke_before(context: Context, voice: Voice) -> Voice:
    """ "he said" without an antecedent: who came on since the last statement, else who made it."""
    who = voice.speaker
    if who is None or who.pronoun not in ("he", "she"):
        return voice
    last = context.last(who.start)
    line = context.page.text.rfind("\n", 0, who.start) + 1
    since = max(last[0] if last else 0, context.page.text.rfind("\n", 0, max(0, line - 1)) + 1, who.start - FARTHEST)
    group = _newcomer(context, since, who.start) or (
        last[1].group if last and last[1].group in context.voices.persons else ""
    )
    if not group or context.voices.broken(since if not last else last[1].start, who.start):
        return voice
    return replace(voice, speaker=replace(who, group=group), sure=min(voice.sure, 0.7))


def _newcomer(context: Context, start: int, end: int) -> str:
    """The last person who is a subject there, else the only person there."""
    found = context.persons(start, end)
    subjects = [m for m in found if context.voices.is_subject(m)]
    named = list({m.group_id for m in found if m.kind == "named"})
    return subjects[-1].group_id if subjects else named[0] if len(named) == 1 else ""
