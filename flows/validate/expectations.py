"""Staged tables and their suites -> checks. The only file that imports Great Expectations.

Pandas, because its SQL path fails on DuckDB (great_expectations issue 10738); only the columns that a rule names.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flows.records import Check
from flows.validate.rules import Rule, Suite
from flows.validate.staged import Staged

if TYPE_CHECKING:
    import pandas as pd

EXAMPLES = 5  # enough to see what is wrong, few enough to read
SHOWN = 60  # characters of an offending value
ROW = "row number"  # no column of the contract has a blank in its name

# What names a row to people, first that the table has.
KEYS = ("doc_id", "path", "entity_id", "group_id", "cluster_id")


def checks(staged: Staged, suites: Iterable[Suite]) -> list[Check]:
    """Every rule of every suite over its table -> one check each, in the order of the suites."""
    context = _context()
    return [check for suite in suites for check in _table_checks(context, staged.of(suite.table), suite)]


def _context() -> Any:
    os.environ["GX_ANALYTICS_ENABLED"] = "false"  # read at import: must come first
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    # This module sets itself to INFO and tells of every temporary folder.
    logging.getLogger("great_expectations.data_context.types.base").setLevel(logging.WARNING)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False, metric_calculations=False)
    return context


def _table_checks(context: Any, staged: Staged, suite: Suite) -> list[Check]:
    import great_expectations as gx
    import great_expectations.expectations as classes

    asked = Asked(staged, suite)
    asset = context.data_sources.add_pandas(suite.table).add_dataframe_asset(suite.table)
    batch = asset.add_batch_definition_whole_dataframe("staged").get_batch(
        batch_parameters={"dataframe": asked.frame()}
    )
    expectations = [
        getattr(classes, rule.expectation)(**rule.arguments, meta={"rule": number})
        for number, rule in enumerate(suite.rules)
    ]
    result = batch.validate(
        gx.ExpectationSuite(name=suite.table, expectations=expectations),
        result_format={"result_format": "COMPLETE", "unexpected_index_column_names": [asked.key, ROW]},
    )
    by_rule = {one.expectation_config.meta["rule"]: one for one in result.results}  # they come back in another order
    return [asked.check(rule, by_rule.get(number)) for number, rule in enumerate(suite.rules)]


@dataclass(frozen=True)
class Asked:
    """One table and its suite: the frame that Great Expectations sees, and the checks made of its answers."""

    staged: Staged
    suite: Suite

    @property
    def key(self) -> str:
        return next(name for name in KEYS if name in self.staged.rows.column_names)

    def frame(self) -> pd.DataFrame:
        """The columns that rules name, derived ones among them, and the number of each row."""
        import pyarrow as pa

        named = {self.key, *(column for rule in self.suite.rules for column in rule.columns)}
        columns = {name: self.staged.column(name) for name in self.staged.rows.column_names if name in named}
        columns |= {name: one.make(self.staged) for name, one in self.suite.derived.items() if name in named}
        return pa.table(columns | {ROW: pa.array(range(self.staged.rows.num_rows))}).to_pandas()  # type: ignore[no-any-return]

    def check(self, rule: Rule, answer: Any) -> Check:
        rows, column, name = self.staged.rows.num_rows, ", ".join(self._shown(rule)), self._name(rule)
        raised = "Great Expectations gave no result" if answer is None else _raised(answer.exception_info)
        if raised:
            return Check(self.suite.table, name, column, rule.says, False, rows, raised=raised)
        found: Mapping[str, Any] = answer.result
        offending = found.get("unexpected_index_list") or []
        return Check(
            self.suite.table,
            name,
            column,
            rule.says,
            bool(answer.success),
            rows,
            int(found.get("unexpected_count", 0)),
            _observed(found, rows),
            doc_ids=tuple(sorted({str(row["doc_id"]) for row in offending})) if self.key == "doc_id" else (),
            examples=tuple(self._example(rule, int(row[ROW])) for row in offending[:EXAMPLES]),
        )

    def _name(self, rule: Rule) -> str:
        """The derived column, or the expectation as Great Expectations prints it."""
        if rule.columns[0] in self.suite.derived:
            return rule.columns[0]
        return "".join(f"_{c.lower()}" if c.isupper() else c for c in rule.expectation).lstrip("_")

    def _shown(self, rule: Rule) -> tuple[str, ...]:
        """Columns of the table that the rule is about."""
        derived = self.suite.derived.get(rule.columns[0])
        return derived.columns if derived else rule.columns

    def _example(self, rule: Rule, row: int) -> str:
        shown = dict.fromkeys([*self._shown(rule), *([] if self.key == "doc_id" else [self.key])])
        return ", ".join(f"{name} = {repr(self.staged.column(name)[row].as_py())[:SHOWN]}" for name in shown)


def _raised(information: Mapping[str, Any]) -> str:
    """Message of an exception; Great Expectations nests it by metric when a metric raised."""
    one_or_many = [information] if "raised_exception" in information else list(information.values())
    messages = [str(one.get("exception_message") or "no message") for one in one_or_many if one.get("raised_exception")]
    return messages[0] if messages else ""


def _observed(found: Mapping[str, Any], rows: int) -> str:
    unexpected, missing = found.get("unexpected_count", 0), found.get("missing_count", 0)
    if not unexpected:
        return f"all {rows - missing:,}" if rows - missing else "no rows"
    return f"{unexpected:,} of {rows:,} differ"
