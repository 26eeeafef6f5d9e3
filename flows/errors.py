"""Failures, each with the exit code it ends a command with; and the reasons for which a document is refused."""

from __future__ import annotations

DONE, UNEXPECTED, USAGE, RUN_FAILED, VALIDATION, WITH_REFUSALS, MISSING, INTERRUPTED = 0, 1, 2, 3, 4, 5, 6, 130


class DatelineError(Exception):
    """Base: cli.py prints the message and ends with `exit_code`."""

    exit_code = UNEXPECTED


class BadSettings(DatelineError, ValueError):
    """A setting is unknown or out of range; the user corrects it."""

    exit_code = USAGE


class RunFailed(DatelineError, RuntimeError):
    """The machine is in the way: disk full, read-only, locked, broken version. Nothing was published."""

    exit_code = RUN_FAILED


class Locked(RunFailed):
    """Another run is publishing to the same folder."""


class BrokenVersion(RunFailed):
    """A published version does not match its manifest."""


class BrokenJudgement(RunFailed, ValueError):
    """A file in data/curated/judgements is no judgement: what people decided is never skipped in silence."""


class BadJudgement(DatelineError, ValueError):
    """A judgement that says nothing new or cannot be; the user corrects it."""

    exit_code = USAGE


class ValidationStopped(DatelineError, ValueError):
    """Gate 2 or a guard said no; the old version stays."""

    exit_code = VALIDATION


class BadQuery(DatelineError, ValueError):
    """SQL, a query name or a parameter that the read-only door does not accept; the user corrects it."""

    exit_code = USAGE


class NothingThere(DatelineError, FileNotFoundError):
    """A folder or table that the command needs is missing."""

    exit_code = MISSING


# Reason codes are stable: people filter on them. One sentence says what to do.
REASONS: dict[str, str] = {
    "empty": "the file has no bytes; deliver it again",
    "no_text": "no article text was found; check that the page or record holds the article itself",
    "binary": "the bytes are not text; convert the document to .txt, .html or .json",
    "truncated": "the compressed file ends too early; copy it again",
    "encrypted": "the archive is encrypted; unpack it and add the articles",
    "expands_too_much": "the archive expands beyond the limit; unpack it, or raise limit_expansion",
    "too_deep": "archives are nested beyond the limit; unpack the outer ones, or raise limit_depth",
    "too_many_members": "the container has more members than the limit; split it, or raise limit_members",
    "too_large": "the document is larger than the limit; split it, or raise limit_bytes",
    "bad_json": "this is no valid JSON; correct it at the place named",
    "unsupported_format": "this format is not read; convert it to .txt, .html or .json",
    "bad_encoding": "no character set explains the bytes; save the document as UTF-8",
    "unsafe_path": "a member's path leads outside the archive; repack it with plain names",
    "unreadable": "the file cannot be opened; check its permissions",
    "bad_sidecar": "the side-car is no valid JSON object; correct STEM.meta.json",
    "too_slow": "the document took longer than the limit; it is tried again at the next run",
    "crashed": "a worker died on this document; report it with the file",
    "failed": "an unexpected error in a step; report it with the file",
    "invalid_rows": "rows of the document broke the contract (see the validation page); report it with the file",
}
