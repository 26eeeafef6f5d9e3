"""A parsed doc in, its verbs of saying with who says it and to whom out; none inside quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from flows.extract.speech_tags import tags_speech
from flows.extract.subjects import who_says
from flows.extract.tables import table, words
from flows.extract.voices import Speaker, Voices

if TYPE_CHECKING:
    from flows.extract.words import Doc, Token


@dataclass(frozen=True, slots=True)
class Cue:
    """One verb (or phrase) that hands the word to somebody."""

    token: int
    start: int
    end: int
    lemma: str
    sentence: int  # token where its sentence starts
    speaker: Speaker | None
    addressee: str = ""  # group
    phrase: bool = False  # "according to", "in her view": no verb
    denied: bool = False  # "has not said", "declined to say": nothing is said


def cues(doc: Doc, voices: Voices) -> list[Cue]:
    """Verbs and phrases of saying outside quotation marks, in text order."""
    if not doc.has_annotation("DEP"):
        return []
    found = [c for token in doc if (lemma := _saying(token, voices)) and (c := _verb(doc, token, lemma, voices))]
    found += [c for m in _according().finditer(voices.text) if (c := _phrase(doc, m, voices))]
    found += [c for m in _opening().finditer(voices.text) if (c := _phrase(doc, m, voices))]
    found += [c for m in _in_view().finditer(voices.text) if (c := _view(doc, m, voices))]
    return _told_on(doc, sorted(found, key=lambda c: c.start))


def _told_on(doc: Doc, found: list[Cue]) -> list[Cue]:
    """ "The ministry said a strike would cost it dear, and warned": a verb without subject behind ", and" is the first teller's."""
    out: list[Cue] = []
    for cue in found:
        before = out[-1] if out else None
        if before is not None and _goes_on(doc, before, cue):
            cue = replace(cue, speaker=before.speaker)
        out.append(cue)
    return out


def _goes_on(doc: Doc, before: Cue, cue: Cue) -> bool:
    first, verb = doc[before.token], doc[cue.token]
    if (
        before.phrase
        or cue.phrase
        or before.sentence != cue.sentence
        or before.speaker is None
        or first.tag_ != verb.tag_
    ):
        return False
    if cue.speaker is not None and not before.end <= cue.speaker.start < cue.start:
        return False
    i = cue.token - 1
    while i > before.token and doc[i].pos_ in ("ADV", "AUX", "PART"):
        i -= 1
    own = any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)
    return not own and doc[i].pos_ == "CCONJ" and doc[i - 1].text == ","


@cache
def _according() -> re.Pattern[str]:
    """The phrases, whatever stands between their words."""
    phrases = "|".join(re.escape(p) for p in sorted(words("speech", "according")))
    return re.compile(rf"\b(?:{phrases})\b", re.I)


@cache
def _opening() -> re.Pattern[str]:
    """ "Per the cook, A": where the sentence begins."""
    phrases = "|".join(w.capitalize() for w in sorted(words("speech", "opening")))
    return re.compile(rf"(?:^|(?<=[.?!\n] ))(?:{phrases})\b", re.M)


@cache
def _in_view() -> re.Pattern[str]:
    """ "in her view", "in Kamau's words": group 1 is whose."""
    held = "|".join(sorted(words("speech", "held")))
    return re.compile(rf"\bin (his|her|their|its|[^\s,]+ ?[^\s,]*['’]s?) (?:own )?(?:{held})\b", re.I)


@cache
def _set_phrases() -> dict[str, list[list[str]]]:
    """First lemma -> the words that follow it: "point" -> [["out"]]."""
    found: dict[str, list[list[str]]] = {}
    for phrase in table("speech")["set_phrases"]:
        first, *rest = phrase.split()
        found.setdefault(first, []).append(rest)
    return found


def _saying(token: Token, voices: Voices) -> str:
    """The lemma that makes a token a verb of saying, with the rest of a set phrase; '' for others."""
    lemma = str(token.lemma_).lower()
    for rest in _set_phrases().get(lemma, ()):
        if [t.lower_ for t in token.doc[token.i + 1 : token.i + 1 + len(rest)]] == rest:
            return " ".join((lemma, *rest))
    if lemma == "hear":  # "the court heard that"
        return (
            lemma if any(c.dep_ == "nsubj" and c.lemma_ in words("speech", "hearers") for c in token.children) else ""
        )
    known = lemma in words("speech", "verbs") or _taken_for_noun(token)
    return lemma if known or tags_speech(token, voices) else ""


def _taken_for_noun(token: Token) -> bool:
    """ "“We stay,” the 55-year-old said": the tagger takes a verb behind an adjective for its noun."""
    return token.lower_ in ("said", "says") and token.pos_ != "VERB" and token.i > 0 and token.nbor(-1).pos_ == "ADJ"


def _verb(doc: Doc, token: Token, lemma: str, voices: Voices) -> Cue | None:
    if voices.inside(token.idx):
        return None
    if _taken_for_noun(token) and token.lemma_ != "say":
        return _of_adjective(doc, token, voices)
    if token.pos_ not in ("VERB", "AUX") or token.dep_ in ("amod", "compound"):
        return None
    if any(c.dep_ in ("nsubjpass", "auxpass") for c in token.children):
        subject = next((o for c in token.children if c.dep_ == "agent" for o in c.children if o.dep_ == "pobj"), None)
        if subject is None or lemma not in words("speech", "addressed"):
            return None
        speaker = voices.speaker(subject)  # "she was told by her surgeon"
    elif _participle(token):
        return None
    else:
        subject, speaker = who_says(doc, token, voices)
    last = doc[token.i + lemma.count(" ")]
    return Cue(
        token.i, token.idx, last.idx + len(last.text), lemma, token.sent.start, speaker,
        _addressee(token, voices), denied=_denied(token, subject),
    )  # fmt: skip


def _of_adjective(doc: Doc, token: Token, voices: Voices) -> Cue:
    """Who says it is what stands between the verb and the mark or article before it."""
    first = token.i - 1
    while first > token.sent.start and (
        doc[first - 1].is_alpha or doc[first - 1].like_num or doc[first - 1].text == "-"
    ):
        if doc[first - 1].pos_ == "DET":
            break
        first -= 1
    start, end = doc[first].idx, doc[token.i - 1].idx + len(doc[token.i - 1])
    known = voices.at.get(end - 1)
    group = known.group_id if known else ""
    return Cue(token.i, token.idx, token.idx + len(token), "say", token.sent.start, Speaker(start, end, group))


def _participle(token: Token) -> bool:
    """ "a duck found on Monday", "asked whether": told of, not telling."""
    helped = any(c.dep_ == "aux" and c.lemma_ in ("have", "’ve", "'ve") for c in token.children)
    joined = token.dep_ == "conj" and token.head.tag_ == "VBN"
    own = any(c.dep_ == "nsubj" for c in token.children)  # "Kamau, once a miner, joked": a past tense
    return token.tag_ == "VBN" and token.lemma_ != "say" and not helped and not joined and not own


def _denied(token: Token, subject: Token | None) -> bool:
    """ "has not said", "nobody says", "declined to say", "let me say", "did she say"."""
    nots = [c for c in token.children if (c.dep_ == "neg" or c.lower_ == "never") and c.i < token.i]
    if any(all(t.text != "," for t in token.doc[c.i : token.i]) for c in nots):  # not "It does not, he says"
        return True
    opens = token.i == token.sent.start and (subject is None or subject.i > token.i) and token.tag_ in ("VBD", "VBN")
    if opens and token.lemma_.lower() in words("speech", "addressed"):
        return True  # "Told that it was closed, she left"
    if subject is not None and (
        subject.lower_ in words("speech", "nobody") or any(c.lower_ == "no" for c in subject.children)
    ):
        return True
    if subject is not None and any(c.dep_ == "aux" and c.lemma_ == "do" and c.i < subject.i for c in token.children):
        return True  # "what does she think will happen?"
    return (
        token.dep_ in ("xcomp", "ccomp")
        and (
            token.head.lemma_.lower() in words("speech", "unsaid") or any(c.dep_ == "neg" for c in token.head.children)
        )
        and token.tag_ == "VB"
    )


def _addressee(token: Token, voices: Voices) -> str:
    lemma = token.lemma_.lower()
    for c in token.children:
        if c.dep_ in ("dobj", "dative", "iobj") and lemma in words("speech", "addressed") and c.pos_ != "ADP":
            return _group(voices, c)
        if (
            c.lower_ == "to"
            and c.dep_ in ("prep", "dative")
            and lemma in words("speech", "addressed_with_to") | words("speech", "addressed")
        ):
            return next((_group(voices, o) for o in c.children if o.dep_ == "pobj"), "")
    return ""


def _group(voices: Voices, token: Token) -> str:
    m = voices.at.get(token.idx)
    return m.group_id if m else ""


def _phrase(doc: Doc, match: re.Match[str], voices: Voices) -> Cue | None:
    """ "according to the ministry": the mention, or the noun, right behind the phrase."""
    if voices.inside(match.start()):
        return None
    span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
    if span is None:
        return None
    last = span[-1]
    objects = [c for c in last.children if c.dep_ == "pobj"] or [
        c for c in last.head.children if c.dep_ == "pobj" and c.i > last.i
    ]
    speaker = voices.speaker(objects[0]) if objects else None
    return Cue(span.start, match.start(), match.end(), match.group().lower(), span[0].sent.start, speaker, phrase=True)


def _view(doc: Doc, match: re.Match[str], voices: Voices) -> Cue | None:
    """ "in her view": whose it is stands inside the phrase."""
    whose = next((t for t in _tokens(doc, match.start(1), match.end(1)) if t.idx in voices.at), None)
    if whose is None or voices.inside(match.start()):
        return None
    first = next(_tokens(doc, match.start(), match.end()))
    return Cue(
        first.i, match.start(), match.end(), match.group().lower(), first.sent.start, voices.speaker(whose), phrase=True
    )


def _tokens(doc: Doc, start: int, end: int) -> Iterator[Token]:
    span = doc.char_span(start, end, alignment_mode="expand")
    return iter(span if span is not None else ())
