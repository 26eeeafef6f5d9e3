"""Sides of events that other sentences tell, and the marked articles they are learned from."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from flows.extract import extracted
from flows.extract.events.elsewhere import open_sides
from flows.records import CleanText, Event, Extraction, Publication, content_id

MODELS = Path(__file__).resolve().parents[1] / "models/events"
sys.path.insert(0, str(MODELS))

from elsewhere import articles  # noqa: E402

ARRESTS = (
    "Police raid bakers' hall in Kita\n"
    "KITA, March 3 - Police in the Malian town of Kita stormed the hall of the bakers' union on Tuesday.\n"
    "Fourteen men were arrested and taken to Bamako."
)


def read(text: str) -> Extraction:
    published = Publication(datetime(2026, 3, 4, tzinfo=UTC), "field", "day")
    return extracted(CleanText(content_id("test", text), text, published=published, language="en"))


def the(found: Extraction, trigger: str) -> Event:
    return next(e for e in found.events if e.trigger == trigger)


def test_who_arrested_is_told_by_the_paragraph_before() -> None:
    found = read(ARRESTS)
    event = the(found, "arrested")
    (actor,) = (r for r in event.roles if r.role == "actor")
    assert "police" in actor.surface.lower()
    assert found.doc_id and ARRESTS[actor.start : actor.end] == actor.surface
    assert event.reasons[0].startswith(f"actor@{actor.start} ")


def test_nobody_is_on_both_sides_by_guessing() -> None:
    for event in read(ARRESTS).events:
        guessed = [r for r in event.reasons if "@" in r]
        sides = [{r.group_id for r in event.roles if r.role == side} for side in ("actor", "recipient")]
        assert not guessed or sides[0].isdisjoint(sides[1])


def test_what_no_article_tells_stays_open() -> None:
    (event,) = (e for e in read("Nine students were arrested on Monday.").events if e.trigger == "arrested")
    assert open_sides(event) == ("actor",)


def test_in_a_very_long_document_sides_stay_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.extract.events.elsewhere.LARGEST", 2)
    assert open_sides(the(read(ARRESTS), "arrested")) == ("actor",)


def test_a_plain_past_goes_on_with_the_day_before_it() -> None:
    found = read("On Sunday Kenyan soldiers fired at a Somali boat. The soldiers withdrew to Lamu, the ministry said.")
    event = the(found, "withdrew")
    assert (event.date, event.date_basis) == (date(2026, 3, 1), "paragraph")


def test_a_new_paragraph_does_not() -> None:
    found = read("On Sunday Kenyan soldiers fired at a Somali boat.\nThe soldiers withdrew to Lamu, the ministry said.")
    assert the(found, "withdrew").date_basis == "publication"


def test_the_marked_articles_refer_to_phrases_that_are_there() -> None:
    read_ = list(articles())
    assert len(read_) >= 300
    assert sum(len(a.elsewhere) for a in read_) >= 1500


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("1 1 actor 1z", "no such phrase"),
        ("1 7 actor 1a", "no event 7 with an open side"),
        ("1 1 actor", "not a side"),
    ],
)
def test_a_reference_to_nothing_is_refused(tmp_path: Path, line: str, complaint: str) -> None:
    (tmp_path / "articles-1.txt").write_text(
        "[b Nine men] were [1 held] near [a the port].\n1 COERCE/arrest actual - > b\n"
    )
    (tmp_path / "elsewhere.txt").write_text(f"# articles-1.txt\narticle 1\n{line}\n")
    with pytest.raises(ValueError, match=complaint):
        list(articles(tmp_path))


def test_a_side_told_elsewhere_is_read(tmp_path: Path) -> None:
    blocks = "[a Police] closed the port.\nNONE\n\n[b Nine men] were [1 held].\n1 COERCE/arrest actual - > b\n"
    (tmp_path / "articles-1.txt").write_text(blocks)
    (tmp_path / "elsewhere.txt").write_text("# articles-1.txt\narticle 1\n2 1 actor 1a\n")
    (article,) = articles(tmp_path)
    assert article.elsewhere == {("articles-1.txt#2", 1, "actor"): (("articles-1.txt#1", "a"),)}
