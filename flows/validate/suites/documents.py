"""Suites of what a document is: documents, repairs, holes."""

from __future__ import annotations

from datetime import datetime

from flows.validate import values
from flows.validate.derive import each, inside_text, ordered
from flows.validate.rules import Suite, below, holds, one_of, shaped, unique, within

MINHASH_BYTES = (0, 512)  # 128 uint32, or nothing for a short text


def _publication_whole(at: datetime | None, basis: str, precision: str) -> bool:
    return (at is None) == (basis == "none") == (precision == "none")


def _publication_plausible(at: datetime | None) -> bool:
    return at is None or values.PUBLISHED_YEARS[0] <= at.year <= values.PUBLISHED_YEARS[1]


def _length_matches(start: int, end: int, characters: str) -> bool:
    return end - start == len(characters)


DOCUMENTS = Suite(
    "documents",
    (
        unique("doc_id"),
        one_of("format", values.FORMATS),
        shaped("charset", values.NOT_BLANK, "is named"),
        one_of("charset_basis", values.CHARSET_BASES),
        one_of("published_basis", values.PUBLISHED_BASES),
        one_of("published_precision", values.PUBLISHED_PRECISIONS),
        holds("publication_whole", "published_at, its basis and its precision are there together or not at all"),
        holds("publication_plausible", "published_at lies between {} and {}".format(*values.PUBLISHED_YEARS)),
        shaped("language", values.LANGUAGE, "is a language code or und"),
        holds("flags_ordered", "flags are sorted, none twice"),
        holds("minhash_whole", "minhash has 512 bytes or none"),
        shaped("sidecar_sha256", values.SHA_OR_NONE, "is a sha256 in hex or empty"),
        holds("steps_named", "at least one step version is named"),
        shaped("recipe", "^[0-9a-f]{16,64}$", "is a hash in hex"),
    ),
    {
        "publication_whole": each(
            _publication_whole, "published_at", "published_basis", "published_precision", nullable=True
        ),
        "publication_plausible": each(_publication_plausible, "published_at", nullable=True),
        "flags_ordered": ordered("flags"),
        "minhash_whole": each(lambda signature: len(signature) in MINHASH_BYTES, "minhash"),
        "steps_named": each(bool, "steps"),
    },
)

REPAIRS = Suite(
    "repairs",
    (
        unique("doc_id", "seq"),
        one_of("kind", values.REPAIR_KINDS),
        shaped("step", values.NOT_BLANK, "is named"),
        within("before_start", 0, None),
        within("after_start", 0, None),
        below("before_start", "before_end", or_equal=True),
        below("after_start", "after_end", or_equal=True),
        holds("before_length_matches", "before_end - before_start is the length of before"),
        holds("after_length_matches", "after_end - after_start is the length of after"),
        holds("changes_something", "before and after differ"),
    ),
    {
        "before_length_matches": each(_length_matches, "before_start", "before_end", "before"),
        "after_length_matches": each(_length_matches, "after_start", "after_end", "after"),
        "changes_something": each(lambda before, after: before != after, "before", "after"),
    },
)

HOLES = Suite(
    "holes",
    (
        unique("doc_id", "seq"),
        one_of("evidence", values.HOLE_EVIDENCE),
        within("start", 0, None),
        holds("inside_text", "the place lies inside documents.text"),
    ),
    {"inside_text": inside_text("start", "end", may_be_empty=True)},  # between two words there may be nothing
)
