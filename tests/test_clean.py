"""Document -> CleanText: every change is a repair that can be undone, and clean text is left alone."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.clean.edits import invert, passes, replay
from flows.clean.markup import unmarked
from flows.clean.repeated import without_repeats
from flows.clean.text import clean
from flows.clean.unwrap import unwrapped
from flows.errors import REASONS
from flows.records import CleanText, Document, Part, Refusal

P1 = "The harbour at Nacala was closed to traffic on Monday after a tug sank in the channel, port officers said."
P2 = "Two of its crew were pulled from the water by fishermen. A third was still missing by nightfall, the navy said."


def document(source: str, **said: Any) -> Document:
    return Document(
        **{"doc_id": "d", "format": "txt", "source_text": source, "charset": "utf-8", "charset_basis": "utf-8"} | said
    )


def cleaned(source: str, **said: Any) -> CleanText:
    found = clean(document(source, **said))
    assert isinstance(found, CleanText)
    return found


def test_clean_text_is_left_alone() -> None:
    source = f"Tug sinks in Nacala channel\n\n{P1}\n\n{P2}\n\nIt cost 4,000 € … “too much”, he said—wearily."
    found = cleaned(source)
    assert found.text == source and found.repairs == () and found.flags == ("no_date",)
    assert found.damage == 0 and found.language == "en" and found.holes == ()


def test_every_kind_of_trouble_is_a_repair() -> None:
    source = f"\n\nTug sinks\r\n\r\n{P2}\r\n{P2}\r\n\r\n{P1}\u200b It  was\u00a0late.\x07 \r\n  It鈥檚 over, he said.\r\n\r\n"
    found = cleaned(source)
    assert found.text == f"Tug sinks\n\n{P2}\n\n{P1} It was late.\nIt’s over, he said."
    kinds = {r.kind for r in found.repairs}
    assert kinds == {"line_ending", "encoding", "invisible", "control", "whitespace", "repeated_line"}
    assert invert(found.text, found.repairs) == source and replay(source, found.repairs) == found.text
    assert (found.title, found.deck) == ("Tug sinks", P2)
    assert "repeated_deck" in found.flags and 0 < found.damage < 0.05


@pytest.mark.parametrize("source", ["", " \n\t\r\n", "\u200b\ufeff", "— … ***", "\u3000\u00a0\n"])
def test_nothing_but_white_space_and_marks_is_refused(source: str) -> None:
    assert clean(document(source)) == Refusal("d", "layout.v1", "no_text", REASONS["no_text"])


NASTY = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            ' \t\n\r\u2028\u200b\ufeff\u00a0\u3000\u00ad\x00\x07\ufffd\ud800*_[]()#>`~\\-=:,."“”’鈥攤檚€â™Ã©a1Z'
        ),
        st.characters(),
    ),
    max_size=300,
)
LINES = st.lists(
    st.sampled_from(
        [
            P1,
            P2,
            "Tug sinks",
            "# Tug sinks",
            "> " + P2,
            "By Rui Macuácua",
            "",
            "  ",
            "* one",
            "**b** [x](y)",
            "It鈥檚 ",
            "NACALA — It",
        ]
    ),
    max_size=12,
).map("\n".join)


@settings(max_examples=150, deadline=None)
@given(st.one_of(NASTY, LINES), st.sampled_from(["txt", "md", "html", "json"]))
def test_repairs_lead_back_to_the_source(source: str, kind: str) -> None:
    found = clean(document(source, format=kind))
    if isinstance(found, Refusal):
        assert found.reason == "no_text"
        return
    assert invert(found.text, found.repairs) == source
    assert replay(source, found.repairs) == found.text
    assert len({rows[0].step for rows in passes(found.repairs)}) == len(passes(found.repairs))
    assert all(a.end <= b.start for a, b in pairwise(found.layout))
    assert all(0 <= s.start < s.end <= len(found.text) for s in found.layout)
    assert all(0 <= h.start < h.end <= len(found.text) for h in found.holes)
    assert list(found.flags) == sorted(found.flags) and 0 <= found.damage <= 1


@settings(max_examples=60, deadline=None)
@given(st.one_of(NASTY, LINES))
def test_cleaning_is_a_function_of_the_document(source: str) -> None:
    assert clean(document(source)) == clean(document(source))


@settings(max_examples=60, deadline=None)
@given(LINES, st.data())
def test_parts_stay_on_their_text(source: str, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(source)))
    found = clean(document(source, format="json", parts=(Part("title", 0, cut), Part("body", cut, len(source)))))
    assert isinstance(found, Refusal) or all(s.end <= len(found.text) for s in found.layout)


# --- hard-wrapped text ---------------------------------------------------------------------------

WRAPPED = """\
Tug sinks in Nacala channel

     NACALA, Mozambique, June 2 (Wire) - The harbour at Nacala was
closed to traffic on Monday after a tug sank in the channel, port
officers said. Two of its crew were pulled from the water by men who
fish for a living.
     "The swell took her in a minute," said Amina Saide, who sells ice
on the quay. "We only heard the horn, and then we heard a Soviet-
style siren from the coal berth."
     A third sailor was still missing by nightfall, the navy said. It
sent two launches.
"""


def test_wrapped_lines_become_paragraphs() -> None:
    found = cleaned(WRAPPED)
    assert found.text.split("\n")[2:] == [
        "NACALA, Mozambique, June 2 (Wire) - The harbour at Nacala was closed to traffic on Monday after a tug sank in "
        "the channel, port officers said. Two of its crew were pulled from the water by men who fish for a living.",
        '"The swell took her in a minute," said Amina Saide, who sells ice on the quay. "We only heard the horn, and '
        'then we heard a Soviet-style siren from the coal berth."',
        "A third sailor was still missing by nightfall, the navy said. It sent two launches.",
    ]
    assert "hard_wrapped" in found.flags and found.title == "Tug sinks in Nacala channel"
    assert invert(found.text, found.repairs) == WRAPPED


NOT_WRAPPED = [
    f"Tug sinks\n{P1}\n{P2}\n",
    "The shopping list\n\nfour eggs\nbread\nmilk and butter\na pound of the cheap flour\nsalt\n",
    "\n".join(f"{hour}:00 The launch leaves the berth for the channel and comes back" for hour in range(8, 18)),
    "\n".join("- the tug that sank in the channel was the oldest of the port fleet" for _ in range(9)),
    "Team       Points   Goals\nNacala         12       9\nPemba          11       7\nBeira           9       8\nMaputo          7       4",
    "\n".join(f"Q: Where were you standing when the tug went down, Mister {n}?" for n in "ABCDEFG"),
]


@pytest.mark.parametrize("source", NOT_WRAPPED)
def test_other_line_breaks_stay(source: str) -> None:
    assert unwrapped(source) == (source, ())


# --- repeated decks ------------------------------------------------------------------------------

REPEATS = [
    (f"Tug sinks\n{P2}\n{P2}\n{P1}", f"Tug sinks\n{P2}\n{P1}"),
    (f"Tug sinks\n\n{P2}\n\n{P2}\n\n{P2}\n\n{P1}", f"Tug sinks\n\n{P2}\n\n{P1}"),
    (f"Tug sinks off Nacala\n{P2}\nTug sinks off Nacala\n{P1}", f"Tug sinks off Nacala\n{P2}\n{P1}"),
    (
        f"Tug sinks\nThe pilots’ last day at the berth.\nThe pilots' last day at the berth\n{P1}",
        f"Tug sinks\nThe pilots’ last day at the berth.\n{P1}",
    ),
]
NO_REPEATS = [
    f"Tug sinks\n{P2}\n{P1}",
    f"Tug sinks\nYes.\nYes.\n{P1}",
    f"Tug sinks\n{P2}\n{P1}\n{P2}",
    "\n".join([f"Line {n} of the poem is long enough" for n in range(20)] + [P1, P1]),
]


@pytest.mark.parametrize(("source", "expected"), REPEATS)
def test_line_said_twice_is_said_once(source: str, expected: str) -> None:
    text, repairs, _ = without_repeats(source)
    assert text == expected and {r.kind for r in repairs} == {"repeated_line"} and invert(text, repairs) == source


@pytest.mark.parametrize("source", NO_REPEATS)
def test_other_lines_stay(source: str) -> None:
    assert without_repeats(source) == (source, (), ())


# --- markdown ------------------------------------------------------------------------------------

MARKED = [
    ("# Tug sinks", "Tug sinks"),
    ("## Tug sinks ##", "Tug sinks"),
    ("Tug sinks\n=========\n\nText", "Tug sinks\n\nText"),
    ("> “It was over,” he said.", "“It was over,” he said."),
    ("- one\n- two", "one\ntwo"),
    ("* one **bold** word", "one bold word"),
    ("**all of it**", "all of it"),
    ("***both***", "both"),
    ("an _old_ port and __new__ one", "an old port and new one"),
    ("un**frigging**believable", "unfriggingbelievable"),
    ('see [the report](https://x.example/a_b_(c).pdf "Title") now', "see the report now"),
    ("see [the report][1] now\n\n[1]: https://x.example/a", "see the report now\n\n"),
    ("![A tug](a.jpg) Text", " Text"),
    ("[![A tug](a.jpg)](b.html) Text", " Text"),
    ("one\n\n***\n\ntwo", "one\n\n\n\ntwo"),
    ("the `quay` of", "the quay of"),
    ("<https://x.example/a>", "https://x.example/a"),
    (r"5 \* 3 \# 2", "5 * 3 # 2"),
    ("**bold with *stress* inside**", "bold with stress inside"),
    ("~~gone~~ kept", "gone kept"),
    ("a <!-- note --> b", "a  b"),
]
UNMARKED = [
    "5 * 3 * 2 = 30", "snake_case_name and __", "#hashtag and #2", "a [sic] remark [he meant it]", "an * at sea",
    "- ", "2. second", "costs 3~4 dollars", "the U.S. - a state", "“[We] agreed (all of us)”", "-5 degrees", "C# and F#",
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), MARKED)
def test_marks_go_and_words_stay(source: str, expected: str) -> None:
    found = unmarked(source)
    assert found.text == expected and invert(found.text, found.repairs) == source
    assert {r.kind for r in found.repairs} == {"markup"}


@pytest.mark.parametrize("source", UNMARKED)
def test_what_is_no_mark_stays(source: str) -> None:
    assert unmarked(source).text == source


def test_markdown_article() -> None:
    source = (
        f"# Tug *sinks*\n\n**By Rui Macuácua**\n\n{P1} See [the log](https://x.example).\n\n## What next\n\n- {P2}\n"
    )
    found = cleaned(source, format="md")
    assert (found.title, found.byline) == ("Tug sinks", "By Rui Macuácua")
    assert found.text.endswith(f"{P1} See the log.\n\nWhat next\n\n{P2}")
    assert invert(found.text, found.repairs) == source


# --- flags ---------------------------------------------------------------------------------------


def test_inferred_and_left_damage_are_flagged() -> None:
    exact = cleaned(f"Tug sinks\n\n{P1} It鈥檚 over.\n")
    assert "inferred_repairs" not in exact.flags
    left = cleaned(f"Tug sinks\n\n{P1} It was \ufffd over.\n")
    assert "damage_left" in left.flags
