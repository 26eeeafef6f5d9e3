"""Lines of a page in, those of its article out: what stands above the headline and below the last paragraph goes."""

from __future__ import annotations

import re

_WORDS = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"[.!?…。！？।؟۔][\"'”’»›)\]]*$|[.!?…。！？][\"'”’»)\]]*[\s\u200b]*$")
PROSE = 60  # characters; shorter lines are headings, bylines and links
HEAD = 4  # lines at the top that may be a byline or a menu
# Headings of what follows an article, and lines no article ends with.
_AFTER = re.compile(
    r"(?:related (?:stories|articles|news|content|links)|read (?:also|more|next)|see also|more (?:on|from|stories|news)|"
    r"most (?:read|popular|viewed)|you may (?:also )?like|recommended|elsewhere|share this|in other news|tags|topics)\b.{0,40}$",
    re.I,
)
_IMPRINT = re.compile(
    r"(?:©|\(c\) \d{4}|copyright\b|all rights reserved)|\b(?:cookies?|newsletter|privacy policy|terms of (?:use|service))\b",
    re.I,
)
_IMPRINT_LENGTH = 200  # a paragraph about cookies is longer


def ends_sentence(line: str) -> bool:
    return _SENTENCE_END.search(line.rstrip()) is not None


def between_edges(shown: list[str], title: str) -> list[str]:
    """All lines of a page -> from the first to the last line of prose below the headline."""
    start = _after_title(shown, title)
    prose = [at for at in range(start, len(shown)) if len(shown[at]) >= PROSE and ends_sentence(shown[at])]
    return shown[prose[0] : prose[-1] + 1] if prose else []


def whole(found: list[str], shown: list[str]) -> list[str]:
    """Lines of an article -> the first ones as the page shows them, where the extractor dropped names or dates in them."""
    exact = set(shown)
    top = [line if line in exact else _fuller(line, shown) for line in found[:HEAD]]
    return top + found[HEAD:]


def _fuller(line: str, shown: list[str]) -> str:
    """The line of the page that holds all words of a short line, in order, and little more."""
    wanted = _WORDS.findall(line)
    for candidate in shown:
        if (
            len(wanted) > 0
            and len(line) < len(candidate) <= len(line) + PROSE
            and _within(wanted, _WORDS.findall(candidate))
        ):
            return candidate
    return line


def _within(wanted: list[str], words: list[str]) -> bool:
    left = iter(words)
    return all(word in left for word in wanted)


def trimmed(found: list[str], shown: list[str], title: str) -> list[str]:
    """Lines of an article -> without menus above the headline, and links and imprint below the text."""
    return _without_tail(_without_menu(found, shown, title))


def _without_menu(found: list[str], shown: list[str], title: str) -> list[str]:
    start = _after_title(shown, title)
    above, below = set(shown[:start]), set(shown[start:])
    first = next((at for at, line in enumerate(found[:HEAD]) if line not in above or line in below), len(found[:HEAD]))
    return found[first:]


def _after_title(shown: list[str], title: str) -> int:
    key = _WORDS.findall(title.casefold())
    return next((at + 1 for at, line in enumerate(shown) if key and _WORDS.findall(line.casefold()) == key), 0)


def _without_tail(found: list[str]) -> list[str]:
    end = len(found)
    for at in range(len(found) - 1, len(found) // 3, -1):
        line = found[at]
        if _AFTER.match(line) or (len(line) < _IMPRINT_LENGTH and _IMPRINT.search(line)):
            end = at
        elif len(line) >= PROSE and ends_sentence(line):
            break
    return found[:end]
