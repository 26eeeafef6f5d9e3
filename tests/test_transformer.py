"""The encoder and its heads: pieces of words, vectors, names, and that a document without them is read as before."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.extract.nlp import OURS, STOCK, parse, parsed
from flows.extract.transformer.encoder import LONGEST, WIDTH, vectors
from flows.extract.transformer.heads import head
from flows.extract.transformer.names import _allowed, _likeliest, seen, types_of
from flows.extract.transformer.pieces import (
    EDGE,
    LOWER,
    MIXED,
    OTHER,
    TITLE,
    UPPER,
    pieces,
    shape,
    vocabulary,
    word_pieces,
)
from flows.extract.transformer.reading import STRETCH, reading
from flows.records import CleanText, content_id

TEXT = (
    "KREMLIN ENVOY MEETS KYIV TEAM\n\nOfficials of the Norwegian Refugee Council met General Abdoulaye Sy in Mopti on Tuesday.\n\n"
    "“We have asked Mali’s army to open the road,” said Marit Lindqvist of the council."
)


def clean(text: str) -> CleanText:
    return CleanText(content_id("test", text), text, language="en")


def spelled(word: str) -> list[str]:
    by_id = {i: piece for piece, i in vocabulary().items()}
    return [by_id[i] for i in word_pieces(word)]


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("Town", ["town"]),
        ("Chișinău", ["chi", "##sin", "##au"]),  # accents fall away
        ("B-52", ["b", "-", "52"]),
        ("a\u200bb", ["ab"]),  # format characters are nothing
        ("北京", ["北", "京"]),
        ("x" * 101, ["[UNK]"]),
        ("\U0001f9ff", ["[UNK]"]),
    ],
)
def test_a_word_is_cut_into_known_pieces(word: str, wanted: list[str]) -> None:
    assert spelled(word) == wanted


def test_a_word_without_pieces_stands_at_the_left_edge() -> None:
    cut = pieces(["The", "\n\n", "mayor", "\u200b"])
    assert cut.first == (1, 0, 3, 0)  # between them the edge that a line break is
    assert len(cut.ids) == len(cut.shapes) == 5


@pytest.mark.parametrize(
    ("word", "wanted"),
    [("town", LOWER), ("Town", TITLE), ("A", TITLE), ("NATO", UPPER), ("McCain", MIXED), ("12", OTHER)],
)
def test_how_a_word_is_written(word: str, wanted: int) -> None:
    assert shape(word) == wanted


@given(st.lists(st.text(max_size=12), max_size=8))
def test_any_words_have_pieces_and_places(words: list[str]) -> None:
    cut = pieces(words)
    assert len(cut.first) == len(words)
    assert all(0 <= at < len(cut.ids) - 1 for at in cut.first)


def test_a_vector_for_every_word_however_long_the_stretch() -> None:
    long = ["mayor"] * (3 * LONGEST)
    found = vectors([long, [], ["x" * 5_000], ["-" * 3 * LONGEST]])
    assert [v.shape for v in found] == [(len(long), WIDTH), (0, WIDTH), (1, WIDTH), (1, WIDTH)]
    assert all(np.isfinite(v).all() for v in found)


def test_a_document_is_read_the_same_way_twice() -> None:
    first, again = (reading(parsed(clean(TEXT), OURS)) for _ in range(2))
    assert first is not None and again is not None
    assert np.array_equal(first.vectors, again.vectors)


def test_company_tells_what_a_word_is() -> None:
    """The same word in two sentences has two vectors."""
    one, other = vectors([["He", "struck", "a", "deal"], ["He", "struck", "a", "soldier"]])
    assert not np.allclose(one[1], other[1], atol=0.1)


@pytest.mark.parametrize("name", ["names", "types", "modes", "modality", "roles", "pairs"])
def test_a_head_gives_probabilities(name: str) -> None:
    found = head(name)
    rows = np.random.default_rng(1).normal(size=(5, found.layers[0][0].shape[0])).astype(np.float32)
    told = np.exp(found.log_probabilities(rows))
    assert told.shape == (5, len(found.classes))
    assert np.allclose(told.sum(axis=1), 1.0, atol=1e-4)


@given(st.integers(0, 10_000), st.integers(1, 12))
def test_no_inside_without_its_beginning(seed: int, words: int) -> None:
    classes = head("names").classes
    told = np.random.default_rng(seed).normal(size=(words, len(classes))).astype(np.float32) * 3
    tags = [classes[i] for i in _likeliest(told)]
    for before, tag in zip(["O", *tags], tags, strict=False):
        assert not tag.startswith("I-") or before[2:] == tag[2:]


def test_the_row_of_tags_is_the_likeliest_allowed_one() -> None:
    allowed = _allowed()
    dice = np.random.default_rng(7)
    for _ in range(5):
        told = dice.normal(size=(3, allowed.shape[1])).astype(np.float32) * 2
        rows = (r for r in product(range(allowed.shape[1]), repeat=3) if _fits(r, allowed))
        best = max(rows, key=lambda r: sum(float(told[i, tag]) for i, tag in enumerate(r)))
        assert tuple(_likeliest(told)) == best


def _fits(row: tuple[int, ...], allowed: np.ndarray) -> bool:
    return all(allowed[a, b] for a, b in zip((-1, *row), row, strict=False))


def test_names_are_read_with_their_types() -> None:
    doc = parsed(clean(TEXT), OURS)
    found = reading(doc)
    assert found is not None
    names = {doc.span(n.start, n.end).text: n.label for n in seen(found)}
    assert (
        names["Mopti"] == "GPE" and names["Marit Lindqvist"] == "PERSON" and names["Norwegian Refugee Council"] == "ORG"
    )
    assert [e.text for e in doc.ents if e.label_ == "PERSON"] == ["Abdoulaye Sy", "Marit Lindqvist"]


def test_types_of_given_stretches_are_probabilities() -> None:
    doc = parsed(clean(TEXT), OURS)
    found = reading(doc)
    assert found is not None
    at = next(t.i for t in doc if t.text == "Mopti")
    told = np.exp(types_of(found, [(at, at + 1), (0, 1)], ("-", "GPE", "PERSON"), "-"))
    assert np.allclose(told.sum(axis=1), 1.0, atol=1e-4)
    assert told[0].argmax() == 1


def test_the_stock_model_has_no_reading() -> None:
    doc = parsed(clean(TEXT), STOCK)
    assert reading(doc) is None
    assert any(e.label_ == "PERSON" for e in doc.ents)


def test_paragraphs_are_read_together_with_an_edge_between() -> None:
    from flows.extract.transformer.reading import _stretches

    doc = parsed(clean("Mayor resigns\nThe mayor of the town went home. Nobody saw him."), OURS)
    assert list(_stretches(doc)) == [(0, len(doc))]
    cut = pieces(["Mayor", "resigns", "\n", "The", "mayor"])
    edges = [i for i, shape in enumerate(cut.shapes) if shape == EDGE]
    assert edges == [0, cut.first[3] - 1, len(cut.ids) - 1]


def test_who_may_act_is_told_of_every_word() -> None:
    doc = parsed(clean(TEXT), OURS)
    found = reading(doc)
    assert found is not None and found.parties.shape == (len(doc),)
    assert float(found.parties.min()) >= 0.0 and float(found.parties.max()) > 0.5


def test_a_paragraph_is_read_in_parts_of_bounded_length() -> None:
    from flows.extract.transformer.reading import _stretches

    doc = parse(clean("The mayor of the town met the priest of the town. " * 200), OURS)
    places = list(_stretches(doc))
    assert places[0][0] == 0 and places[-1][1] == len(doc)
    assert all(a[1] == b[0] for a, b in pairwise(places))
    assert max(end - start for start, end in places) <= STRETCH
