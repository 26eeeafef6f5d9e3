"""What a suite is made of: rules in words, each one a Great Expectations expectation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from flows.validate.staged import Staged


@dataclass(frozen=True, slots=True)
class Derivation:
    """A column of true and false made from other columns, which an offending row is shown with."""

    columns: tuple[str, ...]
    make: Callable[[Staged], pa.Array]


@dataclass(frozen=True, slots=True)
class Rule:
    """One expectation: its class in great_expectations.expectations, its arguments, and what it says."""

    expectation: str
    columns: tuple[str, ...]
    says: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Suite:
    """All rules of one table, and the columns they need that the table does not have itself."""

    table: str
    rules: tuple[Rule, ...]
    derived: Mapping[str, Derivation] = field(default_factory=dict)


def present(column: str) -> Rule:
    return Rule("ExpectColumnValuesToNotBeNull", (column,), "is always there", {"column": column})


def unique(*columns: str) -> Rule:
    says = "no two rows share it"
    if len(columns) == 1:
        return Rule("ExpectColumnValuesToBeUnique", columns, says, {"column": columns[0]})
    return Rule("ExpectCompoundColumnsToBeUnique", columns, says, {"column_list": list(columns)})


def within(column: str, low: float | None, high: float | None) -> Rule:
    says = f"lies between {low} and {high}" if high is not None else f"is at least {low}"
    return Rule(
        "ExpectColumnValuesToBeBetween", (column,), says, {"column": column, "min_value": low, "max_value": high}
    )


def one_of(column: str, values: Iterable[object]) -> Rule:
    known = list(values)
    shown = ", ".join(str(value) or "''" for value in known[:8]) + (
        f" and {len(known) - 8} more" if len(known) > 8 else ""
    )
    return Rule("ExpectColumnValuesToBeInSet", (column,), f"is one of {shown}", {"column": column, "value_set": known})


def shaped(column: str, regex: str, says: str) -> Rule:
    return Rule("ExpectColumnValuesToMatchRegex", (column,), says, {"column": column, "regex": regex})


def below(low: str, high: str, or_equal: bool = False) -> Rule:
    """`low` < `high`, rows where one is null left out."""
    arguments = {"column_A": high, "column_B": low, "or_equal": or_equal, "ignore_row_if": "either_value_is_missing"}
    says = f"{low} is {'not above' if or_equal else 'below'} {high}"
    return Rule("ExpectColumnPairValuesAToBeGreaterThanB", (low, high), says, arguments)


def holds(column: str, says: str) -> Rule:
    """A derived column that is true in every row."""
    return Rule("ExpectColumnValuesToBeInSet", (column,), says, {"column": column, "value_set": [True]})
