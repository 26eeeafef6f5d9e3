"""What a reader showed in, every text that it would have shown so out: bytes it lost are tried, one by one.

The reader (codec and policy) is a small machine: how much it has shown, which lead byte it holds, how many bytes it has
lost. A character takes it from one state to another; only states from which the rest of the site can be shown are
followed. So each result, damaged again, gives exactly the observed text, and a site costs as much as it has states,
not as much as it has texts. That proves a completion possible; it does not choose between them (see lattice.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from flows.clean.mojibake.alphabet import GENERAL, INNER_LAYER, LATIN_MARKS, SYMBOLS, script
from flows.clean.mojibake.decoders import POLICIES, Policy, byte_forms, leads, pair, shown, single

LONGEST = 14  # characters of a site; longer runs are text in another script, not marks between Latin words
MOST = 60  # texts of one site; the marks that one lost byte leaves open are about forty
MOST_EATEN = 300  # the same where what the byte ate is open too
MOST_LOST = 6  # bytes lost in one site
STATES = 1_000  # of readers that may be looked at for one text, whatever its length ...
STATES_PER_CHARACTER = 20  # ... and for each of its characters
MOST_SHOWN = 6  # characters that a reader can show for one more character of text
# Letters whose second byte may be lost; others are restored only where both bytes are there.
_LETTERS = (
    "àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜąćęłńóśźżĄĆĘŁŃŚŹŻčďěňřšťůžČĎŘŠŤŽğışĞİŞőűœŒ"
    "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЭЮЯ"
)
_EATEN = " \n.,;:!?)'\"-0123456789(/$"  # ASCII that can vanish together with a lead byte
_CORE = "’”“‘—–…•\u200b"  # marks tried where the reader ate more than their own bytes


class _State(NamedTuple):
    """Observed characters accounted for, the lead byte not yet shown (-1: none), bytes lost."""

    seen: int
    lead: int
    lost: int


Rest = tuple[int, str]  # bytes lost in all, text


class TooVaried(Exception):
    """A text whose sites could have been so much that trying it all would take too long."""


class Tries:
    """Completions of the sites of one text, within what may be spent on it.

    What is spent is counted in states, not seconds, and every different site counts once: the answer depends on the
    text alone. Damaged news takes one or two states a character, seldom ten; text that takes more is no news under any reader.
    """

    def __init__(self, text: str) -> None:
        self.left = STATES + STATES_PER_CHARACTER * len(text)
        self._counted: set[tuple[str, str, str, str]] = set()

    def completions(self, site: str, following: str, codec: str, policy: str) -> tuple[tuple[str, int], ...]:
        """An observed site and the ASCII after it -> (text, bytes lost) pairs, fewest bytes lost first.

        TooVaried when the text has used up its states.
        """
        key = (site, following, codec, policy)
        found, states = _completions(*key)
        if key not in self._counted:
            self._counted.add(key)
            self.left -= states
            if self.left < 0:
                raise TooVaried
        return found


@lru_cache(maxsize=20_000)
def _completions(site: str, following: str, codec: str, policy: str) -> tuple[tuple[tuple[str, int], ...], int]:
    """The completions, and how many states were looked at."""
    if len(site) > LONGEST:
        return (), 0
    rests = _Rests(site, following, codec, policy)
    found = rests.of(_State(0, -1, 0))
    return tuple((text, lost) for lost, text in found if not text.isascii()), rests.states


class _Rests:
    """The texts that lead from a state to the end of one site, each state looked at once."""

    def __init__(self, site: str, following: str, codec: str, policy: str) -> None:
        self.site, self.following, self.codec, self.policy = site, following, codec, policy
        self._most = MOST_EATEN if POLICIES[policy].eats_ascii else MOST
        self._rests: dict[_State, list[Rest]] = {}

    @property
    def states(self) -> int:
        return len(self._rests)

    def of(self, state: _State) -> list[Rest]:
        """The texts, fewest bytes lost first, and no more of them than are kept."""
        if state not in self._rests:
            self._rests[state] = self._found(state)
        return self._rests[state]

    def _found(self, state: _State) -> list[Rest]:
        found = [(state.lost + (state.lead >= 0), "")] if self._ends(state) else []
        for way in self._ways(state):
            after = _State(state.seen + len(way.shows), way.lead, state.lost + way.lost)
            if after.lost <= MOST_LOST:
                found += [(lost, way.char + text) for lost, text in self.of(after)]
        return sorted(found)[: self._most]

    def _ends(self, state: _State) -> bool:
        """Whether the site may end here: shown with what follows, it gives what was observed."""
        left = self.site[state.seen :]
        if state.lead < 0:
            return not left
        raw = bytes([state.lead]) + self.following.encode("utf-8", "surrogatepass")
        if shown(raw, self.codec, self.policy) == left + self.following:
            return True
        # Scrapers decode paragraph by paragraph: then a lead at the end of a line finds nothing to eat.
        return self.following.startswith("\n") and shown(raw[:1], self.codec, self.policy) == left

    def _ways(self, state: _State) -> Iterator[_Way]:
        """The characters that show what was observed next: marks, letters, what the surviving bytes spell."""
        if state.seen >= len(self.site) and state.lead < 0:
            return
        known = _known(self.site[state.seen : state.seen + 3], state.lead, self.codec)
        first = known[0] if known else -1
        ways = _by_shown(self.codec, self.policy, state.lead, first)
        for length in range(min(MOST_SHOWN, len(self.site) - state.seen) + 1):
            yield from ways.get(self.site[state.seen : state.seen + length], ())
        whole = _spelled(known)
        if whole and whole not in _tries(self.policy, state.lead, first):
            way = _shown_as(self.codec, self.policy, state.lead, whole)
            if self.site.startswith(way.shows, state.seen):
                yield way


class _Way(NamedTuple):
    """A character fed to a reader that holds a lead byte or none: what it shows then, the lead it holds, bytes lost."""

    char: str
    shows: str
    lead: int
    lost: int


@lru_cache(maxsize=50_000)
def _by_shown(codec: str, policy: str, lead: int, first: int) -> dict[str, tuple[_Way, ...]]:
    """What is worth trying for a lead held and the next surviving byte (-1: none), by what the reader would show."""
    ways: dict[str, tuple[_Way, ...]] = {}
    for char in _tries(policy, lead, first):
        way = _shown_as(codec, policy, lead, char)
        ways[way.shows] = (*ways.get(way.shows, ()), way)
    return ways


@cache
def _tries(policy: str, lead: int, first: int) -> tuple[str, ...]:
    """Characters worth trying: marks, and letters that begin with the next surviving byte."""
    eats = POLICIES[policy].eats_ascii
    marks = _CORE if eats else GENERAL
    tries = [char for char in _BY_LEAD.get(first, ()) if char in marks or char not in GENERAL]
    if lead >= 0 and eats:
        tries += _EATEN
    if lead >= 0 or first < 0:
        tries += marks  # the first byte may be the lost one
    return tuple(dict.fromkeys(tries))


@lru_cache(maxsize=200_000)
def _shown_as(codec: str, policy: str, lead: int, char: str) -> _Way:
    """What a reader that holds this lead makes of a character."""
    rule, shows, lost = POLICIES[policy], "", 0
    for byte in char.encode():
        again = True
        while again:
            step = _step(codec, lead, byte, rule)
            shows += step.shows
            lead, lost, again = step.lead, lost + step.lost, step.again
    return _Way(char, shows, lead, lost)


def _known(behind: str, lead: int, codec: str) -> bytes:
    """The next surviving bytes of the text, as far as they are certain, from the next characters observed."""
    raw = b""
    for char in behind:
        code = byte_forms(codec, char)[:1]
        if not code:
            break
        raw += code[0]
    return raw[1:] if lead >= 0 and raw[:1] == bytes([lead]) else raw


def _spelled(known: bytes) -> str:
    if not known or 0x7F < known[0] < 0xC2:
        return ""
    width = 1 if known[0] < 0x80 else 2 if known[0] < 0xE0 else 3 if known[0] < 0xF0 else 4
    try:
        char = known[:width].decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return char if len(char) == 1 and script(char) else ""


def _by_lead() -> dict[int, tuple[str, ...]]:
    table: dict[int, tuple[str, ...]] = {}
    for char in dict.fromkeys(GENERAL + SYMBOLS + INNER_LAYER + LATIN_MARKS + _LETTERS):
        lead = char.encode()[0]
        table[lead] = (*table.get(lead, ()), char)
    return table


_BY_LEAD = _by_lead()


class _Step(NamedTuple):
    """What a reader does with one byte: shows characters, holds a lead, loses bytes, or looks at it again."""

    shows: str
    lead: int
    lost: int
    again: bool


@cache
def _step(codec: str, lead: int, byte: int, rule: Policy) -> _Step:
    if lead < 0:
        if one := single(codec, byte):
            return _Step(one, -1, 0, False)
        return _Step("", byte, 0, False) if leads(codec, byte) else _Step(rule.mark, -1, 1, False)
    if two := pair(codec, lead, byte):
        return _Step(two, -1, 0, False)
    eats = rule.eats_ascii if byte < 0x80 else rule.eats_high
    return _Step(rule.mark, -1, 2, False) if eats else _Step(rule.mark, -1, 1, True)
