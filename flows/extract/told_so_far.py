"""What was said so far on a page: what the speaker of a quotation without a verb of its own is read from."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from flows.extract.quote_marks import Quoted
from flows.extract.sayings import Page, Voice
from flows.extract.scene import told_gender
from flows.extract.voices import Speaker, Voices
from flows.extract.works import WORD
from flows.records import Mention, Quote

BACK = 4  # statements looked at before a place
FARTHEST = 3_000  # characters over which a speaker is carried
FEWEST = 2  # pronouns that tell whether somebody is he or she: one alone is too often read wrongly
GENDERS = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f"}


class Context:
    """Verbs, mentions, marks, and the statements so far, reported ones among them."""

    def __init__(self, page: Page, voices: Voices, reported: Sequence[Quote], marks: Sequence[Quoted] = ()) -> None:
        self.page, self.voices, self.marks = page, voices, marks
        self.reported = [q for q in sorted(reported, key=lambda q: q.start) if q.speaker_start is not None]
        self.starts = [q.start for q in self.reported]
        self.breaks = [0, *(i + 1 for i, c in enumerate(page.text) if c == "\n")]
        self.said: list[tuple[Quoted, Voice | None]] = []

    def number(self, mark: Quoted) -> int:
        """Which of the marks it is."""
        return bisect_left(self.marks, mark.start, key=lambda m: m.start)

    def line(self, place: int) -> int:
        """Where the line of a place starts: a look-up, as lines may be as long as the text."""
        return self.breaks[bisect_left(self.breaks, place + 1) - 1]

    def line_end(self, place: int) -> int:
        """Where the line of a place ends."""
        i = bisect_left(self.breaks, place + 1)
        return self.breaks[i] - 1 if i < len(self.breaks) else len(self.page.text)

    def alone(self, mark: Quoted) -> bool:
        """The quotation is all that its paragraph says."""
        text = self.page.text
        before = WORD.search(text, self.line(mark.opens), mark.opens)
        return not before and not WORD.search(text, mark.end, self.line_end(mark.end))

    def last(self, place: int) -> tuple[int, Speaker] | None:
        """End and speaker of the last statement before a place that has one."""
        last = max(self.before(place), key=lambda s: s[0], default=None)
        return last if last and place - last[0] < FARTHEST else None

    def before(self, place: int) -> list[tuple[int, Speaker]]:
        """Ends and speakers of the last statements before a place: those between marks, then the reported ones."""
        i = bisect_left(self.starts, place)
        quoted = [(m.end, v.speaker) for m, v in reversed(self.said[-BACK:]) if v and v.speaker]
        told = [(q.end, _speaker(q)) for q in reversed(self.reported[max(0, i - BACK) : i]) if q.end <= place]
        told = [(end, s) for end, s in told if s.group or self.voices.text[s.start : s.end].lower() not in GENDERS]
        return [*quoted, *told]

    def persons(self, start: int, end: int) -> list[Mention]:
        """Persons of a group mentioned there outside quotation marks."""
        found = self.voices.between(start, end)
        return [m for m in found if m.type == "PERSON" and m.group_id and not self.voices.inside(m.start)]

    @cached_property
    def gender(self) -> dict[str, str]:
        """Group -> m, f: by title or noun, else by the pronouns that mean it."""
        said: dict[str, Counter[str]] = {}
        for m in self.voices.mentions:
            if m.kind == "pronoun" and m.group_id and (kind := GENDERS.get(m.surface.lower())):
                said.setdefault(m.group_id, Counter())[kind] += 1
        read = {g: kind for g, c in said.items() for kind, n in c.most_common(1) if n >= FEWEST}
        return read | told_gender(self.voices.mentions)

    def fits(self, group: str, pronoun: str) -> bool:
        """The group may be meant by "he" or "she"."""
        return self.gender.get(group, GENDERS.get(pronoun)) == GENDERS.get(pronoun)


def as_speaker(m: Mention) -> Speaker:
    """A mention as who speaks."""
    return Speaker(m.start, m.end, m.group_id, m.surface.lower() if m.kind == "pronoun" else "")


def _speaker(q: Quote) -> Speaker:
    return Speaker(q.speaker_start or 0, q.speaker_end or 0, q.speaker_group)
