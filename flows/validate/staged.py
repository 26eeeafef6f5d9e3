"""Staged Arrow tables with the look-ups that rules across columns and tables need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pyarrow as pa

from flows.publish.schemas import TABLES


@dataclass(frozen=True)
class Staged:
    """The tables of one gate; `table` names the one whose rows are being checked."""

    tables: Mapping[str, pa.Table]
    table: str = ""
    shared: dict[str, object] = field(default_factory=dict)  # look-ups made once for all tables

    def of(self, table: str) -> Staged:
        return Staged(self.tables, table, self.shared)

    @cached_property
    def rows(self) -> pa.Table:
        return self.named(self.table)

    def named(self, table: str) -> pa.Table:
        """A table by name; one that is not staged has no rows."""
        return self.tables[table] if table in self.tables else TABLES[table].empty_table()

    def column(self, name: str) -> pa.ChunkedArray:
        return self.rows[name]

    def values(self, name: str) -> list[object]:
        return list(self.rows[name].to_pylist())

    def texts(self) -> dict[str, str]:
        """doc_id -> documents.text."""
        if "texts" not in self.shared:
            documents = self.named("documents")
            pairs = zip(documents["doc_id"].to_pylist(), documents["text"].to_pylist(), strict=True)
            self.shared["texts"] = {doc_id: text or "" for doc_id, text in pairs}
        return self.shared["texts"]  # type: ignore[return-value]

    def owners(self, table: str, key: str) -> dict[str, str]:
        """Key of another table -> the document its row belongs to."""
        name = f"owners {table}.{key}"
        if name not in self.shared:
            rows = self.named(table)
            self.shared[name] = dict(zip(rows[key].to_pylist(), rows["doc_id"].to_pylist(), strict=True))
        return self.shared[name]  # type: ignore[return-value]

    def sentence_spans(self) -> dict[str, tuple[int, int]]:
        """sentence_id -> its start and end."""
        if "sentences" not in self.shared:
            rows = self.named("sentences")
            spans = zip(rows["start"].to_pylist(), rows["end"].to_pylist(), strict=True)
            self.shared["sentences"] = dict(zip(rows["sentence_id"].to_pylist(), spans, strict=True))
        return self.shared["sentences"]  # type: ignore[return-value]
