"""A text in, its stretches written in small letters only out, and a copy of the same length in which these are cased.

Transcripts, captions and messages come without capitals. Sentence starts, "i", days, months, names of the lexicons, titles
with the names behind them and words that are no English get one; an ordinary word stays small in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from flows.extract.known import KnownSpan, known_spans
from flows.extract.lowered_names import English, Standing, doubtful, is_family, is_given, small_index, standing
from flows.extract.tables import words
from flows.extract.titles import LONGEST, written_titles
from flows.extract.truecase import DAYS, LETTERS, MONTHS, lowered
from flows.records import Part

WHOLE, FEW = 8, 20  # words of a text that is all small letters; that has next to no capitals
LONG = 40  # words of small letters within a text that has capitals elsewhere
RARE = 0.02  # words with a capital, of all words
MANY = 0.05  # capitals of all characters: no text of small letters has so many
PROSE = 0.15  # words such as "the" and "of", of all words; lists of names and addresses have fewer
# addresses, handles, file names
ADDRESS = re.compile(r"\S*(?://|www\.|[@#_\\]|\.(?:com|org|net|gov|edu|info|html?)\b)\S*", re.I)
LONGEST_ADDRESS = 200  # characters
# where a sentence starts: a line, after a stop, and speech after "said,"
START = re.compile(r"(?:\A|\n|[.?!…][\"'”’)\]]{0,3}\s|[,:]\s(?=[\"“]))[\s\"'“‘(\[—–*•-]{0,8}(?=[^\W\d_])")
CALENDAR = {day.lower(): day for day in (*DAYS, *MONTHS)}
# verbs and an adjective: months only beside a number or behind "in", "last" and the like
VERBS = frozenset({"may", "march", "august"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word of small letters and its place, "'s" aside."""

    start: int
    end: int
    text: str
    alone: bool  # what an apostrophe joins to it is no "'s": "don't", "i'm"


def small_stretches(text: str) -> list[Part]:
    """Where a text is written in small letters: all of it, or paragraphs of LONG words in a row."""
    paragraphs = [m.span() for m in re.finditer(r"[^\n]+", text)]
    if sum(map(str.isupper, text)) <= MANY * len(text):
        told = [_counted(text[a:b]) for a, b in paragraphs]
        total, capital, prose = (sum(t[i] for t in told) for i in range(3))
        if total >= WHOLE and prose >= PROSE * total and capital <= (RARE * total if total >= FEW else 0):
            return [Part("body", 0, len(text))]
    out: list[Part] = []
    run: list[tuple[int, int]] = []
    for start, end in [*paragraphs, (0, 0)]:
        if text[start:end].islower():
            run.append((start, end))
            continue
        told = [_counted(text[a:b]) for a, b in run]
        total, prose = sum(t[0] for t in told), sum(t[2] for t in told)
        if total >= LONG and prose >= PROSE * total:
            out.append(Part("body", run[0][0], run[-1][1]))
        run = []
    return out


def _counted(paragraph: str) -> tuple[int, int, int]:
    """Words, those with a capital, those that only connect; addresses aside."""
    found = LETTERS.findall(" ".join(token for token in paragraph.split() if not _is_address(token)))
    joints = words("english", "small")
    return len(found), sum(not w.islower() for w in found), sum(w in joints for w in found)


def _is_address(token: str) -> bool:
    return len(token) <= LONGEST_ADDRESS and bool(ADDRESS.fullmatch(token))


def with_capitals(text: str, stretches: Sequence[Part], english: English) -> str:
    """The same text with capitals in these stretches where names and sentences begin; the same length, always."""
    out = list(text)
    for stretch in stretches:
        for place, written in _Cased(lowered(text[stretch.start : stretch.end]), english).written().items():
            at = stretch.start + place
            if lowered(written) == lowered(text[at : at + len(written)]):
                out[at : at + len(written)] = written
    return "".join(out)


class _Cased:
    """One stretch of small letters and what is known of its words."""

    def __init__(self, text: str, english: English) -> None:
        self.text, self.english = text, english
        self.words = list(_words(text))
        self.at = {word.start: i for i, word in enumerate(self.words)}
        self.found: dict[int, str] = {}  # word -> as it is written
        self.kinds: dict[int, str] = {}  # word of a known name -> its type
        self.told: dict[str, Standing] = {}

    def written(self) -> dict[int, str]:
        """Places -> what is written there."""
        self._known()
        self._calendar()
        for i, word in enumerate(self.words):
            if i not in self.found and (kind := self.standing(i)) in ("name", "acronym"):
                self.found[i] = word.text.upper() if kind == "acronym" else _capital(word.text)
        self._persons()
        self._titled()
        self._heads()
        starts = {self.words[i].start: written for i, written in self.found.items()}
        for place in self._starts():
            starts.setdefault(place, self.text[place].upper())
        return starts

    def standing(self, i: int) -> Standing:
        word = self.words[i]
        if word.alone:
            return "small"
        if word.text not in self.told:
            self.told[word.text] = standing(word.text, self.english)
        told = self.told[word.text]
        joined = self.text[word.start - 1 : word.start] == "-" or self.text[word.end : word.end + 1] == "-"
        if joined and told in ("name", "acronym") and len(word.text) <= 4:
            return "either"  # "co-founder", "al-shabaab"
        return told

    def _known(self) -> None:
        """Names of the lexicons; a doubtful one only behind a word of place, or where its state is named otherwise."""
        spans = known_spans(self.text, small_index())
        countries = {s.known.country for s in spans if s.known.country and not doubtful(s.known)}
        for span in spans:
            if span.start in self.at and (not doubtful(span.known) or self._is_meant(span, countries)):
                there = LETTERS.finditer(self.text, span.start, span.end)
                for match, name in zip(there, LETTERS.findall(span.known.name), strict=False):
                    if (i := self.at.get(match.start())) is not None:
                        self.found[i] = name[: len(self.words[i].text)]
                        self.kinds[i] = span.known.type
        for i, word in enumerate(self.words):
            if word.text == "us" and (self._before(i) == "the" or self._after(i) in words("small_letters", "after_us")):
                self.found[i], self.kinds[i] = "US", "GPE"

    def _is_meant(self, span: KnownSpan, countries: set[str]) -> bool:
        before = self._before(self.at[span.start])
        if before in ("a", "an") or (before == "the" and span.known.type == "GPE"):
            return False
        return before in words("small_letters", "placing") or span.known.country in countries

    def _calendar(self) -> None:
        for i, word in enumerate(self.words):
            name = CALENDAR.get(word.text)
            if name and (word.text not in VERBS or self._is_month(i)):
                self.found[i], self.kinds[i] = name, "DATE"
            if word.text == "i" and (word.alone or self._gap(i)[:1] != "."):
                self.found[i], self.kinds[i] = "I", "DATE"

    def _is_month(self, i: int) -> bool:
        word = self.words[i]
        number = re.match(r",? \d", self.text[word.end : word.end + 3]) or re.search(
            r"\d(?:st|nd|rd|th)?(?: of)? $", self.text[max(0, word.start - 8) : word.start]
        )
        return bool(number) or self._before(i) in words("small_letters", "before_months")

    def _persons(self) -> None:
        """Words that are names only beside another: a given name before, a family name behind, particles between."""
        for i, word in enumerate(self.words):
            listed = word.text in words("small_letters", "given")
            if i in self.kinds or not (listed or is_given(word.text)) or word.text in words("english", "particles"):
                continue
            at = i + 1
            while self._gap(at - 1) == " " and self.words[at].text in words("english", "particles"):
                at += 1
            if self.kinds.get(at, "PERSON") != "PERSON" or self._gap(at - 1) not in (" ", "-"):
                continue
            if not listed and self.standing(i) in ("small", "acronym"):
                continue
            second = "name" if at in self.found else self.standing(at)
            if second == "name" or (second == "either" and not listed and is_family(self.words[at].text)):
                self._write(i)
                self._write(at)

    def _titled(self) -> None:
        """Titles, and up to four words behind one that may be a name: "president william ruto", "mr brown"."""
        titles = written_titles()
        ends = {title.rstrip(".").split()[-1] for title in titles}
        for i, word in enumerate(self.words):
            if word.text not in ends or word.alone:
                continue
            for k in range(min(LONGEST, i + 1), 0, -1):
                first = self.words[i - k + 1]
                stop = self.text[word.end : word.end + 1] == "."
                phrase = self.text[first.start : word.end + stop]
                title = titles.get(phrase) or titles.get(phrase.rstrip("."))
                if title and self.text[word.end + stop : word.end + stop + 1] == " " and self._named(i + 1, phrase):
                    for n, part in enumerate(LETTERS.findall(title)):
                        self.found[i - k + 1 + n] = part
                    break

    def _named(self, i: int, title: str) -> bool:
        """Whether a name stands behind a title, which is written then: up to four words, particles aside."""
        at, named = i, 0
        sure = title.rstrip(".") in words("small_letters", "before_any_name")
        while at < len(self.words) and named < 4 and (at == i or self._gap(at - 1) in (" ", "-", ". ")):
            particle = self.words[at].text in words("english", "particles") and self._gap(at) in (" ", "-")
            if particle and self._is_part(at + 1, False):
                pass  # "mr de souza"
            elif self._is_part(at, sure and at == i):
                self._write(at)
                named += 1
            else:
                break
            at += 1
        return named > 0

    def _is_part(self, i: int, sure: bool) -> bool:
        """Whether a word may be part of somebody's name; with `sure` every word but small ones is."""
        if i in self.found:
            return self.kinds.get(i, "PERSON") == "PERSON"
        word = self.words[i].text
        return self.standing(i) == "either" or (sure and (word not in words("english", "small") or word == "may"))

    def _heads(self) -> None:
        """The kind of thing beside a name: "lake victoria", "the law society of kenya", "mombasa road", "qatar national bank"."""
        before, of, behind = (words("small_letters", key) for key in ("before_names", "before_of", "after_names"))
        for i, word in enumerate(self.words):
            if i in self.found:
                continue
            if word.text in before and self._gap(i) == " " and self._names(i + 1):
                self._write(i)
            elif word.text in of and self._after(i) == "of":
                at = i + 3 if self._after(i + 1) == "the" else i + 2
                if self._names(at) and self._gap(at - 1) == " ":
                    for k in range(self._phrase(i, ("the",)) or i, i + 1):
                        self._write(k)
            elif word.text in behind and (first := self._phrase(i, ())):
                for k in range(first, i + 1):
                    self._write(k)
        bodies = words("small_letters", "bodies")
        for i in range(len(self.words) - 1):
            if i not in self.found and f"{self.words[i].text} {self._after(i)}" in bodies:
                self._write(i)
                self._write(i + 1)

    def _names(self, i: int) -> bool:
        """A word that is written as a name of something."""
        return i in self.found and self.kinds.get(i) not in ("NORP", "DATE")

    def _phrase(self, i: int, ends: tuple[str, ...]) -> int:
        """Where a body's name begins whose last word is i: behind one of `ends`, else at a name right before; 0 when nowhere."""
        for k in range(i, max(0, i - 3), -1):
            before = self._before(k)
            if before in ends or (not ends and self._names(k - 1) and before):
                return k
            if not before or before in words("english", "small"):
                return 0
            if not ends and before not in words("small_letters", "between_names"):
                return 0
        return 0

    def _starts(self) -> Iterator[int]:
        """Places of the first letters of sentences; the stop of an abbreviation or initial ends none."""
        short = _abbreviations()
        for match in START.finditer(self.text):
            before = re.search(r"([^\W\d_]+)\.$", self.text[max(0, match.start() - 12) : match.start() + 1])
            if before and match.group().startswith(".") and (len(before[1]) == 1 or before[1] in short):
                continue
            if match.end() in self.at:
                yield match.end()

    def _write(self, i: int) -> None:
        self.found.setdefault(i, _capital(self.words[i].text))

    def _gap(self, i: int) -> str:
        """What stands between a word and the next."""
        return self.text[self.words[i].end : self.words[i + 1].start] if i + 1 < len(self.words) else ""

    def _before(self, i: int) -> str:
        return self.words[i - 1].text if i and self._gap(i - 1) == " " else ""

    def _after(self, i: int) -> str:
        return self.words[i + 1].text if self._gap(i) == " " else ""


def _words(text: str) -> Iterator[Word]:
    """Words outside of addresses and not grown together with digits."""
    masked = [m.span() for m in re.finditer(r"\S+", text) if _is_address(m.group())]
    at = 0
    for match in LETTERS.finditer(text):
        while at < len(masked) and masked[at][1] <= match.start():
            at += 1
        start, end, word = match.start(), match.end(), match.group()
        inside = at < len(masked) and masked[at][0] <= start
        if inside or text[start - 1 : start].isdigit() or text[end : end + 1].isdigit():
            continue
        if word.endswith(("'s", "’s")):
            word, end = word[:-2], end - 2
        yield Word(start, end, word, "'" in word[-3:] or "’" in word[-3:])


def _capital(word: str) -> str:
    """ "o'brien" as O'Brien, everything else with its first letter."""
    at = 2 if word[:2] in ("o'", "o’", "d'", "d’") else 0
    written = word[0].upper() + word[1:]
    return written[:at] + written[at : at + 1].upper() + written[at + 1 :]


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(word.lower() for word in words("english", "abbreviations"))
