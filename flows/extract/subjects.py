"""A verb of saying in, who says it out: its subject, or who stands beside it where the parser saw none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.extract.sentences import said_forms
from flows.extract.tables import words
from flows.extract.voices import Speaker, Voices
from flows.records import Mention

if TYPE_CHECKING:
    from flows.extract.words import Doc, Token

SPEAKS = ("PERSON", "ORG", "NORP", "GPE")
CLOSING = frozenset({"”", "’", '"', "''", "»", "'"})
BREAKS = frozenset({",", "–", "—"})
STOPS = BREAKS | {":", ";"}
FARTHEST = 40  # tokens between "the mayor, who had walked there, said"


def who_says(doc: Doc, token: Token, voices: Voices) -> tuple[Token | None, Speaker | None]:
    """The subject's token, None where the parser has none, and who it is."""
    if headed := _of_headline(doc, token, voices):
        return headed, voices.speaker(headed)
    if aged := _aged(doc, token, voices):
        return doc[token.i - 4], aged
    subject = _quoted_by_others(token) or _subject(token, voices)
    if right_before := _right_before(doc, token, subject, voices):
        return right_before, voices.speaker(right_before)
    if subject is not None and voices.at.get(subject.idx) is None and (name := _opening_name(doc, token, voices)):
        return subject, name
    if subject is not None:
        return subject, voices.speaker(subject)
    return None, _beside(doc, token, voices) or _before_comma(doc, token, voices) or _of_first_verb(
        token, voices
    ) or _behind_verb(doc, token, voices)


def _of_headline(doc: Doc, token: Token, voices: Voices) -> Token | None:
    """ "Jordan recalls envoy, says Syria lied": a headline's second verb has the subject of its first; not "Talks fail, says Oslo"."""
    i, text = token.i, voices.text
    if token.tag_ != "VBZ" or not token.sent.start < i < token.sent.end - 2 or doc[i - 1].text != ",":
        return None
    line = text[text.rfind("\n", 0, token.idx) + 1 : (text + "\n").index("\n", token.idx)].rstrip()
    m = voices.at.get(doc[i + 1].idx)
    if m is None or line[-1:] in ".?!," or text[m.end : m.end + 1] != " ":
        return None
    first = next((t for t in doc[token.sent.start : i] if t.tag_ in ("VBZ", "VBP", "VBD")), None)
    return next((c for c in first.children if c.dep_ == "nsubj" and c.i < first.i), None) if first is not None else None


def _quoted_by_others(token: Token) -> Token | None:
    """ "the agency quoted Kamau as saying", "Kamau was quoted as saying": Kamau."""
    quoting = token.head.head if token.head.lower_ == "as" else token.head
    if token.tag_ != "VBG" or quoting.lemma_.lower() not in words("speech", "quoting"):
        return None
    passive = next((c for c in quoting.children if c.dep_ == "nsubjpass"), None)
    return passive or next((c for c in quoting.children if c.dep_ == "dobj" and c.i < token.i), None)


def _right_before(doc: Doc, token: Token, subject: Token | None, voices: Voices) -> Token | None:
    """ "A fell, the ministry said": who stands between comma and verb says it, whatever else the parser took for subject."""
    last = _last_before(doc, token)
    if last is None or (m := voices.at.get(last.idx)) is None or m.type not in SPEAKS:
        return None
    if subject is not None and (subject.i >= last.i or last.i - subject.i < 2 or last in set(subject.subtree)):
        return None
    first = last
    while first.i > token.sent.start and voices.at.get(doc[first.i - 1].idx) is m:
        first = doc[first.i - 1]
    between = doc[subject.i : first.i] if subject is not None else doc[max(token.sent.start, first.i - 8) : first.i]
    return last if any(t.text in STOPS for t in between) else None


def _last_before(doc: Doc, token: Token) -> Token | None:
    """The last word before a verb, its adverbs, helpers and a short form in brackets aside."""
    i = token.i - 1
    while i > token.sent.start and (doc[i].pos_ in ("ADV", "AUX") or doc[i].text == ")"):
        if doc[i].text == ")":
            while i > token.sent.start and doc[i].text != "(":
                i -= 1
        i -= 1
    return doc[i] if i >= token.sent.start else None


def _before_comma(doc: Doc, token: Token, voices: Voices) -> Speaker | None:
    """ "An official of the body, known as CAF, said": who stands before the aside."""
    closing = _last_before(doc, token)
    if closing is None or closing.text not in BREAKS:
        return None
    for i in range(closing.i - 1, max(token.sent.start, closing.i - FARTHEST), -1):
        if doc[i].text == closing.text and doc[i - 1].pos_ in ("NOUN", "PROPN") and not voices.inside(doc[i].idx):
            return voices.speaker(_head_of(doc, i - 1, token.sent.start, voices))
    return None


def _aged(doc: Doc, token: Token, voices: Voices) -> Speaker | None:
    """ "Kamau, 41, said": who stands before the age."""
    aside = [t.text for t in doc[max(token.sent.start, token.i - 3) : token.i]]
    if len(aside) < 3 or aside[0] != "," or not aside[1].isdigit() or aside[2] != ",":
        return None
    m = voices.at.get(doc[token.i - 4].idx) if token.i - 4 >= token.sent.start else None
    return Speaker(m.start, m.end, m.group_id) if m and m.type in SPEAKS else None


def _opening_name(doc: Doc, token: Token, voices: Voices) -> Speaker | None:
    """ "Kamau, who planned the march, the largest in years, thinks": the person before the first of the commas."""
    if token.i <= token.sent.start or doc[token.i - 1].text != ",":
        return None
    first = next(
        (m for m in voices.between(token.sent.start_char, token.idx) if m.type == "PERSON" and m.kind == "named"), None
    )
    if first is None or voices.text[first.end : first.end + 1] != "," or voices.inside(first.start):
        return None
    return Speaker(first.start, first.end, first.group_id)


def _head_of(doc: Doc, i: int, start: int, voices: Voices) -> Token:
    """The noun that "of the body" belongs to, else the token itself."""
    noun = doc[i]
    while noun.dep_ == "pobj" and noun.head.dep_ == "prep" and noun.head.head.pos_ in ("NOUN", "PROPN"):
        noun = noun.head.head
    return noun if noun.i >= start and not voices.inside(noun.idx) else doc[i]


def _of_first_verb(token: Token, voices: Voices) -> Speaker | None:
    """ "The office confirmed the call but said": who stands before the verb that this one is joined to."""
    head = token.head
    if token.dep_ != "conj" or head.i >= token.i or head.pos_ != "VERB":
        return None
    last = _last_before(token.doc, head)
    return voices.speaker(last) if last is not None and last.pos_ in ("NOUN", "PROPN", "PRON") else None


def _behind_verb(doc: Doc, token: Token, voices: Voices) -> Speaker | None:
    """ "“Where to?” asked the branch of the union": what the parser has for the object."""
    if token.i == 0 or doc[token.i - 1].text not in CLOSING:
        return None
    behind = [
        c for t in token.children if t.dep_ == "prep" and t.i == token.i + 1 for c in t.children
    ]  # "went on Kamau"
    who = next(
        (
            c
            for c in [*token.children, *behind]
            if c.dep_ in ("dobj", "pobj", "attr", "npadvmod") and c.i > token.i and not voices.inside(c.idx)
        ),
        None,
    )
    return voices.speaker(who) if who is not None else None


def _subject(token: Token, voices: Voices) -> Token | None:
    """Subject of the verb; of the verb it is joined to, when it has none of its own ("..., adding that")."""
    verb = token
    for _ in range(3):
        own = [c for c in verb.children if c.dep_ in ("nsubj", "csubj") and not voices.inside(c.idx)]
        if own:
            behind = [c for c in own if c.i > verb.i and verb.i > 0 and verb.nbor(-1).text == ","]
            if behind and verb is token:  # "Both versions, notes Kamau, may be true"
                return behind[0]
            who = voices.at.get(own[0].idx)
            if verb.dep_ == "relcl" and own[0].tag_ in ("WP", "WDT") and not (who and who.group_id):
                return verb.head  # "a man who said": the man
            return own[0]
        if verb.dep_ == "relcl" and verb.head.pos_ in ("NOUN", "PROPN"):
            return verb.head
        if verb.dep_ not in ("conj", "advcl", "xcomp", "acl", "pcomp", "prep", "ccomp") or verb.head.i == verb.i:
            return None
        if verb.dep_ == "acl":
            return verb.head
        if verb.dep_ == "xcomp" and (told := [c for c in verb.head.children if c.dep_ == "nsubjpass"]):
            return told[0]  # "a man is said to have shouted"
        if verb.dep_ == "ccomp" and verb.head.lemma_.lower() in words("speech", "verbs"):
            return None
        verb = verb.head
    return None


def _beside(doc: Doc, token: Token, voices: Voices) -> Speaker | None:
    """`said Kamau` and `Kamau said` where the parser saw no subject: the mention that touches the verb."""
    after = token.i + 1
    while (
        after < len(doc)
        and after - token.i < 5
        and (
            doc[after].pos_ in ("DET", "ADJ")
            or (doc[after].idx not in voices.at and doc[after].pos_ in ("NOUN", "PROPN"))
        )
    ):
        after += 1
    for i in (after, token.i - 1):
        if (
            0 <= i < len(doc)
            and not voices.inside(doc[i].idx)
            and (m := voices.at.get(doc[i].idx))
            and m.type in ("PERSON", "ORG", "NORP", "GPE")
        ):
            if i > token.i and not _inverted(token, m, voices.text):
                continue
            return voices.speaker(doc[i])
    return None


def _inverted(verb: Token, m: Mention, text: str) -> bool:
    """Only plain verbs of saying stand before who says it: "said Kamau", never "described Kamau's"."""
    return m.kind != "pronoun" and verb.lower_ in said_forms() and text[m.end : m.end + 2] not in ("'s", "’s")
