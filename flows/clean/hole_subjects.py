"""Lines of English text in, the places where a verb has lost the name before it.

"quickly trotted out a denunciation" opens a paragraph, "Ukrainian president scoffed" lacks article and name,
"in an interview conceded that" lacks whoever conceded. Headlines write so by right: only the body is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from flows.clean.gaps import Gaps
from flows.clean.lexicon import table, word_set
from flows.records import Hole

FEW_WORDS = 5  # a shorter line is a caption or a list item
HOUSE_STYLE = 3  # "Iranian president said" more often than this is how the paper writes
NO_FINITE_ED = frozenset(  # words in -ed that open a phrase rather than a clause, or are no verbs
    [
        "based",
        "located",
        "related",
        "compared",
        "dated",
        "provided",
        "need",
        "indeed",
        "named",
        "born",
        "given",
        "red",
        "hundred",
        "armed",
        "aged",
        "followed",
        "accompanied",
        "backed",
        "supported",
        "used",
        "founded",
        "published",
        "seed",
        "speed",
        "feed",
        "united",
    ]
)
AFTER_VERB = frozenset(
    [
        "the",
        "a",
        "an",
        "that",
        "to",
        "out",
        "up",
        "into",
        "its",
        "his",
        "her",
        "their",
        "on",
        "in",
        "for",
        "with",
        "off",
        "down",
        "back",
        "away",
        "over",
        "it",
        "him",
        "them",
        "this",
    ]
)

_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_SHORTENED = re.compile(r"(?:\b[A-Za-z]|\b(?:Inc|Co|Corp|Ltd|No|St|Mr|Mrs|Dr|Gen|Gov|Sen|vs|approx|est))\.$")
_AFTER_GAP = re.compile(r"(?<=\S) (?:(?P<rest>[^\sA-Za-z0-9]{1,3}) )?(?P<verb>[a-z]+)\b")
_BELONGING = "on|with|to|before|at|for|about|from|of|in|by"
# One noun, or one name, or a name of several words after "the": more could hold the subject that is looked for.
_COMPANION = r"[Tt]he (?:[A-Z][\w’'-]+ ?){1,3}(?<! )|[A-Z][\w’'-]+|(?:(?:the|his|her|its|their|a|an) )?[a-z]+"
_PASSIVE_BEFORE_TO = frozenset(
    ["told", "said", "asked", "urged", "called", "accused", "blamed", "described", "threatened"]
)
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’-](?=[^\W\d_])|\.(?=[^\W\d_]))*")


def writes_small(text: str) -> bool:
    """Whether the text begins its sentences with small letters as a habit."""
    small, large = len(re.findall(r"[.!?] +[a-z]", text)), len(re.findall(r"[.!?][\"”]? +[A-Z\"“]", text))
    return small > 2 and small > 0.2 * (small + large)


def opening_holes(lines: Sequence[tuple[int, str]], i: int, before: str) -> Iterator[Hole]:
    """The body lines with their starts, one of them by number, the line before it -> the hole it opens with."""
    start, line = lines[i]
    if len(line.split()) < FEW_WORDS or _continues(before) or _in_list(lines, i):
        return
    if re.match(r"(?:[,;:]\s|['’]s\s)[a-z]", line):
        yield Hole(start, start + 1, "missing_subject", "the paragraph begins in the middle of a sentence")
        return
    words = [w.group() for w in _WORD.finditer(line[:80])][:3]
    if line[0].islower() and _SENTENCE_END.search(line.rstrip()) and _is_headless(words, _ends_quote(before)):
        verb = words[1] if words[0] in word_set("speech", "adverbs") else words[0]
        yield Hole(
            start,
            start + len(words[0]),
            "missing_subject",
            f"the paragraph begins with {verb!r}, its subject is missing",
        )


def _continues(before: str) -> bool:
    """The line before ends in the middle of a sentence, or in "U.S."."""
    return bool(before) and (not _SENTENCE_END.search(before) or bool(_SHORTENED.search(before)))


def _ends_quote(before: str) -> bool:
    return before.endswith(('"', "”", "’", "'"))


def _in_list(lines: Sequence[tuple[int, str]], i: int) -> bool:
    """A run of lines with small first letters under a line that ends with a colon, or longer than two."""
    first = last = i
    while first > 0 and lines[first - 1][1][:1].islower():
        first -= 1
    while last + 1 < len(lines) and lines[last + 1][1][:1].islower():
        last += 1
    return last - first > 1 or (first > 0 and lines[first - 1][1].endswith((":", ";", ",")))


def _is_headless(words: list[str], after_quote: bool) -> bool:
    """Whether the first words are a finite verb, or an adverb and one; "said Smith" after a quote is in order."""
    if len(words) < 3:
        return False
    first, second = words[0].casefold(), words[1].casefold()
    if first in word_set("speech", "adverbs"):
        return _is_finite(second, words[2].casefold()) or (second.endswith("ed") and second not in NO_FINITE_ED)
    if after_quote and first in word_set("speech", "past", "present"):
        return False
    return second != "by" and _is_finite(first, second)


def _is_finite(word: str, after: str) -> bool:
    if word in word_set("speech", "past", "present", "other_past"):
        return True
    return len(word) > 4 and word.endswith("ed") and word not in NO_FINITE_ED and after in AFTER_VERB


# --- inside a line -------------------------------------------------------------------------------


def inner_holes(line: str, start: int, gaps: Gaps) -> Iterator[Hole]:
    """A body line that begins at `start` -> verbs of saying in it that nobody says."""
    yield from _nameless_offices(line, start, gaps)
    yield from _speakerless_occasions(line, start)
    yield from _verbs_after_gaps(line, start, gaps)


def is_house_style(holes: Sequence[Hole]) -> bool:
    """Too many offices without article or name: the paper writes so."""
    return sum(h.detail.startswith("an office") for h in holes) > HOUSE_STYLE


def _nameless_offices(line: str, start: int, gaps: Gaps) -> Iterator[Hole]:
    """ "Ukrainian president scoffed" where a sentence or what follows a quotation begins."""
    for hit in _office_said().finditer(line):
        if hit["to"] and hit["verb"].casefold() in _PASSIVE_BEFORE_TO:
            continue  # "German chancellor told to resign" quotes a headline
        at, nation = _phrase_start(line, hit.start())
        lead = line[:at].rstrip()
        opens = (
            not lead
            or (_SENTENCE_END.search(lead) is not None and not _SHORTENED.search(lead))
            or bool(re.search(r"[,.!?…][\"”]$", lead))
        )
        gap = gaps.at(start + hit.end("office"), start + hit.end("office") + 2)
        if opens and (nation or gap):
            place = start + hit.end("office")
            yield Hole(
                place,
                place + 1,
                "lost_link" if gap else "missing_subject",
                f"an office without article or name: {line[at : hit.end('verb')]!r}",
            )


def _phrase_start(line: str, at: int) -> tuple[int, bool]:
    """Where the words before an office that belong to it begin, and whether one names a country."""
    nation = False
    for word in reversed(list(_WORD.finditer(line, max(0, at - 60), at))):
        if line[word.end() : at].strip():
            break
        if _is_nationality(word[0]):
            nation = True
        elif word[0].casefold() not in word_set("roles", "before"):
            break
        at = word.start()
    return at, nation


def _is_nationality(word: str) -> bool:
    if word.casefold().rstrip(".") in word_set("roles", "nationalities"):
        return word[0].isupper()
    return len(word) > 4 and bool(re.fullmatch(r"[A-Z][a-z-]+(?:an|ish|ese|[aeirqn]i)", word))


@cache
def _office_said() -> re.Pattern[str]:
    offices, verbs = _alternatives(table("roles")["singular"]), _alternatives(table("speech")["past"])
    return re.compile(rf"\b(?P<office>{offices})\s(?P<verb>{verbs})\b(?!\s(?:by|as)\b)(?P<to>\sto\b)?", re.IGNORECASE)


def _speakerless_occasions(line: str, start: int) -> Iterator[Hole]:
    """ "Still, in an interview conceded that": a phrase of occasion, a verb of saying, nobody between."""
    for hit in _occasion_said().finditer(line):
        lead = line[: hit.start("in")].rstrip()
        if not lead or _SENTENCE_END.search(lead) or _only_adverb(lead):
            place = start + hit.start("verb")
            yield Hole(place - 1, place, "missing_subject", f"nobody before {hit['verb']!r}")


def _only_adverb(lead: str) -> bool:
    """Before the phrase the sentence has only "Still," or "On Monday,"."""
    last = re.split(r"(?<=[.!?…])[\"'”’)]*\s+", lead)[-1]
    openers = r"(?:Still|But|And|Yet|However|Meanwhile|Later|Earlier|Then|Nevertheless|Nonetheless|So|Now|Also|(?:[A-Z][a-z]+ly)|(?:On|Last|This|Next) [A-Z]?[a-z]+)"
    return bool(re.fullmatch(rf"{openers},?", last))


@cache
def _occasion_said() -> re.Pattern[str]:
    occasions = _alternatives(table("roles")["occasions"])
    verbs = _alternatives(
        [
            v
            for v in table("speech")["past"]
            if v
            not in ("posted", "called", "wrote", "described", "offered", "labelled", "labeled", "branded", "lashed")
        ]
    )
    return re.compile(
        rf"\b(?P<in>[Ii]n|[Dd]uring|[Aa]t|[Oo]n)\s(?:an?|the|his|her|their|its|another)\s(?:[a-z-]+\s){{0,3}}?(?:{occasions})"
        rf"(?:\s(?:{_BELONGING})\s(?:{_COMPANION})){{0,2}}(?:\s(?:last|late|this)\s\w+)?,?\s(?P<verb>{verbs})"
        rf"(?=\s(?:that|it|he|she|they|there)\b|,?\s[\"“]|:\s)"
    )


def _verbs_after_gaps(line: str, start: int, gaps: Gaps) -> Iterator[Hole]:
    """Where something stood alone before a finite verb, and the words before it are no subject."""
    for hit in _AFTER_GAP.finditer(line):
        place = start + hit.start()
        rest = range(*(start + i for i in hit.span("rest"))) if hit["rest"] else range(0)
        alone = bool(rest) and all(i in gaps.doubtful for i in rest)
        if not alone and (rest or (place not in gaps.zero_width and place not in gaps.double_space)):
            continue
        if _is_verb_at(line, hit) and not _is_subject(line[: hit.start()]):
            start_of, end = (rest.start, rest.stop) if rest else (place, place + 1)
            yield Hole(start_of, end, "lost_link", f"something stood alone before {hit['verb']!r}")


def _is_verb_at(line: str, hit: re.Match[str]) -> bool:
    after = _WORD.match(line, hit.end() + 1)
    second = after[0].casefold() if after else ""
    if hit["verb"] in word_set("speech", "adverbs"):
        return second in word_set("speech", "past", "present", "other_past")
    return second != "by" and _is_finite(hit["verb"], second)


def _is_subject(before: str) -> bool:
    """Whether a verb may follow: a name, a plural, a noun with its article; not "in an interview", "statement,"."""
    clause = re.split(r"(?<=[.!?…])[\"'”’)]*\s+|[\"”]\s+", before)[-1]
    if clause.endswith(","):
        return not re.match(
            r"(?:In|On|At|During|After|Before|Still|However|Meanwhile|But|Yet|And|Later|Earlier|For|With|By|As|From)\b",
            clause,
        )
    words = [w.group() for w in _WORD.finditer(clause.rsplit(",", 1)[-1])]
    if not words or words[-1].casefold() in ("and", "but", "that", "when", "while", "as", "because", "if"):
        return not words and not clause.strip() and bool(before)
    phrase = next(
        (i for i, w in enumerate(words) if w.casefold() in ("in", "on", "at", "during", "after", "before")), None
    )
    if phrase is not None and (
        phrase == 0
        or all(
            w.casefold() in word_set("speech", "adverbs") or w in ("Still", "But", "Yet", "And") for w in words[:phrase]
        )
    ):
        return False
    if words[-1].casefold() in word_set("roles", "singular"):
        return any(
            w.casefold() in ("the", "a", "an", "his", "her", "its", "their", "our", "this", "that")
            or w.endswith(("'s", "’s"))
            for w in words
        )
    return True


def _alternatives(words: Sequence[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
