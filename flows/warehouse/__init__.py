"""A version folder -> dateline.duckdb inside it, and the read-only door through which it is asked."""

STEPS = ("warehouse.v1",)
