"""Words quoted within a sentence in, whose they are out: "called it “a pilgrimage”"; scare quotes and nicknames are nobody's."""

from __future__ import annotations

import re

from flows.extract.cue_sentence import FINITE
from flows.extract.cues import Cue
from flows.extract.quote_marks import Quoted
from flows.extract.sayings import Page, Voice, inviting
from flows.extract.tables import words
from flows.extract.works import WORD

LONGEST_NAME = 5  # words of what something is called: "the Missile"
FARTHEST = 90  # characters between the verb and its quoted words


def is_fragment(page: Page, read: str, mark: Quoted, preceding: Quoted | None, own: Voice | None) -> bool:
    """The words go on with a sentence that began outside the marks, and are no whole sentence; `read` is the cased text.

    "... , he said, “and we shall go.”" goes on with quoted words and is none; nor are words that their speaker follows.
    """
    opening = mark.opens
    before = page.text[page.sentence_start(opening) : opening]
    if not read[mark.start].islower() or not WORD.search(before):
        return False
    if (
        before.rstrip().endswith(" that")
        and (cue := _verb_before(page, mark))
        and cue.lemma not in words("speech", "labelling")
    ):
        return _predicate(page, mark) or not _finite(page, mark.start, mark.end)  # a whole clause is quoted
    if before.rstrip()[-1:] not in (",", ":"):
        follows = own is not None and own.cue is not None and own.cue.start >= mark.end and inviting(page.text, mark)
        return not follows or _verb_before(page, mark) is not None
    return not (preceding and preceding.end > opening - len(before)) and _predicate(page, mark)


def _predicate(page: Page, mark: Quoted) -> bool:
    """Begins with a verb in a tense: "the relief, she said, “lasted as long as a sandwich”"."""
    span = page.doc.char_span(mark.start, mark.end, alignment_mode="contract")
    return span is not None and span[0].tag_ in FINITE


def _finite(page: Page, start: int, end: int) -> bool:
    """A verb in a tense stands there."""
    span = page.doc.char_span(start, end, alignment_mode="contract")
    return span is not None and any(t.tag_ in FINITE for t in span)


def governed(page: Page, read: str, mark: Quoted) -> Voice | None:
    """The verb of saying whose object or complement the words are; None for words held at arm's length."""
    cue = _verb_before(page, mark)
    if cue is None or cue.speaker is None or cue.denied:
        return None
    token = page.doc[cue.token]
    gap = page.text[cue.end : mark.opens].lower().split()
    few = len(WORD.findall(page.text[mark.start : mark.end])) <= LONGEST_NAME
    named = cue.lemma == "call" and few and read.startswith("the ", mark.start)
    as_one = gap[-2:-1] == ["as"] and cue.lemma in words("speech", "labelling")  # "described as a “coup”"
    named = (
        named or gap[-1:] == ["the"] or (gap[-1:] in (["a"], ["an"]) and not as_one)
    )  # "announced a “structured dialogue”"
    if named or (token.tag_ == "VB" and token.i and page.doc[token.i - 1].lower_ == "to"):  # "likes to call “the file”"
        return None
    if len(WORD.findall(page.text[mark.start : mark.end])) < 2 and cue.lemma not in words("speech", "labelling"):
        return None
    return Voice(cue, cue.speaker, 0.8, False)


def _verb_before(page: Page, mark: Quoted) -> Cue | None:
    """The verb of saying in the clause that the words end: neither a stop nor another verb in a tense stands between."""
    opening = mark.opens
    cue = next((c for c in reversed(page.around(mark.start, mark.start)) if c.end <= opening), None)
    if cue is None or cue.phrase or opening - cue.end > FARTHEST:
        return None
    stops = r"[;:.—–(\n]" if _predicate(page, mark) else r"[,;:.—–(\n]"
    return None if _finite(page, cue.end, opening) or re.search(stops, page.text[cue.end : opening]) else cue
