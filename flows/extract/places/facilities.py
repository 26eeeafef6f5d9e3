"""The name of a facility in, the town it holds out: "Beirut airport" -> Beirut."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.extract.countries import state
from flows.extract.places.candidates import Candidate, candidates
from flows.extract.tables import words

SMALLEST = 4.7  # prior; below 50,000 inhabitants a word in a facility's name is more likely a person's
_WORD = re.compile(r"[^\W_][\w'’-]*")


def towns_in(name: str) -> tuple[Candidate, ...]:
    """Candidates of the longest town name beside a word such as "airport" in the name; empty when there is none."""
    parts = [re.sub(r"['’]s?$", "", part) for part in _WORD.findall(name)]
    if not any(part.lower() in words("gazetteer_words", "facilities") for part in parts):
        return ()
    for stretch in _stretches(parts):
        found = tuple(c for c in candidates(stretch) if c.precision == "city" and c.prior >= SMALLEST)
        if found:
            return found
    return ()


def _stretches(parts: list[str]) -> Iterator[str]:
    """Runs of capitalised words at the beginning or the end that are no common word and no state, longest first."""
    unlike = words("gazetteer_words", "facilities") | words("gazetteer_words", "no_towns")
    for length in range(len(parts) - 1, 0, -1):
        for run in (parts[:length], parts[-length:]):
            name = " ".join(run)
            common = run[0].lower() in unlike or run[-1].lower() in unlike
            if run[0][:1].isupper() and not common and not state(name):
                yield name
