"""Repairs as an offset map, and the passes that take out what nobody sees."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.clean.edits import Change, SourceMap, apply, carried_out, invert, passes, replay, to_source
from flows.clean.invisible import ended, spaced, visible
from flows.records import Repair

ZWSP, ZWJ, ZWNJ, LRM = "\u200b", "\u200d", "\u200c", "\u200e"


def two_passes() -> tuple[str, str, tuple[Repair, ...]]:
    source = "The ministe\u00adr said 鈥渘o鈥 today"
    middle, first = carried_out(source, "mojibake.1", [Change(19, 21, "“n"), Change(22, 23, "”")])
    final, second = carried_out(middle, "invisible", [Change(11, 12, "", "invisible")])
    return source, final, (*first, *second)


def test_the_way_there_and_back() -> None:
    source, final, repairs = two_passes()
    assert final == "The minister said “no” today"
    assert invert(final, repairs) == source
    assert replay(source, repairs) == final
    assert [rows[0].step for rows in passes(repairs)] == ["mojibake.1", "invisible"]


@pytest.mark.parametrize(
    ("span", "source"),
    [
        ((0, 3), (0, 3)),  # before every edit
        ((4, 12), (4, 13)),  # over the deletion: it is covered
        ((4, 11), (4, 11)),  # up to the deletion: it is not
        ((11, 12), (12, 13)),
        ((18, 19), (19, 21)),  # inside an edit: all of it is covered
        ((18, 22), (19, 23)),
        ((23, 28), (24, 29)),
    ],
)
def test_places_of_the_final_text_lead_to_the_source(span: tuple[int, int], source: tuple[int, int]) -> None:
    text, final, repairs = two_passes()
    assert to_source(*span, repairs) == source
    assert len(final) == 28 and len(text) == 29


def test_an_empty_span_at_a_deletion_stands_for_what_was_deleted() -> None:
    _, repairs = carried_out("ab--cd", "x", [Change(2, 4, "")])
    assert SourceMap(repairs).to_source(2, 2) == (2, 4)
    assert SourceMap(repairs).to_final(2, 4) == (2, 2)
    assert SourceMap(repairs).to_final(4, 6) == (2, 4)


def test_changes_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="overlaps"):
        carried_out("abcdef", "x", [Change(0, 3, "-"), Change(2, 4, "-")])
    with pytest.raises(ValueError, match="another text"):
        invert("something else", two_passes()[2])


def test_a_change_that_changes_nothing_leaves_no_row() -> None:
    assert carried_out("abc", "x", [Change(0, 1, "a")]) == ("abc", ())


cuts = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 6), st.text(max_size=4)), max_size=8)


def made(text: str, wanted: list[tuple[int, int, str]]) -> list[Change]:
    changes, free = [], 0
    for start, length, after in sorted(wanted):
        if free <= start <= len(text) and start + length <= len(text):
            changes.append(Change(start, start + length, after))
            free = start + max(length, 1)
    return changes


@given(st.text(max_size=50), st.lists(cuts, max_size=4))
def test_any_list_of_passes_inverts(source: str, wanted: list[list[tuple[int, int, str]]]) -> None:
    text = source
    repairs: list[Repair] = []
    for number, cut in enumerate(wanted):
        text, rows = carried_out(text, f"pass.{number}", made(text, cut))
        assert apply(invert(text, rows), rows) == text
        repairs += rows
    assert invert(text, repairs) == source
    both = SourceMap(repairs)
    assert both.to_source(0, len(text))[0] <= both.to_source(0, len(text))[1] <= len(source)


@given(st.text(max_size=50), cuts, st.data())
def test_what_no_edit_touches_is_the_same_on_both_sides(
    source: str, cut: list[tuple[int, int, str]], data: st.DataObject
) -> None:
    text, rows = carried_out(source, "one", made(source, cut))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    low, high = to_source(start, end, rows)
    assert 0 <= low <= high <= len(source)
    if start < end and not any(r.after_start <= end and r.after_end >= start for r in rows):
        assert source[low:high] == text[start:end]


# --- passes of invisible.py ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        (f"Hamburg{ZWSP} police", "Hamburg police"),
        ("co\u00adoperation", "cooperation"),
        ("\ufeffThe summit", "The summit"),
        ("a\x00b\x07c\x9fd", "abcd"),
        (f"Berlin{LRM} said", "Berlin said"),
        ("\u202aParis\u202c", "Paris"),
        ("price\u2060 list", "price list"),
        (f"in{ZWNJ}side", "inside"),
        ("one\u2028two", "one\ntwo"),
    ],
)
def test_what_nobody_sees_goes(text: str, seen: str) -> None:
    after, rows = visible(text)
    assert after == seen
    assert invert(after, rows) == text
    assert all(row.step == "invisible" for row in rows)


@pytest.mark.parametrize(
    "text",
    [
        f"می{ZWNJ}خواهد",  # Persian: the prefix stays apart
        f"क्{ZWJ}ष",
        f"👩{ZWJ}🚀 in orbit",
        "❤️ and ☂︎",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        f"שלום{LRM} (2024)",
        "tab\there\nand there",
        "plain “text” — with marks…",
    ],
)
def test_what_a_script_or_emoji_needs_stays(text: str) -> None:
    assert visible(text) == (text, ())


def test_control_characters_have_a_kind_of_their_own() -> None:
    _, rows = visible(f"a\x08b{ZWSP}{ZWSP}c")
    assert [(row.kind, row.before) for row in rows] == [("control", "\x08"), ("invisible", ZWSP * 2)]


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("a\r\nb\rc\u2029d\x85e", "a\nb\nc\nd\ne"),
        ("no change\n", "no change\n"),
    ],
)
def test_line_ends(text: str, after: str) -> None:
    assert ended(text)[0] == after
    assert invert(*ended(text)) == text


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("10\u00a0000 men", "10 000 men"),
        ("two  spaces\tand a tab", "two spaces and a tab"),
        ("end of line \t\nnext", "end of line\nnext"),
        ("\u2009thin\u202fspaces \u00a0 all", " thin spaces all"),
        ("全角　空白", "全角　空白"),
        ("as it is", "as it is"),
        ("last ", "last"),
    ],
)
def test_white_space(text: str, after: str) -> None:
    made_, rows = spaced(text)
    assert made_ == after
    assert invert(made_, rows) == text
    assert spaced(made_) == (made_, ())


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_passes_are_settled_after_one_run(text: str) -> None:
    for one in (ended, visible, spaced):
        after, rows = one(text)
        assert invert(after, rows) == text
        assert one(after)[0] == after or one is visible  # taking one joiner out can free another
