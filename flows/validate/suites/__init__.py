"""One suite a table: what follows from its schema, and what its own file adds. `SUITES` has them all."""

from __future__ import annotations

from flows.publish.schemas import TABLES
from flows.validate.rules import Suite
from flows.validate.suites import corpus, documents, events, text
from flows.validate.suites.contract import contract_rules

_OWN = (
    documents.DOCUMENTS, documents.REPAIRS, documents.HOLES,
    text.SENTENCES, text.MENTIONS, text.GROUPS, text.DATES, text.PLACES,
    events.QUOTES, events.EVENTS, events.EVENT_ROLES,
    corpus.FILES, corpus.ENTITIES, corpus.ENTITY_GROUPS, corpus.NEAR_DUPLICATES,
    corpus.EVENT_CLUSTERS, corpus.EVENT_CLUSTER_MEMBERS,
)  # fmt: skip


def _whole(own: Suite) -> Suite:
    rules, derived = contract_rules(TABLES[own.table])
    return Suite(own.table, (*rules, *own.rules), {**derived, **own.derived})


SUITES: dict[str, Suite] = {own.table: _whole(own) for own in _OWN}
