"""Text and its exact readings in; inferred changes where bytes were lost, and sites that are left, out.

Which codec and which policy damaged the text is itself inferred: the pair that explains most sites,
and among equals the one under which the whole text is likeliest.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from flows.clean.edits import Change
from flows.clean.mojibake.alphabet import INNER_LAYER
from flows.clean.mojibake.completions import LONGEST, TooVaried, Tries
from flows.clean.mojibake.dashes import one_dash
from flows.clean.mojibake.decoders import FAMILIES, pair
from flows.clean.mojibake.exact import PRIVATE, pieces
from flows.clean.mojibake.habits import habits
from flows.clean.mojibake.lattice import Site, weighed
from flows.clean.mojibake.marks import Calibration, Learned, edit_kind, learned
from flows.clean.mojibake.tongue import tongue

Left = tuple[int, int, str]
MOST_ALTERNATIVES = 4
FOLLOWING = 2  # ASCII characters after a site that decide what its last bytes could have been
DENSE = 5  # characters per lossy site; text with more of them has nothing left to infer from
SUREST = 0.9999  # what was inferred is never called certain
UNEXPLAINED = -25.0  # log weight of a site that a codec and policy do not explain


@dataclass(frozen=True, slots=True)
class Run:
    """A suspicious stretch that no exact reversal explains, with the ASCII that follows it."""

    start: int
    end: int
    text: str
    following: str


@dataclass(frozen=True, slots=True)
class Account:
    """One codec and policy, the sites they explain, and those they do not."""

    codec: str
    policy: str
    sites: tuple[Site, ...]
    unexplained: tuple[Run, ...]


@cache
def markers(family: str) -> frozenset[str]:
    """What the first two bytes of three-byte marks (E2 80 to E2 9C, and the byte order mark) are read as."""
    firsts = [(0xE2, trail) for trail in (0x80, 0x82, 0x84, 0x86, 0x88, 0x89, 0x96, 0x97, 0x98, 0x9C)]
    return frozenset(filter(None, (pair(family, *first) for first in [*firsts, (0xEF, 0xBB)])))


@cache
def inner(family: str) -> frozenset[str]:
    """What the first bytes of a marker of an inner layer are read as."""
    return frozenset(filter(None, (pair(family, *marker.encode()[:2]) for marker in INNER_LAYER)))


_LATIN_LEFT = re.compile(r"[A-Za-z0-9.,;:!?%)\]\"'’”]\Z")
_WORD_LEFT = re.compile(r"[a-z,] \Z")
_WORD_RIGHT = re.compile(r"\s?[a-z]")
_ASKED = re.compile(r"\?[A-Za-z0-9]")  # no question ends inside a word: the mark is a reader's
_HOLMIUM = re.compile("holmi", re.I)  # the element whose Chinese name is the marker itself


@cache
def _marker(family: str) -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted(markers(family) | inner(family)))}]")


# Odd characters; and the same with a reader's question marks between and behind.
_PLAIN = re.compile("[^\x00-\x7f]+")
_ASKING = re.compile("[^\x00-\x7f]+(?:\\?[^\x00-\x7f]+)*\\??")


def inferred(text: str, exact: Sequence[Change], threshold: float) -> tuple[list[Change], list[Left]]:
    """Text, the exact changes decided already, the confidence asked for -> inferred changes, sites left."""
    changes: list[Change] = []
    left: list[Left] = []
    for family in ("gbk", "cp932"):
        runs = list(_runs(text, family, exact, questions=False))
        if not runs:
            continue
        if len(runs) * DENSE > len(text) + LONGEST * DENSE:
            left += [(run.start, run.end, "too dense") for run in runs]
            continue
        if not _damaged(text, runs, exact, family):
            left += [(run.start, run.end, "may be genuine") for run in runs]
            continue
        new, rest = _family(text, exact, family)
        changes += [change for change in new if change.confidence >= threshold]
        left += rest + [(c.start, c.end, "below threshold") for c in new if c.confidence < threshold]
    return changes, left


def _runs(text: str, family: str, taken: Sequence[Change], *, questions: bool) -> Iterator[Run]:
    """The marked runs outside of what is decided already."""
    marker = _marker(family)
    if not marker.search(text):
        return
    spans = sorted((change.start, change.end) for change in taken)
    for found in (_ASKING if questions else _PLAIN).finditer(text):
        if not marker.search(text, *found.span()):
            continue
        for start, end in _free(*found.span(), spans):
            while text[start:end].startswith("?"):
                start += 1  # after a decided stretch it is a question
            if marker.search(text, start, end):
                yield Run(start, end, text[start:end], _ascii(text[end : end + FOLLOWING]))


def _free(start: int, end: int, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The parts of a stretch that no span covers."""
    for low, high in spans[bisect_left(spans, (start, start)) : bisect_left(spans, (end, end))]:
        if start < low:
            yield start, low
        start = high
    if start < end:
        yield start, end


def _ascii(text: str) -> str:
    """The ASCII at the beginning of a text; what stands behind it is in doubt itself."""
    return text if text.isascii() else text[: next(i for i, char in enumerate(text) if char > "\x7f")]


def _damaged(text: str, runs: Sequence[Run], exact: Sequence[Change], family: str) -> bool:
    """Whether these runs are damage rather than the rare genuine character that looks like it."""
    if any(change.codec in FAMILIES[family] for change in exact):
        return True
    glued = sum(_glued(text, run) for run in runs)
    return glued > 0 and 2 * glued >= len(runs) and not _HOLMIUM.search(text)


def _glued(text: str, run: Run) -> bool:
    """A run that stands where a mark stands: right after a Latin word or its punctuation, or between words."""
    before = text[max(0, run.start - 3) : run.start]
    if _LATIN_LEFT.search(before) or "\ufffd" in run.text or _ASKED.match(run.following):
        return True
    return bool(_WORD_LEFT.search(before)) and _WORD_RIGHT.match(run.following) is not None


def _family(text: str, exact: Sequence[Change], family: str) -> tuple[list[Change], list[Left]]:
    """The account of codec and policy under which the text is likeliest -> its changes; what it leaves."""
    try:
        accounts = [a for a in _accounts(text, exact, family) if a.sites]
    except TooVaried:
        return [], [(r.start, r.end, "too varied") for r in _runs(text, family, exact, questions=False)]
    if not accounts:
        return [], [(r.start, r.end, "no completion") for r in _runs(text, family, exact, questions=False)]
    account = accounts[0]
    if len(accounts) > 1:
        account = max(accounts, key=lambda a: _likelihood(text, exact, a) + _prior(a))
    shares, model = _judged(text, exact, account)
    changes = [
        _change(site, share, account, model.calibration) for site, share in zip(account.sites, shares, strict=True)
    ]
    return changes, [(run.start, run.end, "no completion") for run in account.unexplained]


def _accounts(text: str, exact: Sequence[Change], family: str) -> list[Account]:
    """Every policy whose handwriting the text shows, each with the codec that explains most sites."""
    out = []
    tries = Tries(text)
    plain = list(_runs(text, family, exact, questions=False))
    asking = list(_runs(text, family, exact, questions=True))
    replaced = any("\ufffd" in run.text for run in plain)
    policies = ["replace", "whatwg", "replace_pair", "drop"] if replaced else ["drop"]
    policies += ["question"] if any("?" in run.text for run in asking) else []
    private = any(PRIVATE.search(run.text) for run in plain)
    for policy in policies:
        runs = asking if policy == "question" else plain
        codecs = FAMILIES[family][:: -1 if private else 1]
        best = _account(codecs[0], policy, runs, tries)
        for codec in codecs[1:] if best.unexplained else ():
            other = _account(codec, policy, runs, tries)
            best = other if len(other.unexplained) < len(best.unexplained) else best
        out.append(best)
    return out


def _account(codec: str, policy: str, runs: Sequence[Run], tries: Tries) -> Account:
    sites: list[Site] = []
    unexplained: list[Run] = []
    for run in runs:
        if found := _site(run, codec, policy, tries):
            sites.append(found)
        else:
            unexplained.append(run)
    return Account(codec, policy, tuple(sites), tuple(unexplained))


def _site(run: Run, codec: str, policy: str, tries: Tries) -> Site | None:
    """A run -> its completions; where the run holds genuine marks or letters too, those of the damaged part."""
    if found := tries.completions(run.text, run.following, codec, policy):
        return Site(run.start, run.end, found)
    for piece, at in pieces(run.text, run.start):
        behind = _ascii((run.text + run.following)[at + len(piece) - run.start :][:FOLLOWING])
        if (markers(codec) & set(piece)) and (found := tries.completions(piece, behind, codec, policy)):
            return Site(at, at + len(piece), found)
    return None


def _prior(account: Account) -> float:
    """Before the text is looked at: readers that are seldom met, and sites that stay without an explanation."""
    return _SELDOM.get(account.policy, 0.0) + UNEXPLAINED * len(account.unexplained)


_SELDOM = {"replace_pair": -4.0, "whatwg": -1.0}  # log weights: most readers are Python's, Windows' or Java's


def _likelihood(text: str, exact: Sequence[Change], account: Account) -> float:
    """How likely the whole text is under this account, as a logarithm."""
    gaps = _gaps(text, exact, account.sites)
    known = "".join(gaps)
    language = tongue(known)
    return weighed(gaps, account.sites, language, habits(known, language))[1]


def _judged(text: str, exact: Sequence[Change], account: Account) -> tuple[list[list[float]], Learned]:
    gaps = _gaps(text, exact, account.sites)
    known = "".join(gaps)
    language = tongue(known)
    model = learned(language)
    shares, _ = weighed(gaps, account.sites, language, habits(known, language), model)
    return one_dash(account.sites, gaps, shares), model


def _gaps(text: str, exact: Sequence[Change], sites: Sequence[Site]) -> list[str]:
    """The text between the sites, exact changes made: one more than there are sites."""
    gaps, pieces_, done = [], [], 0
    spans = sorted([(c.start, c.end, c.after) for c in exact] + [(s.start, s.end, None) for s in sites])
    for start, end, after in spans:
        pieces_.append(text[done:start])
        done = end
        if after is None:
            gaps.append("".join(pieces_))
            pieces_ = []
        else:
            pieces_.append(after)
    return [*gaps, "".join((*pieces_, text[done:]))]


def _change(site: Site, shares: Sequence[float], account: Account, calibration: Calibration) -> Change:
    """The likeliest candidate, its confidence, and the runners-up."""
    ranked = sorted(zip(shares, site.candidates, strict=True), key=lambda r: (-r[0], r[1][1], r[1][0]))
    others = tuple(text for share, (text, _) in ranked[1 : 1 + MOST_ALTERNATIVES] if share > 0.001)
    share, (best, lost) = ranked[0]
    sure = round(min(calibration.of(share, edit_kind(best, account.policy)), SUREST), 4)
    return Change(
        site.start, site.end, best, "encoding", account.codec, account.policy, False, sure, others, bytes_lost=lost
    )
