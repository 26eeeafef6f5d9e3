"""Suites of what a text names: sentences, mentions, groups, dates, places."""

from __future__ import annotations

from datetime import date

from flows.validate import values
from flows.validate.derive import both_or_neither, each, in_order, known, ordered
from flows.validate.rules import Suite, holds, one_of, shaped, unique

GROUP_KNOWN = "group_id is a group of the same document, or empty"


def _unresolved_says_so(value: date | None, precision: str) -> bool:
    return (value is None) == (precision == "none")


SENTENCES = Suite(
    "sentences",
    (
        unique("sentence_id"),
        unique("doc_id", "seq"),
        unique("doc_id", "start"),
        shaped("sentence_id", values.HASH_ID, "is a hash of 16 hex digits"),
        one_of("section", values.SECTIONS),
        holds("byte_place_whole", "byte_start and byte_end are there together or not at all"),
    ),
    {"byte_place_whole": both_or_neither("byte_start", "byte_end")},
)

MENTIONS = Suite(
    "mentions",
    (
        unique("mention_id"),
        unique("doc_id", "start", "end", "type"),
        shaped("mention_id", values.HASH_ID, "is a hash of 16 hex digits"),
        shaped("type", values.LABEL, "is a label in capitals"),
        one_of("kind", values.MENTION_KINDS),
        holds("group_known", GROUP_KNOWN),
        holds("byte_place_whole", "byte_start and byte_end are there together or not at all"),
    ),
    {
        "group_known": known("group_id", "groups", "group_id", optional=True),
        "byte_place_whole": both_or_neither("byte_start", "byte_end"),
    },
)

GROUPS = Suite(
    "groups",
    (
        unique("group_id"),
        shaped("group_id", values.HASH_ID, "is a hash of 16 hex digits"),
        shaped("type", values.LABEL, "is a label in capitals"),
        shaped("name", values.NOT_BLANK, "is not blank"),
        holds("names_ordered", "names are sorted, none twice"),
        holds("name_among_names", "name is one of names"),
        shaped("anchor", values.ANCHOR, "is iso3:XXX, geonames:N or empty"),
    ),
    {
        "names_ordered": ordered("names"),
        "name_among_names": each(lambda name, names: name in names, "name", "names"),
    },
)

DATES = Suite(
    "dates",
    (
        one_of("basis", values.DATE_BASES),
        one_of("precision", values.DATE_PRECISIONS),
        holds("days_in_order", "value is not after value_end, and both are there or neither"),
        holds("unresolved_says_so", "precision is none exactly where no day could be found"),
    ),
    {
        "days_in_order": in_order("value", "value_end"),
        "unresolved_says_so": each(_unresolved_says_so, "value", "precision", nullable=True),
    },
)

PLACES = Suite(
    "places",
    (
        one_of("precision", values.PLACE_PRECISIONS),
        one_of("basis", values.PLACE_BASES),
        shaped("name", values.NOT_BLANK, "is not blank"),
        holds("country_coded", "a place that is a country has its ISO3"),
        holds("group_known", GROUP_KNOWN),
    ),
    {
        "country_coded": each(
            lambda precision, country: precision != "country" or bool(country), "precision", "country"
        ),
        "group_known": known("group_id", "groups", "group_id", optional=True),
    },
)
