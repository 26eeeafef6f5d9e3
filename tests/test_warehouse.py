"""dateline.duckdb: what is in it, how it comes to be, and what the read-only door lets through."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from flows.errors import BadQuery, BrokenVersion, NothingThere, RunFailed
from flows.publish.schemas import PER_DOCUMENT, TABLES, description
from flows.warehouse.build import build
from flows.warehouse.door import Door, opened, opened_database
from tests.made_version import ARTICLES, made_tables, written

SQL = Path(__file__).parents[1] / "sql"


def published(curated: Path, name: str = "000001") -> Path:
    folder = written(curated / "versions" / name, made_tables())
    build(folder, SQL)
    link = curated / "current.new"
    link.symlink_to(f"versions/{name}")
    link.replace(curated / "current")
    return folder


@pytest.fixture(scope="module")
def curated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("curated")
    published(folder)
    return folder


@pytest.fixture(scope="module")
def door(curated: Path) -> Door:
    return opened(curated)


def rows(door: Door, sql: str) -> list[dict[str, object]]:
    return list(door.answer(sql).to_pylist())


class TestBuild:
    def test_every_row_of_every_table_is_there(self, door: Door) -> None:
        made = made_tables()
        counted = {name: rows(door, f"select count(*) as n from {name}")[0]["n"] for name in TABLES}
        assert counted == {name: table.num_rows for name, table in made.items()}

    def test_values_survive(self, door: Door) -> None:
        made = made_tables()
        for name, schema in TABLES.items():
            columns = ", ".join(f'"{column}"' for column in schema.names)
            asked = door.answer(f"select {columns} from {name}").to_pylist()
            assert sorted(map(str, asked)) == sorted(map(str, made[name].to_pylist())), name

    def test_month_is_kept_on_per_document_tables(self, door: Door) -> None:
        months = rows(door, "select distinct month from documents order by month")
        assert [row["month"] for row in months] == ["2026-03", "2026-04", "unknown"]

    def test_contract_tables_carry_their_descriptions(self, door: Door) -> None:
        sql = "select table_name, column_name, comment from duckdb_columns() where internal = false"
        said = {(r["table_name"], r["column_name"]): r["comment"] for r in rows(door, sql)}
        for name, schema in TABLES.items():
            for column in schema:
                assert said[name, column.name] == description(column)
            assert ((name, "month") in said) == (name in PER_DOCUMENT)

    def test_every_column_of_every_table_and_view_has_a_comment(self, door: Door) -> None:
        sql = (
            "select table_name, column_name from duckdb_columns() where internal = false and coalesce(comment, '') = ''"
        )
        assert rows(door, sql) == []

    def test_every_table_view_and_macro_has_a_comment(self, door: Door) -> None:
        for kind, name in (("tables", "table_name"), ("views", "view_name"), ("functions", "function_name")):
            own = "database_name not in ('system', 'temp')"
            found = rows(
                door, f"select {name} as n from duckdb_{kind}() where {own} and not internal and comment is null"
            )
            assert found == [], kind

    def test_missing_folders_are_empty_tables(self, tmp_path: Path) -> None:
        with opened_database(build(tmp_path, SQL)) as empty:
            assert rows(empty, "select count(*) as n from events_flat") == [{"n": 0}]
            assert rows(empty, "from quality_by_source") == []

    def test_two_builds_hold_the_same_rows_in_the_same_order(self, curated: Path, tmp_path: Path) -> None:
        with opened(curated) as one, opened_database(build(written(tmp_path, made_tables()), SQL)) as other:
            for name in (*TABLES, "events_flat", "daily_dyads"):
                assert one.answer(f"from {name}").equals(other.answer(f"from {name}")), name

    def test_nothing_is_left_beside_it(self, curated: Path) -> None:
        folder = curated / "versions" / "000001"
        assert [file.name for file in folder.iterdir() if file.is_file()] == ["dateline.duckdb"]

    def test_leftovers_of_a_killed_build_do_no_harm(self, tmp_path: Path) -> None:
        (tmp_path / "dateline.duckdb.tmp").write_bytes(b"half a database")
        (tmp_path / "dateline.duckdb.tmp.wal").write_bytes(b"half a log")
        assert build(tmp_path, SQL).stat().st_size > 0

    def test_folders_named_like_partitions_or_patterns_do_no_harm(self, tmp_path: Path) -> None:
        folder = tmp_path / "run=3" / "we[i]rd *"
        with opened_database(build(written(folder, made_tables()), SQL)) as built:
            assert rows(built, "select count(*) as n from documents") == [{"n": len(ARTICLES)}]

    def test_a_torn_parquet_file_is_named(self, tmp_path: Path) -> None:
        file = written(tmp_path, made_tables()) / "files" / "x.parquet"
        file.write_bytes(file.read_bytes()[:200])
        with pytest.raises(RunFailed, match=r"x\.parquet"):
            build(tmp_path, SQL)

    def test_an_undescribed_column_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "marts").mkdir()
        (tmp_path / "marts" / "one.sql").write_text("-- one: a number.\nselect 1 as a\n")
        with pytest.raises(RunFailed, match="-- column a:"):
            build(tmp_path, tmp_path)


class TestMarts:
    def test_events_flat_tells_who_did_what_to_whom(self, door: Door) -> None:
        sql = "select actors, type, recipients, sentence, sources, title from events_flat where trigger = 'accused'"
        assert rows(door, sql) == [
            {
                "actors": "Kenya",
                "type": "ACCUSE",
                "recipients": "Sudan",
                "sentence": "Kenya accused Sudan of sheltering the gunmen.",
                "sources": ["northgate-wire"],
                "title": "Fifteen dead after market raid in Garissa",
            }
        ]

    def test_events_flat_has_every_event_once(self, door: Door) -> None:
        assert rows(door, "select count(*) as n, count(distinct event_id) as d from events_flat") == [{"n": 5, "d": 5}]

    def test_an_undated_event_falls_on_the_day_of_publication(self, door: Door) -> None:
        (row,) = rows(door, "select day::varchar as day, date from events_flat where trigger = 'accused'")
        assert row == {"day": "2026-03-05", "date": None}

    def test_dyads_count_one_thing_reported_twice_once(self, door: Door) -> None:
        sql = "select things, events, articles, sources from daily_dyads where type = 'ASSAULT'"
        assert rows(door, sql) == [
            {"things": 1, "events": 2, "articles": 2, "sources": ["harbour-post", "northgate-wire"]}
        ]

    def test_all_sides_of_talks_are_each_others_counterparts(self, door: Door) -> None:
        sql = "select actor_id, recipient_id from daily_dyads where type = 'CONSULT' order by all"
        assert rows(door, sql) == [
            {"actor_id": "KEN", "recipient_id": "SDN"},
            {"actor_id": "SDN", "recipient_id": "KEN"},
        ]

    def test_timeline_names_the_counterpart(self, door: Door) -> None:
        sql = "select role, counterparts from actor_timeline where entity_id = 'SDN' and type = 'ACCUSE'"
        assert rows(door, sql) == [{"role": "recipient", "counterparts": "Kenya"}]

    def test_most_reported_event_comes_with_its_contradiction(self, door: Door) -> None:
        sql = "select source_count, contradictions, first_sentence from most_reported_events where is_contradicted"
        (row,) = rows(door, sql)
        assert (row["source_count"], row["contradictions"]) == (2, ["killed: 12 or 15 to 20"])
        assert str(row["first_sentence"]).endswith("killed 12 people.")

    def test_each_source_tells_its_own_figures(self, door: Door) -> None:
        sql = "select source, killed, killed_high from source_comparison where sources_of_thing = 2 order by source"
        assert rows(door, sql) == [
            {"source": "harbour-post", "killed": 12, "killed_high": 12},
            {"source": "northgate-wire", "killed": 15, "killed_high": 20},
        ]

    def test_quotes_know_their_speaker(self, door: Door) -> None:
        said = rows(door, "select speaker, said from quotes_by_speaker order by published_on")
        assert said[0] == {"speaker": "Amina Odhiambo", "said": "We will find them,"}

    def test_quality_counts_files_and_what_was_in_them(self, door: Door) -> None:
        sql = "select source, files, duplicates, refused, containers, holes, near_copies from quality_by_source order by all"
        assert [tuple(row.values()) for row in rows(door, sql)] == [
            ("harbour-post", 4, 0, 1, 1, 1, 0),
            ("northgate-wire", 3, 1, 0, 0, 0, 1),
            ("root", 1, 0, 0, 0, 0, 0),
        ]

    def test_macros(self, door: Door) -> None:
        assert len(rows(door, "from events_between('SDN', 'KEN')")) == 2
        assert rows(door, "select name from who('ODHIAMBO')") == [{"name": "Amina Odhiambo"}]
        assert len(rows(door, "from said_by('amina')")) == 2
        assert len(rows(door, "from deeds_of('KEN')")) == 2
        (row,) = rows(door, f"select context from text_around('{ARTICLES[0].doc_id}', 0, 6, margin := 5)")
        assert row["context"] == "»Gunmen« kill"


class TestDoor:
    @pytest.mark.parametrize(
        "sql",
        [
            "select 1 as a",
            "SELECT 1 as a;",
            "-- a comment\n/* another */ select 1 as a",
            "(select 1 as a)",
            "with x as (select 1 as a) from x",
            "from documents limit 1",
            "values (1)",
            "table files",
            "describe events_flat",
            "show tables",
            "summarize entities",
            "pivot (select type, quad from events) on type using count(*)",
            "explain select 1",
            "explain analyze select 1",
            "select '😀' as a, 'über' as b",
        ],
    )
    def test_reading_is_allowed(self, door: Door, sql: str) -> None:
        assert door.answer(sql).num_columns > 0

    @pytest.mark.parametrize(
        "sql",
        [
            "",
            "-- nothing",
            "select 1; select 2",
            "insert into files select * from files",
            "delete from files",
            "create table x as select 1",
            "create temp table x as select 1",
            "drop table files",
            "copy files to '{wal}'",
            "copy (pivot files on state) to '{wal}'",
            "explain analyze copy files to '{wal}'",
            "explain analyze copy (pivot files on state) to '{wal}'",
            "/* x */ explain analyze /* y */ copy files to '{wal}'",
            "explain analyze (format json) copy files to '{wal}'",
            "attach ':memory:' as x",
            "detach dateline",
            "connect 'x'",
            "install httpfs",
            "load httpfs",
            "set threads = 1",
            "reset threads",
            "pragma database_list",
            "call pragma_version()",
            "checkpoint",
            "vacuum",
            "begin",
            "use memory",
            "export database 'x'",
            "import database 'x'",
            "prepare x as select 1",
            "with a as (insert into files select * from files returning 1) select * from a",
            "select * from read_text('/etc/hostname')",
            "select * from read_parquet('files/x.parquet')",
            "select * from '/etc/hostname'",
            "select * from glob('/*')",
            "select * from nowhere",
            "selec 1",
        ],
    )
    def test_everything_else_is_refused_and_writes_nothing(self, door: Door, sql: str) -> None:
        before = sorted(door.database.parent.iterdir())
        with pytest.raises(BadQuery):
            door.answer(sql.format(wal=f"{door.database}.wal"))
        assert sorted(door.database.parent.iterdir()) == before

    def test_parameters_are_values_never_sql(self, door: Door) -> None:
        sql = "select count(*) as n from files where source = $source"
        assert door.answer(sql, {"source": "x' or true --"}).to_pylist() == [{"n": 0}]
        assert door.answer(sql, {"source": "root"}).to_pylist() == [{"n": 1}]

    def test_days_are_utc_whatever_the_machine_thinks(self, curated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TZ", "Asia/Tokyo")
        with opened(curated) as far:
            (row,) = rows(far, "select max(published_at)::varchar as at from documents where month = '2026-03'")
        assert row["at"] == "2026-03-05 19:00:00+00"

    def test_errors_end_with_what_to_type(self, door: Door) -> None:
        with pytest.raises(BadQuery, match="show tables"):
            door.answer("from event")
        with pytest.raises(BadQuery, match="describe"):
            door.answer("select titel from documents")

    def test_a_reader_keeps_its_version_while_another_is_published(self, tmp_path: Path) -> None:
        published(tmp_path)
        with opened(tmp_path) as reader:
            published(tmp_path, "000002")
            assert reader.version == "000001" and rows(reader, "select count(*) as n from files") == [{"n": 8}]
            with opened(tmp_path) as later:
                assert later.version == "000002"

    def test_two_doors_to_one_version_in_one_process(self, curated: Path) -> None:
        with opened(curated) as one, opened(curated) as two:
            assert rows(one, "select 1 as a") == rows(two, "select 1 as a")

    def test_a_read_only_version_is_read(self, tmp_path: Path) -> None:
        folder = published(tmp_path)
        (folder / "dateline.duckdb").chmod(0o444)
        folder.chmod(0o555)
        try:
            with opened(tmp_path) as reader:
                assert rows(reader, "select count(*) as n from files") == [{"n": 8}]
        finally:
            folder.chmod(0o755)

    def test_nothing_published(self, tmp_path: Path) -> None:
        with pytest.raises(NothingThere, match="dateline run"):
            opened(tmp_path)
        (tmp_path / "versions" / "000001").mkdir(parents=True)
        (tmp_path / "current").symlink_to("versions/000001")
        with pytest.raises(NothingThere):
            opened(tmp_path)

    def test_a_broken_database(self, tmp_path: Path) -> None:
        (tmp_path / "dateline.duckdb").write_bytes(b"this is no database at all")
        with pytest.raises(BrokenVersion, match="dateline check"):
            opened_database(tmp_path / "dateline.duckdb")

    def test_no_python_variable_is_a_table(self, door: Door) -> None:
        secret = duckdb.sql("select 1 as a")
        assert secret is not None
        with pytest.raises(BadQuery):
            door.answer("from secret")
