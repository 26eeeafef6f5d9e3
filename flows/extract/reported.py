"""A verb or phrase of saying in its sentence in, the stretches of tokens it reports without quotation marks out.

Three shapes: "the ministry said (that) A", "A, the ministry said, B" with one or two stretches, "according to X, A". The
parser is asked for subjects and clauses; where a statement starts and ends is mostly told by commas, conjunctions and
other verbs of saying.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from flows.extract.cue_sentence import CLOSERS, FINITE, OPENERS, STOPS, Sentence, is_past
from flows.extract.cues import Cue
from flows.extract.statement_ends import outer_end, statement_end
from flows.extract.tables import words
from flows.extract.voices import Voices

if TYPE_CHECKING:
    from flows.extract.words import Doc, Token

Stretch = tuple[int, int]  # tokens, end exclusive
LONGEST_SUBJECT = 14  # tokens before an inserted verb: "Russia's National Antiterrorism Committee (NAC) reported"
LONGEST_ASIDE = 14  # tokens of "said by telephone from Nouakchott" behind it
IN_SUBJECT = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON", "PART", "ADP", "CCONJ", "ADV", "AUX"})


def reported(doc: Doc, cue: Cue, near: Sequence[Cue], voices: Voices) -> list[Stretch]:
    """What one cue reports; `near` are the cues around it, itself among them. Empty when nothing is reported."""
    s = Sentence(doc, cue, near, voices)
    if cue.phrase:
        return _around(s, cue.token, _phrase_end(s))
    only_quotes = only_quotes_of(cue.lemma)
    subject = None if only_quotes else _inserted_from(s)
    aside = _aside_end(s)
    if subject is not None and aside is not None:
        return _around(s, subject, aside, inverted=_inverted(s))
    behind_quote = subject is not None and s.closes(subject - 1)
    infinitive = s.verb.tag_ == "VB" and s.verb.i > s.start and doc[s.verb.i - 1].lower_ == "to"
    following = _clause(s, aside, bare=not behind_quote and not infinitive)
    return [following] if following else []


def only_quotes_of(lemma: str) -> bool:
    """A verb that hands over words between marks, and no clause: so the lists say, or it is in none."""
    known = lemma in words("speech", "verbs") or " " in lemma or lemma == "hear"
    return lemma in words("speech", "quotation_only") or not known


def _inverted(s: Sentence) -> bool:
    who = s.cue.speaker
    return who is not None and who.start >= s.cue.end


def _inserted_from(s: Sentence) -> int | None:
    """The first token of "the minister said" when a comma stands before it; None for verbs that open a statement."""
    i = s.cue.token
    if _inverted(s):
        return i if i > s.start and s.doc[i - 1].text in STOPS - {"(", ";", ":"} else None
    while i > s.start and s.cue.token - i < LONGEST_SUBJECT:
        before = s.doc[i - 1]
        if before.tag_ in ("WDT", "WP", "WP$", "WRB") or before.lower_ in ("that", "and", "but"):
            return None
        if before.text in (")", "(") or before.dep_ == "appos" or before.pos_ in IN_SUBJECT:
            i -= 1
            continue
        if before.text in ("“", "”", '"') and not s.outside(i - 1):
            return None
        break
    if i == s.cue.token and s.cue.speaker is not None:
        i = _before_apposition(s)
    if i == s.cue.token or i == s.start or not (s.doc[i - 1].text in {",", "("} or s.closes(i - 1)):
        return None
    who = s.cue.speaker
    if who is None or who.end <= s.doc[i].idx:  # "Kamau, the mayor, said": the name stands before the comma
        return None
    return i


def _before_apposition(s: Sentence) -> int:
    """ "A fell, Kamau, the mayor, said": the token where Kamau's name, or what stands before it, starts."""
    who = s.cue.speaker
    if who is None or who.end > s.verb.idx:
        return s.cue.token
    i = s.cue.token
    while i > s.start and s.doc[i].idx > who.start:
        i -= 1
    while i > s.start and s.doc[i - 1].pos_ in ("PROPN", "NOUN", "ADJ", "DET") and s.outside(i - 1):
        i -= 1
    return i


def _aside_end(s: Sentence) -> int | None:
    """The stop behind "said by telephone on Monday"; None where a clause follows instead."""
    i = s.behind
    taken = s.cue.lemma not in words("speech", "addressed") and any(
        c.dep_ == "dobj" and c.i > s.verb.i for c in s.verb.children
    )
    if ((taken or _clause_follows(s)) and not _inverted(s)) or (i < s.end and s.doc[i].lower_ == "to"):
        return None
    if _inverted(s) and s.cue.speaker is not None:
        end = s.cue.speaker.end
        while i < s.end and s.doc[i].idx < end:
            i += 1
    for k in range(i, min(s.end, i + LONGEST_ASIDE)):
        token = s.doc[k]
        if s.is_one(k, STOPS - OPENERS):
            return k
        if token.lower_ in ("that", "whether") or token.tag_ in FINITE or s.opens(k):
            return None
    return s.end if s.end - i <= LONGEST_ASIDE else None


def _clause_follows(s: Sentence) -> bool:
    """ "Closing the case, Kamau said Mary Flint, 44, had lied": what is said begins right behind the verb."""
    told = (c for c in s.verb.children if c.dep_ == "ccomp" and is_clause(c))
    return any(c.left_edge.i == s.behind and c.i > s.verb.i for c in told)


def _phrase_end(s: Sentence) -> int:
    """The stop behind "according to three people briefed on it"."""
    who = s.cue.speaker
    i = s.behind
    while i < s.end and (s.doc[i].idx < s.cue.end or (who is not None and s.doc[i].idx < who.end)):
        i += 1
    stop = s.first(i, s.end, STOPS)
    told = stop + 1 < s.end and s.doc[stop].text == "," and s.doc[stop + 1].tag_ in ("WDT", "WP")  # ", who was there,"
    if told and s.first(stop + 1, s.end, frozenset({","})) < s.end:
        return s.first(stop + 1, s.end, frozenset({","}))
    if stop < s.end and s.doc[stop].text == "," and _apposition(s, stop + 1):
        return s.first(stop + 1, s.end, STOPS)
    return stop


def _apposition(s: Sentence, i: int) -> bool:
    """ "according to Soratti, vice minister of health, A": no verb in a tense up to the next comma, and no place's name."""
    end = s.first(i, s.end, STOPS)
    m = s.voices.at.get(s.doc[i].idx) if i < end else None
    named = m is not None and m.type == "PERSON"
    title = m is None and i < end and s.doc[i].pos_ in ("NOUN", "PROPN", "DET")
    closed = end + 1 < s.end and s.doc[end].text == "," and s.doc[end + 1].tag_ not in ("WDT", "WP")
    return closed and not s.finite(i, end) and (named or title)


def _around(s: Sentence, start: int, stop: int, inverted: bool = False) -> list[Stretch]:
    """The stretches before and behind an insertion that reaches from `start` to the stop."""
    before = _before(s, start)
    # "Both versions, notes Kamau, may be true": behind an inverted insertion only what the clause before it lacks
    quoted = start - 2 >= s.start and (s.closes(start - 1) or s.closes(start - 2))
    whole = inverted and (before is None or quoted or s.finite(*before))
    behind = None if whole else _behind(s, start, stop)
    if before and s.doc[before[0]].pos_ == "SCONJ" and not behind:  # "Although it rained, she told them"
        return []
    return [stretch for stretch in (before, behind) if stretch]


def _behind(s: Sentence, start: int, stop: int) -> Stretch | None:
    """From the stop behind the insertion on, when what follows is said too."""
    opens = start == s.start or s.doc[start - 1].text == ";"
    if start > s.start and s.closes(start - 1):
        return None
    if not opens and (_mere_apposition(s, stop) or _mere_name(s, stop + 1)):
        return None
    mark = s.doc[stop].text if stop < s.end else ""
    colon = mark == ":" and stop + 1 < s.end and not s.opens(stop + 1)
    if colon or (mark == "," and (opens or _continues(s, stop + 1))):
        return stop + 1, statement_end(s, stop + 1, s.end)
    return None


def _mere_apposition(s: Sentence, stop: int) -> bool:
    """ "A fell, according to Kamau, a geographer who walks there.": what stands behind the name tells who it is."""
    who = s.cue.speaker
    i = stop + 1
    if who is None or i >= s.end or s.cue.speaker is None or s.doc[i].lower_ not in ("a", "an", "the"):
        return False
    return (
        any(t.dep_ == "appos" and t.head.idx < s.doc[stop].idx for t in s.doc[i : min(s.end, i + 6)])
        and who.end <= s.doc[stop].idx
    )


def _mere_name(s: Sentence, i: int) -> bool:
    """ "A fell, according to the governor, Oleh Marchenko.": nothing but a name stands behind."""
    end = s.end
    while end > i and s.doc[end - 1].is_punct:
        end -= 1
    m = s.voices.at.get(s.doc[i].idx) if i < end else None
    return m is not None and m.kind == "named" and m.end >= s.doc[end - 1].idx + len(s.doc[end - 1].text)


def _before(s: Sentence, start: int) -> Stretch | None:
    """From the sentence's start, or the last semicolon, colon or bracket, to the insertion; no mere adverbial."""
    begin = s.start
    if start > s.start and s.doc[start - 1].text == ";":
        return None
    for i in range(s.start, start - 1):
        if s.outside(i) and (s.doc[i].text in (";", ":", "(") or _after_label(s, i)):
            begin = i + 1
    if s.first(begin, start, frozenset({")"})) < start:
        begin = s.start
    end = start
    closed = s.first(begin, end, CLOSERS)
    if end - begin < 1 or s.closes(end - 1) or any(closed < c.token < end for c in s.others):
        return None
    first, last = s.doc[begin], s.doc[end - 1] if s.doc[end - 1].text not in STOPS else s.doc[max(begin, end - 2)]
    if last.pos_ in ("SCONJ", "CCONJ") or last.tag_ in ("WDT", "WP", "WRB"):  # "although, he says, they get on"
        return None
    if first.lower_ in words("speech", "asides"):
        return None
    if not s.finite(begin, end) and (
        first.pos_ in ("ADP", "SCONJ", "CCONJ") or first.lower_ in words("speech", "openers")
    ):
        return None
    return begin, end


def _after_label(s: Sentence, i: int) -> bool:
    """The dash behind a time or number that opens a line: "14:58 — The union said"."""
    return s.doc[i].text in ("—", "–", "-") and not any(t.is_alpha for t in s.doc[s.start : i])


def _continues(s: Sentence, i: int) -> bool:
    """What stands behind the insertion goes on with the statement: no "adding that", "who", "in a statement", "citing"."""
    while i < s.end and s.closes(i):
        i += 1
    if i >= s.end:
        return False
    token = s.doc[i]
    if (
        token.tag_ == "VBG"
        or token.tag_ in ("WDT", "WP", "WP$", "WRB")
        or token.lower_ in words("speech", "no_continuation") | words("speech", "asides")
    ):
        return False
    ahead = s.doc[i : min(s.end, i + 5)]
    told = any(t.lemma_.lower() in words("speech", "settings") or t.tag_ == "JJS" for t in ahead)
    return not (token.pos_ == "ADP" and told)


def _clause(s: Sentence, aside: int | None, bare: bool) -> Stretch | None:
    """What follows the verb: behind "that", else the clause the parser found, else all that has a verb in a tense."""
    lemma = s.cue.lemma
    how = lemma in words("speech", "with_how") and s.behind < s.end and s.doc[s.behind].lower_ == "how"
    if (lemma != "ask" and only_quotes_of(lemma) and not how) or (lemma == "ask" and s.verb.tag_ in ("VBN", "VBG")):
        return None
    limit = aside if aside is not None and s.doc[min(aside, s.end - 1)].text != "," else s.end
    start = _behind_that(s, min(s.end, max(limit, s.behind)))
    if start is None and (act := _without_tense(s)):
        return act
    if start is None and " " in lemma:
        return None
    if start is None and lemma in words("speech", "with_that"):
        bare = bare and lemma in words("speech", "bare_in_logs")
    if start is None and bare:
        start = _bare_clause(s)
    if start is None:
        return None
    end = _with_tail(s, statement_end(s, start, outer_end(s)))
    return (start, end) if s.finite(start, end) else None


def _with_tail(s: Sentence, end: int) -> int:
    """What the parser cuts from a clause inside another: quoted words right behind it, and ", and that"."""
    if end >= s.end:
        return end
    if (s.opens(end) or s.doc[end].text == '"') and (q := s.voices.stretches.at(s.doc[end].idx + 1)):
        while end < s.end and s.doc[end].idx < q.closes:
            end += 1
        return end
    ahead = [t.lower_ for t in s.doc[end : min(s.end, end + 3)] if t.text != ","]
    more = (ahead[:1] == ["that"] and s.doc[end].text == ",") or ahead[:2] in (["and", "that"], ["but", "that"])
    return statement_end(s, end + 1, s.end) if more else end


def _without_tense(s: Sentence) -> Stretch | None:
    """ "promised to send", "warned them not to swim", "denied having been there"."""
    lemma = s.cue.lemma
    gerund = (
        lemma in words("speech", "with_gerund") and s.behind < s.end and s.doc[s.behind].lower_ in ("having", "being")
    )
    if gerund:
        return s.behind, _phrase_only(s, s.behind)
    verb = next(
        (c for c in s.verb.children if c.dep_ in ("xcomp", "ccomp") and c.i > s.verb.i and c.tag_ == "VB"), None
    )
    if verb is None or s.verb.tag_ not in FINITE | {"VBN"}:
        return None
    first = int(verb.left_edge.i)
    if s.doc[first].lower_ == "not" and first + 1 < s.end:
        first += 1
    if s.doc[first].lower_ != "to":
        return None
    first = int(verb.left_edge.i)
    promised = lemma in words("speech", "with_infinitive") and first == s.behind
    ordered = lemma in words("speech", "ordering") and any(c.dep_ == "dobj" and c.i < first for c in s.verb.children)
    return (first, _phrase_only(s, first)) if promised or ordered else None


def _phrase_only(s: Sentence, start: int) -> int:
    """A statement without a verb in a tense ends where a clause follows: ", but none came", ", saying", "and said"."""
    end = statement_end(s, start, outer_end(s))
    for i in range(start + 1, end):
        token = s.doc[i]
        if s.doc[i - 1].text == "," and (token.lower_ in words("speech", "turns_to") or token.tag_ == "VBG"):
            return i
        if token.pos_ == "CCONJ" and i + 1 < end and s.doc[i + 1].tag_ in FINITE:
            return i
    return end


def _behind_that(s: Sentence, limit: int) -> int | None:
    """Behind the "that" of the verb: no other verb stands before it, and no noun that has a clause of its own."""
    joiners = {"whether", "if"} if s.cue.lemma == "ask" else {"that"}
    joiners |= {"how"} if s.cue.lemma in words("speech", "with_how") else set()
    for i in range(s.behind, min(limit, s.behind + LONGEST_ASIDE)):
        token = s.doc[i]
        if not s.outside(i) or token.tag_ in FINITE or token.text in (";", ":"):
            return None
        if (
            token.lower_ in joiners
            and s.doc[i - 1].lower_ != "so"
            and (token.dep_ not in ("det", "dobj", "pobj", "nsubj") or _told_whom(s, i) or _begins(s, i))
            and s.finite(i + 1, s.end)
        ):
            return i if "whether" in joiners else i + 1
    return None


def _told_whom(s: Sentence, i: int) -> bool:
    """ "informed the meeting that two had left": a clause, though the parser ties it to the meeting."""
    if s.cue.lemma not in words("speech", "addressed") or s.doc[i].dep_ in ("det", "nsubj"):
        return False
    whom = next((c for c in s.verb.children if c.dep_ in ("dobj", "dative") and c.i > s.verb.i), None)
    if whom is None:
        return False
    return all(t.pos_ in ("ADP", "DET", "ADJ", "NOUN", "PROPN", "NUM") for t in s.doc[whom.i + 1 : i])


def _begins(s: Sentence, i: int) -> bool:
    """ "shot back that faces were": a clause with a subject of its own, right behind the verb; not "said that was wrong"."""
    ahead = s.doc[i + 1] if i + 1 < s.end else None
    return (
        i == s.behind
        and ahead is not None
        and ahead.pos_ in ("DET", "PRON", "PROPN", "NOUN")
        and ahead.tag_ not in FINITE
    )


def _bare_clause(s: Sentence) -> int | None:
    if s.cue.lemma == "ask":
        return None
    if s.behind < s.end and s.doc[s.behind].text == ":":
        return None
    for child in s.verb.children:
        if child.dep_ == "ccomp" and child.i > s.verb.i and child.pos_ in ("VERB", "AUX") and is_clause(child):
            if any(c.dep_ == "mark" and c.lower_ in ("whether", "if") for c in child.children):
                return None
            start = int(max(child.left_edge.i, s.behind))
            subject = next((c for c in child.children if c.dep_ in ("nsubj", "nsubjpass", "expl")), None)
            if start == s.behind and s.doc[start].lower_ in words("speech", "when") and subject is not None:
                start = max(start, int(subject.left_edge.i))  # "said on Tuesday sales had risen": when it was said
            return None if s.doc[start].tag_ in ("WRB", "WP") or s.doc[start].lower_ == "how" else start
    if s.cue.lemma not in words("speech", "bare"):
        return None
    i = s.behind
    while i < s.end and s.doc[i].pos_ == "ADV":
        i += 1
    stop = s.first(i, s.end, STOPS)
    again = s.first(stop + 1, s.end, frozenset({","})) + 1  # "said sponge, while safe, could make it ill"
    if stop < s.end and s.doc[stop].text == "," and again < s.end and s.doc[again].tag_ in FINITE:
        stop = again + 1
    opens = (
        i < stop
        and s.doc[i].pos_ in ("DET", "PRON", "PROPN", "NOUN", "NUM", "ADJ")
        and s.doc[i].tag_ not in ("WP", "WDT")
    )
    return i if opens and s.outside(i) and any(s.doc[k].tag_ in FINITE for k in range(i + 1, stop)) else None


def is_clause(verb: Token) -> bool:
    """A verb in a tense with its own subject, or "that": "said it would", not "said to be", "declared three men unwelcome"."""
    tense = (
        is_past(verb)
        or verb.tag_ in FINITE
        or any(c.dep_ in ("aux", "auxpass") and c.tag_ in FINITE for c in verb.children)
    )
    return tense and any(c.dep_ in ("nsubj", "nsubjpass", "expl", "mark", "csubj", "csubjpass") for c in verb.children)


def near(cues: Sequence[Cue], places: Sequence[int], cue: Cue, reach: int = 8) -> Sequence[Cue]:
    """The cues around one in text order; `places` are their starts."""
    k = bisect_left(places, cue.start)
    return cues[max(0, k - reach) : k + reach + 1]
