"""Plain tokens against spaCy's own: the same answers to all that the rooms ask."""

from __future__ import annotations

import pytest

from flows.extract.nlp import BLANK, STOCK, parse, parsed
from flows.extract.words import Doc, Token, plain
from flows.records import CleanText

FORMS = ("text", "lower_", "lemma_", "dep_", "pos_", "tag_", "ent_type_", "whitespace_", "i", "idx")
FLAGS = ("is_alpha", "is_punct", "is_space", "like_num", "is_sent_start")
TEXTS = [
    "Kenya recalls envoy\nNairobi recalled its ambassador to Juba on Tuesday, the ministry said. “We had no choice,” it added.",
    "What the miners of Potosí want, said Elena Quispe, who leads them, is a road; they were promised one in 2019.",
    "The hearing is postponed  on the fees that was due today, and it will be held, he thinks, in Dhaka.\n\n- $4.5m a year",
    "a up what did who give hearing on the scheduled is issue that a today of the fees 3 , . “ ( yesterday he said whom",
    "Yes.",
    "",
]


def places(tokens: object) -> list[int]:
    return [t.i for t in tokens]  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", TEXTS)
def test_tokens_say_what_spacys_say(text: str) -> None:
    made = parse(CleanText("d", text), STOCK)
    doc = plain(made)
    assert len(doc) == len(made) and doc.text == made.text
    for ours, theirs in zip(doc, made, strict=True):
        assert [getattr(ours, name) for name in (*FORMS, *FLAGS)] == [
            getattr(theirs, name) for name in (*FORMS, *FLAGS)
        ]
        assert (len(ours), ours.head.i) == (len(theirs), theirs.head.i)
        for name in ("children", "subtree", "ancestors", "conjuncts"):
            assert places(getattr(ours, name)) == places(getattr(theirs, name)), (name, ours)
        assert (ours.left_edge.i, ours.right_edge.i) == (theirs.left_edge.i, theirs.right_edge.i)
        assert (ours.sent.start, ours.sent.end, ours.sent.root.i) == (
            theirs.sent.start,
            theirs.sent.end,
            theirs.sent.root.i,
        )
        assert all(a.is_ancestor(ours) == b.is_ancestor(theirs) for a, b in zip(doc, made, strict=True))


def test_branches_that_cross_keep_spacys_order() -> None:
    made = parse(CleanText("d", "We decide today. Now go home."), STOCK)
    from spacy.tokens import Doc as Parse

    words, heads = ["A", "hearing", "is", "due", "on", "fees", "today", "."], [1, 3, 3, 3, 1, 4, 3, 3]
    crossed = Parse(made.vocab, words=words, heads=heads, deps=["dep"] * 3 + ["ROOT"] + ["dep"] * 4)
    doc = plain(crossed)
    assert [places(t.subtree) for t in doc] == [places(t.subtree) for t in crossed]
    assert places(doc[1].subtree) == [0, 1, 4, 5]  # not what stands between its edges
    assert doc[1].right_edge is doc[5]


@pytest.mark.parametrize("text", TEXTS[:3])
@pytest.mark.parametrize("mode", ["strict", "expand", "contract"])
def test_stretches_of_characters_become_the_same_tokens(text: str, mode: str) -> None:
    made = parse(CleanText("d", text), STOCK)
    doc = plain(made)
    for start in range(-1, len(text) + 2):
        for end in (start + 1, start + 2, start + 7, start + 30):
            ours = doc.char_span(start, end, alignment_mode=mode)
            theirs = made.char_span(start, end, alignment_mode=mode)
            assert (ours is None) == (theirs is None), (start, end)
            if ours is not None and len(ours):
                asked = ("start", "end", "start_char", "end_char", "text")
                assert [getattr(ours, name) for name in asked] == [getattr(theirs, name) for name in asked]
                assert (ours.root.i, ours.sent.start) == (theirs.root.i, theirs.sent.start)


def test_a_place_is_one_object_and_a_neighbour_is_near() -> None:
    doc = parsed(CleanText("d", TEXTS[0]), STOCK)
    said = next(t for t in doc if t.text == "said")
    assert all(child.head is said for child in said.children) and said.nbor() is doc[said.i + 1]
    assert {said, doc[said.i]} == {said}
    with pytest.raises(IndexError):
        doc[0].nbor(-1)


def test_annotations_are_those_of_the_model() -> None:
    blank, read = (parsed(CleanText("d", TEXTS[1]), model) for model in (BLANK, STOCK))
    assert isinstance(blank, Doc) and isinstance(blank[0], Token)
    assert not blank.has_annotation("DEP") and read.has_annotation("DEP") and read.has_annotation("TAG")
    made = parse(CleanText("d", TEXTS[1]), STOCK)
    assert [(e.text, e.label_) for e in read.ents] == [(e.text, e.label_) for e in made.ents] != []
    assert not blank.ents and [s.text for s in blank.sents] == [s.text for s in read.sents]
