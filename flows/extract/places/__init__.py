"""Mentions and groups of a document in, resolved places out: states, regions and waters, towns of the world."""

from __future__ import annotations

from flows.extract.places.resolve import places

__all__ = ["places"]
