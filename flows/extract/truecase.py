"""A text in, a copy of the same length out whose headlines and shouting lines are cased like running text.

Names in headlines take their case from the body ("Talks" in a headline is "talks" where the body says so), from the
lexicons, and from what is an ordinary English word. Offsets never change: only letters whose other case is one letter.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from flows.extract.known import Known, known_spans, pieces
from flows.extract.tables import table, words

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


def truecased(text: str, ordinary: frozenset[str] = frozenset()) -> str:
    """The same text with headlines and all-caps lines in sentence case; the same length, always."""
    lines = [(m.start(), m.group()) for m in re.finditer(r"[^\n]+", text)]
    headlines = [(start, line, shouting(line)) for start, line in lines if shouting(line) or title_case(line)]
    places = list(SHOUTED_PLACE.finditer(text))
    if not headlines and not places:
        return text
    chosen = {start for start, _, _ in headlines}
    evidence = _evidence([line for start, line in lines if start not in chosen], ordinary)
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


def _evidence(lines: list[str], ordinary: frozenset[str]) -> Evidence:
    lower: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    for line in lines:
        for match in LETTERS.finditer(line):
            word = match.group()
            if word.islower():
                lower[word] += 1
            elif (
                line[max(0, match.start() - 2) : match.start()].strip(" ").isalnum()
            ):  # not after a full stop or a quotation mark
                upper[word.lower()] += 1
    return Evidence(lower, upper, ordinary)


def _as_sentence(line: str, evidence: Evidence, loud: bool) -> str:
    base = _capitalised(line) if loud else line
    safe = _protected(base)
    out, first = list(base), True
    for match in LETTERS.finditer(base):
        word, place = match.group(), match.start()
        if not first and place not in safe and _is_small(word, line[place : match.end()], evidence, loud):
            _write(out, place, _lowered(word))
        initial = len(word) == 1 and line[place - 1 : place] == "."  # the m of "a.m. and"
        first = not initial and line[match.end() : match.end() + 2] in (": ", ". ", "? ", "! ")
    for place, known in safe.items():
        if loud and known.name.isupper():
            _write(out, place, line[place : place + len(known.name)])
    return "".join(out)


def _protected(line: str) -> dict[int, Known]:
    """Places of words inside known names. US and UN written in capitals are found again by their own spelling."""
    safe: dict[int, Known] = {}
    spans = known_spans(line) + known_spans(
        re.sub(r"\b(Us|Un|Eu|Uk|Uae|Nato|Imf|Fbi|Cia|Idf|Opec)\b", lambda m: m.group().upper(), line)
    )
    for span in spans:
        for match in LETTERS.finditer(line, span.start, span.end):
            safe[match.start()] = span.known
    return safe


def _is_small(word: str, written: str, evidence: Evidence, loud: bool) -> bool:
    small = _lowered(word)
    if small in words("english", "small"):
        return True
    if not loud and len(written) > 1 and written.isupper():
        return False  # an acronym
    lower, upper = evidence.lower[small], evidence.upper[small]
    if lower or upper:
        return lower > upper
    if word in words("titles", "surnames_like_words"):
        return False
    return small in _role_words() or any(stem in evidence.ordinary for stem in _stems(small))


def _stems(word: str) -> tuple[str, ...]:
    """The word, and what it may be a form of."""
    forms = [word]
    for ending, put in (("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            forms.append(word[: -len(ending)] + put)
    return tuple(forms)


def _role_words() -> frozenset[str]:
    roles = table("roles")
    singular = [w for kind in ("PERSON", "ORG", "NORP") for group in roles[kind].values() for w in group]
    return frozenset(singular) | {w + "s" for w in singular}


def _capitalised(line: str) -> str:
    out = list(line)
    for match in LETTERS.finditer(line):
        if match.group().isupper():
            _write(out, match.start() + 1, _lowered(match.group()[1:]))
    joined = "".join(out)
    return joined if len(pieces(joined)) else line


def _lowered(word: str) -> str:
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in word)


def _write(out: list[str], place: int, text: str) -> None:
    out[place : place + len(text)] = list(text)
