"""A word or name in small letters in, how it is written out: names of the lexicons, and what a word by itself may be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from flows.extract.countries import plain
from flows.extract.known import Index, Known, index_of, known_names
from flows.extract.leaders import CALLED_BY_FIRST_NAME, terms
from flows.extract.places.keys import place_key
from flows.extract.places.towns import towns
from flows.extract.tables import LEXICON, lines, words
from flows.extract.truecase import VOWEL, lowered, role_words, stems

Standing = Literal["small", "either", "name", "acronym"]
LARGE = 100_000  # inhabitants from which the name of a town that is also a noun is the town
PART = 4  # letters of each of two words grown together
SHORT = 3  # letters below which a word that no list has is left alone
LONGEST_ACRONYM = 5  # letters of a word without a vowel
TYPO = 7  # letters from which a word that is one letter off an ordinary one is that word
LONGEST = 30  # letters of a word that is looked up


@dataclass(frozen=True, slots=True)
class English:
    """Dictionary forms of English words, in small letters."""

    plain: frozenset[str] = frozenset()  # verbs, adjectives, adverbs
    nouns: frozenset[str] = frozenset()  # names of persons and places among them


@cache
def small_index() -> Index:
    """Names of the lexicons by their small letters; `Known.name` is how the name is written."""
    return index_of((lowered(known.name), known) for known in _written())


def _written() -> Iterator[Known]:
    """Names as written, with type and country; of names of one word only those that running text does not write small."""
    for name, known in known_names():
        unsure_people = known.type == "NORP" and not known.certain
        bare = lowered(plain(name))  # "The Economist" is two words, and one
        if " " in bare or not (running(bare) or bare in role_words() or unsure_people):
            yield Known(known.type, name, known.country)
    for spell, spellings in terms():
        yield from (Known("PERSON", name, spell.country) for name in spellings if " " in name)
        last = spell.name.split()[0 if spell.country in CALLED_BY_FIRST_NAME else -1]
        if last.istitle() and len(last) > SHORT and not running(lowered(last)):
            yield Known("PERSON", last, spell.country)
    for line in (LEXICON / "gazetteer.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            names, _, country, *_ = line.split("\t")
            yield from (Known("LOC", name, country) for name in names.split("|") if " " in name)


def doubtful(span: Known) -> bool:
    """A known name that is also a thing: "turkey"."""
    return lowered(span.name) in words("small_letters", "doubtful")


@cache
def _never() -> frozenset[str]:
    own = words("small_letters", "ordinary") | words("small_letters", "units")
    return lines("small_words") | words("english", "small") | own


def running(word: str) -> bool:
    """Whether running text writes the word small."""
    return word in _never()


def standing(word: str, english: English) -> Standing:
    """What a word of small letters may be: small, a name by itself, a name only beside another (`either`), an acronym."""
    if running(word) or len(word) > LONGEST:
        return "small"
    if word in words("small_letters", "names"):
        return "name"
    listed = is_given(word) or is_family(word)
    if word in lines("either_words"):
        return "either"
    if word in role_words() or any(stem in english.plain for stem in stems(word)):
        return "either" if listed and word not in role_words() else "small"
    if any(stem in english.nouns for stem in stems(word)):
        return "name" if inhabitants(word) >= LARGE else "either" if listed else "small"
    if listed or towns(place_key(word)):
        return "name"
    return _unlisted(word, english)


def _unlisted(word: str, english: English) -> Standing:
    """A word that no list has: a name, unless it is made of ordinary words or a letter off one."""
    if len(word) < SHORT:
        return "small"
    if len(word) <= LONGEST_ACRONYM and not VOWEL.search(word.upper()):
        return "acronym"
    return "small" if made_of_words(word, english) or (len(word) >= TYPO and _misspelt(word)) else "name"


def made_of_words(word: str, english: English) -> bool:
    """ "retweeted", "livestream", "lawfully": an ordinary word with a beginning or an ending, or two of them."""
    for ending in words("small_letters", "endings"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= PART and (_ordinary(stem, english) or _ordinary(stem + "e", english)):
            return True
    for beginning in words("small_letters", "beginnings"):
        rest = word.removeprefix(beginning)
        if rest != word and len(rest) >= (SHORT if len(beginning) >= PART else PART) and _ordinary(rest, english):
            return True
    cuts = range(PART, len(word) - PART + 1)
    return any(running(word[:cut]) and running(word[cut:]) for cut in cuts)


def _ordinary(word: str, english: English) -> bool:
    return running(word) or any(stem in english.plain or stem in english.nouns for stem in stems(word))


def _misspelt(word: str) -> bool:
    """One letter too many, too few, wrong or out of order makes it a word of running text."""
    right, holed, shorter = _near()
    cuts = [(word[:i], word[i:]) for i in range(len(word))]
    return (
        word in shorter
        or any(a + "?" + b[1:] in holed or a + b[1:] in right for a, b in cuts)
        or any(a + b[1] + b[0] + b[2:] in right for a, b in cuts if len(b) > 1)
    )


@cache
def _near() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Longer words of running text, the same with one letter open, and without it."""
    right = frozenset(w for w in _never() | lines("either_words") | role_words() if len(w) >= TYPO - 1)
    cuts = [(w[:i], w[i + 1 :]) for w in right for i in range(len(w))]
    return right, frozenset(f"{a}?{b}" for a, b in cuts), frozenset(a + b for a, b in cuts)


def is_given(word: str) -> bool:
    return place_key(word) in lines("given_names")


def is_family(word: str) -> bool:
    return place_key(word) in lines("family_names")


@lru_cache(maxsize=20_000)
def inhabitants(word: str) -> int:
    """Of the largest town with this name of its own, 0 for none."""
    return max((town.inhabitants for town in towns(place_key(word)) if town.own_name), default=0)
