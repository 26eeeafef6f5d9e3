"""A quotation without a verb of its own in, its likely speaker out: who was introduced, who spoke before, who is spoken of."""

from __future__ import annotations

import re
from dataclasses import replace

from flows.extract.dialogue import answers, named_behind, told_of_above
from flows.extract.quote_marks import Quoted
from flows.extract.sayings import Voice
from flows.extract.tables import words
from flows.extract.told_so_far import FARTHEST, Context, as_speaker
from flows.extract.voices import Speaker
from flows.extract.works import WORD
from flows.records import Mention

FLOATING = 0.6
SPEAKS = ("PERSON", "ORG", "GPE", "NORP")
LABEL = 60  # characters of what stands before the colon in a list of statements
ATTRIBUTED = re.compile(r"[\"”’'»]\s*[:—–]\s+")  # "“We stay”: Kamau on a year of drought"


def borrowed(context: Context, mark: Quoted) -> Voice | None:
    """Who says a quotation without a verb; None where nothing tells."""
    opening = mark.opens
    line = context.line(opening)
    last = context.said[-1] if context.said else None
    voice = last[1] if last else None
    if last and voice and voice.speaker and opening - last[0].end < FARTHEST:
        if mark.goes_on:
            return replace(voice, sure=0.9, adjoining=True)
        colon = (
            context.page.text[max(0, opening - 3) : opening].rstrip()[-1:] == ":"
        )  # a new introduction, where it names somebody
        if colon and (named := _named_beside(context, mark, opening)):
            return named
        if last[0].end >= line and not _others(context, last[0].end, opening, voice.speaker):
            return replace(voice, sure=0.85, adjoining=False)
    return (
        _named_beside(context, mark, opening)
        or _introduced(context, opening, line)
        or _spoken_of(context, opening, line)
        or answers(context, mark)
        or named_behind(context, mark)
        or told_of_above(context, mark)
        or _goes_on_alone(context, mark, opening)
        or _labelled(context, opening, line)
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
        among = (m for m in voices.between(own, opening) if m.type in SPEAKS and not voices.inside(m.start))
        found = [m for m in among if m.surface.lower() not in words("speech", "relatives")]
        found = [m for m in found if m.surface.lower() != "it"] or found
        concerned = next((m for m in _concerned(context, own, opening) if m in found), None)
        first = concerned or next((m for m in found if voices.is_subject(m)), found[0] if found else None)
        speaker = as_speaker(first) if first else _noun_before(context, own, opening)
        return Voice(None, speaker, 0.75, True) if speaker else None
    if behind := ATTRIBUTED.match(page.text, mark.end):
        who = next(iter(voices.between(behind.end(), behind.end() + 1)), None)
        return Voice(None, as_speaker(who), 0.75, True) if who and who.type in SPEAKS else None
    return None


def _noun_before(context: Context, own: int, opening: int) -> Speaker | None:
    """ "One reviewer was blunter: “We stay.”": the subject, though it is no mention."""
    span = context.page.doc.char_span(own, opening, alignment_mode="contract")
    subject = next((t for t in span or () if t.dep_ == "nsubj" and t.head.dep_ != "relcl"), None)
    return context.voices.speaker(subject) if subject is not None else None


def _introduced(context: Context, opening: int, line: int) -> Voice | None:
    """`Kamau was blunt, telling parliament so the same day:` before the paragraph, or a sentence that says who speaks."""
    page = context.page
    own = page.sentence_start(opening)
    if page.text[own:opening].strip():
        return None
    end = _end_before(page.text, own)
    begin = page.sentence_start(end - 1) if end else 0
    colon = page.text[end - 1 : end] == ":"
    cue = next(
        (c for c in reversed(page.around(begin, own)) if begin <= c.start < end and c.speaker and not c.denied), None
    )
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
    subjects = [m for m in context.persons(begin, own) if context.voices.is_subject(m)] or _concerned(
        context, begin, own
    )
    if subjects and not context.voices.broken(subjects[0].start, opening):
        return Voice(None, as_speaker(subjects[0]), FLOATING, False)
    last = context.last(opening)
    asked = page.text[_end_before(page.text, own) - 1] == "?"
    return Voice(None, last[1], 0.5, False) if asked and last and page.text.count("\n", last[0], opening) <= 1 else None


def _concerned(context: Context, begin: int, end: int) -> list[Mention]:
    """ "For Kamau, it was simple." and "One of them was Kamau.\""""
    found = context.persons(begin, end)
    opens = [m for m in found if context.page.text[begin : m.start].strip().lower() == "for"]
    return opens or [m for m in found if context.voices.is_named_as(m)]


def _goes_on_alone(context: Context, mark: Quoted, opening: int) -> Voice | None:
    """A paragraph of nothing but speech: who spoke in the one before."""
    text = context.page.text
    last = context.last(opening)
    if not context.alone(mark) or last is None or text.count("\n", last[0], opening) > 2:
        return None
    return None if _others(context, last[0], opening, last[1]) else Voice(None, last[1], FLOATING, False)


def _labelled(context: Context, opening: int, line: int) -> Voice | None:
    """ "• Pilots' union: “We stay.”": what opens the line, where no name was found in it."""
    if opening - line > 2 * LABEL:
        return None
    label = re.match(r"[^\w\n]*([^\W_a-z][^\n:“”\"]*):\s*$", context.page.text[line:opening])
    if not label or len(label[1]) > LABEL:
        return None
    return Voice(None, Speaker(line + label.start(1), line + label.end(1)), FLOATING, True)


def spoke_before(context: Context, voice: Voice, but: str = "") -> Voice:
    """ "he said" without an antecedent: who came on since the last statement, else who made it; "it reads": who wrote it.

    `but` is a group that is not meant.
    """
    who = voice.speaker
    if who is not None and who.pronoun == "it" and voice.cue and voice.cue.lemma == "read":
        return _writer(context, voice, who)
    if who is not None and not who.pronoun:
        return _of_paper(context, voice, who)
    if who is not None and who.pronoun == "it":
        body = context.voices.body_before(who.start)
        return replace(voice, speaker=replace(who, group=body)) if body else voice
    if who is None or who.pronoun not in ("he", "she"):
        return voice
    last = context.last(who.start)
    line = context.line(who.start)
    above = context.line(max(0, line - 1))
    since = max(last[0] if last else 0, above, who.start - FARTHEST)
    group = _newcomer(context, since, who, but)
    if (
        not group
        and last
        and last[1].group != but
        and last[1].group in context.voices.persons
        and context.fits(last[1].group, who.pronoun)
    ):
        group = last[1].group
    group = group or _newcomer(context, max(above, who.start - FARTHEST), who, but)
    if not group or context.voices.broken(since if not last else last[1].start, who.start):
        return voice
    return replace(voice, speaker=replace(who, group=group), sure=min(voice.sure, 0.7))


def rather(context: Context, mark: Quoted, voice: Voice) -> Voice:
    """A "she" whom the quotation itself names is somebody else; so is one that the sentence right before it leaves out."""
    who = voice.speaker
    if who is None or who.pronoun not in ("he", "she") or not who.group or who.start < mark.start:
        return voice
    inside = context.voices.between(mark.start, mark.end)
    named = any(m.kind == "named" and m.group_id == who.group and not _of_self(context, m) for m in inside)
    line = context.line(mark.opens)
    begin = max(line, context.page.sentence_start(max(line, mark.opens - 2)), mark.opens - FARTHEST)
    before = (
        context.persons(begin, mark.opens)
        if begin < mark.opens and not context.voices.stretches.touching(begin, mark.opens - 1)
        else []
    )
    told = [m for m in before if m.kind != "pronoun"]
    main = [m for m in told if context.voices.is_subject(m, main=True) and context.fits(m.group_id, who.pronoun)]
    if main and main[-1].group_id != who.group:
        sure = context.gender.get(main[-1].group_id) and not context.gender.get(who.group)
        if sure or all(m.group_id != who.group for m in told):
            return replace(voice, speaker=replace(who, group=main[-1].group_id), sure=min(voice.sure, 0.7))
    return spoke_before(context, replace(voice, speaker=replace(who, group="")), who.group) if named else voice


def _of_self(context: Context, m: Mention) -> bool:
    """ "I, Kamau", "my name is Kamau"."""
    before = WORD.findall(context.page.text[max(0, m.start - 20) : m.start])
    return bool(before) and before[-1].lower() in ("i", "is", "am", "m")


def _newcomer(context: Context, start: int, who: Speaker, but: str) -> str:
    """The last person whom a sentence, else a clause, has for its subject there; else the only person there."""
    fit = (m for m in context.persons(start, who.start) if context.fits(m.group_id, who.pronoun))
    found = [m for m in fit if m.group_id != but]
    clauses = [m for m in found if context.voices.is_subject(m)]
    subjects = [m for m in clauses if context.voices.is_subject(m, main=True)] or clauses
    named = list({m.group_id for m in found if m.kind == "named"})
    return subjects[-1].group_id if subjects else named[0] if len(named) == 1 else ""


def _of_paper(context: Context, voice: Voice, paper: Speaker) -> Voice:
    """ "the letter said": whoever spoke before in the paragraph, if the letter was told of there."""
    text, last = context.page.text, context.last(paper.start)
    line = context.line(paper.start)
    noun = text[paper.start : paper.end].split()[-1].lower()
    if noun not in words("speech", "documents") or not last or not last[1].group or last[0] < line:
        return voice
    return (
        replace(voice, speaker=last[1], sure=0.6)
        if noun in text[max(line, last[0] - FARTHEST) : last[0]].lower()
        else voice
    )


def _writer(context: Context, voice: Voice, it: Speaker) -> Voice:
    """Of a letter or statement in the sentence before: who sends it there, else the subject of that sentence."""
    page = context.page
    line = context.line(it.start)
    mark = context.voices.stretches.touching(line, it.start)
    begin = max(line, page.sentence_start(max(line, (mark[-1].opens if mark else it.start) - 2)))
    span = page.doc.char_span(begin, mark[-1].opens if mark else it.start, alignment_mode="contract")
    paper = next((t for t in span or () if t.lemma_.lower() in words("speech", "documents")), None)
    found = [m for m in context.voices.between(begin, it.start) if m.group_id and m.type in SPEAKS]
    subjects = [m for m in found if context.voices.is_subject(m) and not context.voices.inside(m.start)]
    sends = [m for m in subjects if paper is not None and m.start > paper.idx][:1]
    author = next(iter([*sends, *subjects]), None) if paper is not None else None
    return replace(voice, speaker=replace(it, group=author.group_id), sure=min(voice.sure, 0.6)) if author else voice
