"""A reason code, and what was seen, in; one sentence that says what is wrong and what to do out."""

from __future__ import annotations

from flows.errors import REASONS

# Why a file waits: no refusal, the next run looks again.
WAITING = {
    "temporary_name": "the name is that of an unfinished file; rename it when it is complete",
    "hidden": "hidden files and folders are not read; rename it to have it read",
    "growing": "the file was still being written; it is read at the next run",
    "changed": "the file changed during the run; it is read at the next run",
}


class Bad(ValueError):
    """These bytes cannot be used, for the reason named. Caught in containers.py, which makes a value of it."""

    def __init__(self, reason: str, seen: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = said(reason, seen)


def said(reason: str, seen: str = "") -> str:
    """A reason code and what was seen here -> one sentence; without `seen` the general one."""
    general = WAITING.get(reason) or REASONS[reason]
    return f"{seen}; {general.rpartition('; ')[2]}" if seen else general
