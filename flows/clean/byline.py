"""A line near the top or at the end of an article -> what it is if it is not text: a byline, a time, a label.

Bylines: "By Ama Serwaa", "Reporting by A B in Cairo; editing by C D", "Jane Doe in Cairo", "Staff reporter".
Times: "Published: 3 March 2026 14:05 GMT | Updated 4 March 2026", "11 February 2026". Labels: "PRESS RELEASE".
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from flows.clean.lexicon import table, word_set
from flows.clean.moments import date_pattern, moment, moments_in

LONGEST = 200  # credits of five people with their cities need 180
LONGEST_TIME = 120  # "Broadcast on Wednesday, 23 July 2025. Presenter: ..." and no paragraph that opens so

Kind = Literal["byline", "name", "credit", "time", "date", "label"]

_CREDIT = r"(?:\(|—|–|-|\[)?\s*(?:with\s+)?(?:additional\s+)?(?:reporting|writing|editing|translation|translated|compiled|edited|reported)(?:\s+and\s+(?:writing|editing|reporting))?\s+(?:by\b|:)"
_NAME_WORD = r"(?:[^\W\d_a-zà-öø-ÿ](?:[^\W\d_]|['’.-](?=[^\W\d_]))*\.?|(?:d|o|al|el|as|ash|ar)['’-][^\W\d_]+)"


def kind_of_line(line: str) -> Kind | None:
    """A line that is no text of the article -> what it is; None for text.

    `credit` is a byline that by habit stands at the end; `date` a bare date, `time` one with "Published" before it;
    `name` a byline only where one is awaited: "Jane Doe in Cairo", but also the headline "Tug Sinks in Nacala".
    """
    line = line.strip()
    if not line or len(line) > LONGEST:
        return None
    if _is_label(line):
        return "label"
    if re.match(_CREDIT, line, re.IGNORECASE) and _is_byline(re.sub(_CREDIT, "by", line, count=1, flags=re.IGNORECASE)):
        return "credit"
    if _is_time(line):
        return "time"
    if _is_date(line):
        return "date"
    if _is_byline(line) or _is_issuer(line):
        return "byline"
    return "name" if _is_placed_name(line.strip("*_()[] —–-").rstrip(".")) else None


def _is_label(line: str) -> bool:
    """ "PRESS RELEASE", or sections side by side: "World | Shipping | Opinion"."""
    labels = word_set("lines", "labels")
    parts = [part.strip("*_[]():.—–- ").casefold() for part in re.split(r"[|>•»/]", line)]
    known = sum(part in labels for part in parts)
    return known == len(parts) or (1 < len(parts) <= 2 * known and all(len(part.split()) <= 2 for part in parts))


def is_name(words: str) -> bool:
    """Two to five words that begin with capitals, particles aside: "Ama Serwaa", "J. van der Berg", "LE MINH ANH"."""
    parts = words.split()
    if not 2 <= len(parts) <= 6 or any(_not_of_a_name(part) for part in parts):
        return False
    weighty = [part for part in parts if part.casefold() not in word_set("lines", "name_particles")]
    return len(weighty) >= 2 and all(re.fullmatch(_NAME_WORD, part) for part in weighty)


def _not_of_a_name(part: str) -> bool:
    word = part.strip(".,").casefold()
    return word in word_set("lines", "not_in_names") or (part[0].isupper() and word in _calendar())


@cache
def _calendar() -> frozenset[str]:
    """Weekdays and full names of months; short ones ("Jan", "Mai", "April", "June") are people's names too."""
    months = {names[0] for names in table("dates")["months"].values()}
    return frozenset(months - {"april", "may", "june", "august"}) | frozenset(table("dates")["weekdays"]["names"][:7])


def _is_byline(line: str) -> bool:
    """An opener and names, names and where or what they are, or who writes without a name."""
    bare = line.strip("*_()[] —–-").rstrip(".")
    if _is_role(bare):
        return True
    opener = _opener().match(bare)
    if opener is None:
        return _is_name_and_role(bare)
    parts = [part for part in _split(bare[opener.end() :]) if part]
    if not parts or not (_is_person(parts[0]) or _is_role(parts[0]) or _is_house(parts[0])):
        return False
    return all(_may_follow_name(part) for part in parts[1:])


def _split(words: str) -> list[str]:
    """ "A B and C D in Cairo; editing by E F" -> its parts, openers taken off."""
    parts = re.split(r"\s*(?:[,;|•·/&]|\s[-–—]\s|\band\b|\bund\b|\bet\b|\bwith\b)\s*", words)
    credit = rf"(?:{_CREDIT})|{_opener().pattern}"
    return [re.sub(rf"^(?:{credit})\s*", "", part, flags=re.IGNORECASE).strip(" .*_)(") for part in parts]


def _is_person(part: str) -> bool:
    """A name, alone or with "in Cairo" or "for Northgate" after it; one word in "By Northgate" is a house."""
    name, _, where = re.sub(r"\s+(?:in|at|for|from|of)\s+", "\x00", part, count=1).partition("\x00")
    return is_name(name) and (not where or where[0].isupper() or where.startswith("the "))


def _is_house(part: str) -> bool:
    """ "By AFP", "By Northgate staff", "By The Associated Press"."""
    words = part.split()
    return (
        1 <= len(words) <= 5
        and words[0][0].isupper()
        and not any(_not_of_a_name(w) and w.casefold() != "the" for w in words)
        and (
            words[-1][0].isupper()
            or words[-1].casefold() in ("staff", "reporters", "reporter", "desk", "team", "agencies")
        )
    )


def _may_follow_name(part: str) -> bool:
    return (
        _is_person(part)
        or _is_role(part)
        or _is_house(part)
        or moment(part) is not None
        or _is_time(part)
        or re.fullmatch(r"\d{4}|\d{1,2}[:.]\d\d.*|(?:in|from) [^\W\d_].*|\S+@\S+|@\w+", part) is not None
    )


def _is_role(part: str) -> bool:
    """ "Staff reporter", "Our correspondent in Cairo", "Senior Middle East correspondent"."""
    words = re.sub(r"\s+(?:in|at|for)\s+[^\W\d_].*$", "", part.casefold())
    roles = word_set("lines", "byline_roles")
    if words in roles:
        return True
    last = words.split()[-1:] or [""]
    return (
        2 <= len(words.split()) <= 5
        and part[0].isupper()
        and last[0] in ("correspondent", "reporter", "editor", "correspondents")
        and not re.search(r"\b(?:the|a|an|to|of|is)\b", words)
    )


def _is_placed_name(line: str) -> bool:
    """ "Jane Doe in Cairo and John Roe in Accra"; a name alone is not enough."""
    people = re.split(r"\s*(?:,|;|\band\b)\s*(?=[^,;]*\sin\s)", line)
    if (tail := re.search(rf",?\s+(?:{date_pattern()})$", people[-1], re.IGNORECASE)) is not None:
        people[-1] = people[-1][: tail.start()]
    placed = re.compile(r"[^,;:.!?]+ in [A-ZÀ-Ý][^,;:!?]*")
    return all(placed.fullmatch(p) and _is_person(p) and not p.isupper() for p in people)


def _is_name_and_role(line: str) -> bool:
    """ "Jane Doe, Staff Writer", "Jane Doe | AFP"."""
    name, _, rest = re.sub(r"\s*(?:,|\||•|\s[-–—])\s*", "\x00", line, count=1).partition("\x00")
    return bool(rest) and is_name(name) and (_is_role(rest) or rest.casefold() in word_set("lines", "agencies"))


def _is_issuer(line: str) -> bool:
    """ "Ministry of Foreign Affairs of Norway, Oslo, 12 March 2026": names, no sentence, then a full date."""
    found = moments_in(line)
    if len(found) != 1 or line[found[0].end :].strip(" .)*_") or not line[: found[0].start].strip():
        return False
    words = re.sub(r"[^\w\s’'-]", " ", line[: found[0].start]).split()
    joining = word_set("lines", "name_particles") | {"of", "for", "and", "the", "in", "no"}
    return 3 < len(words) <= 14 and "," in line and all(w[0].isupper() or w.casefold() in joining for w in words)


@cache
def _opener() -> re.Pattern[str]:
    words = "|".join(sorted((re.escape(w) for w in table("lines")["byline_openers"]), key=len, reverse=True))
    return re.compile(rf"(?:{words})(?:\s*:\s*|\s+)", re.IGNORECASE)


def _is_time(line: str) -> bool:
    """A label such as "Published" and a date, and nothing that a sentence would need, or something set off."""
    bare = line.lstrip("*_(")
    if (label := _label().match(bare)) is None:
        return False
    first = next(iter(moments_in(bare)), None)
    near = first is not None and first.start <= label.end() + 2 and bare[first.end :].lstrip()[:1] in tuple(".|;–—-(")
    return _mostly_dates(line) or (near and len(line) <= LONGEST_TIME)


def _is_date(line: str) -> bool:
    found = moment(line.strip("*_()[].— "))
    return found is not None and found.precision not in ("year", "month") and not line.isdigit() and _mostly_dates(line)


def _mostly_dates(line: str) -> bool:
    """Whether little besides dates, labels and clock times stands in the line."""
    rest = line
    for found in reversed(moments_in(line)):
        rest = rest[: found.start] + rest[found.end :]
    if rest == line:
        return bool(re.search(r"\d", line)) and moment(_label().sub("", line).strip(" :*_()")) is not None
    rest = _label().sub(" ", rest)
    rest = re.sub(
        r"(?i)\b(?:\d{1,2}[:.]\d\d|[ap]\.?m\.?|at|on|[A-Z]{2,4}|local time|hrs|min read|\d+ minutes? ago)\b", " ", rest
    )
    return len(re.sub(r"[\W\d_]+", "", rest)) <= 12  # a zone, "year", "Tuesday" left over


@cache
def _label() -> re.Pattern[str]:
    words = sorted(word_set("lines", "published_labels", "updated_labels"), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b\s*:?", re.IGNORECASE)


def updated_only(before: str) -> bool:
    """The words before a date -> whether they call it an update, no publication."""
    labels = list(_label().finditer(before))
    return bool(labels) and labels[-1][0].rstrip(" :").casefold() in word_set("lines", "updated_labels")
