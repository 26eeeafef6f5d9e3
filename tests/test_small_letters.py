"""Text without capitals gets them where names and sentences begin; what has capitals stays as it is."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.gold import articles
from flows.extract import read
from flows.extract.lowered_names import English
from flows.extract.nlp import STOCK, english
from flows.extract.small_letters import small_stretches, with_capitals
from flows.extract.truecase import LETTERS, lowered
from flows.records import CleanText, Mention, content_id


def cased(text: str) -> str:
    """The text as the model would read it."""
    return with_capitals(text, small_stretches(text), english(STOCK))


WRITTEN = [
    (
        "officials in nairobi said on tuesday that president william ruto had met the mayor of kisumu.",
        "Officials in Nairobi said on Tuesday that President William Ruto had met the mayor of Kisumu.",
    ),
    (
        "the un and the eu asked nato for help in march, and i was told on may 5 that they may get it.",
        "The UN and the EU asked NATO for help in March, and I was told on May 5 that they may get it.",
    ),
    (
        "gen. asim munir flew from islamabad to doha. two russian pilots went with him, mr brown said.",
        "Gen. Asim Munir flew from Islamabad to Doha. Two Russian pilots went with him, Mr Brown said.",
    ),
    (
        "the us embassy in lima told us that the u.s. navy had left. it gave us no reason for that.",
        "The US embassy in Lima told us that the U.S. Navy had left. It gave us no reason for that.",
    ),
    (
        'the minister said, "we will march to kampala." nobody answered him but ngozi okonjo of lagos.',
        'The minister said, "We will march to Kampala." Nobody answered him but Ngozi Okonjo of Lagos.',
    ),
    (
        "a lawyer from the university of ghana and the law society of kenya went to lake victoria.",
        "A lawyer from the University of Ghana and the Law Society of Kenya went to Lake Victoria.",
    ),
    (
        "yesterday the high court in new delhi heard grace mutua and maria de souza on the qatar national bank.",
        "Yesterday the High Court in New Delhi heard Grace Mutua and Maria de Souza on the Qatar National Bank.",
    ),
    (
        "ankara is not amused. the turkish army left turkey with its guns, and the poles saw it.",
        "Ankara is not amused. The Turkish army left Turkey with its guns, and the poles saw it.",
    ),
]


@pytest.mark.parametrize(("text", "wanted"), WRITTEN)
def test_names_and_sentences_get_capitals(text: str, wanted: str) -> None:
    assert cased(text) == wanted


ORDINARY = [
    "it will be nice to see the mark of the reading room on a mobile phone, but we may not all have one in the bath.",
    "the cook put the turkey into the oven and the rice on the table, and then the guests broke the china.",
    "the president said that the general had told the chief of the court that nobody who works here is safe.",
    "a polish of the old table will do no harm, and the march of the workers is in the square of the town.",
    "okay so um yeah they were gonna retweet the podcast about the smartphones and the emails, it told us so.",
    "a counterbid and the retweeted livestream were unlawful, the overheated yachtswoman told the countrymen of the town.",
    "the goverment and the oposition of the countrey were to meet in the parliment, but they did not agree on it.",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_stay_small(text: str) -> None:
    assert cased(text) == text[0].upper() + text[1:]


ADDRESS = "see www.kenya.go.ke or write to info@nairobi.org about the plan that they have for the town of kisumu and the road."


def test_addresses_and_handles_stay() -> None:
    assert "www.kenya.go.ke" in cased(ADDRESS)
    assert "info@nairobi.org" in cased(ADDRESS)
    assert "Kisumu" in cased(ADDRESS)


URLS = "\n".join(
    f"example.org/news/kenya/{word}/nairobi-and-mombasa-talks-about-the-port-of-lamu" for word in "abcdefghijkl"
)
NORMAL = "The minister flew to Nairobi on Tuesday.\nHe met Grace Mutua of the Law Society of Kenya."
MIXED = [
    NORMAL,
    f"{NORMAL}\n{URLS}",
    f"{NORMAL}\nread more about nairobi, kenya and the talks here",
    "\n".join([NORMAL, *["uganda", "nairobi kampala", "tanzania daily news sports"] * 12]),  # a menu: no prose
    "nairobi, kenya",
    "Die Ministerin sagte am Dienstag nichts.",
    "",
]


@pytest.mark.parametrize("text", MIXED)
def test_what_has_capitals_elsewhere_is_left(text: str) -> None:
    assert small_stretches(text) == []


def test_a_long_paragraph_without_capitals_is_cased_alone() -> None:
    small = " ".join(text for text, _ in WRITTEN[:4])
    text = f"{NORMAL}\n{small}\n{NORMAL}"
    (part,) = small_stretches(text)
    assert text[part.start : part.end] == small
    assert cased(text).startswith(NORMAL + "\nOfficials in Nairobi said")
    assert cased(text).endswith(NORMAL)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_only_case_changes(text: str) -> None:
    text = "the of a to in on at by if " + lowered(text)
    written = with_capitals(text, small_stretches(text), English())
    assert len(written) == len(text)
    assert lowered(written) == lowered(text)


@cache
def named(text: str) -> tuple[Mention, ...]:
    _, found = read(CleanText(content_id("test", text), text, language="en"))
    return tuple(m for m in found.mentions if m.kind == "named")


def test_small_text_has_names_with_less_confidence() -> None:
    text, written = WRITTEN[0]
    found = {m.surface: m for m in named(text)}
    assert {name: m.type for name, m in found.items()} == {"nairobi": "GPE", "william ruto": "PERSON", "kisumu": "GPE"}
    assert all(text[m.start : m.end] == m.surface for m in found.values())
    with_capital = {m.surface.lower(): m for m in named(written)}
    assert all(m.confidence < with_capital[name].confidence for name, m in found.items())
    assert max(m.confidence for m in found.values()) <= 0.9


def test_capitals_of_the_gold_come_back() -> None:
    """Of words inside a sentence: capitals given that are due, and due ones that are given. An article that shouts is left out."""
    floors = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))
    right = given_ = due = 0
    for article in articles():
        if not article.open or sum(map(str.isupper, article.text)) > 0.2 * len(article.text):
            continue
        written = cased(lowered(article.text))
        for match in LETTERS.finditer(article.text):
            before = article.text[max(0, match.start() - 5) : match.start()]
            if re.search(r"(?:^|\n|[.?!:…]\W*|[\"“‘])\W*$", before):
                continue
            was, now = match.group()[0].isupper(), written[match.start()].isupper()
            right, given_, due = right + (was and now), given_ + now, due + was
    assert right / given_ >= floors["small_letters_right"]
    assert right / due >= floors["small_letters_found"]
