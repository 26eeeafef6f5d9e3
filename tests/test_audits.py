"""Audits: silent on a sound corpus, and each of them caught a violation that was put in for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from flows.errors import BrokenVersion
from flows.validate.audits import audited
from flows.warehouse.build import build
from tests.made_version import made_tables, written

SQL = Path(__file__).parents[1] / "sql"
AUDITS = sorted(file.stem for file in (SQL / "audits").glob("*.sql"))

ONE = "rowid = (select min(rowid) from {0})"  # one row of a table


def shifted(table: str) -> str:
    return f'update {table} set start = start + 1, "end" = "end" + 1 where {ONE.format(table)}'


def with_unknown(table: str, column: str) -> str:
    return f"update {table} set {column} = repeat('0', 16) where {ONE.format(table)}"


# audit -> SQL that makes the violation it guards against
SEEDS: dict[str, list[str]] = {
    "sentences_cut_their_surface": [shifted("sentences")],
    "mentions_cut_their_surface": [shifted("mentions"), "update mentions set doc_id = repeat('0', 64) where true"],
    "dates_cut_their_surface": [shifted("dates"), "update dates set surface = 'tuesday'"],
    "places_cut_their_surface": [shifted("places"), "update places set start = -1"],
    "quotes_cut_their_surface": [shifted("quotes"), 'update quotes set "end" = 100000'],
    "event_roles_cut_their_surface": [shifted("event_roles"), "update event_roles set \"end\" = start, surface = ''"],
    "triggers_cut_their_words": ["update events set trigger = 'x'", "update events set trigger_start = trigger_end"],
    "holes_lie_in_their_text": ['update holes set start = 90000, "end" = 90000', 'update holes set "end" = start - 1'],
    "repairs_have_their_document": ["update repairs set doc_id = 'x'", "update repairs set seq = 1"],
    "groups_have_their_document": ["update groups set doc_id = 'x'"],
    "mentions_know_their_group": [with_unknown("mentions", "group_id")],
    "places_know_their_group": [with_unknown("places", "group_id")],
    "event_roles_know_their_group": [with_unknown("event_roles", "group_id")],
    "quotes_know_their_speaker": [with_unknown("quotes", "speaker_group")],
    "quotes_know_their_addressee": [with_unknown("quotes", "addressee_group")],
    "roles_know_their_event": [with_unknown("event_roles", "event_id")],
    "events_know_their_sentence": [
        with_unknown("events", "sentence_id"),
        "update sentences set \"end\" = start + 1 where section = 'body'",
    ],
    "quads_fit_their_type": ["update events set quad = 1 where type = 'ASSAULT'", "update events set type = 'FIGHT'"],
    "event_dates_are_plausible": [
        "insert into events by name select e.* replace (date '2026-09-01' as date) from events as e, range(20) as r(i)"
    ],
    "months_fit_publication": [
        "update documents set month = '2020-01'",
        "update quotes set month = 'unknown'",
        "update sentences set month = '2026-04' where month = '2026-03'",
    ],
    "published_files_have_their_document": ["delete from documents where format = 'html'"],
    "documents_have_one_published_file": [
        "update files set state = 'waiting' where state = 'published'",
        "update files set state = 'published' where state = 'duplicate'",
    ],
    "refused_files_have_no_document": ["update files set doc_id = (select min(doc_id) from documents)"],
    "members_have_their_container": [
        "update files set member_of = 'lost.zip' where member_of <> ''",
        "update files set state = 'refused' where state = 'container'",
        "update files set source = 'root' where member_of <> ''",
    ],
    "states_add_up": [
        "update files set state = 'lost' where state = 'duplicate'",
        "insert into files select * from files where state = 'container'",
    ],
    "groups_have_one_entity": [
        "delete from entity_groups where basis = 'iso3'",
        "insert into entity_groups select * from entity_groups",
        with_unknown("entity_groups", "group_id"),
    ],
    "links_know_their_entity": [
        "delete from entities where type = 'PERSON'",
        "insert into entities select * replace ('ZZZ' as entity_id) from entities limit 1",
    ],
    "entities_count_their_mentions": ["update entities set mentions = 99", "update entities set documents = 99"],
    "near_duplicates_have_their_first": [
        "update near_duplicates set doc_id = repeat('0', 64) where role = 'copy'",
        "update near_duplicates set \"group\" = repeat('0', 64)",
    ],
    "near_duplicates_are_no_lonely_firsts": ["delete from near_duplicates where role = 'copy'"],
    "events_have_one_cluster": [
        "delete from event_cluster_members where role = 'report'",
        "insert into event_cluster_members select * from event_cluster_members",
        with_unknown("event_cluster_members", "event_id"),
    ],
    "members_know_their_cluster": [
        with_unknown("event_cluster_members", "cluster_id"),
        "delete from event_cluster_members where role = 'first'",
        "update event_clusters set first_doc_id = repeat('0', 64)",
    ],
    "clusters_count_their_members": [
        "update event_clusters set events = 99",
        "update event_clusters set documents = 99",
        "update event_clusters set sources = ['elsewhere']",
    ],
    "clusters_are_of_one_kind": [
        "update events set date = date '2026-03-20' where trigger = 'raided'",
        "update events set type = 'COERCE' where trigger = 'raided'",
    ],
    "cluster_sides_are_entities": ["update event_clusters set actors = ['ZZZ']"],
    "unextracted_documents_say_nothing": ["update documents set flags = ['not_extracted']"],
}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(written(tmp_path_factory.mktemp("version"), made_tables()), SQL)


@pytest.fixture(scope="module")
def writable(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    copy = database.with_name("writable.duckdb")
    copy.write_bytes(database.read_bytes())
    with duckdb.connect(str(copy)) as connection:
        yield connection


def test_a_sound_version_passes_every_audit(database: Path) -> None:
    verdict = audited(database, SQL)
    assert [finding.check for finding in verdict.findings] == []
    assert [check.name for check in verdict.checks] == AUDITS
    assert all(check.says for check in verdict.checks)


def test_every_audit_has_a_seeded_violation() -> None:
    assert sorted(SEEDS) == AUDITS


@pytest.mark.parametrize(("name", "seed"), [(name, seed) for name, seeds in SEEDS.items() for seed in seeds])
def test_an_audit_catches_its_violation(writable: duckdb.DuckDBPyConnection, name: str, seed: str) -> None:
    audit = (SQL / "audits" / f"{name}.sql").read_text("utf-8")
    assert writable.execute(audit).fetchall() == []
    writable.execute("begin")
    try:
        writable.execute(seed)
        assert writable.execute(audit).fetchall() != []
    finally:
        writable.execute("rollback")


def test_findings_name_documents_and_show_examples(database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "x.duckdb"
    copy.write_bytes(database.read_bytes())
    with duckdb.connect(str(copy)) as connection:
        connection.execute(shifted("mentions"))
    (finding,) = audited(copy, SQL).findings
    assert (finding.gate, finding.check, finding.rows) == ("audits", "mentions_cut_their_surface", 1)
    assert len(finding.doc_ids) == 1 and "surface = " in finding.examples[0]


def test_an_audit_that_cannot_run_has_failed(database: Path, tmp_path: Path) -> None:
    (tmp_path / "audits").mkdir()
    (tmp_path / "audits" / "asks_nothing.sql").write_text("-- asks_nothing: no such table.\nselect 1 from nowhere\n")
    verdict = audited(database, tmp_path)
    assert not verdict.passed and "nowhere" in verdict.checks[0].raised


def test_no_database_is_a_broken_version(tmp_path: Path) -> None:
    (tmp_path / "x.duckdb").write_bytes(b"this is no database")
    with pytest.raises(BrokenVersion):
        audited(tmp_path / "x.duckdb", SQL)
