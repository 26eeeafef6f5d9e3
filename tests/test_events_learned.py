"""The learned coder: what it is told of a sentence, what it drops, adds and doubts, and that it says why."""

from __future__ import annotations

import itertools

import pytest

from flows.extract import read
from flows.extract.events import ontology
from flows.extract.events.learned.relations import function, joined, links, path, speaks
from flows.extract.events.learned.senses import senses
from flows.extract.events.lexicon import load
from flows.extract.events.pairs import LONGEST, PairCoder
from flows.extract.linear import linear
from flows.records import CleanText, Event


def told(text: str) -> tuple[Event, ...]:
    return read(CleanText("d", text, language="en"))[1].events


@pytest.mark.parametrize("name", ["event_types", "event_pairs"])
def test_weights_know_every_type(name: str) -> None:
    assert set(ontology.QUADS) == set(linear(name).classes) - {"-"}


def test_modes_of_the_weights_are_modes_of_their_type() -> None:
    for label in linear("event_modes").classes:
        kind, _, mode = label.partition("/")
        assert not mode or mode in ontology.MODES[kind], label


def test_senses_are_types_and_say_no_word_twice() -> None:
    single, _ = senses()
    assert len(single) > 10_000
    assert set(itertools.chain.from_iterable(single.values())) <= set(ontology.QUADS)


def test_how_words_stand_to_each_other() -> None:
    doc = read(CleanText("d", "Officials of Chad said Niger had asked Togo and Benin for grain.", language="en"))[0]
    word = {t.text: t for t in doc}
    assert function(word["asked"], word["Niger"]) == "subject"
    assert function(word["asked"], word["Togo"]) == "object"
    assert function(word["asked"], word["grain"]) == "prep:for"
    assert function(word["asked"], word["Chad"]) == "none"
    assert joined(word["Benin"]) == word["Togo"]
    assert speaks(word["Officials"], word["asked"])
    assert not speaks(word["Niger"], word["asked"])
    assert word["asked"].i in path(word["Niger"], word["Togo"])
    assert links(word["asked"], word["Togo"]) == "dobj"


@pytest.mark.parametrize(
    "text",
    [
        "The new coach attacked the problem of the left wing with a barrage of diagrams.",
        "Shares in Lagos were hammered on Tuesday as traders fled cement makers.",
        "The band opened fire with three songs from its second record.",
        "Fog battled sunshine over the Tagus for most of the morning.",
    ],
)
def test_metaphors_are_no_events(text: str) -> None:
    assert told(text) == ()


def test_an_event_says_what_else_it_might_be_and_why() -> None:
    (event,) = told("Rebels ambushed an army convoy near Dapaong on Monday, killing four soldiers.")
    assert event.type == "ASSAULT"
    assert 0 < event.confidence < 1
    assert event.alternatives[0].startswith("ASSAULT ")
    shares = [float(line.split()[1]) for line in event.alternatives]
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) <= 1.01
    assert event.reasons


def test_somebody_whose_name_stays_open_still_has_a_role() -> None:
    (event,) = told("Police in Lomé arrested her on Friday.")
    (recipient,) = (r for r in event.roles if r.role == "recipient")
    assert (recipient.surface, recipient.group_id) == ("her", "")


def test_a_pair_far_apart_has_no_answer() -> None:
    text = (
        "Chad accused Niger of theft. "
        + "It rained on the hills all day long, said nobody. " * (LONGEST // 10)
        + "Togo slept."
    )
    doc, found = read(CleanText("d", text, language="en"))
    coder = PairCoder(doc, CleanText("d", text), found, load())
    at = text.index("Togo")
    assert coder.coded((0, 4, 13, 18)) is not None
    assert coder.coded((0, 4, at, at + 4)) is None


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Malian soldiers shot dead two herders. In Lima, the Peruvian central bank left its rate alone.", "Malian soldiers", "Peruvian central bank"),
        ("The Danish queen opened a bridge on Monday. Congolese rebels burned a village near Bunia.", "Danish queen", "Congolese rebels"),
        ("Korean prosecutors questioned the banker. A storm kept the fishermen of Goa ashore.", "fishermen of Goa", "Korean prosecutors"),
    ],
)  # fmt: skip
def test_of_a_pair_that_shares_nothing_nothing_is_told(text: str, first: str, second: str) -> None:
    doc, found = read(CleanText("d", text, language="en"))
    coder, at = PairCoder(doc, CleanText("d", text), found, load()), [text.index(first), text.index(second)]
    answer = coder.coded((at[0], at[0] + len(first), at[1], at[1] + len(second)))
    assert answer is None or answer["told"] < 0.05


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Malian soldiers shot dead two herders near Mopti.", "Malian soldiers", "two herders"),
        ("The Danish foreign minister met her Greenlandic colleague in Nuuk.", "The Danish foreign minister", "her Greenlandic colleague"),
        ("Prosecutors in Seoul accused the banker of bribery.", "Prosecutors in Seoul", "the banker"),
    ],
)  # fmt: skip
def test_what_is_done_is_told_the_right_way_round(text: str, first: str, second: str) -> None:
    doc, found = read(CleanText("d", text, language="en"))
    coder = PairCoder(doc, CleanText("d", text), found, load())
    a, b = (text.index(first), text.index(first) + len(first)), (text.index(second), text.index(second) + len(second))
    there, back = coder.coded((*a, *b)), coder.coded((*b, *a))
    assert there is not None and there["told"] > 0.3
    assert there["type"] == "CONSULT" or back is None or back["told"] < there["told"] / 2
