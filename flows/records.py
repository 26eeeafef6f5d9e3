"""The nouns every step shares: frozen values, no behaviour beyond what follows from their fields.

Offsets are Unicode code points, end exclusive. `text` always means the cleaned text of
`CleanText`; `source_text` is what the reader returned, before any repair.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

State = Literal["published", "duplicate", "refused", "waiting", "container"]
Section = Literal["title", "deck", "byline", "dateline", "body"]
MentionKind = Literal["named", "nominal", "pronoun"]
QuoteKind = Literal["direct", "indirect", "mixed"]
Role = Literal["actor", "recipient"]
Verb = Literal["merge", "split", "rename", "ignore", "undo"]
Day = date  # for classes with a field named date


def content_id(*parts: object) -> str:
    """Any values in, 16 hex digits out: the same values give the same id on every machine."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


# --- what comes in -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a side-car, a page or a feed says about an article; empty string = not said."""

    url: str = ""
    published: str = ""  # as written there
    publisher: str = ""
    byline: str = ""
    title: str = ""
    deck: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class RawFile:
    """One file, or one member of a container, whose bytes may become a document."""

    path: str  # relative to the raw folder, posix; members as "feed.zip!inner.txt", "feed.jsonl!3"
    source: str  # first folder below raw, or "root"
    sha256: str  # of the bytes as found at `path` (a .gz: the compressed bytes)
    size: int
    doc_id: str  # sha256 of the document's own bytes (decompressed)
    sidecar_sha256: str = ""  # of STEM.meta.json, "" when there is none


@dataclass(frozen=True, slots=True)
class Refusal:
    """A document that stepped aside: a value, never an exception."""

    doc_id: str
    step: str
    reason: str  # stable code, see errors.REASONS
    detail: str  # one sentence: what is wrong and what to do


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of a byte string, and the evidence for the character set used."""

    text: str
    charset: str  # Python codec name
    basis: str  # bom, utf-8, declared, detected
    bom_bytes: int = 0
    round_trips: bool = True  # text.encode(charset) gives the bytes back: byte places exist


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the source text that the format itself names."""

    section: Section
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader returned: the source text, and what the format said beside it."""

    doc_id: str
    format: str  # txt, md, html, json
    source_text: str
    charset: str
    charset_basis: str  # bom, utf-8, declared, detected, given
    parts: tuple[Part, ...] = ()  # named by the format (html, json, md); empty for plain text
    metadata: Metadata = Metadata()  # from the file itself
    sidecar: Metadata = Metadata()
    path_hint: str = ""  # file name, read for a date only
    byte_start: int | None = None  # bytes before the first character (BOM); None: no byte places


# --- clean -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Repair:
    """One change. Repairs of one pass (`step`) are in text order; passes are in order of work.

    `before_*` are places in the text that the pass received, `after_*` in the text it returned.
    """

    step: str  # the pass, e.g. "mojibake.1", "invisible", "whitespace", "repeated_deck"
    kind: str  # encoding, entity, invisible, control, line_ending, whitespace, repeated_line, markup
    before_start: int
    before_end: int
    after_start: int
    after_end: int
    before: str
    after: str
    codec: str = ""
    policy: str = ""
    lossless: bool = True
    confidence: float = 1.0
    alternatives: tuple[str, ...] = ()
    layer: int = 0  # of encoding damage, the outermost first: 1, 2 ...
    bytes_lost: int = 0  # by the reader that did the damage


@dataclass(frozen=True, slots=True)
class Hole:
    """A place where text is missing; never filled."""

    start: int
    end: int
    evidence: str  # missing_subject, lost_link, lost_object, empty_between_marks
    detail: str


@dataclass(frozen=True, slots=True)
class Layout:
    """A stretch of the clean text and what it is."""

    section: Section
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Publication:
    """When the article was published. `at` is UTC; `precision` says which part of it is meant."""

    at: datetime | None = None
    basis: str = "none"  # side-car, page, field, byline, dateline, file_name, none
    precision: str = "none"  # second, minute, day, month, year, none


@dataclass(frozen=True, slots=True)
class CleanText:
    """The text as its author wrote it, with every change listed."""

    doc_id: str
    text: str
    repairs: tuple[Repair, ...] = ()
    holes: tuple[Hole, ...] = ()
    layout: tuple[Layout, ...] = ()  # in order, not overlapping; gaps are white space between parts
    title: str = ""
    deck: str = ""
    byline: str = ""
    dateline: str = ""
    publisher: str = ""
    url: str = ""
    published: Publication = Publication()
    language: str = "und"
    language_confidence: float = 0.0
    damage: float = 0.0  # share of source characters that encoding repairs touched, 0..1
    flags: tuple[str, ...] = ()  # sorted, e.g. not_extracted, inferred_repairs, holes, damage_left


# --- extract -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sentence:
    start: int
    end: int
    section: Section
    in_quote: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """A name, description or pronoun for somebody or something."""

    start: int
    end: int
    surface: str
    type: str  # PERSON ORG GPE LOC FAC NORP EVENT WEAPON, and what the model gives besides
    kind: MentionKind
    group_id: str = ""
    title: str = ""  # office or honorific before a name: "president", "Mr"
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Group:
    """Who or what within one document: all mentions of it share `group_id`."""

    group_id: str
    type: str
    name: str  # the fullest
    names: tuple[str, ...]
    country: str = ""  # ISO3
    sector: str = ""  # GOV MIL REB ...
    office: str = ""
    anchor: str = ""  # "iso3:RUS", "geonames:524901" where knowledge fixes the entity


@dataclass(frozen=True, slots=True)
class DateMention:
    start: int
    end: int
    surface: str
    value: date | None  # first day meant
    value_end: date | None  # last day meant; same as value for a day
    basis: str  # written, publication, none
    precision: str  # day, week, month, quarter, year, none


@dataclass(frozen=True, slots=True)
class Place:
    start: int
    end: int
    surface: str
    group_id: str
    name: str
    geonames_id: int | None
    lat: float | None
    lon: float | None
    country: str  # ISO3, "" for seas and regions across states
    precision: str  # country, region, city, site
    basis: str  # country, capital, context, population


@dataclass(frozen=True, slots=True)
class Quote:
    """An attributed statement; the speaker may be unknown."""

    start: int
    end: int
    surface: str
    kind: QuoteKind
    speaker_start: int | None = None
    speaker_end: int | None = None
    speaker_group: str = ""
    cue_start: int | None = None
    cue_end: int | None = None
    cue: str = ""  # lemma
    addressee_group: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class EventRole:
    role: Role
    start: int
    end: int
    surface: str
    group_id: str = ""


@dataclass(frozen=True, slots=True)
class Magnitude:
    """People counted, or money, in the sentence of an event: at least `low`, at most `high`, in persons or whole units of `currency`."""

    kind: str  # killed, wounded, arrested, displaced, money
    low: int
    high: int
    start: int
    end: int
    currency: str = ""  # ISO 4217, of money where the text tells it


@dataclass(frozen=True, slots=True)
class Event:
    """A coded event in one sentence."""

    event_id: str
    type: str  # one of the 16 PLOVER types, after the modality remap
    type_before: str  # before it
    mode: str
    contexts: tuple[str, ...]
    quad: int  # 1..4
    score: float
    cameo: str  # root, two digits
    trigger_start: int
    trigger_end: int
    trigger: str
    sentence: int  # index into Extraction.sentences
    roles: tuple[EventRole, ...]
    modality: str  # actual, future, hypothetical, demanded, threatened, denied, historical
    negated: bool
    confidence: float
    rule: str  # lexicon entry or model version that decided
    date: Day | None = None
    date_end: Day | None = None
    date_basis: str = "none"  # clause, sentence, paragraph, lead, dateline, publication, none
    date_precision: str = "none"
    place: Place | None = None
    place_basis: str = "none"  # clause, sentence, dateline, none
    magnitudes: tuple[Magnitude, ...] = ()
    context_basis: str = "none"  # sentence, paragraph, document, none
    context_words: tuple[str, ...] = ()  # for each context the first words that call for it, as "voters@120"
    alternatives: tuple[str, ...] = ()  # "ASSAULT 0.93": types the weights hold possible, likeliest first; "-" is none
    reasons: tuple[str, ...] = ()  # sides told elsewhere, then features that spoke most for the type before the remap


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one document says."""

    doc_id: str
    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    groups: tuple[Group, ...] = ()
    dates: tuple[DateMention, ...] = ()
    places: tuple[Place, ...] = ()
    quotes: tuple[Quote, ...] = ()
    events: tuple[Event, ...] = ()
    words: int = 0


# --- resolve -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SeenGroup:
    """A group with what resolution across documents may use."""

    group: Group
    doc_id: str
    published: date | None
    mentions: int
    named: bool = True  # False: only described ("soldiers", "the minister"), no name to compare
    near: str = ""  # ISO3 of a country named close to its first name: "the Foreign Ministry in Kyiv"


@dataclass(frozen=True, slots=True)
class Entity:
    entity_id: str  # ISO3, GeoNames id, or the group_id of its earliest member
    type: str
    name: str
    aliases: tuple[str, ...]
    country: str
    sector: str
    lat: float | None
    lon: float | None
    documents: int
    mentions: int


@dataclass(frozen=True, slots=True)
class EntityGroup:
    """Which entity a document's group belongs to, and why."""

    group_id: str
    entity_id: str | None  # None: people judged that it is none
    doc_id: str
    basis: str  # iso3, geonames, name, spelling, short_name, acronym, judgement
    confidence: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """What somebody decided about entities; `sides` are sets of group_ids, one for each thing that was named.

    merge: the sides are one. split: each side is another. rename, ignore: one side. undo: none, `undoes` says whose.
    Who, when and `called` are for people: no table holds them.
    """

    judgement_id: str  # NNNNNN-HASH; in this order judgements were made
    verb: Verb
    sides: tuple[tuple[str, ...], ...] = ()
    name: str = ""  # rename: the new one
    whole: bool = True  # ignore: the entity with all its groups, or these groups alone
    undoes: str = ""
    called: tuple[str, ...] = ()  # what the sides were called then
    why: str = ""
    who: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """What near-duplicate search sees of a document."""

    doc_id: str
    published: date | None
    words: int
    minhash: bytes  # 128 little-endian uint32, or b"" when too short


@dataclass(frozen=True, slots=True)
class NearDuplicate:
    group: str  # doc_id of its first member
    doc_id: str
    role: str  # first, copy, part_of
    similarity: float  # estimated Jaccard with the first


@dataclass(frozen=True, slots=True)
class ReportedEvent:
    """What clustering sees of an event."""

    event_id: str
    doc_id: str
    sources: tuple[str, ...]
    published: date | None
    type: str
    date: date | None  # of the event
    actors: tuple[str, ...]  # entity_ids, sorted
    recipients: tuple[str, ...]
    actor_countries: tuple[str, ...]  # ISO3, sorted
    recipient_countries: tuple[str, ...]
    place: str  # country or geonames anchor, ""
    trigger: str
    modality: str
    negated: bool
    magnitudes: tuple[Magnitude, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class EventCluster:
    """One thing that happened, however often it was reported."""

    cluster_id: str  # event_id of the earliest member
    type: str
    date_first: date | None
    date_last: date | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    actor_countries: tuple[str, ...]
    recipient_countries: tuple[str, ...]
    events: int
    documents: int
    sources: tuple[str, ...]
    first_doc_id: str
    contradictions: tuple[str, ...]  # e.g. "killed: 12 or 15"
    confidence: float


@dataclass(frozen=True, slots=True)
class EventClusterMember:
    cluster_id: str
    event_id: str
    doc_id: str
    role: str  # first, report


# --- the run -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FileRow:
    """One line of the ledger: a path, or a member of a container, and what became of it."""

    path: str
    member_of: str  # path of the container, "" for a file on disk
    source: str
    sha256: str
    sidecar_sha256: str
    size: int
    doc_id: str
    format: str
    state: State
    reason: str = ""
    detail: str = ""
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One check that failed in a gate: which, on what, how often, with examples."""

    gate: str
    table: str
    check: str
    column: str
    rows: int
    doc_ids: tuple[str, ...] = field(default=())
    examples: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Check:
    """One expectation or audit, and what it saw. One that raised did not pass."""

    table: str
    name: str  # expectation type, "arrow_schema", or the audit's name
    column: str  # "start, end" for several, "" for the whole table
    says: str  # what holds when it passes, in words
    passed: bool
    rows: int  # looked at
    unexpected: int = 0
    observed: str = ""
    raised: str = ""  # message of the exception, "" when none
    doc_ids: tuple[str, ...] = ()  # all that offend, sorted
    examples: tuple[str, ...] = ()  # the first few offending values


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one gate, or the audits, said of the staged rows."""

    gate: str  # "documents", "corpus" or "audits"
    checks: tuple[Check, ...] = ()

    @property
    def passed(self) -> bool:
        return all(check.passed for check in self.checks)

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(
            Finding(
                self.gate, c.table, c.name, c.column, c.unexpected, c.doc_ids, (c.raised,) if c.raised else c.examples
            )
            for c in self.checks
            if not c.passed
        )

    @property
    def broken(self) -> tuple[Finding, ...]:
        """Findings that name no document: nothing can be set aside, so the run has to stop."""
        return tuple(finding for finding in self.findings if not finding.doc_ids)
