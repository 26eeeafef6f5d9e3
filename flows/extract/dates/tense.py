"""A date expression in its sentence in, whether it lies ahead or behind out: the verb it belongs to decides."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from flows.extract.tables import words

if TYPE_CHECKING:
    from flows.extract.words import Doc, Token

Tense = Literal["past", "future", "unknown"]

_FUTURE = re.compile(
    r"\b(?:(?:will|shall|would(?! have))(?: not)?(?: be)?(?: [a-z]+)?|won't|won’t|'ll|’ll"
    r"|(?:is|are|was|were|be|been|being|'s|’s|'re) (?:due|set|scheduled|expected|planned|slated|going|likely|about|supposed"
    r"|meant|poised) (?:to|for|on)|(?:is|are) to (?:be )?[a-z]+|(?:plan|hope|intend|aim|expect|vow|pledge|promise|prepare"
    r"|agree|want|decide|threaten)(?:s|e?d)? to|(?:scheduled|slated|set|planned) for|due (?:on|in|by|to)|upcoming)\b"
    r"|\b(?:by|until|till) \Z",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|said|told|took|made|held|began|came|went|left|met|rose|fell|won|lost|shot|struck|broke|fled|flew"
    r"|gave|got|grew|knew|led|paid|ran|saw|sent|sold|spoke|stood|swept|thought|threw|wrote|became|brought|built|found|hit"
    r"|killed|has been|have been|[a-z]{2,}ed)\b"
)
_AHEAD_OF = re.compile(r"\b(?:ahead of|in advance of|in time for|upcoming|coming)\s+(?:the\s+)?\Z", re.IGNORECASE)
_FOR = re.compile(r"\bfor\s+\Z", re.IGNORECASE)
_DAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_THE = re.compile(r"\b(?:[Tt]he|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir)\s+\Z")
_NOUN = re.compile(
    r"\s+(?!(?:and|or|but|to|in|at|on|of|for|when|after|before|by|with|from|that|as|is|was|were|will|has|had|would)\b)[A-Za-z]"
)
_WORD = re.compile(r"[a-z]+")
_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*\s+(?=[A-Z\"“‘'(])|\n")
_AHEAD = frozenset({"will", "shall", "'ll", "’ll", "wo", "going"})
LONGEST_CHAIN = 12  # heads followed; deeper nesting is a parser's mistake


def tense(doc: Doc, text: str, start: int, end: int) -> Tense:
    """From the parse where there is one, else from the words of the sentence before and after the date."""
    before, after = text[max(0, start - 40) : start], text[end : end + 30]
    if _AHEAD_OF.search(before):
        return "future"
    if _FOR.search(before) and _DAY.match(text, start) and not after.startswith(("'s", "’s")):
        return "future"  # "called a strike for Monday", but "blamed him for Monday's strike"
    if _THE.search(before) and _NOUN.match(after):  # "the September 17 strike": the verb speaks of something else
        return "unknown"
    if doc.has_annotation("DEP") and (found := _from_parse(doc, start, end)) != "unknown":
        return found
    return _from_words(text, start, end)


def _from_parse(doc: Doc, start: int, end: int) -> Tense:
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not len(span):
        return "unknown"
    if _follows_past_verb(doc, span.start):
        return "past"
    token: Token = span.root
    for _ in range(LONGEST_CHAIN):
        if token.head is token:
            break
        token = token.head
        if token.pos_ in ("VERB", "AUX") and (found := _of_verb(token)) != "unknown":
            return found
    return _of_verb(token) if token.pos_ in ("VERB", "AUX") else "unknown"


def _follows_past_verb(doc: Doc, at: int) -> bool:
    """ "said on Monday it will ...": parsers often give such a day to the second verb."""
    while at > 0 and doc[at - 1].lower_ in ("on", "in", "late", "early", "last", "this"):
        at -= 1
    return at > 0 and doc[at - 1].tag_ == "VBD"


def _of_verb(verb: Token) -> Tense:
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if helpers & _AHEAD or verb.lower_ in _AHEAD or ("would" in helpers and "have" not in helpers):
        return "future"
    if "to" in helpers:  # "plans to meet on Friday", but "failed to meet on Friday"
        governor = verb.head
        lemma = governor.lemma_.lower()
        ahead = lemma == "be" or lemma in words("dates", "plans")
        return "future" if ahead else "unknown"
    if verb.lemma_.lower() in ("schedule", "slate") and verb.tag_ == "VBN":
        return "future"
    if verb.tag_ in ("VBZ", "VBP") and not helpers and verb.lemma_.lower() in words("dates", "scheduled"):
        return "future"
    if helpers & {"was", "were", "had", "has", "have", "did", "been"} or verb.tag_ == "VBD":
        return "past"
    return "unknown"


def _from_words(text: str, start: int, end: int) -> Tense:
    before = _SENTENCE_END.split(text[max(0, start - 250) : start])[-1]
    after = _SENTENCE_END.split(text[end : end + 150])[0]
    ahead = [m.end() for m in _FUTURE.finditer(before)]
    ahead += [m.end() for m in _WORD.finditer(before) if m.group() in words("dates", "scheduled_forms")]
    behind = [m.end() for m in _PAST.finditer(before)]
    if ahead or behind:
        return "future" if max(ahead, default=-1) >= max(behind, default=-1) else "past"
    first_ahead, first_behind = _FUTURE.search(after), _PAST.search(after)
    if first_ahead and (first_behind is None or first_ahead.start() <= first_behind.start()):
        return "future"
    return "past" if first_behind else "unknown"
