"""Whom pronouns and descriptions mean: how the network's shares are handed on, and what both opinions together join."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from flows.extract import extracted, uncoded
from flows.extract.author import author
from flows.extract.coreference import SHARES
from flows.extract.heard import Heard
from flows.extract.nlp import STOCK, parsed
from flows.extract.scene import CLASSES, Scene
from flows.extract.transformer.beside import WIDE, mentions_beside
from flows.extract.transformer.heads import head
from flows.extract.transformer.reading import WIDTH
from flows.records import CleanText, Group, Hole, Mention, content_id


def scene(*groups: str, named: frozenset[str] = frozenset()) -> Any:
    """One mention a group; "" is an open pronoun."""
    mentions = [
        Mention(
            10 * i,
            10 * i + 3,
            "x",
            "PERSON",
            "named" if g in named else "nominal" if g else "pronoun",
            g,
            confidence=1.0,
        )
        for i, g in enumerate(groups)
    ]
    standing = [SimpleNamespace(root=SimpleNamespace(i=i)) for i in range(len(groups))]
    known = {g: SimpleNamespace(type="PERSON", country="") for g in groups if g}
    return SimpleNamespace(
        mentions=mentions, standing=standing, groups=known, named=named, holes=[], beside=lambda i: frozenset()
    )


class Told:
    """A reading that says of each mention what the test wants: shares of those before it, in their order."""

    def __init__(self, **shares: Sequence[float]) -> None:
        self.shares = {int(name[1:]): told for name, told in shares.items()}

    def links(self, tokens: Sequence[int], kinds: Sequence[str]) -> Told:
        return self

    def of(self, i: int, before: Sequence[int]) -> Any:
        return np.array(self.shares[i], dtype=np.float32)


def test_an_open_pronoun_hands_its_share_on() -> None:
    heard = Heard(scene("ana", "lena", "", ""), Told(m2=(0.2, 0.7), m3=(0.0, 0.1, 0.9)))  # type: ignore[arg-type]
    assert heard.of(3) == pytest.approx({"ana": 0.9 * 0.2, "lena": 0.1 + 0.9 * 0.7})


def test_a_name_is_given_to_what_was_described_before() -> None:
    told = scene("trader", "", "meissen", named=frozenset({"meissen"}))
    heard = Heard(told, Told(m1=(0.9,), m2=(0.3, 0.6)))  # type: ignore[arg-type]
    assert heard.introduced(2) == "trader"  # .3 and .9 of .6
    assert Heard(told, Told(m1=(0.9,), m2=(0.1, 0.2))).introduced(2) == ""  # type: ignore[arg-type]
    told.groups["trader"].country, told.groups["meissen"].country = "UKR", "RUS"
    assert Heard(told, Told(m1=(0.9,), m2=(0.3, 0.6))).introduced(2) == ""  # type: ignore[arg-type]


def test_a_description_is_joined_to_another_one_of_the_same_kind() -> None:
    told = scene("fisherman", "village", "man")
    told.groups["village"].type = "GPE"
    assert Heard(told, Told(m1=(0.0,), m2=(0.8, 0.1))).again(2) == "fisherman"  # type: ignore[arg-type]
    assert Heard(told, Told(m1=(0.0,), m2=(0.1, 0.8))).again(2) == ""  # type: ignore[arg-type]


def test_what_is_told_of_two_mentions_has_the_width_the_head_wants() -> None:
    told = mentions_beside("nominal", [0, 1, 2, 2], [60, 4, 3, 1], [False, False, True, True])
    assert told.shape == (4, len(head("antecedent").layers[0][0]) - 3 * WIDTH) == (4, WIDE)
    assert told.sum(axis=1).tolist() == [3, 3, 4, 4]  # a kind, another, how far, and whether together
    assert set(SHARES) == {*CLASSES.values(), "nominal", "unlisted"}


def who(text: str) -> dict[str, set[str]]:
    """Name of a group -> surfaces that mean it."""
    found = extracted(CleanText(content_id("test", text), text, language="en"))
    names = {g.group_id: g.name for g in found.groups}
    out: dict[str, set[str]] = {}
    for m in found.mentions:
        if m.group_id:
            out.setdefault(names[m.group_id], set()).add(m.surface)
    return out


@pytest.mark.parametrize(
    ("text", "name", "surface"),
    [
        ("The daughter of a railway clerk, Riquelme grew up in Pampa.", "Riquelme", "daughter"),
        ("Rosa Brandt, the watchdog's auditor, resigned on Friday. She gave no reason.", "Rosa Brandt", "auditor"),
        ("Voices from the quay\nBy Rosa Brandt\nI met the harbour pilot at dawn.", "Rosa Brandt", "I"),
        ("Voices from the quay\nRosa Brandt in Lagos\nI met the harbour pilot at dawn.", "Rosa Brandt", "I"),
    ],
)
def test_who_is_meant(text: str, name: str, surface: str) -> None:
    assert surface in who(text)[name]


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("After leaving the stadium, Riquelme, 34, said he would appeal.", "stadium"),
        (
            "It had rained, and the watch lay on the table.",
            "watch",
        ),  # a noun in no list that means nobody is no mention
    ],
)
def test_who_is_not_meant(text: str, surface: str) -> None:
    assert not any(surface in surfaces for surfaces in who(text).values())


@pytest.mark.parametrize(
    ("line", "signed"),
    [
        ("By Rosa Brandt", True),
        ("By Rosa Brandt, Lagos", True),
        ("Rosa Brandt in Port Harcourt", True),
        ("Rosa Brandt in Lagos for talks on grain", False),
        ("Rosa Brandt, facing trial, runs again", False),
        ("Rosa Brandt left.", False),
    ],
)
def test_who_signed_a_text(line: str, signed: bool) -> None:
    text = f"Bread dearer again\n{line}\nThe price of bread rose."
    at = text.index("Rosa")
    mention = Mention(at, at + 11, "Rosa Brandt", "PERSON", "named", "rosa", confidence=1.0)
    assert author(CleanText(content_id("test", text), text, language="en"), [mention]) == ("rosa" if signed else "")


def test_without_a_network_pronouns_are_joined_by_the_linear_model_alone() -> None:
    text = "Amina Yusuf resigned on Monday. She gave no reason."
    found = extracted(CleanText(content_id("test", text), text, language="en"), STOCK)
    (she,) = (m for m in found.mentions if m.surface == "She")
    assert she.group_id in {m.group_id for m in found.mentions if m.surface == "Amina Yusuf"}


def test_a_description_tells_the_trade_of_whom_it_means() -> None:
    text = "Li Na won gold in Doha on Sunday. The diver, 21, thanked her coach."
    found = extracted(CleanText(content_id("test", text), text, language="en"))
    (person,) = (g for g in found.groups if g.name == "Li Na")
    assert person.sector == "SPT"


def test_a_name_is_given_on_this_side_of_a_hole_only() -> None:
    text = "A trader left. The trader wept. The trader was Konrad Meissen. The trader slept."
    clean = CleanText(content_id("test", text), text, language="en")
    doc = parsed(clean, STOCK)
    places = [i for i in range(len(text)) if text.startswith("trader", i)]
    at = text.index("Konrad")
    mentions = [Mention(i, i + 6, "trader", "PERSON", "nominal", "trader", confidence=0.5) for i in places]
    mentions.insert(3, Mention(at, at + 14, "Konrad Meissen", "PERSON", "named", "meissen", confidence=1.0))
    groups = [Group(g, "PERSON", g, (g,)) for g in ("trader", "meissen")]
    told = Scene(doc, mentions, groups, [Hole(places[1] - 4, places[1] - 4, "missing", "")], ())
    told.rename("trader", 3, 0.8)
    assert [(m.group_id, m.confidence) for m in told.mentions] == [
        ("trader", 0.5),
        ("meissen", 0.8),
        ("meissen", 0.8),
        ("meissen", 1.0),
        ("meissen", 0.8),
    ]


BESIDE = [
    ("Police arrested Carlos Quispe and Luis Mamani near Puno. He had a knife.", "He"),
    ("The bank sued Ivan Petrov and Oleg Sidorov in London. His lawyer called the claim absurd.", "His"),
    ("The court heard from Ahmed Saleh and from Omar Nasser on Tuesday. He denied everything.", "He"),
    ("Tomas Berg and Peter Lund opened the fair on Monday. He cut the ribbon.", "He"),
]


@pytest.mark.parametrize(("text", "surface"), BESIDE)
def test_one_of_two_who_stand_beside_each_other_is_not_guessed(text: str, surface: str) -> None:
    (pronoun,) = (m for m in uncoded(CleanText("d", text))[1].mentions if m.surface == surface)
    assert pronoun.group_id == ""


NOT_BESIDE = [
    ("Tomas Berg met Peter Lund in Oslo on Monday. He said the talks were useful.", "Peter Lund"),
    ("Tomas Berg leads Bergen. On Monday Tomas Berg saw Peter Lund and Olav Moe. He was glad.", "Tomas Berg"),
    ("The minister praised Mrs. Ana Berg and Mr. Peter Lund in Oslo. He had served in Mali.", "Peter Lund"),
]


@pytest.mark.parametrize(("text", "name"), NOT_BESIDE)
def test_who_stands_alone_or_is_spoken_of_is_still_meant(text: str, name: str) -> None:
    _, found = uncoded(CleanText("d", text))
    names = {g.group_id: g.name for g in found.groups}
    assert [names.get(m.group_id) for m in found.mentions if m.surface == "He"] == [name]
