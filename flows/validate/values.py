"""Closed sets of values that the contract names; a row with another value breaks it."""

from __future__ import annotations

FORMATS = ("txt", "md", "html", "json")
SECTIONS = ("title", "deck", "byline", "dateline", "body")
CHARSET_BASES = ("bom", "utf-8", "declared", "detected", "given")
PUBLISHED_BASES = ("side-car", "page", "field", "byline", "dateline", "file_name", "none")
PUBLISHED_PRECISIONS = ("second", "minute", "day", "month", "year", "none")
REPAIR_KINDS = ("encoding", "entity", "invisible", "control", "line_ending", "whitespace", "repeated_line", "markup")
HOLE_EVIDENCE = ("missing_subject", "lost_link", "lost_object", "empty_between_marks")
MENTION_KINDS = ("named", "nominal", "pronoun")
QUOTE_KINDS = ("direct", "indirect", "mixed")
DATE_BASES = ("written", "publication", "none")
DATE_PRECISIONS = ("day", "week", "month", "quarter", "year", "none")
PLACE_PRECISIONS = ("country", "region", "city", "site")
PLACE_BASES = ("country", "capital", "context", "population")
EVENT_DATE_BASES = ("clause", "sentence", "paragraph", "lead", "dateline", "publication", "none")
EVENT_CONTEXT_BASES = ("sentence", "paragraph", "document", "none")
EVENT_PLACE_BASES = ("clause", "sentence", "dateline", "none")
MODALITIES = ("actual", "future", "hypothetical", "demanded", "threatened", "denied", "historical")
ROLES = ("actor", "recipient")
STATES = ("published", "duplicate", "refused", "waiting", "container")
ENTITY_BASES = ("iso3", "geonames", "name", "spelling", "short_name", "acronym", "judgement")
DUPLICATE_ROLES = ("first", "copy", "part_of")
MEMBER_ROLES = ("first", "report")

# PLOVER 2.0: type -> quad. The manual prints SANCTION under 3 and under 4; its test sets use 4, and so do we.
QUADS = {
    "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "CONCEDE": 1,
    "COOPERATE": 2, "AID": 2, "RETREAT": 2,
    "REQUEST": 3, "ACCUSE": 3, "REJECT": 3, "THREATEN": 3,
    "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4,
}  # fmt: skip
EVENT_TYPES = tuple(QUADS)

MODES: dict[str, tuple[str, ...]] = {
    "CONSULT": ("visit", "third-party", "multilateral", "phone"),
    "RETREAT": ("withdraw", "release", "return", "disarm", "ceasefire", "access", "resign"),
    "REQUEST": ("assist", "change", "yield", "meet"),
    "ACCUSE": ("disapprove", "investigate", "allege"),
    "REJECT": ("assist", "change", "yield", "meet"),
    "THREATEN": ("restrict", "arrest", "relations", "expel", "territory", "violence"),
    "PROTEST": ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
    "SANCTION": ("convict", "expel", "withdraw", "discontinue"),
    "MOBILIZE": ("troops", "weapons", "police", "militia"),
    "COERCE": (
        "seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation",
        "cyber",
    ),
    "ASSAULT": (
        "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives",
        "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional",
    ),
}  # fmt: skip
# One flat set: after the modality remap a mode may stem from the type before it.
ALL_MODES = ("", *sorted({mode for modes in MODES.values() for mode in modes}))

CONTEXTS = (
    "military", "intelligence", "executive", "legislative", "election", "political_institutions", "pro_democracy",
    "pro_autocracy", "economic", "legal", "reparations", "human_rights", "rights_freedoms", "repression",
    "human_security", "gender", "lgbt", "religion_ethnicity", "inequality", "diplomatic", "territory", "peacekeeping",
    "health", "asylum", "migration", "disasters", "natural_resource", "environment", "technology", "terrorism", "cbrn",
    "cyber", "misinformation", "crime", "corruption", "illegal_drugs", "trafficking",
    "humanitarian", "democracy",  # not in the manual's list, but CAMEO2PLOVER uses them
)  # fmt: skip

# Shapes of ids and codes.
DOC_ID = "^[0-9a-f]{64}$"
HASH_ID = "^[0-9a-f]{16}$"
SHA_OR_NONE = "^(?:[0-9a-f]{64})?$"
ISO3_OR_NONE = "^(?:[A-Z]{3})?$"
SECTOR_OR_NONE = "^(?:[A-Z]{3})?$"
ENTITY_ID = "^(?:[A-Z]{3}|[0-9]{1,12}|[0-9a-f]{16})$"
ANCHOR = "^(?:iso3:[A-Z]{3}|geonames:[0-9]{1,12})?$"
CAMEO_ROOT = "^(?:0[1-9]|1[0-9]|20)$"
LANGUAGE = "^[a-z]{2,3}$"
LABEL = "^[A-Z][A-Z_]*$"
NOT_BLANK = r"\S"
CURRENCY = "^(?:[A-Z]{3})?$"  # ISO 4217

# The first newspaper is of 1605; systems that know no date say 0001, 1582 or 9999.
PUBLISHED_YEARS = (1605, 2199)
