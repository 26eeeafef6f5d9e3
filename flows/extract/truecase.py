"""A text in, a copy of the same length out whose headlines and shouting lines are cased like running text.

Names in headlines take their case from the body ("Talks" in a headline is "talks" where the body says so), from the
lexicons, and from what is an ordinary English word. Offsets never change: only letters whose other case is one letter.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from flows.extract.known import known_spans, pieces
from flows.extract.tables import lines, table, words

ACRONYMS = re.compile(r"\b(Us|Un|Eu|Uk|Uae|Nato|Imf|Fbi|Cia|Idf|Opec|Tv)\b")
BRACKETED = re.compile(r"\(([A-Z]{2,8})\)")
VOWEL = re.compile(r"[AEIOUYÀ-Ý]")
LONGEST_ACRONYM = 8
DAYS = frozenset(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"])
MONTHS = frozenset(
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
)
LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# NAIROBI, Kenya (AP) — ...   PORT-AU-PRINCE – ...
SHOUTED_PLACE = re.compile(
    r"^(?:[A-Z][A-Z.'’-]{3,}|[A-Z]{2,}(?=\s[A-Z]{3}))(?:[ -][A-Z.'’-]{2,}){0,3}(?=,| \(| ?[—–] | ?[-‑] |:)", re.M
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """How the running text of the document writes its words."""

    lower: Counter[str]
    upper: Counter[str]  # with a capital where none is due, by small letters
    ordinary: frozenset[str]  # verbs, adjectives, adverbs of English
    acronyms: frozenset[str]  # what stands in brackets of its own


def truecased(text: str, ordinary: frozenset[str] = frozenset()) -> str:
    """The same text with headlines and all-caps lines in sentence case; the same length, always."""
    found = [(m.start(), m.group()) for m in re.finditer(r"[^\n]+", text)]
    headlines = [(start, line, shouting(line)) for start, line in found if shouting(line) or title_case(line)]
    places = list(SHOUTED_PLACE.finditer(text))
    if not headlines and not places:
        return text
    chosen = {start for start, _, _ in headlines}
    acronyms = frozenset(BRACKETED.findall(text))
    evidence = _evidence([line for start, line in found if start not in chosen], ordinary, acronyms)
    out = list(text)
    for match in places:
        if match.start() not in chosen:
            _write(out, match.start(), _capitalised(match.group()))
    for start, line, loud in headlines:
        _write(out, start, _as_sentence(line, evidence, loud))
    return "".join(out)


def shouting(line: str) -> bool:
    """Nearly all letters are capitals, in at least three words."""
    found: list[str] = LETTERS.findall(line)
    long = [w for w in found if len(w) > 1]
    return len(long) >= 3 and sum(w.isupper() for w in long) >= 0.8 * len(long) and len("".join(found)) > 12


def title_case(line: str) -> bool:
    """A headline that capitalises its words: short, and most longer words have a capital."""
    found: list[str] = [w for w in LETTERS.findall(line) if len(w) > 3]
    if not 4 <= len(found) <= 22 or line.rstrip().endswith((".", ",", ";")):
        return False
    return sum(w[0].isupper() for w in found) >= 0.8 * len(found)


def _evidence(running: list[str], ordinary: frozenset[str], acronyms: frozenset[str]) -> Evidence:
    lower: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    for line in running:
        for match in LETTERS.finditer(line):
            word = match.group()
            if word.islower():
                lower[word] += 1
            elif (
                line[max(0, match.start() - 2) : match.start()].strip(" ").isalnum()
            ):  # not after a full stop or a quotation mark
                upper[word.lower()] += 1
    return Evidence(lower, upper, ordinary, acronyms)


def _as_sentence(line: str, evidence: Evidence, loud: bool) -> str:
    base = _capitalised(line) if loud else line
    safe = _protected(line, base, loud)
    out, first, capital = list(base), True, -1  # capital: where the last word with a capital ends
    for match in LETTERS.finditer(base):
        word, place, end = match.group(), match.start(), match.end()
        if place in safe:
            _write(out, place, safe[place])
            capital = end
        elif loud and _is_acronym(line, place, end, evidence):
            _write(out, place, line[place:end])
            capital = end
        elif loud and (word in DAYS or _is_month(line, word, place, end)):
            pass
        elif not first and _is_small(word, line[place:end], evidence, loud, beside=capital + 1 == place):
            _write(out, place, lowered(word))
        elif not first:
            capital = end
        initial = len(word) == 1 and line[place - 1 : place] == "."  # the m of "a.m. and"
        first = not initial and line[end : end + 2] in (": ", ". ", "? ", "! ")
    return "".join(out)


def _protected(line: str, base: str, loud: bool) -> dict[int, str]:
    """Words inside known names by their place, as the names write them. US and UN in capitals are found by that spelling."""
    safe: dict[int, str] = {}
    raised = ACRONYMS.sub(lambda m: m.group().upper(), base)
    for text in (base, raised, line) if loud else (base, raised):
        for span in known_spans(text):
            if text is line and base[span.start : span.end].lower() in words("english", "small"):
                continue  # WHO in a line of capitals is the word
            for match in LETTERS.finditer(text, span.start, span.end):
                safe.setdefault(match.start(), match.group())
    return safe


def _is_acronym(line: str, place: int, end: int, evidence: Evidence) -> bool:
    """A word of a line of capitals that is one anywhere: in brackets of its own, or without a vowel."""
    word = line[place:end]
    if not 2 <= len(word) <= LONGEST_ACRONYM or evidence.lower[word.lower()]:
        return False
    bracketed = line[place - 1 : place] == "(" and line[end : end + 1] == ")"
    return word in evidence.acronyms or bracketed or not VOWEL.search(word)


def _is_month(line: str, word: str, place: int, end: int) -> bool:
    """ "MARCH 9", "4 MAY": never the verb."""
    return word in MONTHS and bool(re.match(r" \d", line[end : end + 2]) or re.search(r"\d $", line[:place]))


def _is_small(word: str, written: str, evidence: Evidence, loud: bool, beside: bool) -> bool:
    """A word of a headline that running text writes small; `beside`: right behind a word with a capital."""
    small = lowered(word)
    if small in words("english", "small"):
        return True
    if not loud and len(written) > 1 and written.isupper():
        return False  # an acronym
    lower, upper = evidence.lower[small], evidence.upper[small]
    if lower or upper:
        return lower > upper
    if word in words("titles", "surnames_like_words"):
        return False
    if small in lines("either_words"):
        return not beside
    return (
        small in lines("small_words")
        or small in role_words()
        or any(stem in evidence.ordinary for stem in stems(small))
    )


def stems(word: str) -> tuple[str, ...]:
    """The word, and what it may be a form of."""
    forms = [word]
    for ending, put in (("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            forms.append(word[: -len(ending)] + put)
    return tuple(forms)


def role_words() -> frozenset[str]:
    """Role nouns of the lexicon, singular and plural."""
    roles = table("roles")
    singular = [w for kind in ("PERSON", "ORG", "NORP") for group in roles[kind].values() for w in group]
    return frozenset(singular) | {w + "s" for w in singular}


def _capitalised(line: str) -> str:
    out = list(line)
    for match in LETTERS.finditer(line):
        if match.group().isupper():
            _write(out, match.start() + 1, lowered(match.group()[1:]))
    joined = "".join(out)
    return joined if len(pieces(joined)) else line


def lowered(word: str) -> str:
    """The word in small letters, of the same length: only letters whose other case is one letter."""
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in word)


def _write(out: list[str], place: int, text: str) -> None:
    out[place : place + len(text)] = list(text)
