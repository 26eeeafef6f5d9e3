"""Quotation marks and verbs of saying in, direct quotations with their speakers out; scare quotes and titles stay out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flows.extract.cues import Cue
from flows.extract.person_names import folded
from flows.extract.quote_marks import Quoted
from flows.extract.voices import Speaker, Voices
from flows.records import Quote

if TYPE_CHECKING:
    from spacy.tokens import Doc

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
SMALL = frozenset(
    ["a", "an", "the", "and", "or", "of", "in", "on", "at", "to", "for", "with", "by", "from", "as", "but", "nor"]
)
NEAR_AFTER = 90  # characters between a closing mark and its verb: a speaker with a long title fits
NEAR_BEFORE = 160  # between a verb and the opening mark: "told reporters in Nairobi on Monday after the talks that"
FLOATING = 0.6


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says a quotation, by which word, and how sure that is."""

    cue: Cue | None
    speaker: Speaker | None
    sure: float
    adjoining: bool  # the verb stands at the quotation itself, with comma or colon


def direct_quotes(doc: Doc, marks: Sequence[Quoted], found: Sequence[Cue], voices: Voices) -> list[Quote]:
    """Quotations in text order."""
    out: list[Quote] = []
    starts = [t.idx for t in doc if t.is_sent_start or t.i == 0]
    previous: tuple[Quoted, Voice] | None = None
    text, place = voices.text, [c.start for c in found]
    for k, mark in enumerate(marks):
        voice = _own_voice(
            text,
            mark,
            marks,
            k,
            found[max(0, bisect_left(place, mark.start) - 6) : bisect_left(place, mark.end) + 3],
            starts,
        )
        if voice is None:
            voice = _borrowed(
                text,
                mark,
                previous,
                found[max(0, bisect_left(place, mark.start) - 6) : bisect_left(place, mark.start)],
                starts,
                voices,
            )
        if voice and voice.speaker and voice.speaker.pronoun and not voice.speaker.group:
            voice = _same_as_before(voice, out, voices)
        if _is_statement(doc, text, mark, voice):
            out.append(_quote(text, mark, voice))
            previous = (mark, voice or Voice(None, None, 0.0, False))
    return out


def _own_voice(
    text: str, mark: Quoted, marks: Sequence[Quoted], k: int, found: Sequence[Cue], starts: list[int]
) -> Voice | None:
    """The verb in the sentence in which the quotation ends (behind it) or begins (before it)."""
    behind = _behind(text, mark, marks[k + 1] if k + 1 < len(marks) else None, found, starts)
    before = _before(text, mark, marks[k - 1] if k else None, found, starts)
    if behind and (not before or _inviting(text, mark)):
        return behind
    return before or behind


def _inviting(text: str, mark: Quoted) -> bool:
    """The quotation ends as one does that its speaker follows: with a comma, or a question or exclamation."""
    return text[mark.end - 1] in ",?!—–-" or text[mark.end : mark.end + 2].lstrip("\"”'’»")[:1] == ","


def _behind(text: str, mark: Quoted, following: Quoted | None, found: Sequence[Cue], starts: list[int]) -> Voice | None:
    limit = min(
        mark.end + NEAR_AFTER, following.start if following else len(text), _sentence_end(mark.end, starts, len(text))
    )
    for cue in found:
        if mark.end <= cue.start < limit:
            gap = text[mark.end : cue.start]
            if (
                "\n" in gap
                or re.search(r"[;:.]\s", gap.rstrip(" "))
                or (cue.speaker is None and not gap.strip("\"”’'», "))
            ):
                return None
            if text[mark.end - 1] == "." and not gap.strip(
                "\"”’'» "
            ):  # "... stay." Kamau said: two sentences run together
                return None
            return Voice(cue, cue.speaker, 0.95 if cue.speaker else 0.6, _inviting(text, mark) or len(gap) < 40)
    return None


def _before(text: str, mark: Quoted, preceding: Quoted | None, found: Sequence[Cue], starts: list[int]) -> Voice | None:
    begin = max(mark.start - NEAR_BEFORE, _sentence_start(mark.start - 1, starts))
    for cue in reversed(found):
        if cue.end <= mark.start and cue.start >= begin:
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
    return None


def _sentence_start(place: int, starts: list[int]) -> int:
    return starts[max(0, bisect_right(starts, place) - 1)] if starts else 0


def _sentence_end(place: int, starts: list[int], length: int) -> int:
    i = bisect_right(starts, place)
    return starts[i] if i < len(starts) else length


def _borrowed(
    text: str,
    mark: Quoted,
    previous: tuple[Quoted, Voice] | None,
    found: Sequence[Cue],
    starts: list[int],
    voices: Voices,
) -> Voice | None:
    """A floating quotation: the speaker of the one before it in the paragraph, or who the sentence before introduces."""
    if previous and previous[1].speaker:
        gap = text[previous[0].end : mark.start]
        if mark.goes_on:
            return replace(previous[1], sure=0.9, adjoining=True)
        if gap.count("\n") == 0 and not _others_between(voices, previous[0].end, mark.start, previous[1].speaker):
            return replace(previous[1], sure=0.85, adjoining=True)
    introduced = _introduced(text, mark, found, starts)
    if introduced:
        return introduced
    if previous and previous[1].speaker and _alone(text, mark):
        gap = text[previous[0].end : mark.start]
        if gap.count("\n") <= 2 and not _others_between(voices, previous[0].end, mark.start, previous[1].speaker):
            return replace(previous[1], sure=FLOATING, adjoining=True)
    return None


def _others_between(voices: Voices, start: int, end: int, speaker: Speaker) -> bool:
    """Somebody else is named, as a person, between two quotations."""
    return any(
        m.type == "PERSON"
        and m.kind != "pronoun"
        and m.start != speaker.start
        and (not speaker.group or m.group_id != speaker.group)
        for m in voices.between(start, end)
    )


def _introduced(text: str, mark: Quoted, found: Sequence[Cue], starts: list[int]) -> Voice | None:
    """`Kamau was blunt about it, telling parliament so the same day: ` before the paragraph, or a sentence that says who speaks."""
    opening = mark.start - len(mark.mark)
    own = _sentence_start(opening, starts)
    if text[own:opening].strip():
        return None
    before = text[:own].rstrip()
    begin = _sentence_start(len(before) - 1, starts) if before else 0
    cue = next((c for c in reversed(found) if begin <= c.start < len(before)), None)
    if cue and cue.speaker and text[len(before) - 1] == ":":
        return Voice(cue, cue.speaker, 0.85, True)
    if cue and cue.speaker and "\n" not in text[len(before) : own]:
        return Voice(cue, cue.speaker, FLOATING, True)
    return None


def _alone(text: str, mark: Quoted) -> bool:
    """The quotation is a paragraph of its own."""
    line_start = text.rfind("\n", 0, mark.start) + 1
    line_end = text.find("\n", mark.end)
    rest = text[line_start : mark.start] + text[mark.end : line_end if line_end >= 0 else len(text)]
    return not WORD.search(rest)


def _same_as_before(voice: Voice, out: list[Quote], voices: Voices) -> Voice:
    """ "he said" without an antecedent: who spoke last, a few statements back at most."""
    last = next((q for q in reversed(out[-4:]) if q.speaker_group in voices.persons), None)
    if last is None or voice.speaker is None or voice.speaker.pronoun not in ("he", "she"):
        return voice
    if voices.broken(last.start, voice.speaker.start):
        return voice
    return replace(voice, speaker=replace(voice.speaker, group=last.speaker_group), sure=min(voice.sure, 0.7))


def _is_statement(doc: Doc, text: str, mark: Quoted, voice: Voice | None) -> bool:
    """Somebody's words, not a title, a nickname or a word held at arm's length."""
    content = text[mark.start : mark.end]
    found = WORD.findall(content)
    whole = (content[:1].isupper() and content[-1] in ".?!,…—–") or content[-1] in "?!"
    if not found:
        return False
    if voice and voice.adjoining and voice.cue:
        return len(found) > 3 or whole or text[mark.end : mark.end + 2].lstrip("\"”'’»")[:1] == ","
    if _title(found, content):
        return False
    if voice and voice.cue:
        return len(found) > 3
    return (whole and len(found) >= 3) or (len(found) >= 6 and _has_verb(doc, mark))


def _title(found: list[str], content: str) -> bool:
    """Every longer word has a capital, and no comma or full stop ends it: the name of a work."""
    return (
        len(found) > 1
        and content[-1] not in ".,"
        and all(w[0].isupper() or w[0].isdigit() or w.lower() in SMALL for w in found)
    )


def _has_verb(doc: Doc, mark: Quoted) -> bool:
    span = doc.char_span(mark.start, mark.end, alignment_mode="contract")
    if span is None or not doc.has_annotation("TAG"):
        return True
    return any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in span)


def _quote(text: str, mark: Quoted, voice: Voice | None) -> Quote:
    quote = Quote(mark.start, mark.end, text[mark.start : mark.end], "direct", confidence=0.9 if mark.closed else 0.6)
    if voice is None:
        return replace(quote, confidence=0.5 if mark.closed else 0.4)
    cue, who = voice.cue, voice.speaker
    return replace(
        quote,
        speaker_start=who.start if who else None, speaker_end=who.end if who else None, speaker_group=who.group if who else "",
        cue_start=cue.start if cue else None, cue_end=cue.end if cue else None, cue=folded(cue.lemma) if cue else "",
        addressee_group=cue.addressee if cue else "", confidence=round(quote.confidence * (voice.sure or 0.5), 2),
    )  # fmt: skip
