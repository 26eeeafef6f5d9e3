"""A span as a model marks it in, the bare name out: no articles, possessives, quotation marks, bullets, line breaks."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flows.extract.tables import words
from flows.extract.titles import without_title

if TYPE_CHECKING:
    from flows.extract.words import Doc

# labels that become mentions; dates, money and numbers have rooms of their own or none
KEPT = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "WEAPON", "WORK_OF_ART", "LAW", "PRODUCT"})
ARTICLE = re.compile(r"(?:the|a|an|this|that|these|those|its|his|her|their|our|my|your|some|any|all|both)\s+", re.I)
POSSESSIVE = re.compile(r"(?:['’‘`´]s|(?<=s)['’])$", re.I)
EDGE = " \t\n\r\u00a0\u200b\u200c\u200d\u2060\ufeff\"“”„«»‘’'`´()[]{}<>.,;:!?…-–—•*·|/\\_=+~^#@&%$"
INITIALS = re.compile(r"(?:\b[^\W\d_]\.)+$|\b(?:Inc|Corp|Co|Ltd|Jr|Sr|St|Bros|S\.A|D\.C|p\.l\.c)\.$")


# what separates two names in one span; a body's own name may hold a comma before "and", "Inc"
LIST = {
    "ORG": re.compile(r" / |, (?=[A-Z][^,]*(?: [A-Z][^,]*)*$)(?!.* and )(?!(?:Inc|Ltd|LLC|Corp|Co|S\.A|Jr)\b)"),
    "PERSON": re.compile(r" / | & |, (?!Jr|Sr|I{2,3}\b)| and (?=[A-Z])"),
    "GPE": re.compile(r" / |, (?!D\.?C)| [-–—] "),
    "LOC": re.compile(r" / |, | [-–—] "),
    "FAC": re.compile(r" / |, "),
}
LOOSE_START = re.compile(
    r"(?:Near|In|At|From|Around|Outside|Inside|Across|For|By|With|And|But|Meanwhile|However|Although|After|Before|When|While|Since|Dear|Photo|Image|Credit|About) (?=[A-Z])"
)
RANK_END = re.compile(
    r"\s(?:Gen|Capt|Col|Lt|Maj|Sgt|Adm|Cmdr|Brig|Sen|Rep|Gov|Dr|Mr|Mrs|Ms|Prof|Commander|President|Minister|Secretary|Ambassador|Spokesman|Spokeswoman)$"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A named span on its way to a mention."""

    start: int
    end: int
    label: str
    source: str  # model, known, repeat
    certain: bool = False  # the lexicon knows no other meaning
    sure: float = 0.0  # probability of the label, once it is settled


def model_names(doc: Doc, text: str) -> list[Name]:
    """The entities of a doc as bare names, in order."""
    found = []
    for entity in doc.ents:
        if entity.label_ in KEPT:
            for start, end in _lines(text, entity.start_char, entity.end_char):
                for a, b in _single(text, start, end, entity.label_):
                    if name := bare(text, Name(a, b, entity.label_, "model")):
                        found.append(name)
    return found


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A name never crosses a line break."""
    return (
        [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text[:end]) if m.end() > start]
        if "\n" in text[start:end]
        else [(start, end)]
    )


def _single(text: str, start: int, end: int, label: str) -> list[tuple[int, int]]:
    """A span that took in a list is cut at its commas and slashes; a bracket that never closes ends the name."""
    if (bracket := text.find("(", start, end)) > start and ")" not in text[bracket:end]:
        return [(start, bracket), *_single(text, bracket + 1, end, label)]
    cut = LIST.get(label)
    pieces, at = [], start
    for match in cut.finditer(text, start, end) if cut else ():
        if match.start() > at:
            pieces.append((at, match.start()))
        at = match.end()
    return [*pieces, (at, end)]


def bare(text: str, name: Name) -> Name | None:
    """The name without what is not of it; None when nothing is left that could be a name."""
    start, end = trimmed(text, name.start, name.end)
    if match := LOOSE_START.match(text[start:end]):
        start, end = trimmed(text, start + match.end(), end)
    if name.label == "PERSON" and (
        match := RANK_END.search(text[start:end])
    ):  # "Navy Capt": the body before somebody's rank
        name, end = replace(name, label="ORG"), start + match.start()
    if name.label == "PERSON":
        start, end = trimmed(text, without_title(text, start, end), end)
    if name.label in ("PERSON", "GPE", "ORG", "NORP", "LOC", "FAC"):
        start = _from_capital(text, start, end)
    if not _is_name(text[start:end]) or text[start:end] in words("things", "ignored"):
        return None
    return replace(name, start=start, end=end)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without edges that are no part of a name."""
    while True:
        before = (start, end)
        while start < end and text[start] in EDGE:
            start += 1
        while (
            start < end
            and text[end - 1] in EDGE
            and not INITIALS.search(text[start:end])
            and not _closes(text, start, end)
        ):
            end -= 1
        if match := POSSESSIVE.search(text[start:end]):
            end -= len(match.group())
        if match := ARTICLE.match(text[start:end]):
            start += match.end()
        if (start, end) == before:
            return start, max(start, end)


def _closes(text: str, start: int, end: int) -> bool:
    """A bracket that belongs to the name: "Conference (Geneva)"; an apostrophe after s is left to the possessive rule."""
    if text[end - 1] in "'’" and end - start > 2 and text[end - 2] == "s":
        return False
    return text[end - 1] == ")" and "(" in text[start:end]


def _from_capital(text: str, start: int, end: int) -> int:
    """Leading words in small letters are no name, unless a particle with a name behind it ("al-Shabaab", "de Klerk")."""
    while start < end:
        word = re.match(r"[^\s\-‑]+", text[start:end])
        first = word.group() if word else text[start]
        if not first[0].islower() or first.lower() in words("english", "particles") or any(c.isupper() for c in first):
            return start
        space = re.search(r"\s+", text[start:end])
        if not space:
            return start
        start += space.end()
    return start


def _is_name(surface: str) -> bool:
    letters = [c for c in surface if c.isalpha()]
    if len(surface) < 2 or not letters:
        return False
    return any(c.isupper() or not (c.islower() or c.isupper()) for c in letters)
