"""Suites of the corpus tables: files, entities, entity_groups, near_duplicates, event_clusters and their members."""

from __future__ import annotations

from flows.validate import values
from flows.validate.derive import each, in_order, ordered
from flows.validate.rules import Derivation, Rule, Suite, holds, one_of, shaped, unique, within


def _state_explained(state: str, reason: str, detail: str) -> bool:
    """A refused file says why and what to do; a published one has nothing to explain."""
    if state == "refused":
        return bool(reason and detail)
    return state != "published" or not reason


def _document_named(state: str, doc_id: str) -> bool:
    return state not in ("published", "duplicate") or bool(doc_id)


def _inside_container(path: str, container: str) -> bool:
    return not container or path.startswith(container + "!")


def _source_fits(path: str, source: str) -> bool:
    """First folder of the path, or root; "x!y/..." may be a folder of that name or a member of x."""
    folder, slash, _ = path.partition("/")
    return source == (folder if slash else "root") or ("!" in folder and source == "root")


FILES = Suite(
    "files",
    (
        unique("path"),
        shaped("path", r"[\s\S]", "is not empty"),
        holds("source_fits", "source is the first folder of path, or root"),
        one_of("state", values.STATES),
        holds("state_explained", "a refused file has a reason and a sentence; a published one has none"),
        holds("document_named", "published and duplicate files name their document"),
        holds("inside_container", "the path of a member begins with its container and !"),
        shaped("sha256", values.SHA_OR_NONE, "is a sha256 in hex, or empty where nothing could be read"),
        shaped("sidecar_sha256", values.SHA_OR_NONE, "is a sha256 in hex or empty"),
        shaped("doc_id", values.SHA_OR_NONE, "is a sha256 in hex or empty"),
    ),
    {
        "source_fits": each(_source_fits, "path", "source"),
        "state_explained": each(_state_explained, "state", "reason", "detail"),
        "document_named": each(_document_named, "state", "doc_id"),
        "inside_container": each(_inside_container, "path", "member_of"),
    },
)

ENTITIES = Suite(
    "entities",
    (
        unique("entity_id"),
        shaped("entity_id", values.ENTITY_ID, "is an ISO3 code, a GeoNames id or a hash"),
        shaped("type", values.LABEL, "is a label in capitals"),
        shaped("name", values.NOT_BLANK, "is not blank"),
        holds("aliases_ordered", "aliases are sorted, none twice, none the name itself"),
        within("documents", 1, None),
        within("mentions", 0, None),
    ),
    {
        "aliases_ordered": each(
            lambda aliases, name: None not in aliases and aliases == sorted(set(aliases) - {name}), "aliases", "name"
        )
    },
)

ENTITY_GROUPS = Suite(
    "entity_groups",
    (
        unique("group_id"),
        shaped("group_id", values.HASH_ID, "is a hash of 16 hex digits"),
        shaped("entity_id", values.ENTITY_ID, "is an ISO3 code, a GeoNames id or a hash"),
        one_of("basis", values.ENTITY_BASES),
    ),
)

NEAR_DUPLICATES = Suite(
    "near_duplicates",
    (
        unique("doc_id"),
        shaped("group", values.DOC_ID, "is a sha256 in hex"),
        one_of("role", values.DUPLICATE_ROLES),
        holds("first_names_itself", "role is first exactly where the document gives the group its name"),
    ),
    {"first_names_itself": each(lambda g, d, role: (g == d) == (role == "first"), "group", "doc_id", "role")},
)

_LISTS = ("actors", "recipients", "actor_countries", "recipient_countries", "sources")
_lists_ordered: tuple[Rule, ...] = tuple(holds(f"{c}_ordered", f"{c} are sorted, none twice") for c in _LISTS)
_countries = ("actor_countries", "recipient_countries")
_derived: dict[str, Derivation] = {f"{c}_ordered": ordered(c) for c in _LISTS}


def _iso3(codes: list[str]) -> bool:
    return None not in codes and all(len(code) == 3 and code.isascii() and code.isupper() for code in codes)


EVENT_CLUSTERS = Suite(
    "event_clusters",
    (
        unique("cluster_id"),
        shaped("cluster_id", values.HASH_ID, "is a hash of 16 hex digits"),
        one_of("type", values.EVENT_TYPES),
        *_lists_ordered,
        *(holds(f"{c}_coded", f"{c} are ISO3 codes") for c in _countries),
        holds("reported_by_someone", "at least one source is named"),
        holds("days_in_order", "date_first is not after date_last, and both are there or neither"),
        shaped("first_doc_id", values.DOC_ID, "is a sha256 in hex"),
        within("events", 1, None),
        within("documents", 1, None),
        holds("counts_fit", "there are no more documents than events"),
    ),
    {
        **_derived,
        **{f"{c}_coded": each(_iso3, c) for c in _countries},
        "reported_by_someone": each(bool, "sources"),
        "days_in_order": in_order("date_first", "date_last"),
        "counts_fit": each(lambda documents, events: documents <= events, "documents", "events"),
    },
)

EVENT_CLUSTER_MEMBERS = Suite(
    "event_cluster_members",
    (
        unique("event_id"),
        shaped("cluster_id", values.HASH_ID, "is a hash of 16 hex digits"),
        shaped("event_id", values.HASH_ID, "is a hash of 16 hex digits"),
        one_of("role", values.MEMBER_ROLES),
        holds("first_names_itself", "role is first exactly where the event gives the cluster its name"),
    ),
    {"first_names_itself": each(lambda c, e, role: (c == e) == (role == "first"), "cluster_id", "event_id", "role")},
)
