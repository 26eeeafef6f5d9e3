"""What a reader showed in, every text that it would have shown so out: bytes it lost are tried, one by one.

Text is fed to the reader (codec and policy) character by character; a path lives while everything the
reader shows is what was observed. So each result, damaged again, gives exactly the observed text.
That proves a completion possible; it does not choose between them (see lattice.py).
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from flows.clean.mojibake.alphabet import GENERAL, INNER_LAYER, LATIN_MARKS, SYMBOLS, script
from flows.clean.mojibake.decoders import POLICIES, Policy, byte_forms, leads, pair, shown, single

LONGEST = 14  # characters of a site; longer runs are text in another script, not marks between Latin words
MOST_PATHS = 60  # partial texts kept at once; the marks that one lost byte leaves open are about forty
MOST_EATEN = 300  # the same where what the byte ate is open too
MOST_LOST = 6  # bytes lost in one site
# Letters whose second byte may be lost; others are restored only where both bytes are there.
_LETTERS = (
    "àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜąćęłńóśźżĄĆĘŁŃŚŹŻčďěňřšťůžČĎŘŠŤŽğışĞİŞőűœŒ"
    "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЭЮЯ"
)
_EATEN = " \n.,;:!?)'\"-0123456789(/$"  # ASCII that can vanish together with a lead byte
_CORE = "’”“‘—–…•\u200b"  # marks tried where the reader ate more than their own bytes


class _Path(NamedTuple):
    """Text fed so far, how many observed characters it accounts for, the lead byte not yet shown, bytes lost."""

    text: str
    seen: int
    lead: int
    lost: int


@lru_cache(maxsize=20_000)
def completions(site: str, following: str, codec: str, policy: str) -> tuple[tuple[str, int], ...]:
    """An observed site and the ASCII after it -> (text, bytes lost) pairs, fewest bytes lost first."""
    if len(site) > LONGEST:
        return ()
    done: dict[str, int] = {}
    level = [_Path("", 0, -1, 0)]
    most = MOST_EATEN if POLICIES[policy].eats_ascii else MOST_PATHS
    for _ in range(2 * len(site) + 4):
        grown: list[_Path] = []
        for path in level:
            if _ends(path, site, following, codec, policy):
                done.setdefault(path.text, path.lost + (path.lead >= 0))
            grown += _grown(path, site, codec, POLICIES[policy])
        level = sorted(grown, key=lambda p: (p.lost - 2 * p.seen, p.text))[:most]
        if not level:
            break
    return tuple(sorted(done.items(), key=lambda item: (item[1], item[0])))


def _ends(path: _Path, site: str, following: str, codec: str, policy: str) -> bool:
    """Whether the path accounts for the whole site: shown with what follows, it gives what was observed."""
    if not path.text or path.seen < len(site) - (path.lead >= 0) or path.text.isascii():
        return False
    raw, behind = path.text.encode(), following.encode("utf-8", "surrogatepass")
    if shown(raw + behind, codec, policy) == site + following:
        return True
    # Scrapers decode paragraph by paragraph: then a lead at the end of a line finds nothing to eat.
    return following.startswith("\n") and shown(raw, codec, policy) == site


def _grown(path: _Path, site: str, codec: str, rule: Policy) -> list[_Path]:
    out = []
    for char in _next(path, site, codec, rule):
        fed = _fed(path, char, site, codec, rule)
        if fed is not None and fed.lost <= MOST_LOST:
            out.append(fed)
    return out


def _next(path: _Path, site: str, codec: str, rule: Policy) -> list[str]:
    """Characters worth trying: marks, what the surviving bytes spell, letters that begin with the next byte."""
    if path.seen >= len(site) and path.lead < 0:
        return []
    known = _known(path, site, codec)
    marks = _CORE if rule.eats_ascii else GENERAL
    tries = [char for char in _BY_LEAD.get(known[0], ()) if char in marks or char not in GENERAL] if known else []
    if whole := _spelled(known):
        tries.append(whole)
    if path.lead >= 0 and rule.eats_ascii:
        tries += _EATEN
    if path.lead >= 0 or not known:
        tries += marks  # the first byte may be the lost one
    return list(dict.fromkeys(tries))


def _known(path: _Path, site: str, codec: str) -> bytes:
    """The next surviving bytes of the text, as far as they are certain."""
    codes = [byte_forms(codec, char)[:1] for char in site[path.seen : path.seen + 3]]
    raw = b""
    for code in codes:
        if not code:
            break
        raw += code[0]
    return raw[1:] if path.lead >= 0 and raw[:1] == bytes([path.lead]) else raw


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


def _fed(path: _Path, char: str, site: str, codec: str, rule: Policy) -> _Path | None:
    """A path and its next character -> the longer path, or None when the reader would show something else."""
    seen, lead, lost = path.seen, path.lead, path.lost
    for byte in char.encode():
        again = True
        while again:
            step = _step(codec, lead, byte, rule)
            if step.shows:
                if not site.startswith(step.shows, seen):
                    return None
                seen += len(step.shows)
            lead, lost, again = step.lead, lost + step.lost, step.again
    return _Path(path.text + char, seen, lead, lost)


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
