"""The contract: one Arrow schema a table, every field described. SQL comments and docs are made from it.

`*_start`/`*_end` are Unicode code points of documents.text, end exclusive, unless a description says otherwise.
"""

from __future__ import annotations

import pyarrow as pa

STRINGS = pa.list_(pa.string())
INSTANT = pa.timestamp("s", tz="UTC")


def _field(name: str, kind: pa.DataType, description: str, optional: bool = False) -> pa.Field:
    return pa.field(name, kind, nullable=optional, metadata={"description": description})


def _table(description: str, *fields: tuple[object, ...]) -> pa.Schema:
    return pa.schema([_field(*f) for f in fields], metadata={"description": description})  # type: ignore[arg-type]


S, N, F, B, D = pa.string(), pa.int32(), pa.float32(), pa.bool_(), pa.date32()
NUMBER, DEGREES = pa.int64(), pa.float64()
DOC = ("doc_id", S, "sha256 of the document's bytes (decompressed), hex")
START = ("start", N, "first character in documents.text")
END = ("end", N, "character after the last in documents.text")
SURFACE = ("surface", S, "the characters themselves: text[start:end]")
GROUP = ("group_id", S, "group within the document; '' when none")
CONFIDENCE = ("confidence", F, "0 to 1")

DOCUMENTS = _table(
    "One row per distinct raw content.",
    DOC,
    ("format", S, "txt, md, html or json"),
    ("title", S, "headline, '' when none"),
    ("deck", S, "line under the headline, '' when none"),
    ("byline", S, "who wrote it, as printed"),
    ("dateline", S, "place and date that open the text, as printed"),
    ("publisher", S, "as the file, its page or its side-car names it"),
    ("url", S, "address the file or side-car names"),
    ("published_at", INSTANT, "publication, UTC; see published_precision for the part that is meant", True),
    ("published_basis", S, "where that is from: side-car, page, field, byline, dateline, file_name, none"),
    ("published_precision", S, "second, minute, day, month, year or none"),
    ("language", S, "ISO 639-1, und when unknown"),
    ("language_confidence", F, "0 to 1"),
    ("words", N, "words of the text"),
    ("source_text", S, "what the reader returned, before any repair"),
    ("text", S, "the cleaned text all offsets refer to"),
    ("charset", S, "character set the bytes were read with"),
    ("charset_basis", S, "evidence for it: bom, utf-8, declared, detected, given"),
    ("damage", F, "share of source characters changed by encoding repairs, 0 to 1"),
    ("flags", STRINGS, "sorted; e.g. not_extracted, inferred_repairs, holes, damage_left"),
    ("minhash", pa.binary(), "128 uint32 of 5-word shingles, little endian; empty for short texts"),
    ("sidecar_sha256", S, "sha256 of the side-car used, '' when none"),
    ("steps", STRINGS, "versions of the steps that touched the document, and of the settings"),
    ("recipe", S, "hash of all that the document's rows depend on"),
)
REPAIRS = _table(
    "One row per change made to the source text; undone from the last to the first they restore it.",
    DOC,
    ("seq", N, "order of the changes, from 0"),
    ("step", S, "pass that made it"),
    ("kind", S, "encoding, entity, invisible, control, line_ending, whitespace, repeated_line, markup"),
    ("before_start", N, "place in the text the pass received"),
    ("before_end", N, "end of that place"),
    ("after_start", N, "place in the text the pass returned"),
    ("after_end", N, "end of that place"),
    ("before", S, "characters found"),
    ("after", S, "characters put in their place"),
    ("codec", S, "character set that did the damage, '' for other kinds"),
    ("policy", S, "what the damaging decoder did with bytes it could not read"),
    ("lossless", B, "true: exact; false: inferred, bytes were lost"),
    CONFIDENCE,
    ("alternatives", STRINGS, "runners-up of an inferred repair, best first"),
    ("layer", N, "layer of encoding damage it undid, the outermost 1; 0 for other kinds"),
    ("bytes_lost", N, "bytes that the damaging decoder had lost here"),
)
HOLES = _table(
    "One row per place where text is missing; flagged, never filled.",
    DOC, ("seq", N, "order in the text"), START, END,
    ("evidence", S, "missing_subject, lost_link, lost_object or empty_between_marks"),
    ("detail", S, "what was seen"),
)  # fmt: skip
SENTENCES = _table(
    "One row per sentence.",
    DOC, ("sentence_id", S, "hash of doc_id and place"), ("seq", N, "order in the text"), START, END, SURFACE,
    ("section", S, "title, deck, byline, dateline or body"),
    ("in_quote", B, "true when the whole sentence is quoted speech"),
    ("byte_start", NUMBER, "place in the raw (decompressed) bytes; null where none exists", True),
    ("byte_end", NUMBER, "end of that place", True),
)  # fmt: skip
MENTIONS = _table(
    "One row per name, description or pronoun for somebody or something.",
    DOC, ("mention_id", S, "hash of doc_id, place and type"), START, END, SURFACE,
    ("type", S, "PERSON, ORG, GPE, LOC, FAC, NORP, EVENT, and what the model gives besides"),
    ("kind", S, "named, nominal or pronoun"), GROUP,
    ("title", S, "office or honorific before the name"), CONFIDENCE,
    ("byte_start", NUMBER, "place in the raw (decompressed) bytes; null where none exists", True),
    ("byte_end", NUMBER, "end of that place", True),
)  # fmt: skip
GROUPS = _table(
    "One row per who or what within one document.",
    DOC, ("group_id", S, "hash of doc_id, type and fullest name; of another person or town of that name, a number or GeoNames id too"), ("type", S, "as for mentions"),
    ("name", S, "fullest name in the document"), ("names", STRINGS, "all names, sorted"),
    ("country", S, "ISO3, '' when unknown"), ("sector", S, "GOV, MIL, REB ..., '' when unknown"),
    ("office", S, "office held according to the document"),
    ("anchor", S, "iso3:XXX or geonames:N where knowledge fixes the entity, else ''"),
)  # fmt: skip
DATES = _table(
    "One row per date expression.",
    DOC, START, END, SURFACE,
    ("value", D, "first day meant; null when it cannot be resolved", True),
    ("value_end", D, "last day meant", True),
    ("basis", S, "written, publication or none"),
    ("precision", S, "day, week, month, quarter, year or none"),
)  # fmt: skip
PLACES = _table(
    "One row per place name that was resolved or tried.",
    DOC, START, END, SURFACE, GROUP,
    ("name", S, "name in GeoNames or of the country"),
    ("geonames_id", NUMBER, "null where GeoNames has none", True),
    ("lat", DEGREES, "degrees north", True), ("lon", DEGREES, "degrees east", True),
    ("country", S, "ISO3, '' for seas and regions across states"),
    ("precision", S, "country, region, city or site"),
    ("basis", S, "country, capital, context or population"),
)  # fmt: skip
QUOTES = _table(
    "One row per attributed statement.",
    DOC, ("quote_id", S, "hash of doc_id and place"), START, END, SURFACE,
    ("kind", S, "direct, indirect or mixed"),
    ("speaker_start", N, "place of the speaker", True), ("speaker_end", N, "its end", True),
    ("speaker_group", S, "group of the speaker, '' when unknown"),
    ("cue_start", N, "place of the verb of saying", True), ("cue_end", N, "its end", True),
    ("cue", S, "lemma of that verb"),
    ("addressee_group", S, "group spoken to, '' when unknown"), CONFIDENCE,
)  # fmt: skip
EVENTS = _table(
    "One row per coded event in a sentence.",
    DOC, ("event_id", S, "hash of doc_id, trigger place, type and roles"),
    ("sentence_id", S, "sentence it stands in"),
    ("type", S, "one of the 16 PLOVER types, after the modality remap"),
    ("type_before", S, "type before that remap"),
    ("mode", S, "PLOVER mode, '' when none"), ("contexts", STRINGS, "PLOVER contexts, sorted"),
    ("context_basis", S, "what tells them: the event's sentence, else its paragraph, else the document; none without any"),
    ("context_words", STRINGS, "for each context the first words that call for it and their place, e.g. voters@120"),
    ("quad", N, "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict"),
    ("score", F, "PLOVER score, -10 to 10"), ("cameo", S, "nearest CAMEO root, two digits"),
    ("trigger_start", N, "place of the word that decided"), ("trigger_end", N, "its end"),
    ("trigger", S, "that word"),
    ("modality", S, "actual, future, hypothetical, demanded, threatened, denied or historical"),
    ("negated", B, "the sentence says it did not happen"),
    ("date", D, "first day of the event; null when unknown", True), ("date_end", D, "last day", True),
    ("date_basis", S, "clause, sentence, paragraph (a sentence before), lead (of a headline's event), dateline, publication or none"),
    ("date_precision", S, "day, week, month, quarter, year or none"),
    ("place", S, "name of the place, '' when unknown"),
    ("geonames_id", NUMBER, "of the place", True),
    ("lat", DEGREES, "degrees north", True), ("lon", DEGREES, "degrees east", True),
    ("country", S, "ISO3 of the place"), ("place_basis", S, "clause, sentence, dateline or none"),
    ("killed", N, "people killed, at least", True), ("killed_high", N, "at most", True),
    ("wounded", N, "people wounded, at least", True), ("wounded_high", N, "at most", True),
    ("arrested", N, "people arrested, at least", True), ("arrested_high", N, "at most", True),
    ("displaced", N, "people driven from their homes, at least; families are no count of people", True),
    ("displaced_high", N, "at most", True),
    ("money", NUMBER, "amount given, fined, asked, agreed or cut, at least, in whole units of money_currency", True),
    ("money_high", NUMBER, "at most", True),
    ("money_currency", S, "ISO 4217, '' where there is no amount or the text does not say which"),
    CONFIDENCE, ("rule", S, "lexicon entry or model version that decided"),
    ("alternatives", STRINGS, "types the weights hold possible, likeliest first, with probability; - is no event"),
    ("reasons", STRINGS, "where a side stands that another sentence tells, then what spoke most for type_before, strongest first"),
)  # fmt: skip
EVENT_ROLES = _table(
    "One row per participant of an event.",
    DOC, ("event_id", S, "event"), ("seq", N, "order within the event"),
    ("role", S, "actor or recipient"), START, END, SURFACE, GROUP,
)  # fmt: skip

FILES = _table(
    "The ledger: one row per path in the raw folder, and per member of a container.",
    ("path", S, "relative to the raw folder; members as container!member"),
    ("member_of", S, "container, '' for a file on disk"),
    ("source", S, "first folder below the raw folder, or root"),
    ("sha256", S, "of the bytes at that path"), ("sidecar_sha256", S, "of its side-car, '' when none"),
    ("size", NUMBER, "bytes"), ("doc_id", S, "document its content is, '' when none"),
    ("format", S, "as recognised"),
    ("state", S, "published, duplicate, refused, waiting or container"),
    ("reason", S, "code, for refused, waiting and duplicate"), ("detail", S, "what to do"),
    ("steps", STRINGS, "step versions that decided"),
)  # fmt: skip
ENTITIES = _table(
    "One row per resolved entity.",
    ("entity_id", S, "ISO3, GeoNames id, or group_id of its earliest member"),
    ("type", S, "as for mentions"), ("name", S, "most used full name"),
    ("aliases", STRINGS, "other names, sorted"), ("country", S, "ISO3, '' when unknown"),
    ("sector", S, "'' when unknown"), ("lat", DEGREES, "degrees north", True),
    ("lon", DEGREES, "degrees east", True),
    ("documents", N, "documents that mention it"), ("mentions", N, "mentions of it"),
)  # fmt: skip
ENTITY_GROUPS = _table(
    "One row per group: the entity it belongs to.",
    ("group_id", S, "group within a document"),
    ("entity_id", S, "entity; null where people judged that it is none", True), DOC,
    ("basis", S, "iso3, geonames, name, spelling, short_name, acronym or judgement"),
    ("confidence", F, "share of joins of this kind that are right; 1 for a group alone"),
)  # fmt: skip
NEAR_DUPLICATES = _table(
    "One row per document that is nearly another, the first included.",
    ("group", S, "doc_id of the earliest member"), DOC,
    ("role", S, "first, copy or part_of"), ("similarity", F, "estimated Jaccard with the first"),
)  # fmt: skip
EVENT_CLUSTERS = _table(
    "One row per thing that happened, however often reported.",
    ("cluster_id", S, "event_id of the earliest member"), ("type", S, "PLOVER type"),
    ("date_first", D, "earliest date given", True), ("date_last", D, "latest date given", True),
    ("actors", STRINGS, "entity_ids, sorted"), ("recipients", STRINGS, "entity_ids, sorted"),
    ("actor_countries", STRINGS, "ISO3, sorted"), ("recipient_countries", STRINGS, "ISO3, sorted"),
    ("events", N, "reports in it"), ("documents", N, "documents that report it"),
    ("sources", STRINGS, "sources that report it, sorted"), ("first_doc_id", S, "first report"),
    ("contradictions", STRINGS, "figures on which reports differ"), CONFIDENCE,
)  # fmt: skip
EVENT_CLUSTER_MEMBERS = _table(
    "One row per event in a cluster.",
    ("cluster_id", S, "cluster"), ("event_id", S, "event"), DOC, ("role", S, "first or report"),
)  # fmt: skip

PER_DOCUMENT: dict[str, pa.Schema] = {
    "documents": DOCUMENTS, "repairs": REPAIRS, "holes": HOLES, "sentences": SENTENCES, "mentions": MENTIONS,
    "groups": GROUPS, "dates": DATES, "places": PLACES, "quotes": QUOTES, "events": EVENTS,
    "event_roles": EVENT_ROLES,
}  # fmt: skip
PER_CORPUS: dict[str, pa.Schema] = {
    "files": FILES, "entities": ENTITIES, "entity_groups": ENTITY_GROUPS, "near_duplicates": NEAR_DUPLICATES,
    "event_clusters": EVENT_CLUSTERS, "event_cluster_members": EVENT_CLUSTER_MEMBERS,
}  # fmt: skip
TABLES = {**PER_DOCUMENT, **PER_CORPUS}

# Rows of a file are sorted by these, so that the same rows give the same bytes.
SORTED_BY: dict[str, tuple[str, ...]] = {
    "documents": ("published_at", "doc_id"), "repairs": ("doc_id", "seq"), "holes": ("doc_id", "seq"),
    "sentences": ("doc_id", "seq"), "mentions": ("doc_id", "start", "end", "type"), "groups": ("doc_id", "group_id"),
    "dates": ("doc_id", "start", "end"), "places": ("doc_id", "start", "end"), "quotes": ("doc_id", "start", "end"),
    "events": ("doc_id", "trigger_start", "event_id"), "event_roles": ("doc_id", "event_id", "seq"),
    "files": ("path",), "entities": ("entity_id",), "entity_groups": ("group_id",),
    "near_duplicates": ("group", "doc_id"), "event_clusters": ("cluster_id",),
    "event_cluster_members": ("cluster_id", "event_id"),
}  # fmt: skip


def description(item: pa.Field | pa.Schema) -> str:
    """A field or schema in, its description out."""
    metadata: dict[bytes, bytes] = item.metadata or {}
    return metadata.get(b"description", b"").decode("utf-8")
