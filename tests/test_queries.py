"""Named queries and the formats their answers come in."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.errors import USAGE, BadQuery
from flows.warehouse.build import build
from flows.warehouse.door import Door, opened_database
from flows.warehouse.formats import formatted
from flows.warehouse.queries import asked, listed, named
from flows.warehouse.sql_files import sql_file
from tests.made_version import made_tables, written

SQL = Path(__file__).parents[1] / "sql"
NAMES = [query.name for query in listed(SQL)]
NEEDED = {  # values for parameters without a default
    "who_said": {"name": "amina"},
    "who_did_what": {"name": "kenyan police"},
    "between": {"a": "ken", "b": "sdn"},
    "context": {"event": ""},
    "find_text": {"words": "MARKET"},
    "sources_compared": {"cluster": ""},
}


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    with opened_database(build(written(tmp_path_factory.mktemp("version"), made_tables()), SQL)) as door:
        yield door


def ask(door: Door, query: str, **parameters: object) -> list[dict[str, object]]:
    return list(asked(door.connection, SQL, query, {**NEEDED.get(query, {}), **parameters}).to_pylist())


def test_there_are_the_queries_people_were_promised() -> None:
    promised = {
        "who_said", "who_did_what", "between", "timeline", "most_reported", "contradictions", "repairs_by_kind",
        "holes", "refused", "places", "top_entities", "context",
    }  # fmt: skip
    assert promised <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_query_runs_with_its_defaults(door: Door, name: str) -> None:
    assert asked(door.connection, SQL, name, NEEDED.get(name)).num_columns > 1


@pytest.mark.parametrize("name", NAMES)
def test_every_parameter_is_used_and_described(name: str) -> None:
    query = named(SQL, name)
    used = set(re.findall(r"\$([a-z_]+)", query.statement))
    assert {parameter.name for parameter in query.parameters} == used
    assert query.about.endswith(".") and all(parameter.about for parameter in query.parameters)


@pytest.mark.parametrize(
    ("name", "parameters", "rows"),
    [
        ("who_said", {}, 2),
        ("who_said", {"about": "border"}, 1),
        ("who_said", {"since": "2026-04-01"}, 1),
        ("who_said", {"until": date(2026, 3, 31)}, 1),
        ("who_said", {"name": "nobody here"}, 0),
        ("who_said", {"top": "1"}, 1),
        ("who_did_what", {"name": "ríver frónt"}, 2),
        ("who_did_what", {"name": "sudan", "role": "Recipient"}, 1),
        ("who_did_what", {"name": "kenya", "type": "consult"}, 1),
        ("between", {}, 2),
        ("between", {"a": "SDN", "b": "KEN", "until": "2026-03-31"}, 1),
        ("between", {"a": "KEN", "b": "KEN"}, 0),
        ("timeline", {"step": "month"}, 2),
        ("timeline", {"country": "sdn"}, 2),
        ("timeline", {"country": "fra"}, 0),
        ("most_reported", {"type": "assault"}, 1),
        ("contradictions", {}, 2),
        ("repairs_by_kind", {"source": "northgate-wire"}, 0),
        ("holes", {"evidence": "missing_subject"}, 1),
        ("refused", {"reason": "unsupported_format"}, 1),
        ("places", {"country": "ken"}, 1),
        ("top_entities", {"type": "person"}, 1),
        ("find_text", {"words": "garissa"}, 6),
        ("near_copies", {}, 1),
        ("odd_dates", {}, 0),
        ("quality", {}, 3),
    ],
)
def test_answers(door: Door, name: str, parameters: dict[str, object], rows: int) -> None:
    assert len(ask(door, name, **parameters)) == rows


def test_context_marks_the_sentence(door: Door) -> None:
    (event,) = door.answer("select event_id from events where trigger = 'accused'").to_pylist()
    (row,) = ask(door, "context", event=event["event_id"][:8], margin=10)
    assert row["context"] == "nor said.\n»Kenya accused Sudan of sheltering the gunmen.«"


@pytest.mark.parametrize(
    ("name", "parameters", "said"),
    [
        ("who_sad", {}, "did you mean `who_said`"),
        ("../audits/states_add_up", {}, "known are"),
        ("who_said", {"nam": "x"}, "did you mean `name`"),
        ("refused", {"colour": "x"}, r"\[--param source=TEXT\]"),
        ("who_said", {"top": "many"}, "integer expected"),
        ("timeline", {"since": "spring"}, "date expected"),
        ("timeline", {"step": "fortnight"}, "fortnight"),
    ],
)
def test_what_is_wrong_is_said(door: Door, name: str, parameters: dict[str, object], said: str) -> None:
    with pytest.raises(BadQuery, match=said) as caught:
        ask(door, name, **parameters)
    assert caught.value.exit_code == USAGE


def test_a_missing_parameter_is_named(door: Door) -> None:
    with pytest.raises(BadQuery, match="needs name: `dateline query who_said --param name=TEXT"):
        asked(door.connection, SQL, "who_said", {})


def test_a_header_line_that_says_nothing_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "q.sql"
    file.write_text("-- q: a query.\n-- parm x text: misspelt\nselect 1\n")
    with pytest.raises(BadQuery, match="parm x text"):
        sql_file(file)
    file.write_text("select 1\n")
    with pytest.raises(BadQuery, match="first line"):
        sql_file(file)


ODD = pa.table(
    {
        "a": ['say "no", now', "two\nlines", None],
        "n": pa.array([1, None, 3], pa.int64()),
        "x": pa.array([0.5, float("nan"), None], pa.float64()),
        "at": pa.array([datetime(2026, 3, 4, 6, 30, tzinfo=UTC)] * 3, pa.timestamp("us", tz="UTC")),
        "d": pa.array([date(2026, 3, 4)] * 3),
        "l": [["p", "q"], [], None],
        "b": [b"\x00\xff", b"", None],
        "h": pa.array([Decimal(2**70), Decimal(7), None], pa.decimal128(38, 0)),
    }
)


class TestFormats:
    def test_csv_is_rfc_4180(self) -> None:
        text = formatted(ODD, "csv").decode()
        assert text.startswith("a,n,x,at,d,l,b,h\r\n")
        _, first, second, third = csv.reader(io.StringIO(text, newline=""))
        assert first == [
            'say "no", now',
            "1",
            "0.5",
            "2026-03-04T06:30:00Z",
            "2026-03-04",
            '["p","q"]',
            "AP8=",
            str(2**70),
        ]
        assert second[0] == "two\nlines" and third[0] == ""

    def test_json_is_one_array(self) -> None:
        first, second, third = json.loads(formatted(ODD, "json"))
        assert first["l"] == ["p", "q"] and first["at"] == "2026-03-04T06:30:00Z" and first["h"] == str(2**70)
        assert second["x"] is None and second["h"] == 7 and third["a"] is None
        assert json.loads(formatted(ODD.slice(0, 0), "json")) == []

    def test_parquet_gives_the_same_rows(self) -> None:
        assert pq.read_table(io.BytesIO(formatted(ODD, "parquet"))).drop_columns(["x"]).equals(ODD.drop_columns(["x"]))

    def test_columns_of_one_name_are_told_apart(self, door: Door) -> None:
        twice = door.answer("select 1 as a, 2 as a")
        assert list(json.loads(formatted(twice, "json"))[0].values()) == [1, 2]

    def test_a_narrow_answer_is_a_table(self) -> None:
        text = formatted(ODD.select(["a", "n"]), "table", 80).decode()
        assert "┃ a " in text and 'say "no", now' in text and "3 rows" in text

    def test_a_wide_answer_is_written_row_by_row(self, door: Door) -> None:
        text = formatted(door.answer("from events_flat limit 2"), "table", 80).decode()
        assert max(map(len, text.splitlines())) <= 80
        assert re.search(r"sentence\s+The River Front raided", text)

    def test_control_characters_and_markup_do_nothing(self) -> None:
        text = formatted(pa.table({"a": ["\x1b[31mred", "[bold]b[/bold]", "\u202eabc"]}), "table", 80).decode()
        assert "\x1b" not in text and "\u202e" not in text and "[bold]b[/bold]" in text

    def test_an_unknown_format_names_the_known_ones(self) -> None:
        with pytest.raises(BadQuery, match="table, csv, json, parquet"):
            formatted(ODD, "xlsx")
