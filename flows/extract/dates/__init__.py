"""A parsed text in, its date expressions out, resolved against the day of publication."""

from __future__ import annotations

from flows.extract.dates.find import dates

__all__ = ["dates"]
