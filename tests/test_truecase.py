"""Lines of capitals and headlines are cased like running text, to the same length."""

from __future__ import annotations

import pytest

from flows.extract.truecase import truecased

LINES = [
    ("THE JOINT CHIEFS (JCS) SAID THE MISSILES FLEW FOR A WEEK.", ["missiles", "(JCS)", "week"]),
    (
        "TALKS ON FOOD AID BEGIN IN NAIROBI ON MONDAY, MARCH 9, THE UN SAID",
        ["food", "Nairobi", "Monday", "March 9", "UN"],
    ),
    ("WHO KILLED THE MAYOR OF THE ISLAND IS NOT KNOWN", ["mayor", "the island", "known"]),
]


@pytest.mark.parametrize(("line", "parts"), LINES)
def test_capitals_are_cased(line: str, parts: list[str]) -> None:
    cased = truecased(line)
    assert len(cased) == len(line)
    assert [p for p in parts if p not in cased] == []


def test_running_text_stays() -> None:
    text = "The WHO said on Monday that the vaccine works. NATO did not answer."
    assert truecased(text) == text
