"""Where a reported statement starts in, where it ends out: the article, or another voice, goes on in the same sentence."""

from __future__ import annotations

from flows.extract.cue_sentence import FINITE, Sentence
from flows.extract.cues import Cue
from flows.extract.tables import words

LONGEST_ITEM = 25  # tokens from one verb of a list to the next


def outer_end(s: Sentence) -> int:
    """The end of the clause the verb itself stands in: "Seth, who said A, left"; "while he said A, they left"."""
    verb = s.verb
    inner = verb.dep_ in ("relcl", "acl") or (verb.dep_ == "advcl" and verb.head.i > verb.i)
    return min(s.end, int(verb.right_edge.i) + 1) if inner and verb.right_edge.i > s.behind else s.end


def statement_end(s: Sentence, start: int, end: int) -> int:
    """Where a statement that starts here ends: at a semicolon, or where the sentence goes on in its own voice."""
    stop = s.first(start, end, frozenset({";"}))
    helped = _first_auxiliary(s, start, stop)
    for i in range(start + 1, stop):
        if i + 1 < stop and s.closes(i) and s.doc[i - 1].text in (".", "?", "!"):
            return i + 1  # a quoted sentence ends here, and with it what is said
        if s.outside(i) and (
            _other_voice(s, i, stop) or _verb_of_the_teller(s, i, stop, helped) or _listed(s, i, stop)
        ):
            return i
    return stop


def _other_voice(s: Sentence, i: int, stop: int) -> bool:
    """ ", though an official said", "and denied that": a conjunction with another verb of saying of its own subject."""
    token = s.doc[i]
    if token.lower_ == "which" and s.doc[i - 1].text == "," and s.closes(i - 2):
        return True
    if token.lower_ not in words("speech", "turns_to"):
        return False
    after = i + 1
    while after < stop and s.doc[after].pos_ in ("ADV", "AUX", "PART"):
        after += 1
    comma = s.doc[i - 1].text == ","
    other = next(
        (
            c
            for c in s.others
            if i < c.token < stop and (token.lower_ == "as" or _reports(s, c) or (comma and c.token == after))
        ),
        None,
    )
    if other is None:
        return False
    if other.token == after and s.finite(i + 1, after + 1):  # "and denied": the same speaker again
        return True
    clear = not any(
        s.doc[k].tag_ in FINITE or s.doc[k].lower_ == "that" for k in range(i + 1, other.token) if k != other.token - 1
    )
    return comma and clear and other.speaker is not None and other.speaker.start > token.idx


def _listed(s: Sentence, i: int, stop: int) -> bool:
    """ "denied that A, accused B of C and demanded D": a list of what the teller says, each in the tense of the first."""
    if s.doc[i].text != "," or i + 1 >= stop or not any(c.token == i + 1 for c in s.others):
        return False
    verb = s.doc[i + 1]
    taken = any(c.dep_ in ("dobj", "ccomp") for c in verb.children)
    ahead = any(
        s.doc[k].lower_ in ("and", "but") and s.doc[k + 1].tag_ == verb.tag_
        for k in range(i + 2, min(s.end - 1, i + LONGEST_ITEM))
    )
    return verb.tag_ == s.verb.tag_ and verb.tag_ in ("VBD", "VBZ", "VBP") and taken and ahead


def _reports(s: Sentence, other: Cue) -> bool:
    """The other verb has a clause of its own: "promised that", "said it", not "promised to", "agreed"."""
    behind = s.doc[min(other.token + other.lemma.count(" ") + 1, s.end - 1)]
    clause = any(c.dep_ == "ccomp" and c.i > other.token for c in s.doc[other.token].children)
    return (
        behind.lower_ == "that"
        or _joined(s, other)
        or (clause and behind.lower_ != "to")
        or other.lemma in words("speech", "quotation_only")
    )


def _joined(s: Sentence, other: Cue) -> bool:
    """The parser ties the other verb to the teller's own, whatever it makes of the clause behind it."""
    verb = s.doc[other.token]
    return bool(verb.dep_ == "conj" and verb.head.i == s.verb.i and verb.tag_ == s.verb.tag_)


def _first_auxiliary(s: Sentence, start: int, stop: int) -> bool:
    first = next((s.doc[i] for i in range(start, stop) if s.doc[i].tag_ in FINITE), None)
    return first is not None and first.tag_ == "MD"


def _verb_of_the_teller(s: Sentence, i: int, stop: int, helped: bool) -> bool:
    """ "said it would stay and rules out a sale": behind "would" a bare tense is no part of what is said."""
    if not helped or s.doc[i].lower_ not in ("and", "but", "then") or i + 1 >= stop:
        return False
    verb = s.doc[i + 1]
    return verb.pos_ == "VERB" and verb.tag_ == s.verb.tag_ and verb.tag_ in ("VBD", "VBZ", "VBP") and s.outside(i + 1)
