"""A text in, dialogue printed with dashes out: "— We are leaving, said Kamau. We are not coming back." """

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from flows.extract.tables import words

OPENS = re.compile(r"\s*[—–][ \t]*(?=[^\W\d_a-z]|¿|¡|…)")
LINE = re.compile(r"[^\n]+")
MARKS = re.compile('[“”"«»]')


def dialogue_lines(text: str) -> set[int]:
    """Starts of the lines of a dialogue: neighbours that open with a dash, of which one asks or says who speaks."""
    if "—" not in text and "–" not in text:
        return set()
    lines = [m for m in LINE.finditer(text) if m.group().strip()]
    runs: list[list[re.Match[str]]] = [[]]
    for line in lines:
        if OPENS.match(line.group()) and not MARKS.search(line.group()):
            runs[-1].append(line)
        else:
            runs.append([])
    spoken = [run for run in runs if len(run) > 1 and any(_speech(line.group()) for line in run)]
    return {line.start() for run in spoken for line in run}


def _speech(line: str) -> bool:
    return bool(_telling().search(line))


def dash_speech(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What is spoken in one line: all but the dash and what tells who speaks."""
    opening = OPENS.match(text, start, end)
    place = opening.end() if opening else start
    for told in [*_telling().finditer(text, place, end), None]:
        stop = told.start() if told else end
        a, b = place, stop
        while b > a and text[b - 1].isspace():
            b -= 1
        if text[a:b].strip(" .,—–"):
            yield a, b
        place = told.end() if told else end


@cache
def _telling() -> re.Pattern[str]:
    """ ", said Kamau." and "? she asked, " with the blanks around them."""
    verbs = "|".join(sorted(words("speech", "after_question")))
    who = r"(?:he|she|they|I|the\s+\w+|[^\W\d_a-z][\w.’'-]*(?:\s+[^\W\d_a-z][\w’'-]*){0,3})"
    return re.compile(
        rf"(?<=[,?!…])\s+(?:[—–]\s*)?(?:(?:{verbs})\s+{who}|{who}\s+(?:{verbs}))\b[^.,;:!?\n]*[.,:]?\s*(?:[—–]\s*)?"
    )
