"""What people judge holds: in the rulings, in the entities, on the disk, and through runs, reprocessing and rebuilds."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.cli import main
from flows.curate import contents
from flows.errors import BrokenJudgement
from flows.publish.judgements import FOLDER, added, judgements_in
from flows.publish.version import Version, current
from flows.records import EntityGroup, Group, Judgement, SeenGroup, Verb
from flows.resolve.entities import resolved
from flows.resolve.judgements import rulings, step_of
from flows.run.engine import Plain
from flows.run.plan import inventory, planned, usable
from flows.run.progress import Silent
from flows.settings import Settings, sql_folder

DAY = date(2026, 5, 1)


def seen(group_id: str, name: str, day: int = 0, anchor: str = "", kind: str = "ORG") -> SeenGroup:
    group = Group(group_id, kind, name, (name,), anchor=anchor)
    return SeenGroup(group, f"doc-{group_id}", DAY + timedelta(day), 1)


def made(*judgements: tuple[Verb, str]) -> list[Judgement]:
    """("merge", "a b,c") -> the sides {a, b} and {c}; ("undo", "2"); ("rename", "a=New")."""
    found = []
    for n, (verb, what) in enumerate(judgements, 1):
        sides, _, name = what.partition("=")
        named = () if verb == "undo" else tuple(tuple(side.split()) for side in sides.split(","))
        found.append(Judgement(str(n), verb, named, name, undoes=what if verb == "undo" else ""))
    return found


def states(judgements: list[Judgement], present: str = "abcdefgh") -> list[str]:
    return [f"{s.state} {s.by}".strip() for s in rulings(judgements, set(present)).standings]


def partition(groups: list[SeenGroup], judgements: list[Judgement]) -> set[frozenset[str]]:
    _, rows = resolved(groups, judgements)
    return {frozenset(r.group_id for r in rows if r.entity_id == e) for e in {r.entity_id for r in rows if r.entity_id}}


def sets(text: str) -> set[frozenset[str]]:
    return {frozenset(part) for part in text.split()}


def row(groups: list[SeenGroup], judgements: list[Judgement], group_id: str) -> EntityGroup:
    return next(r for r in resolved(groups, judgements)[1] if r.group_id == group_id)


APART = [seen(g, f"Body {g}", n) for n, g in enumerate("abcd")]  # the program joins none of these
ONE = [seen(g, "One Body", n) for n, g in enumerate("abcd")]  # and all of these


# --- rulings -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("judgements", "expected"),
    [
        (made(("merge", "a,b")), ["holds"]),
        (made(("merge", "a,z")), ["gone"]),
        (made(("merge", "a,z,b")), ["holds"]),
        (made(("merge", "a,b"), ("split", "a,b")), ["overruled 2", "holds"]),
        (made(("split", "a,b"), ("merge", "a,b")), ["overruled 2", "holds"]),
        (made(("merge", "a,b"), ("merge", "b,c"), ("split", "a,c")), ["overruled 3", "holds", "holds"]),
        (made(("split", "a,c"), ("merge", "a,b"), ("merge", "b,c")), ["overruled 2", "holds", "holds"]),
        (made(("merge", "a,b"), ("split", "a,b"), ("undo", "2")), ["holds", "undone 3", "holds"]),
        (made(("merge", "a,b"), ("undo", "1"), ("undo", "2")), ["holds", "undone 3", "holds"]),
        (made(("rename", "a=X"), ("rename", "a b=Y")), ["overruled 2", "holds"]),
        (made(("rename", "z=X"), ("ignore", "z"), ("split", "a,z")), ["gone", "gone", "gone"]),
    ],
)
def test_the_later_of_two_that_contradict_holds(judgements: list[Judgement], expected: list[str]) -> None:
    assert states(judgements) == expected


def test_a_group_taken_out_later_does_not_break_what_its_entity_was_merged_with() -> None:
    judgements = made(("merge", "a b,c"), ("split", "a,b c"))
    assert states(judgements) == ["holds", "holds"]
    both = [seen("a", "X"), seen("b", "X", 1), seen("c", "Y", 2)]
    assert partition(both, judgements) == sets("a bc")


def test_what_is_undone_and_who_decided_when_does_not_count_as_news() -> None:
    merge = made(("merge", "a,b"))
    assert step_of([]) != step_of(merge)
    assert step_of(merge) == step_of([replace(merge[0], who="ann", when="2026-01-01", why="so", called=("A", "B"))])
    assert step_of(made(("merge", "a,b"), ("undo", "1"))) == step_of([])
    assert step_of(made(("merge", "a,b"), ("split", "a,b"))) != step_of(made(("split", "a,b"), ("merge", "a,b")))


# --- entities ----------------------------------------------------------------------------------


def test_a_merge_joins_with_the_id_of_the_earliest_member() -> None:
    judgements = made(("merge", "b,a"))
    assert partition(APART, judgements) == sets("ab c d")
    assert row(APART, judgements, "b") == EntityGroup("b", "a", "doc-b", "judgement", 1.0)
    assert row(APART, judgements, "c").basis == "name"
    anchored = [*APART, seen("e", "Utopia", 9, "iso3:UTO", "GPE"), seen("f", "Utopian", 10, "iso3:UTO", "NORP")]
    assert row(anchored, made(("merge", "a,e")), "a").entity_id == "UTO"
    assert row(anchored, made(("merge", "a,e")), "f").basis == "iso3"


def test_a_merge_brings_the_whole_entities_in() -> None:
    both = [*ONE, seen("e", "Other Body"), seen("f", "Other Body", 1)]
    assert partition(both, made(("merge", "b,f"))) == sets("abcdef")


def test_a_split_takes_a_group_out_and_newcomers_stay_with_the_others() -> None:
    assert partition(ONE, made(("split", "a,b c"))) == sets("a bcd")
    assert [row(ONE, made(("split", "a,b c")), g).basis for g in "abcd"] == ["judgement", "name", "name", "name"]
    countries = [seen(g, "Georgia", n, "iso3:GEO", "GPE") for n, g in enumerate("abcd")]
    assert {r.group_id: r.entity_id for r in resolved(countries, made(("split", "a,b c d")))[1]} == {
        "a": "a", "b": "GEO", "c": "GEO", "d": "GEO",
    }  # fmt: skip


def test_a_split_holds_through_third_ones() -> None:
    judgements = made(("split", "a,b"), ("merge", "a,e"), ("merge", "b,f"))
    found = partition([*ONE, seen("e", "E", 5), seen("f", "F", 6)], judgements)
    assert sum(len(part) for part in found) == 6
    assert not any({"a", "b"} <= part or {"e", "b"} <= part or {"e", "f"} <= part for part in found)


def test_a_name_is_given_and_the_old_one_an_alias() -> None:
    entities, rows = resolved(ONE, made(("rename", "c=First"), ("rename", "a b=Second")))
    assert [(e.name, e.aliases) for e in entities] == [("Second", ("One Body",))]
    assert {r.basis for r in rows} == {"name"}


def test_what_is_ignored_has_a_row_without_entity() -> None:
    whole = made(("ignore", "a b"))
    assert resolved(ONE, whole)[0] == ()
    assert row(ONE, whole, "d") == EntityGroup("d", None, "doc-d", "judgement", 1.0)
    alone = [replace(whole[0], sides=(("b",),), whole=False)]
    assert partition(ONE, alone) == sets("acd")
    assert row(ONE, alone, "b").entity_id is None


IDS = st.sampled_from("abcdefz")
SIDES = st.lists(st.lists(IDS, min_size=1, max_size=3, unique=True), min_size=2, max_size=3)
JUDGEMENTS = st.lists(st.tuples(st.sampled_from(["merge", "split"]), SIDES), max_size=6)


@settings(deadline=None)
@given(
    JUDGEMENTS, st.lists(st.sampled_from(["X", "Y", "Z"]), min_size=6, max_size=6), st.randoms(use_true_random=False)
)
def test_what_holds_is_obeyed_in_any_order_of_arrival(
    drawn: list[tuple[Verb, list[list[str]]]], names: list[str], random: object
) -> None:
    judgements = [Judgement(str(n), verb, tuple(map(tuple, sides))) for n, (verb, sides) in enumerate(drawn)]
    groups = [seen(g, f"Body {name}", n % 3) for n, (g, name) in enumerate(zip("abcdef", names, strict=True))]
    found = partition(groups, judgements)
    assert sorted(g for part in found for g in part) == sorted("abcdef")
    ruled = rulings(judgements, set("abcdef"))
    for part in found:
        assert not any(ruled.apart.get(g, frozenset()) & part for g in part)
    for together in ruled.together:
        assert any(together <= part for part in found)
    shuffled = list(groups)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert resolved(shuffled, judgements) == resolved(groups, judgements)


# --- on the disk -------------------------------------------------------------------------------


def test_judgements_are_numbered_files_that_come_back_as_they_were(tmp_path: Path) -> None:
    first = added(Judgement("", "merge", (("a",), ("b",)), called=("Ä", "B"), why="same", who="ann"), tmp_path)
    second = added(Judgement("", "undo", undoes=first.judgement_id), tmp_path)
    assert judgements_in(tmp_path) == (first, second)
    assert [j.judgement_id[:7] for j in (first, second)] == ["000001-", "000002-"]
    (tmp_path / FOLDER / "000003-x.json").write_text('{"format": 1, "verb": "marry", "sides": [], "called": []}')
    with pytest.raises(BrokenJudgement, match="000003-x"):
        judgements_in(tmp_path)


# --- through whole runs ------------------------------------------------------------------------

ARTICLES = {
    "a": "Talks open\n\nCAIRO, March 3, 2026 - Egyptian Foreign Minister Badr Abdelatty met leaders of Hamas. The United Nations welcomed it.\n",
    "b": "Talks go on\n\nCAIRO, March 5, 2026 - Bader Abdel Aty, Egyptian foreign minister, met envoys. The United Nations said so.\n",
    "c": "Talks end\n\nGAZA, March 9, 2026 - Hamas said the talks with Egypt were over.\n",
}
MINISTER = ("Badr Abdelatty", "Bader Abdel Aty")


def run(raw: Path, curated: Path, **changes: object) -> Version:
    chosen = Settings(raw=raw, curated=curated, workers=1, **changes)  # type: ignore[arg-type]
    contents(chosen, Plain(1), Silent())
    version = current(curated)
    assert version is not None
    return version


def nothing_new(raw: Path, curated: Path) -> bool:
    chosen, previous = Settings(raw=raw, curated=curated), usable(current(curated))
    return planned(chosen, inventory(chosen, previous), previous, sql_folder()).nothing_new


def entity(version: Version, *name: str) -> set[str | None]:
    groups = {r["group_id"] for r in version.rows("groups") if r["name"] in name}
    return {r["entity_id"] for r in version.rows("entity_groups") if r["group_id"] in groups}


def files(version: Version) -> set[tuple[str, str]]:
    return {(f.file, f.sha256) for f in version.manifest.files}


def test_a_judgement_is_applied_at_once_and_survives_reprocessing_and_a_rebuild(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    raw, curated = tmp_path / "raw", tmp_path / "curated"
    (raw / "wire").mkdir(parents=True)
    for name, text in ARTICLES.items():
        (raw / "wire" / f"{name}.txt").write_text(text)
    first = run(raw, curated)
    ours = [str(*entity(first, name)) for name in MINISTER]
    hamas = next(r["group_id"] for r in first.rows("groups") if r["name"] == "Hamas")
    judge = ["judge", "--curated", str(curated)]

    def said(*words: str) -> tuple[int, str]:
        code = main([judge[0], words[0], *judge[1:], *words[1:]])
        heard = capsys.readouterr()
        return code, heard.out + heard.err

    assert said("merge", ours[0], "nobody")[0] == 6
    assert "dateline sql" in said("merge", ours[0], "nobody")[1]
    assert nothing_new(raw, curated)
    assert said("merge", *ours, "--who", "ann", "--why", "one minister")[0] == 0
    assert said("split", hamas)[0] == 0
    assert said("ignore", str(*entity(first, "United Nations")))[0] == 0
    assert not nothing_new(raw, curated)
    assert main(["plan", "--raw", str(raw), "--curated", str(curated)]) == 0
    assert "what people judged has changed" in capsys.readouterr().out

    second = run(raw, curated)
    assert nothing_new(raw, curated)
    assert second.number == first.number + 1
    assert entity(second, *MINISTER) == {ours[0]}
    assert len(entity(second, "Hamas")) == 2
    assert entity(second, "United Nations") == {None}
    assert {f for f in files(first) if not f[0].startswith(("entit", "event_cl"))} <= files(second)

    again = run(raw, curated, event_threshold=0.01)  # a setting that makes every document stale
    assert again.number == second.number + 1
    assert entity(again, *MINISTER) == {ours[0]}

    (tmp_path / "anew").mkdir()
    shutil.copytree(curated / FOLDER, tmp_path / "anew" / FOLDER)
    for path in (tmp_path / "anew" / FOLDER).iterdir():  # another person at another time: the same tables
        path.write_text(json.dumps({**json.loads(path.read_text()), "who": "bob", "when": "2030-01-01T00:00:00+00:00"}))
    assert files(run(raw, tmp_path / "anew")) == files(second)

    assert said("undo", "1")[0] == 0
    assert "undone" in said("list")[1]
    (raw / "wire" / "c.txt").unlink()
    run(raw, curated, allow_removals=True)
    listed = json.loads(said("list", "--json")[1])
    assert [j["state"] for j in listed] == ["undone", "gone", "holds", "holds"]
    assert main(["doctor", "--curated", str(curated), "--raw", str(raw)]) in (0, 6)
    assert "1 gone" in capsys.readouterr().out
