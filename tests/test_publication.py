"""When an article was published: forms of dates, which source wins, and what is left open."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.clean.moments import moment, moments_in, yearless
from flows.clean.text import clean
from flows.records import CleanText, Document, Metadata, Publication

# value, UTC, precision
MOMENTS = [
    ("2026-03-03", "2026-03-03", "day"),
    ("2026-03-03T14:05:00Z", "2026-03-03T14:05", "second"),
    ("2026-03-03T14:05Z", "2026-03-03T14:05", "minute"),
    ("2026-03-03T14:05:00+05:30", "2026-03-03T08:35", "second"),
    ("2026-03-03T23:30:00-0500", "2026-03-04T04:30", "second"),
    ("2026-03-03 14:05:07.123 UTC", "2026-03-03T14:05:07", "second"),
    ("2026-03-03 14:05", "2026-03-03", "day"),
    ("20260303", "2026-03-03", "day"),
    ("20260303T140500Z", "2026-03-03T14:05", "second"),
    ("Tue, 03 Mar 2026 14:05:07 +0000", "2026-03-03T14:05:07", "second"),
    ("Tue, 3 Mar 2026 14:05:07 GMT", "2026-03-03T14:05:07", "second"),
    ("3 March 2026", "2026-03-03", "day"),
    ("March 3, 2026", "2026-03-03", "day"),
    ("Mar 3, 2026 14:05 GMT", "2026-03-03T14:05", "minute"),
    ("Mar. 3, 2026, 2:05 p.m. EST", "2026-03-03T19:05", "minute"),
    ("March 3, 2026 at 9 a.m. EAT", "2026-03-03T06:00", "minute"),
    ("14:05 GMT, 3 March 2026", "2026-03-03T14:05", "minute"),
    ("Tuesday, 3 March 2026 at 14:05 GMT+1", "2026-03-03T13:05", "minute"),
    ("3rd of March, 2026", "2026-03-03", "day"),
    ("3-Mar-2026", "2026-03-03", "day"),
    ("3 March 2026 14:05 IST", "2026-03-03", "day"),  # India, Israel or Ireland
    ("1772546700", "2026-03-03T14:05", "second"),
    ("1772546700000", "2026-03-03T14:05", "second"),
    ("2026/03/04", "2026-03-04", "day"),
    ("13/04/2026", "2026-04-13", "day"),
    ("04/13/2026", "2026-04-13", "day"),
    ("3/3/2026", "2026-03-03", "day"),
    ("03.04.2026", "2026-04-03", "day"),
    ("March 2026", "2026-03-01", "month"),
    ("2026-03", "2026-03-01", "month"),
    ("2026", "2026-01-01", "year"),
    ("6 de marzo de 2026", "2026-03-06", "day"),
    ("1er mars 2026", "2026-03-01", "day"),
    ("3. März 2026, 14:05 Uhr", "2026-03-03", "day"),
    ("18 июня 2026 г.", "2026-06-18", "day"),
    ("2026年6月18日", "2026-06-18", "day"),
    ("29 February 2024", "2024-02-29", "day"),
]
NO_MOMENTS = [
    "", "yesterday", "12", "03/04/2026", "31 June 2026", "29 February 2026", "1799-12-31", "0", "99999999999999",
    "2026-13-45", "2026-03-03T25:00Z", "13/13/2026", "March", "3 March", "03/04/26", "soon, in 2026 perhaps",
    "2026-03-03-04", "٣ مارس ٢٠٢٦", "x" * 5000,
]  # fmt: skip


@pytest.mark.parametrize(("value", "at", "precision"), MOMENTS)
def test_moment(value: str, at: str, precision: str) -> None:
    found = moment(value)
    assert found is not None
    assert (found.at, found.precision) == (datetime.fromisoformat(at).replace(tzinfo=UTC), precision)


@pytest.mark.parametrize("value", NO_MOMENTS)
def test_no_moment(value: str) -> None:
    assert moment(value) is None


@given(st.text(max_size=60))
def test_moments_never_fail(value: str) -> None:
    for found in (moment(value), yearless(value), *moments_in(value)):
        assert found is None or (found.at.tzinfo is UTC and 1799 <= found.at.year <= 2200)


@given(st.datetimes(datetime(1800, 1, 2), datetime(2199, 12, 30)))
def test_iso_goes_there_and_back(at: datetime) -> None:
    found = moment(at.replace(tzinfo=UTC).isoformat())
    assert found is not None and found.at == at.replace(microsecond=0, tzinfo=UTC)


# --- which source wins ---------------------------------------------------------------------------

BODY = "Farmers blocked the road to the dam at Inga for a second day, the provincial government said on Tuesday."
PLAIN = f"Farmers block road to Inga\n\n{BODY}\n\n{BODY[:-1]} night.\n"
LINED = PLAIN.replace("Inga\n", "Inga\n\nPublished: 5 March 2026 14:05 GMT | Updated 6 March 2026\n", 1)
UPDATED = PLAIN.replace("Inga\n", "Inga\n\nUpdated 6 March 2026. Published 5 March 2026\n", 1)
DATED = PLAIN.replace(BODY, "MATADI, March 4 (Wire) - " + BODY, 1)
DATED_FULL = PLAIN.replace(BODY, "MATADI, March 4, 2026 (Wire) - " + BODY, 1)
YEAR_END = PLAIN.replace(BODY, "MATADI, Dec. 31 (Wire) - " + BODY, 1)


def published(source: str, **said: Any) -> Publication:
    found = clean(
        Document(
            **{"doc_id": "d", "format": "txt", "source_text": source, "charset": "utf-8", "charset_basis": "utf-8"}
            | said
        )
    )
    assert isinstance(found, CleanText)
    return found.published


CASES: list[tuple[str, dict[str, Any], str, str, str]] = [
    (LINED, {"sidecar": Metadata(published="2026-03-01T10:00:00+01:00")}, "2026-03-01T09:00", "side-car", "second"),
    (LINED, {"metadata": Metadata(published="2026-03-02"), "format": "html"}, "2026-03-02", "page", "day"),
    (LINED, {"metadata": Metadata(published="2026-03-02"), "format": "json"}, "2026-03-02", "field", "day"),
    (LINED, {"sidecar": Metadata(published="03/04/2026")}, "2026-03-05T14:05", "byline", "minute"),
    (LINED, {"path_hint": "2026-03-07-inga.txt"}, "2026-03-05T14:05", "byline", "minute"),
    (UPDATED, {}, "2026-03-05", "byline", "day"),
    (DATED_FULL, {"path_hint": "2026-03-07-inga.txt"}, "2026-03-04", "dateline", "day"),
    (DATED, {"path_hint": "2026-03-07-inga.txt"}, "2026-03-04", "dateline", "day"),
    (DATED, {"path_hint": "inga_2025.txt"}, "2025-03-04", "dateline", "day"),
    (DATED, {"sidecar": Metadata(published="2024")}, "2024-03-04", "dateline", "day"),
    (DATED, {"sidecar": Metadata(url="https://x.example/2023/03/05/inga")}, "2023-03-04", "dateline", "day"),
    (YEAR_END, {"path_hint": "20260102_inga.txt"}, "2025-12-31", "dateline", "day"),
    (PLAIN, {"path_hint": "2026-03-07-inga.txt"}, "2026-03-07", "file_name", "day"),
    (PLAIN, {"path_hint": "inga.20260307.txt.gz"}, "2026-03-07", "file_name", "day"),
    (PLAIN, {"path_hint": "wire_2026_03_07_inga.txt"}, "2026-03-07", "file_name", "day"),
    (PLAIN, {"sidecar": Metadata(published="March 2026")}, "2026-03-01", "side-car", "month"),
]


@pytest.mark.parametrize(("source", "said", "at", "basis", "precision"), CASES)
def test_source_of_the_date(source: str, said: dict[str, Any], at: str, basis: str, precision: str) -> None:
    found = published(source, **said)
    assert found == Publication(datetime.fromisoformat(at).replace(tzinfo=UTC), basis, precision)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (PLAIN, {}),
        (DATED, {}),  # day and month without a year
        (PLAIN, {"path_hint": "inga-7.txt"}),
        (PLAIN, {"path_hint": "0001789123456.txt"}),
        (PLAIN, {"path_hint": "2026-03-07-to-2026-03-09.txt"}),
        (PLAIN, {"path_hint": "2026-13-40.txt"}),
        (PLAIN, {"sidecar": Metadata(published="03/04/2026")}),
        (PLAIN + "\nThe dam was built in 1972, and mended on 4 May 1981.\n", {}),
    ],
)
def test_no_date(source: str, said: dict[str, Any]) -> None:
    assert published(source, **said) == Publication()
