"""What is out of date in a table of office holders: made-up tables, made-up todays."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from flows.cli import main
from flows.commands.knowledge import BAD, LOOK, OK, knowledge
from flows.extract.lexicon_faults import Columns, faults_of, lexicon_faults, listed_twice
from flows.extract.stale import Finding, leaders_of, stale, usual
from flows.extract.tables import LEXICON

TODAY = date(2031, 6, 1)
STATES = {"AAA", "BBB", "CCC", "DDD"}
HEAD = "# known up to 2031-02"


def row(name: str, country: str, office: str, begun: str, ended: str = "", status: str = "certain") -> str:
    return "\t".join((name, country, office, begun, ended, status, ""))


def found(lines: list[str], kind: str, today: date = TODAY) -> list[tuple[str, str]]:
    return [(f.where, f.said) for f in stale(leaders_of([HEAD, *lines]), today, STATES) if f.kind == kind]


# four premiers of AAA stayed two to four years; the offices of BBB never ended before
TERMS = [
    row("Ada One", "AAA", "head of government", "2010", "2012"),
    row("Ben Two", "AAA", "head of government", "2012", "2015"),
    row("Cem Three", "AAA", "head of government", "2015", "2019"),
    row("Dee Four", "AAA", "head of government", "2019", "2022"),
]


@pytest.mark.parametrize(
    ("line", "named"),
    [
        (row("Eve Five", "AAA", "head of government", "2022-05"), False),  # so long already when the table was compiled
        (row("Eve Five", "AAA", "head of government", "2022-05", "", "unchecked"), True),
        (row("Fay Six", "AAA", "head of government", "2028-04"), True),  # 2.8 years then, 3.1 now: the usual is 3
        (row("Gus Seven", "AAA", "head of government", "2029-01"), False),
        (row("Hal Eight", "BBB", "head of government", "2024", "", "unchecked"), True),  # by other countries' terms
        (
            row("King Ivo", "CCC", "head of state", "1980", "", "unchecked"),
            False,
        ),  # no term of an office kind ever ended
    ],
)
def test_terms_longer_than_usual(line: str, named: bool) -> None:
    assert bool(found([*TERMS, line], "long term")) is named


def test_the_usual_is_of_the_country_where_it_has_enough_terms() -> None:
    other = [row("Jo", "BBB", "head of government", "2000", "2015"), row("Kim", "BBB", "head of government", "2015")]
    table = leaders_of([*TERMS, *other])
    assert usual(table, table.spells[0]) == pytest.approx(3, abs=0.01)
    assert usual(table, table.spells[-1]) == pytest.approx(4, abs=0.01)


@pytest.mark.parametrize("name", ["Old Ruler's Son", "Queen Ana"])
def test_offices_held_for_life_are_never_long(name: str) -> None:
    presidents = [row(f"Leo {n}", "AAA", "head of state", f"20{n}", f"20{n + 1}") for n in range(10, 20)]
    before = [] if name.startswith("Queen") else [row("Old Ruler", "DDD", "head of state", "1970", "2001-05")]
    after = row(name, "DDD", "head of state", "2001-06", "", "unchecked")
    assert found([*presidents, *before, after], "long term") == []
    plain = row("Max", "BBB", "head of state", "2001-06", "", "unchecked")
    assert [where for where, _ in found([*presidents, *before, after, plain], "long term")] == ["BBB head of state"]


def test_the_longest_for_its_office_comes_first() -> None:
    late = [row("Un", "BBB", "head of government", "2024", "", "unchecked")]
    later = [row("Vi", "CCC", "head of government", "2018", "", "unchecked")]
    assert [where[:3] for where, _ in found([*TERMS, *late, *later], "long term")] == ["CCC", "BBB"]


VACANT = [
    ([row("A", "AAA", "foreign minister", "2020", "2030-09")], ["AAA foreign minister"]),
    ([row("A", "AAA", "foreign minister", "2020", "2030-09"), row("B", "AAA", "foreign minister", "2030-10")], []),
    ([row("A", "AAA", "foreign minister", "2020", "2031-09")], []),  # an end to come
    ([row("A", "AAA", "foreign minister", "2001", "2009")], []),  # long ago: no row, not vacant
    (
        [
            row("A", "BBB", "head of government", "2020", "2030-09"),
            row("B", "BBB", "head of state and government", "2030-09"),
        ],
        [],
    ),  # one person took over both offices
    (
        [
            row("A", "BBB", "head of state and government", "2020", "2030-09"),
            row("B", "BBB", "head of state", "2030-09"),
        ],
        [],
    ),
    ([row("A", "ZZZ", "head of state", "2020", "2030-09")], []),  # no state any more
]


@pytest.mark.parametrize(("lines", "wanted"), VACANT)
def test_offices_without_a_holder(lines: list[str], wanted: list[str]) -> None:
    assert [where for where, _ in found(lines, "no holder")] == wanted


def test_two_holders_without_an_end() -> None:
    twice = [row("A", "AAA", "head of state", "2020"), row("B", "AAA", "head of state", "2030")]
    joint = [row("C", "BBB", "head of government", "2020"), row("D", "BBB", "head of state and government", "2030")]
    fine = [row("E", "CCC", "head of state", "2020", "2030"), row("F", "CCC", "head of state", "2030")]
    both = [row("G", "DDD", "head of government", "2020"), row("G", "DDD", "foreign minister", "2020")]
    assert [w for w, _ in found([*twice, *joint, *fine, *both], "two holders")] == [
        "AAA head of state",
        "BBB head of government",
    ]


def test_countries_without_a_row() -> None:
    lines = [
        row("A", "AAA", "head of state and government", "2020"),
        row("B", "AAA", "foreign minister", "2001", "2009"),
        row("C", "BBB", "head of state", "2020"),
        row("D", "BBB", "head of government", "2020"),
        row("E", "YYY", "head of state", "2020"),
        row("F", "ZZZ", "head of state", "2001", "2006"),  # a state that is gone
    ]
    assert found(lines, "no row") == [
        ("AAA foreign minister", "none since 2009"),
        ("BBB foreign minister", "none at all"),
        ("YYY", "a code that countries.toml does not have"),
    ]


def test_unchecked_rows_in_office() -> None:
    lines = [
        row("A", "AAA", "head of state", "2020", "2025", "unchecked"),
        row("B", "AAA", "head of state", "2025", "", "unchecked"),
        row("C", "BBB", "head of state", "2025"),
    ]
    assert found(lines, "unchecked") == [("AAA head of state", "B, since 2025")]


@pytest.mark.parametrize(
    "line",
    [
        "A\tAAA\thead of state\t2020\t\tcertain",
        row("", "AAA", "head of state", "2020"),
        row("A", "Aland", "head of state", "2020"),
        row("A", "AAA", "mayor", "2020"),
        row("A", "AAA", "head of state", "2020", "", "sure"),
        row("A", "AAA", "head of state", ""),
        row("A", "AAA", "head of state", "2020-13"),
        row("A", "AAA", "head of state", "5 May 2020"),
        row("A", "AAA", "head of state", "2020-05", "2019"),
    ],
)
def test_what_is_no_row(line: str) -> None:
    table = leaders_of([HEAD, line, row("B", "AAA", "head of state", "2020-05", "2020")])
    assert [f.where for f in table.unreadable] == ["line 2"]
    assert [s.name for s in table.spells] == ["B"]


def test_the_age_of_the_table() -> None:
    assert found(TERMS, "old") == []
    assert found(TERMS, "old", date(2032, 2, 15))[0][0] == "2031-02"
    without = stale(leaders_of(TERMS), TODAY, STATES)
    assert [f.said for f in without if f.kind == "old"] == ['no line "# known up to YYYY-MM"']


def test_our_own_table_says_how_old_it_is_and_is_read() -> None:
    table = leaders_of((LEXICON / "leaders.tsv").read_text("utf-8").splitlines())
    assert table.compiled and table.unreadable == ()
    assert date(2025, 12, 1) < table.compiled <= date(2026, 12, 31)


# --- the other lexicons


def test_faults_of_a_table() -> None:
    form = Columns(3, 1, (2,))
    lines = [b"# head", b"Foo\tAAA\t1.5", b"Bar\t\t2", b"Baz\tXXX\t3", b"Qux\tAAA", b"Quux\tBBB\tfar"]
    assert [(f.kind, f.where) for f in faults_of("t.tsv", lines, form, STATES)] == [
        ("unknown code", "line 4"),
        ("unreadable", "line 5"),
        ("unreadable", "line 6"),
    ]
    unsorted = faults_of("t.tsv", [b"a\t1", b"c\t1", b"b\t1"], Columns(2, large=True), STATES)
    assert [f.where for f in unsorted] == ["line 3"]


def test_names_listed_twice() -> None:
    tables = {
        "institutions.toml": {"institutions": [{"names": ["Foobar", "Quux"]}]},
        "things.toml": {"names": {"PRODUCT": ["Foobar"], "LOC": ["Lake Baz"], "GPE": ["Lake Baz"]}},
        "peoples.toml": {"names": ["Quux", "Frobs"], "uncertain": ["Quux"]},
    }
    said = "PRODUCT here is never read: institutions.toml has it as ORG"
    assert listed_twice(tables) == [Finding("things.toml", "two types", "Foobar", said)]


def test_broken_files_are_named(tmp_path: Path) -> None:
    (tmp_path / "countries.toml").write_text('[AAA]\nnames = ["Aaland"]\n')
    (tmp_path / "roles.toml").write_text("PERSON = [\n")
    (tmp_path / "institutions.toml").write_text(
        'institutions = [{ names = ["Foo"], country = "XXX" }, { names = ["Bar"], country = "AAA" }]\n'
    )
    (tmp_path / "leaders.tsv").write_text("\n".join([HEAD, row("A", "AAA", "head of state", "2020")]))
    assert [(f.kind, f.file) for f in lexicon_faults(tmp_path)] == [
        ("unreadable", "roles.toml"),
        ("unknown code", "institutions.toml"),
    ]
    marks = {line.what: line.mark for line in knowledge(tmp_path, TODAY)}
    assert (marks["lexicon files"], marks["country codes"], marks["leaders"]) == (BAD, LOOK, OK)


def test_our_own_lexicons_have_no_faults() -> None:
    assert lexicon_faults(LEXICON) == []


def test_doctor_takes_what_is_old_for_advice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "raw").mkdir()
    folders = ["--raw", str(tmp_path / "raw"), "--curated", str(tmp_path / "curated")]
    code = main(["doctor", "--json", *folders])
    lines = {line["what"]: line for line in json.loads(capsys.readouterr().out)}
    unchecked = lines["leaders unchecked"]
    assert unchecked["look"] and unchecked["ok"] and len(unchecked["findings"]) > 3
    assert "flows/extract/lexicon/leaders.tsv" in unchecked["said"]
    assert code == (0 if all(line["ok"] for line in lines.values()) else 6)
    main(["doctor", *folders])
    assert "look leaders unchecked" in capsys.readouterr().out
