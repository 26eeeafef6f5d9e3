"""Clean text, and what its format names -> title, deck, byline, dateline and body, in order, as places.

Plain text names nothing, so its first lines are read for what they are. A line is the title only when it
looks like one, and a deck needs a sign: said twice, or no sentence end, or a byline or dateline after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from flows.clean.byline import Kind, kind_of_line
from flows.clean.dateline import dateline
from flows.clean.moments import date_pattern
from flows.records import Layout, Part, Section

HEAD_LINES = 12  # a letterhead, a title, a deck, two bylines and two times fit; further down a line is text
TAIL_LINES = 4  # credits at the end
TITLE_CHARACTERS = 220  # the longest headlines of the wires
TITLE_WORDS = 32
AFTER_AUTHOR = 60  # characters a city and a date need after the author's name
DECK_CHARACTERS = 420  # decks of features run to three sentences
DECK_WORDS = 5  # shorter lines without a full stop are cross-heads

_SENTENCE_END = re.compile(r"(?<!\.)[.。．।؟…][\"'”’»)\]]*$|[!?][\"”»]?$")
_ABBREVIATED = re.compile(r"\b(?:[A-Z]\.){1,4}$|\b(?:Inc|Co|Corp|Ltd|Jr|Sr|St|No|vs|etc|Gen|Gov|Sen)\.$")
_ELLIPSIS = re.compile(r"(?:\.\.\.|…)[\"'”’»)\]]*$")
_LIST_ITEM = re.compile(r"(?:[-*•·–—▪◦‣]\s|\(?\d{1,3}[.)]\s|[a-z][.)]\s)")
_TURN = re.compile(r"(?P<who>[^\W\d_][\w .'’()-]{0,40}):(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its place without white space around, and what is known of it beforehand."""

    start: int
    end: int
    text: str
    named: Section | None = None  # by the format
    gap: bool = False  # a blank line stands before it
    heading: bool = False  # it carried a heading mark
    twice: bool = False  # the source had it twice


def layout(
    text: str,
    parts: Iterable[Part] = (),
    headings: Iterable[int] = (),
    twice: Iterable[int] = (),
    author: str = "",
) -> tuple[Layout, ...]:
    """The clean text; parts, starts of headings and of lines that were repeated, as places in it -> its layout.

    `author` is whom the page or side-car names: a line near the top that opens with it is the byline.
    """
    lines = _lines(text, tuple(parts), frozenset(headings), frozenset(twice))
    sections = _sections(lines, author.casefold())
    return _spans(lines, sections)


def field(text: str, found: Sequence[Layout], section: Section) -> str:
    """The text of all spans of a section, one after the other; labels such as "PRESS RELEASE" are nobody's byline."""
    spans = [text[s.start : s.end] for s in found if s.section == section]
    if section == "byline":
        spans = [s for s in spans if kind_of_line(s) in ("byline", "credit", None)]
    if section == "dateline":
        spans = [s for s in spans if kind_of_line(s) != "date"] or spans
    if section in ("title", "deck"):
        return " ".join(" ".join(spans).split())
    return "; ".join(spans[:1] if section == "dateline" else spans)


def _lines(text: str, parts: tuple[Part, ...], headings: frozenset[int], twice: frozenset[int]) -> list[Line]:
    lines: list[Line] = []
    last = -1
    for hit in re.finditer(r"[^\n]*\S[^\n]*", text):
        start = hit.start() + len(hit[0]) - len(hit[0].lstrip())
        end = start + len(hit[0].strip())
        named = next((p.section for p in parts if p.start <= start and end <= p.end), None)
        gap = last >= 0 and text.count("\n", last, start) > 1
        lines.append(Line(start, end, text[start:end], named, gap, start in headings, start in twice))
        last = end
    return lines


def _sections(lines: list[Line], author: str) -> list[Section]:
    """What each line is, first from the format, then from the top down and from the end up."""
    sections: list[Section] = ["body"] * len(lines)
    body = _head(lines, sections, author)
    _tail(lines, sections, body)
    return sections


def _head(lines: list[Line], sections: list[Section], author: str) -> int:
    """Fill in the sections above the body; the number of the first line of the body."""
    titled = any(line.named == "title" for line in lines)
    decked = any(line.named == "deck" for line in lines)
    for i, line in enumerate(lines):
        kind = kind_of_line(line.text)
        if line.named not in (None, "body"):
            sections[i] = line.named
        elif i >= HEAD_LINES or (line.heading and titled):
            return i
        elif not titled and _is_title(lines, i):
            sections[i], titled = "title", True
        elif i and sections[i - 1] == "title" and line.named is None and _goes_on(lines, i):
            sections[i] = "title"
        elif titled and _opens_with(line.text, author):
            sections[i] = "byline"
        elif kind is not None and (titled or kind != "name"):
            sections[i] = _section_of(kind)
        elif (opening := dateline(line.text)) is not None:
            if not opening.whole_line:
                return i
            sections[i] = "dateline"
        elif titled and not decked and _is_deck(lines, i):
            sections[i], decked = "deck", True
        else:
            return i
    return len(lines)


def _opens_with(line: str, author: str) -> bool:
    """ "Rui Macuácua, Nacala" where the page names Rui Macuácua as its author."""
    return bool(author) and line.casefold().startswith(author) and len(line) <= len(author) + AFTER_AUTHOR


def _goes_on(lines: list[Line], i: int) -> bool:
    """ "on the sixth session of the commission" under the headline "JOINT COMMUNIQUÉ"."""
    line = lines[i]
    return (
        line.text[0].islower()
        and not line.gap
        and i + 1 < len(lines)
        and len(line.text) <= TITLE_CHARACTERS
        and not _ends_sentence(line.text)
    )


def _section_of(kind: Kind) -> Section:
    return "dateline" if kind == "date" else "byline"


def _tail(lines: list[Line], sections: list[Section], body: int) -> None:
    """Credits and times after the last paragraph are no text either."""
    for i in range(len(lines) - 1, max(body, len(lines) - 1 - TAIL_LINES), -1):
        kind = kind_of_line(lines[i].text)
        if kind not in ("byline", "name", "credit", "time") or lines[i].heading:
            return
        sections[i] = "byline"


# --- title ---------------------------------------------------------------------------------------


def _is_title(lines: list[Line], i: int) -> bool:
    """A headline: few words, no sentence end, and text after it."""
    line = lines[i]
    if i + 1 >= len(lines) or kind_of_line(line.text) not in (None, "name", "label") or _opens_text(lines, i):
        return False
    if line.heading:
        return True
    if kind_of_line(line.text) == "label" and not lines[i + 1].text[0].islower() and _is_title(lines, i + 1):
        return False
    if (
        len(line.text) > TITLE_CHARACTERS
        or len(line.text.split()) > TITLE_WORDS
        or _ends_sentence(line.text, title=True)
    ):
        return False
    after = lines[i + 1]
    longer = len(after.text) > len(line.text) or _ends_sentence(after.text)
    longer = longer or (i == 0 and i + 2 < len(lines) and not after.text[0].islower())
    return after.gap or after.twice or longer or _stands_under_title(after)


def _stands_under_title(line: Line) -> bool:
    return kind_of_line(line.text) is not None or dateline(line.text) is not None


def _ends_sentence(text: str, title: bool = False) -> bool:
    """Ends as a sentence does; a headline may ask, exclaim or trail off, and may end in "U.S."."""
    if text.endswith((":", ";", ",")):
        return True
    if title and (text.rstrip("\"'”’»)").endswith(("?", "!")) or _ELLIPSIS.search(text)):
        return False
    return bool(_SENTENCE_END.search(text)) and not _ABBREVIATED.search(text)


def _opens_text(lines: list[Line], i: int) -> bool:
    """A dateline, a list item, an entry of a timeline, a turn of a talk: not a title, not a deck."""
    text = lines[i].text
    if _LIST_ITEM.match(text) or text[:1] in "[|<>{" or dateline(text) is not None:
        return True
    return bool(_timed().match(text)) or _is_turn(lines, i)


@cache
def _timed() -> re.Pattern[str]:
    """ "4 March: ", "09:30 ", "2019 - ": an entry of a timeline."""
    return re.compile(rf"(?:\d{{1,2}}[:.]\d\d\b|(?:{date_pattern()}|\d{{4}})\s*[:–—-](?=\s))", re.IGNORECASE)


def _is_turn(lines: list[Line], i: int) -> bool:
    """ "Q: ...", or "HOST: ..." when the same name opens another line."""
    turn = _TURN.match(lines[i].text)
    if turn is None:
        return False
    who = turn["who"]
    if who.upper() in ("Q", "A", "QUESTION", "ANSWER"):
        return True
    return any(line.text.startswith(who + ":") for line in lines[:i] + lines[i + 1 :])


# --- deck ----------------------------------------------------------------------------------------


def _is_deck(lines: list[Line], i: int) -> bool:
    """A line under the title that sums up: said twice, or without a sentence end, or set off by what follows."""
    line = lines[i]
    if i + 1 >= len(lines) or len(line.text) > DECK_CHARACTERS or _opens_text(lines, i):
        return line.twice and i + 1 < len(lines)
    if line.twice:
        return True
    words = len(line.text.split())
    after = lines[i + 1]
    if words < DECK_WORDS or line.text.endswith((":", ",", ";")) or line.text[0] in '"“„«‘':
        return False
    if _stands_under_title(after):
        return i + 2 < len(lines) or not _stands_under_title_alone(after)
    return not _ends_sentence(line.text) and len(after.text) > len(line.text) and not _is_turn(lines, i + 1)


def _stands_under_title_alone(line: Line) -> bool:
    """A byline or time with nothing after it closes an article, so that the line before was its text."""
    opening = dateline(line.text)
    return opening is None or opening.whole_line


# --- spans ---------------------------------------------------------------------------------------


def _spans(lines: list[Line], sections: list[Section]) -> tuple[Layout, ...]:
    """Lines and their sections -> spans; neighbouring body lines make one, and a dateline splits the first of it."""
    spans: list[Layout] = []
    opened = False
    for line, section in zip(lines, sections, strict=True):
        start = line.start
        if section == "body" and not opened:
            opened = True
            opening = dateline(line.text)
            if opening is not None and opening.end < len(line.text):
                spans.append(Layout("dateline", start, start + len(line.text[: opening.end].rstrip())))
                start += opening.end + len(line.text[opening.end :]) - len(line.text[opening.end :].lstrip())
        if spans and section == spans[-1].section and section in ("body", "title", "deck"):
            spans[-1] = Layout(section, spans[-1].start, line.end)
        else:
            spans.append(Layout(section, start, line.end))
    return tuple(spans)
