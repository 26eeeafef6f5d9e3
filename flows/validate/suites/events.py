"""Suites of what is said and done: quotes, events, event_roles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flows.validate import values
from flows.validate.derive import (
    all_of,
    each,
    in_its_sentence,
    in_order,
    inside_text,
    known,
    ordered,
    surface_matches,
)
from flows.validate.rules import Suite, below, holds, one_of, shaped, unique, within

COUNTED = ("killed", "wounded", "arrested", "displaced", "money")


def _quad_fits(kind: str, quad: int) -> bool:
    return values.QUADS.get(kind) == quad


def _mode_fits(mode: str, kind: str, before: str) -> bool:
    """A mode belongs to its type, or to the one the modality remap took it from."""
    return not mode or mode in values.MODES.get(kind, ()) or mode in values.MODES.get(before, ())


def _currency_fits(money: int | None, currency: str) -> bool:
    return money is not None or not currency


def _contexts_told(contexts: Sequence[str], words: Sequence[str], basis: str) -> bool:
    return len(contexts) == len(words) and (basis == "none") == (len(contexts) == 0)


def _undated_says_so(day: date | None, basis: str, precision: str) -> bool:
    return (day is None) == (basis == "none") == (precision == "none")


QUOTES = Suite(
    "quotes",
    (
        unique("quote_id"),
        shaped("quote_id", values.HASH_ID, "is a hash of 16 hex digits"),
        one_of("kind", values.QUOTE_KINDS),
        holds("speaker_inside", "the speaker's place lies inside documents.text, or there is none"),
        holds("cue_inside", "the cue's place lies inside documents.text, or there is none"),
        holds("speaker_known", "speaker_group is a group of the same document, or empty"),
        holds("addressee_known", "addressee_group is a group of the same document, or empty"),
    ),
    {
        "speaker_inside": inside_text("speaker_start", "speaker_end", optional=True),
        "cue_inside": inside_text("cue_start", "cue_end", optional=True),
        "speaker_known": known("speaker_group", "groups", "group_id", optional=True),
        "addressee_known": known("addressee_group", "groups", "group_id", optional=True),
    },
)

EVENTS = Suite(
    "events",
    (
        unique("event_id"),
        shaped("event_id", values.HASH_ID, "is a hash of 16 hex digits"),
        one_of("type", values.EVENT_TYPES),
        one_of("type_before", values.EVENT_TYPES),
        one_of("mode", values.ALL_MODES),
        holds("mode_fits", "mode belongs to type or to type_before"),
        holds("contexts_ordered", "contexts are sorted, none twice"),
        holds("contexts_listed", "every context is one of PLOVER's"),
        one_of("context_basis", values.EVENT_CONTEXT_BASES),
        holds(
            "contexts_told", "contexts, the words that call for them and their basis are there together or not at all"
        ),
        one_of("quad", (1, 2, 3, 4)),
        holds("quad_fits", "quad is the one of the type"),
        within("score", -10, 10),
        shaped("cameo", values.CAMEO_ROOT, "is a CAMEO root, 01 to 20"),
        within("trigger_start", 0, None),
        below("trigger_start", "trigger_end"),
        holds("trigger_matches", "text[trigger_start:trigger_end] is trigger, counted in code points"),
        holds("sentence_known", "sentence_id is a sentence of the same document"),
        holds("trigger_in_sentence", "the trigger stands in that sentence"),
        one_of("modality", values.MODALITIES),
        one_of("date_basis", values.EVENT_DATE_BASES),
        one_of("date_precision", values.DATE_PRECISIONS),
        holds("days_in_order", "date is not after date_end, and both are there or neither"),
        holds("undated_says_so", "date, its basis and its precision are there together or not at all"),
        one_of("place_basis", values.EVENT_PLACE_BASES),
        shaped("rule", values.NOT_BLANK, "is named"),
        *(within(kind, 0, None) for kind in COUNTED),
        *(
            holds(f"{kind}_whole", f"{kind} is not above {kind}_high, and both are there or neither")
            for kind in COUNTED
        ),
        shaped("money_currency", values.CURRENCY, "is an ISO 4217 code, or empty"),
        holds("currency_fits", "money_currency is empty where there is no amount"),
    ),
    {
        "mode_fits": each(_mode_fits, "mode", "type", "type_before"),
        "contexts_ordered": ordered("contexts"),
        "contexts_listed": all_of("contexts", values.CONTEXTS),
        "contexts_told": each(_contexts_told, "contexts", "context_words", "context_basis"),
        "quad_fits": each(_quad_fits, "type", "quad"),
        "trigger_matches": surface_matches("trigger_start", "trigger_end", "trigger"),
        "sentence_known": known("sentence_id", "sentences", "sentence_id"),
        "trigger_in_sentence": in_its_sentence("trigger_start", "trigger_end"),
        "days_in_order": in_order("date", "date_end"),
        "undated_says_so": each(_undated_says_so, "date", "date_basis", "date_precision", nullable=True),
        "currency_fits": each(_currency_fits, "money", "money_currency", nullable=True),
        **{f"{kind}_whole": in_order(kind, f"{kind}_high") for kind in COUNTED},
    },
)

EVENT_ROLES = Suite(
    "event_roles",
    (
        unique("event_id", "seq"),
        one_of("role", values.ROLES),
        holds("event_known", "event_id is an event of the same document"),
        holds("group_known", "group_id is a group of the same document, or empty"),
    ),
    {
        "event_known": known("event_id", "events", "event_id"),
        "group_known": known("group_id", "groups", "group_id", optional=True),
    },
)
