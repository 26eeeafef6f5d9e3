"""A sentence in, amounts of money out with range and currency: "a $2.4 billion loan", "between 3 and 5 million euros"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from flows.extract.events.lexicon import FOLDER, BadLexicon, spoken
from flows.extract.events.numbers import AMOUNT, HEDGE, has_scale, hedged, measured, scale_of
from flows.records import Magnitude

CURRENCIES = "currencies.tsv"
MOST = 10**18  # fits the table's 64 bits with room
PLACES, RULES = {"before", "after", "both"}, {"exact", "scaled", "named"}
DOLLAR = "USD"
DOLLARS = re.compile(r"\$|\bdollar", re.I)


@dataclass(frozen=True, slots=True)
class Currency:
    """What is written beside an amount, and which currencies it may mean."""

    written: str
    codes: Mapping[str, frozenset[str]]  # ISO 4217 -> ISO3 of the countries that choose it; one code needs none
    before: bool
    after: bool
    exact: bool  # case counts
    scaled: bool  # only beside a million or the like
    named: bool  # only where the text names a country of it: "5 million won"


@dataclass(frozen=True, slots=True)
class Tender:
    """What the text tells of currencies that a sentence leaves open."""

    dollar: str = DOLLAR  # what "$" alone means
    countries: frozenset[str] = frozenset()  # ISO3 named in the text


@lru_cache(maxsize=1)
def currencies() -> Mapping[str, Currency]:
    """lexicon/events/currencies.tsv as a table by what is written, small letters where case does not count."""
    found: dict[str, Currency] = {}
    for number, line in enumerate((FOLDER / CURRENCIES).read_text("utf-8").splitlines(), 1):
        if line.startswith("#") or not line.strip():
            continue
        written, meant, place, rule = (*line.split("\t"), "", "", "", "")[:4]
        rules = set(rule.split())
        if place not in PLACES or not rules <= RULES or not meant:
            raise BadLexicon(
                f"{CURRENCIES}, line {number}: written, code, before/after/both, rule expected; correct it"
            )
        codes = {
            code: frozenset(c for c in countries.split(",") if c)
            for code, _, countries in (m.partition("=") for m in meant.split())
        }
        key = written if "exact" in rules else written.lower()
        if key in found:
            raise BadLexicon(f"{CURRENCIES}, line {number}: {written!r} stands there twice; remove one")
        found[key] = Currency(
            written, codes, place != "after", place != "before", "exact" in rules, "scaled" in rules, "named" in rules
        )
    return found


def tender(text: str, countries: Collection[str]) -> Tender:
    """A document's text and the countries it names in, what they tell of currencies out: the one dollar that is not the US one."""
    if not DOLLARS.search(text):
        return Tender(DOLLAR, frozenset(countries))
    told = {code for match in _dollars().finditer(text) for code in _currency(match["name"]).codes}
    return Tender(next(iter(told)) if len(told) == 1 else DOLLAR, frozenset(countries))


def money(sentence: str, offset: int, told: Tender) -> tuple[Magnitude, ...]:
    """Sentence text, its place in the document and what the document tells in; its amounts in text order out, whole units.

    `currency` is the ISO 4217 code, '' where the text does not say which ("200 million rupees" and no country, or two).
    """
    found: list[Magnitude] = []
    for match in sorted(_matches(sentence), key=lambda m: (m.start("low"), -m.end())):
        amount = _amount(match, sentence, told)
        if amount is not None and not (found and amount.start < found[-1].end):
            found.append(amount)
    return tuple(replace(m, start=m.start + offset, end=m.end + offset) for m in found)


def _matches(sentence: str) -> Iterator[re.Match[str]]:
    for pattern in _patterns():
        yield from pattern.finditer(sentence)


def _amount(match: re.Match[str], sentence: str, told: Tender) -> Magnitude | None:
    low_said, high_said = match["low"], match["high"]
    signs = [s for name in ("sign", "word_low", "word") if (s := match.groupdict().get(name))]
    written = [_currency(s) for s in signs]
    if any(c.scaled for c in written) and not (has_scale(low_said) or (high_said and has_scale(high_said))):
        return None
    if any(c.named and not _code(c, told) for c in written):
        return None
    if (
        YEAR.fullmatch(low_said)
        and IN_YEAR.search(sentence[: match.start("low")])
        and not match.groupdict().get("sign")
    ):
        return None
    low, high = _range(match)
    if not 0 < low <= high <= MOST:
        return None
    named = [name for name in ("hedge", "sign", "low") if match.groupdict().get(name)]
    return Magnitude(
        "money", low, high, min(match.start(n) for n in named), match.end(), next((c for w in written if (c := _code(w, told))), "")
    )  # fmt: skip


def _range(match: re.Match[str]) -> tuple[int, int]:
    low, high = measured(match["low"])
    if match["high"]:
        second = measured(match["high"])
        scale = scale_of(match["high"])
        if not has_scale(match["low"]) and low <= second[0] // scale:  # "$3-5 billion"
            low, high = measured(match["low"], scale)
        opens = " ".join((match["open"] or "").lower().split())
        if opens == "from":  # "raised from $3bn to $5bn": what it is now
            return second
        if second[1] >= low:
            return low, second[1]
    return hedged(low, high, match["hedge"] or "")


def _code(currency: Currency, told: Tender) -> str:
    """The one currency meant; '' where several are left."""
    if len(currency.codes) == 1 and not currency.named:
        code = next(iter(currency.codes))
        return told.dollar if currency.written in ("$", "dollar") else code
    fitting = [code for code, countries in currency.codes.items() if countries & told.countries]
    return fitting[0] if len(fitting) == 1 else ""


def _currency(written: str) -> Currency:
    table = currencies()
    words = " ".join(written.replace("-", " ").split())
    small = words.lower()
    return table.get(words) or table.get(small) or table[small.removesuffix("s")]


YEAR = re.compile(r"(?:1[89]|20)\d\d")
IN_YEAR = re.compile(r"\bin\s$", re.I)


def _pattern(known: Collection[Currency], plural: str = "") -> str:
    """Any of what is written, the longest first."""
    forms = []
    for c in sorted(known, key=lambda c: (-len(c.written), c.written)):
        words = re.escape(c.written).replace(r"\ ", r"[ -]")
        forms.append(rf"(?-i:{words})" if c.exact else words + (plural if c.written[-1].isalpha() else ""))
    return "|".join(forms)


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Amounts that follow their sign, and those that come before their word."""
    table = currencies().values()
    close = _pattern([c for c in table if c.before and c.scaled])  # "R500m", never "R 500m"
    signs = _pattern([c for c in table if c.before and not c.scaled])
    words = _pattern([c for c in table if c.after], "s?")
    opens = rf"(?:(?P<open>ranging\s+from|between|from)\s+)?(?:(?P<hedge>{HEDGE})\s+)?"
    rate = rf"(?!\s*(?:/|(?:-|\s)(?:{spoken('rates', 'money')})\b))(?![\d%])"
    joined = r"(?:\s*[-–]\s*|\s+(?:to|or|(?(open)and|to))\s+)"  # "and" joins two ends only after "between"
    more = rf"(?:\s*[-–]\s*(?:{signs})?|{joined}(?:{signs}|(?(open)|(?!))))\s?(?P<high>{AMOUNT})"  # not "$300 to 5 million people"
    before = rf"{opens}(?<![\w$])(?P<sign>(?:{close})(?=\d)|{signs})\s?(?P<low>{AMOUNT})(?:{more})?{rate}"
    after = (
        rf"(?<![\w.,$£€-]){opens}(?P<low>{AMOUNT})(?:(?:[ -](?P<word_low>{words}))?{joined}(?P<high>{AMOUNT}))?"
        rf"(?:-|\s+of\s+|\s*)(?P<word>{words})(?!\w){rate}"
    )
    return re.compile(before, re.I), re.compile(after, re.I)


@lru_cache(maxsize=1)
def _dollars() -> re.Pattern[str]:
    """Every dollar that says whose it is."""
    whose = [c for c in currencies().values() if c.written.endswith(("$", " dollar")) and c.written != "$"]
    return re.compile(rf"(?<![\w$])(?P<name>{_pattern(whose)})", re.I)
