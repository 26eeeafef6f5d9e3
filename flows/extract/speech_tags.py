"""A verb behind a quotation in, whether it hands the word to somebody out, though no list has it: "“We stay,” she trilled"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flows.extract.tables import words
from flows.extract.voices import Voices
from flows.extract.works import is_name_of_work

if TYPE_CHECKING:
    from flows.extract.words import Token

FARTHEST = 70  # characters between the closing mark and the verb
TENSES = ("VBD", "VBZ", "VBP")
# the closing mark, and who speaks in front of the verb
TAG = re.compile(
    r"(?P<end>[,?!…—–-])(?P<mark>[\"”’'»]),?\s+(?P<who>[^.;:?!…“”\"«»\n]*)$|(?<=[\"”’'»])(?P<comma>,)\s+(?P<only>[^.;:?!…“”\"«»\n]*)$"
)


def tags_speech(token: Token, voices: Voices) -> bool:
    """The first verb of a clause that stands right behind the closing mark of speech: of speech that ends with a comma, or goes on in lower case."""
    if token.tag_ not in TENSES or token.lemma_.lower() in words("speech", "helpers"):
        return False
    before = voices.text[max(0, token.idx - FARTHEST) : token.idx]
    match = TAG.search(before)
    if not match:
        return False
    who = match["who"] if match["comma"] is None else match["only"]
    closing = token.idx - len(who)
    said = voices.stretches.at(_inside(voices.text, closing))
    if said is None or is_name_of_work(voices.text[said.start : said.end]) or voices.text[said.start].islower():
        return False
    if match["end"] and match["end"] != "," and not (who[:1].islower() or not who):
        return False  # "“Why now?” Kamau left": a sentence of its own
    if any(t.lemma_.lower() in words("speech", "verbs") and t.tag_ in TENSES for t in _rest(token)):
        return False  # "“...,” lead author Kamau said": the tagger takes an adjective for a verb
    near = token.doc[max(token.sent.start, token.i - FARTHEST) : token.i + 1]
    first = next((t for t in near if t.idx >= closing and t.tag_ in (*TENSES, "MD")), None)
    named = any(c.dep_ == "nsubj" and c.idx >= closing and c.tag_ not in ("WP", "WDT") for c in token.children)
    return first is not None and (first.i == token.i or _beside(first)) and (named or (not who and _followed(token)))


def _rest(verb: Token) -> list[Token]:
    """What follows up to the next mark or stop."""
    rest = []
    for t in verb.doc[verb.i + 1 : verb.sent.end]:
        if t.is_punct:
            break
        rest.append(t)
    return rest


def _inside(text: str, place: int) -> int:
    """The last character within the marks before a place."""
    while place > 0 and (text[place - 1].isspace() or text[place - 1] in ",\"”’'»"):
        place -= 1
    return place - 1


def _beside(verb: Token) -> bool:
    """A verb that only tells who speaks: "Kamau, who walked there, trilled"."""
    return verb.dep_ in ("relcl", "aux", "advcl") or (verb.dep_ == "aux" and verb.head.dep_ == "relcl")


def _followed(verb: Token) -> bool:
    """ "“Seven,” came the voice": who speaks stands behind."""
    behind = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else None
    return behind is not None and behind.pos_ in ("DET", "PROPN", "NOUN", "PRON", "ADJ")
