"""The two gates: a made-up corpus passes whole; every rule is seen to fail; nothing that raises ever passes."""

from __future__ import annotations

import re
import subprocess
import sys
from copy import deepcopy
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from flows.publish.schemas import PER_CORPUS, PER_DOCUMENT, TABLES
from flows.records import Check, Verdict
from flows.report.validation_page import validation_page
from flows.validate.expectations import checks
from flows.validate.gates import gate_corpus, gate_documents, refusals
from flows.validate.rules import Rule, Suite, present
from flows.validate.staged import Staged
from flows.validate.suites import SUITES
from tests.made_version import ARTICLES, Rows, made_rows, made_tables, tables_of

ROOT = Path(__file__).parents[1]

# What breaks a rule that needs more than one column: (table, derived column) -> changes to a sound row.
BREAKS: dict[tuple[str, str], dict[str, Any]] = {
    ("documents", "publication_whole"): {"published_basis": "none"},
    ("documents", "publication_plausible"): {"published_at": datetime(1582, 10, 15, tzinfo=UTC)},
    ("documents", "flags_ordered"): {"flags": ["holes", "damage_left"]},
    ("documents", "minhash_whole"): {"minhash": b"\0" * 511},
    ("documents", "steps_named"): {"steps": []},
    ("repairs", "before_length_matches"): {"before": "鈥檚"},
    ("repairs", "after_length_matches"): {"after": ""},
    ("repairs", "changes_something"): {"before": "x", "after": "x"},
    ("holes", "inside_text"): {"start": 10**6, "end": 10**6},
    ("sentences", "byte_place_whole"): {"byte_start": 3},
    ("mentions", "byte_place_whole"): {"byte_end": 3},
    ("mentions", "group_known"): {"group_id": "0" * 16},
    ("groups", "names_ordered"): {"names": ["b", "a"]},
    ("groups", "name_among_names"): {"name": "somebody else"},
    ("dates", "days_in_order"): {"value": date(2026, 3, 4)},
    ("dates", "unresolved_says_so"): {"precision": "none"},
    ("places", "coordinates_whole"): {"lat": None},
    ("places", "country_coded"): {"precision": "country", "country": ""},
    ("places", "group_known"): {"group_id": "0" * 16},
    ("quotes", "speaker_inside"): {"speaker_start": 5, "speaker_end": 5},
    ("quotes", "cue_inside"): {"cue_start": None},
    ("quotes", "speaker_known"): {"speaker_group": "0" * 16},
    ("quotes", "addressee_known"): {"addressee_group": "0" * 16},
    ("events", "mode_fits"): {"mode": "curfew", "type": "AID", "type_before": "AID"},
    ("events", "contexts_ordered"): {"contexts": ["military", "crime"]},
    ("events", "contexts_told"): {"contexts": ["crime"], "context_words": ["gang@5"], "context_basis": "none"},
    ("events", "contexts_listed"): {"contexts": ["weather"]},
    ("events", "quad_fits"): {"type": "SANCTION", "quad": 3},
    ("events", "trigger_matches"): {"trigger": "attacks"},
    ("events", "sentence_known"): {"sentence_id": "0" * 16},
    ("events", "trigger_in_sentence"): {"trigger_start": 0, "trigger_end": 6},
    ("events", "days_in_order"): {"date_end": date(2026, 3, 1)},
    ("events", "undated_says_so"): {"date_precision": "none"},
    ("events", "coordinates_whole"): {"lat": None},
    ("events", "killed_whole"): {"killed": 12, "killed_high": 11},
    ("events", "wounded_whole"): {"wounded": 4, "wounded_high": None},
    ("events", "arrested_whole"): {"arrested": None, "arrested_high": 2},
    ("events", "displaced_whole"): {"displaced": 900, "displaced_high": 300},
    ("events", "money_whole"): {"money": 5_000_000_000, "money_high": None},
    ("events", "currency_fits"): {"money_currency": "EUR"},
    ("event_roles", "event_known"): {"event_id": "0" * 16},
    ("event_roles", "group_known"): {"group_id": "0" * 16},
    ("files", "source_fits"): {"source": "elsewhere"},
    ("files", "state_explained"): {"state": "refused", "reason": "empty", "detail": ""},
    ("files", "document_named"): {"state": "duplicate", "doc_id": ""},
    ("files", "inside_container"): {"member_of": "other.zip"},
    ("entities", "aliases_ordered"): {"aliases": ["b", "a"]},
    ("entities", "coordinates_whole"): {"lat": 1.0, "lon": None},
    ("near_duplicates", "first_names_itself"): {"role": "copy"},
    ("event_clusters", "actors_ordered"): {"actors": ["b", "a"]},
    ("event_clusters", "recipients_ordered"): {"recipients": ["b", "a"]},
    ("event_clusters", "actor_countries_ordered"): {"actor_countries": ["KEN", "KEN"]},
    ("event_clusters", "recipient_countries_ordered"): {"recipient_countries": ["SDN", "KEN"]},
    ("event_clusters", "sources_ordered"): {"sources": ["b", "a"]},
    ("event_clusters", "actor_countries_coded"): {"actor_countries": ["Kenya"]},
    ("event_clusters", "recipient_countries_coded"): {"recipient_countries": ["ke"]},
    ("event_clusters", "reported_by_someone"): {"sources": []},
    ("event_clusters", "days_in_order"): {"date_first": date(2026, 1, 1), "date_last": None},
    ("event_clusters", "counts_fit"): {"documents": 9, "events": 1},
    ("event_cluster_members", "first_names_itself"): {"role": "report"},
}


def breaking(table: str, suite: Suite, rule: Rule) -> dict[str, Any]:
    """Changes to a sound row of the table after which the rule does not hold."""
    column = rule.columns[0]
    if column in suite.derived:
        if column.endswith("_present"):
            return {column.removesuffix("_present"): None}
        if column in ("length_matches", "surface_matches"):
            return {"surface": "not these characters"}
        return BREAKS[table, column]
    match rule.expectation:
        case "ExpectColumnValuesToNotBeNull":
            return {column: None}
        case "ExpectColumnValuesToBeBetween":
            high = rule.arguments["max_value"]
            return {column: high + 1 if high is not None else rule.arguments["min_value"] - 1}
        case "ExpectColumnValuesToBeInSet":
            return {column: 9 if isinstance(rule.arguments["value_set"][0], int) else "no such value"}
        case "ExpectColumnValuesToMatchRegex":
            return {column: "" if column == "path" else " "}
        case "ExpectColumnPairValuesAToBeGreaterThanB":
            return {column: 9, rule.columns[1]: 8}
    return {}  # uniqueness: the copy of the row breaks it


@pytest.fixture(scope="module")
def sound() -> tuple[Verdict, Verdict]:
    tables = made_tables()
    return gate_documents(tables)[1], gate_corpus(tables)


@pytest.fixture(scope="module")
def broken() -> dict[tuple[str, str, str], int]:
    """Every rule broken by one row of its own: (table, check, column) -> offending rows."""
    rows = made_rows()
    for table, suite in SUITES.items():
        first = deepcopy(rows[table][0])
        rows[table] += [{**first, **breaking(table, suite, rule)} for rule in suite.rules]
    tables = {name: pa.Table.from_pylist(rows[name], schema) for name, schema in TABLES.items()}
    verdicts = (gate_documents(tables)[1], gate_corpus(tables))
    return {(c.table, c.name, c.column): c.unexpected for v in verdicts for c in v.checks if not c.passed}


def test_a_sound_corpus_passes_both_gates(sound: tuple[Verdict, Verdict]) -> None:
    assert [verdict.findings for verdict in sound] == [(), ()]
    assert all(verdict.passed for verdict in sound)


def test_every_table_has_a_suite_and_its_schema_checked(sound: tuple[Verdict, Verdict]) -> None:
    assert set(SUITES) == set(TABLES)
    schemas = {check.table for verdict in sound for check in verdict.checks if check.name == "arrow_schema"}
    assert schemas == set(PER_DOCUMENT) | set(PER_CORPUS)


def test_every_rule_can_fail(sound: tuple[Verdict, Verdict], broken: dict[tuple[str, str, str], int]) -> None:
    asked = {(c.table, c.name, c.column) for verdict in sound for c in verdict.checks if c.name != "arrow_schema"}
    assert asked - set(broken) == set()
    assert all(rows > 0 for rows in broken.values())  # seen in rows, not because the expectation raised


def _emoji_as_participant(rows: Rows) -> None:
    """A sound row after which bytes, UTF-16 units and graphemes would all count differently."""
    document = next(d for d in rows["documents"] if d["doc_id"] == ARTICLES[0].doc_id)
    start = document["text"].index("😀")
    role = next(r for r in rows["event_roles"] if r["doc_id"] == ARTICLES[0].doc_id)
    role |= {"start": start, "end": start + 1, "surface": "😀"}


def test_only_the_offending_document_is_set_aside() -> None:
    rows = made_rows()
    victim = next(m for m in rows["mentions"] if m["doc_id"] == ARTICLES[3].doc_id)
    victim["start"] += 1
    victim["end"] += 1
    _emoji_as_participant(rows)
    offending, verdict = gate_documents(tables_of(rows))
    assert set(offending) == {ARTICLES[3].doc_id}
    assert {finding.check for finding in offending[ARTICLES[3].doc_id]} == {"surface_matches"}
    assert victim["surface"] in offending[ARTICLES[3].doc_id][0].examples[0]
    assert not verdict.passed and not verdict.broken
    (refusal,) = refusals(offending)
    assert (refusal.doc_id, refusal.reason) == (ARTICLES[3].doc_id, "invalid_rows")
    assert "surface_matches" in refusal.detail


def test_empty_tables_pass() -> None:
    empty = {name: schema.empty_table() for name, schema in TABLES.items()}
    offending, verdict = gate_documents(empty)
    assert offending == {} and verdict.passed
    assert gate_corpus({}).passed


def test_another_schema_breaks_the_gate_without_naming_documents() -> None:
    tables = made_tables()
    tables["holes"] = tables["holes"].drop_columns(["detail"])
    tables["dates"] = tables["dates"].cast(
        pa.schema([f if f.name != "start" else pa.field("start", pa.int64()) for f in tables["dates"].schema])
    )
    offending, verdict = gate_documents(tables)
    assert offending == {}
    assert {(f.table, f.examples) for f in verdict.broken} == {
        ("holes", ("detail is missing",)),
        ("dates", ("start is int64, not int32",)),
    }


def test_an_expectation_that_raises_is_a_failure() -> None:
    suite = Suite("holes", (present("no such column"), present("detail")))
    raised, other = checks(Staged(made_tables()), [suite])
    assert not raised.passed and raised.raised and raised.doc_ids == ()
    assert other.passed


class TestPage:
    def page(self, *checks: Check, gate: str = "documents") -> str:
        return validation_page((Verdict(gate, checks),), Verdict("audits", ()), {"files": 1234}, "000007")

    def test_it_needs_nothing_from_outside(self, sound: tuple[Verdict, Verdict]) -> None:
        html = validation_page(sound, Verdict("audits", ()), {"files": 8})
        assert re.findall(r"https?:|//[a-z]|<script|<link|@import|url\(", html) == []
        assert f"All {sum(len(verdict.checks) for verdict in sound)} checks hold" in html

    def test_every_check_is_on_it(self, sound: tuple[Verdict, Verdict]) -> None:
        html = validation_page(sound, Verdict("audits", ()), {})
        assert html.count('<span class="pill good">passed</span></td>') == sum(len(verdict.checks) for verdict in sound)

    def test_offending_values_are_shown_as_text(self) -> None:
        failed = Check(
            "mentions",
            "surface_matches",
            "start, end",
            "cuts",
            False,
            9,
            1,
            "1 of 9 differ",
            "",
            ("ab",),
            ("<b>x</b>",),
        )
        html = self.page(failed)
        assert "&lt;b&gt;x&lt;/b&gt;" in html and "<b>x</b>" not in html
        assert "1 document set aside by gate 1" in html and "stopped" not in html

    def test_a_raised_expectation_stops_and_says_why(self) -> None:
        html = self.page(Check("mentions", "x", "a", "holds", False, 9, raised="no column a"))
        assert '<span class="pill bad">stopped</span>' in html and "no column a" in html

    def test_a_failed_second_gate_stops_even_with_documents_named(self) -> None:
        failed = Check("near_duplicates", "x", "a", "holds", False, 9, 1, doc_ids=("ab",))
        assert "Nothing was published" in self.page(failed, gate="corpus")

    def test_long_lists_of_documents_are_counted(self) -> None:
        many = tuple(f"{n:064x}" for n in range(50))
        html = self.page(Check("mentions", "x", "a", "holds", False, 90, 50, "50 of 90 differ", "", many))
        assert "and 30 more" in html and many[19] in html and many[20] not in html


def test_the_rooms_are_cheap_to_enter() -> None:
    """Great Expectations takes seconds to import; a run with nothing new must not pay for it."""
    rooms = "flows.validate.gates, flows.validate.audits, flows.warehouse.build, flows.warehouse.door"
    heavy = "{'great_expectations', 'duckdb', 'pandas', 'jinja2', 'rich'} & set(sys.modules)"
    code = f"import sys, {rooms}, flows.warehouse.formats, flows.report.validation_page; print({heavy} or '')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == ""
