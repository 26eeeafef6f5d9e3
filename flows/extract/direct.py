"""Quotation marks and verbs of saying in, direct quotations with their speakers out; scare quotes and titles stay out.

Words quoted within the writer's own sentence ("called it “a pilgrimage”") are `mixed`, with their marks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from flows.extract.cues import Cue
from flows.extract.floating import borrowed, rather, spoke_before
from flows.extract.fragments import governed, is_fragment
from flows.extract.nlp import cased
from flows.extract.person_names import folded
from flows.extract.quote_marks import Quoted
from flows.extract.sayings import Page, Voice, own_voice
from flows.extract.tables import words
from flows.extract.told_so_far import Context
from flows.extract.voices import Voices
from flows.extract.works import WORD, is_name_of_work, named
from flows.records import Quote

if TYPE_CHECKING:
    from flows.extract.words import Doc


LONGEST_HEADLINE = 400  # characters
HEADLINE = 3  # words of a headline's quotation, at least


def direct_quotes(
    doc: Doc, marks: Sequence[Quoted], found: Sequence[Cue], voices: Voices, reported: Sequence[Quote] = ()
) -> list[Quote]:
    """Quotations in text order; `reported` are the indirect statements, whose speakers may speak on."""
    page = Page(doc, voices.text, found)
    context = Context(page, voices, reported, marks)
    read = cased(doc)
    out: list[Quote] = []
    for k, mark in enumerate(marks):
        voice = _chained_voice(page, marks, k)
        if is_fragment(page, read, mark, marks[k - 1] if k else None, voice):
            if voice := governed(page, read, mark):
                out.append(_fragment(page.text, mark, voice))
            continue
        if voice is None or voice.speaker is None:
            likely = borrowed(context, mark)
            voice = replace(likely, cue=voice.cue) if likely and voice else likely or voice
        if voice and voice.speaker:
            voice = rather(context, mark, voice)
        if voice and voice.speaker and not voice.speaker.group:
            voice = spoke_before(context, voice)
        if _is_statement(doc, page.text, mark, voice) or _headline(page.text, mark, marks):
            out.append(_quote(page.text, mark, voice))
            context.said.append((mark, voice))
    return out


def _chained_voice(page: Page, marks: Sequence[Quoted], k: int) -> Voice | None:
    """The verb at the quotation, or at the last paragraph of the speech that it opens."""
    voice = own_voice(page, marks, k)
    while voice is None and k + 1 < len(marks) and marks[k + 1].goes_on:
        k += 1
        voice = own_voice(page, marks, k)
    return voice


def _is_statement(doc: Doc, text: str, mark: Quoted, voice: Voice | None) -> bool:
    """Somebody's words, not a title, a nickname or a word held at arm's length."""
    content = text[mark.start : mark.end]
    found = WORD.findall(content)
    if not found or named(text, mark.opens):
        return False
    if voice and voice.speaker and text[voice.speaker.start : voice.speaker.end].lower() in words("speech", "signs"):
        return False
    whole = (content[:1].isupper() and content[-1] in ".?!,…—–") or content[-1] in "?!"
    comma = "," in (content[-1], text[mark.end : mark.end + 2].lstrip("\"”'’»")[:1])
    if voice and voice.adjoining and voice.cue:
        goes_on = (
            content[-1] in ".?!"
            and voice.cue.end < mark.start
            and text[mark.opens - 2 : mark.opens].rstrip().endswith(",")
        )
        return len(found) > 3 or whole or comma or goes_on
    if is_name_of_work(content):
        return voice is not None and voice.speaker is not None and bool(voice.speaker.group) and _is_head(text, mark)
    ends = content[-1] in ".?!…"
    if voice and voice.cue:
        return len(found) > 3 or (whole and ends)
    return (whole and len(found) >= (1 if voice and ends else 3)) or (
        len(found) >= (4 if voice else 6) and _has_verb(doc, mark)
    )


def _headline(text: str, mark: Quoted, marks: Sequence[Quoted]) -> bool:
    """Words that open the first line before a colon, or that speech further down has again."""
    end = text.find("\n")
    if mark.end > min(end, LONGEST_HEADLINE) or len(WORD.findall(text[mark.start : mark.end])) < HEADLINE:
        return False
    plain = [" ".join(WORD.findall(folded(text[m.start : m.end]))) for m in (mark, *marks)]
    opens = not WORD.search(text, 0, mark.start) and text[mark.closes : mark.closes + 2].lstrip()[:1] == ":"
    again = sum(f" {plain[0]} " in f" {other} " for other in plain[1:]) > 1
    return again or (opens and not is_name_of_work(text[mark.start : mark.end]))


def _is_head(text: str, mark: Quoted) -> bool:
    """ "Minister: ‘We Will Not Sell’": the first line is a label, a colon and the words."""
    before, behind = text[: mark.opens], text[mark.closes : mark.closes + 1]
    return "\n" not in before and before.rstrip()[-1:] == ":" and behind in ("\n", "")


def _has_verb(doc: Doc, mark: Quoted) -> bool:
    span = doc.char_span(mark.start, mark.end, alignment_mode="contract")
    if span is None or not doc.has_annotation("TAG"):
        return True
    return any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in span)


def _fragment(text: str, mark: Quoted, voice: Voice) -> Quote:
    """Quoted words of a sentence, with their marks and the article that belongs to them ("described as a “coup”")."""
    start, end = mark.opens, mark.closes
    if article := re.search(r"(?<=\bas )an? $", text[max(0, start - 6) : start]):
        start -= len(article.group())
    return replace(_quote(text, mark, voice), start=start, end=end, surface=text[start:end], kind="mixed")


def _quote(text: str, mark: Quoted, voice: Voice | None) -> Quote:
    quote = Quote(mark.start, mark.end, text[mark.start : mark.end], "direct", confidence=0.9 if mark.closed else 0.6)
    if voice is None:
        return replace(quote, confidence=0.5 if mark.closed else 0.4)
    cue, who = voice.cue, voice.speaker
    if who and text[who.start : who.end].lower() in words("speech", "unnamed"):
        who = None
    return replace(
        quote,
        speaker_start=who.start if who else None, speaker_end=who.end if who else None, speaker_group=who.group if who else "",
        cue_start=cue.start if cue else None, cue_end=cue.end if cue else None, cue=folded(cue.lemma) if cue else "",
        addressee_group=cue.addressee if cue else "", confidence=round(quote.confidence * (voice.sure or 0.5), 2),
    )  # fmt: skip
