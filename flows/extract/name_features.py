"""A parsed doc and its names in, a bag of features for each name out: what in it, around it and elsewhere tells its type.

The features are words, not numbers, so that a weight can be read: `l=university`, `n1=said`, `doc:title`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from flows.extract.countries import plain
from flows.extract.known import known_as
from flows.extract.leaders import leads
from flows.extract.names import head_type
from flows.extract.places.gazetteer import regions
from flows.extract.places.keys import place_key
from flows.extract.places.towns import towns
from flows.extract.spans import Name
from flows.extract.stretches import Stretches
from flows.extract.tables import lines
from flows.extract.titles import title_before

if TYPE_CHECKING:
    from flows.extract.words import Doc, Span, Token

Bag = frozenset[str]
AGE = re.compile(r", (?:aged )?\d{1,2}[,.]| \(\d{2}\)")
DATELINE = re.compile(r"(?:, [^\n(\"“:]{0,45})?(?: ?\([^)\n]{1,40}\))?(?:,[^\n(\"“:]{1,20})?(?: ?[—–]| ?--| -) ")
SCORE = re.compile(r"\d{1,3}[-–]\d{1,3}\b")
ACRONYM = re.compile(r"[A-Z][A-Z.&-]+s?$")
SIZES = ((1_000_000, "million"), (100_000, "city"), (20_000, "town"), (1, "village"))
NEAR = 3  # words on either side
OFTEN = 3  # occurrences from which a name counts as frequent


def name_features(doc: Doc, text: str, found: Sequence[Name]) -> list[Bag]:
    """For each name, in order, its bag."""
    keys = [plain(text[n.start : n.end]) for n in found]
    names = Stretches(found)
    own = [frozenset(_own(key)) for key in dict.fromkeys(keys)]
    by_key = dict(zip(dict.fromkeys(keys), own, strict=True))
    around = [frozenset(_around(doc, text, n, names)) for n in found]
    told = _document(keys, found, around)
    return [
        by_key[key] | around[i] | told[key] | frozenset(_model(name, key))
        for i, (key, name) in enumerate(zip(keys, found, strict=True))
    ]


def _model(name: Name, key: str) -> Iterator[str]:
    """What the model or the lexicon said of this place."""
    said = f"{name.label}!" if name.certain else name.label
    yield f"m={said}"
    yield f"m={said},{name.source}"
    yield f"m={said},l={key.split()[-1].lower()}"
    yield f"m={said},{'one' if ' ' not in key else 'more'}"


# --- the name itself ---------------------------------------------------------------------------


def _own(key: str) -> Iterator[str]:
    parts = key.split()
    low = [p.lower() for p in parts]
    yield f"all={key.lower()}"
    yield f"f={low[0]}"
    yield f"l={low[-1]}"
    yield from (f"w={p}" for p in low)
    yield f"size={min(len(parts), 5)}"
    yield from (f"end={low[-1][-k:]}" for k in (2, 3, 4) if len(low[-1]) > k)
    yield f"begin={low[0][:3]}"
    for joint in ("of", "for", "and", "&", "de", "al", "bin", "van", "von"):
        if joint in low[1:-1]:
            yield f"has={joint}"
            if joint in ("of", "for"):
                yield f"h={low[low.index(joint) - 1]}"
    yield from _shape(key, parts)
    yield from _lists(key, parts)


def _shape(key: str, parts: list[str]) -> Iterator[str]:
    if ACRONYM.match(key):
        yield f"acronym={min(len(key), 6)}"
    if any(c.isdigit() for c in key):
        yield "digit"
        yield "digit=" + re.sub(r"\d+", "0", key[-4:])
    if "-" in key:
        yield "hyphen"
    if "'" in key:
        yield "apostrophe"
    if any(re.fullmatch(r"[A-Z]\.?", p) for p in parts[:-1]) and len(parts) > 1:
        yield "initial"
    if any(p[:1].islower() for p in parts):
        yield "small" if parts[-1][:1].isupper() else "small_end"
    if re.search(r"[a-z][A-Z]", key):
        yield "camel"


def _lists(key: str, parts: list[str]) -> Iterator[str]:
    """What the lexicons say of the name and of its first and last word."""
    if leader := leads(key):
        yield f"leader={leader}"
    if known := known_as(key):
        yield f"k={known.type}{'!' if known.certain else ''}"
    for where, word in (("first", parts[0]), ("last", parts[-1])):
        folded = place_key(word)
        told = [kind for kind in ("given", "family") if folded in lines(f"{kind}_names")]
        yield f"{where}:{'+'.join(told) or 'nobody'}"
        if len(parts) > 1 and (inner := known_as(word)):
            yield f"{where}:k={inner.type}"
        if kind := head_type(word):
            yield f"{where}:head={kind}"
    if len(parts) > 1:
        given, family = place_key(parts[0]) in lines("given_names"), place_key(parts[-1]) in lines("family_names")
        yield f"people={given},{family}"
    place = place_key(key)
    if len(place) > 2:
        largest = max((t.inhabitants for t in towns(place) if t.own_name), default=0)
        yield "town=" + next((size for least, size in SIZES if largest >= least), "none")
        yield from (f"region={kind}" for kind in {r.kind for r in regions(place)})


# --- around it ---------------------------------------------------------------------------------


def _around(doc: Doc, text: str, name: Name, names: Stretches[Name]) -> Iterator[str]:
    span = doc.char_span(name.start, name.end, alignment_mode="expand")
    if span is None:
        return
    yield from _beside(doc, span, names)
    yield from _marks(text, name)
    yield from _syntax(span, names)


def _beside(doc: Doc, span: Span, names: Stretches[Name]) -> Iterator[str]:
    """Words to the left and right; another name stands as what the model took it for."""
    before = _words(doc, range(span.start - 1, -1, -1), names)
    after = _words(doc, range(span.end, len(doc)), names)
    yield from (f"p{i}={word}" for i, word in enumerate(before, 1))
    yield from (f"n{i}={word}" for i, word in enumerate(after, 1))
    if before and after:
        yield f"pn={before[0]}_{after[0]}"
    if len(before) > 1:
        yield f"pp={before[1]}_{before[0]}"
    if len(after) > 1:
        yield f"nn={after[0]}_{after[1]}"
    yield from (f"near={word}" for word in (*before, *after) if word.isalpha())


def _words(doc: Doc, places: range, names: Stretches[Name]) -> list[str]:
    found: list[str] = []
    last: Name | None = None
    for i in places:
        token = doc[i]
        if token.is_space:
            if "\n" in token.text:
                found.append("<line>")
                break
            continue
        inside = names.at(token.idx)
        if inside is not None:
            if inside is not last:
                found.append(f"<{inside.label}>")
            last = inside
        else:
            found.append("<number>" if token.like_num else token.lower_)
        if len(found) == NEAR:
            return found
    return found if found and found[-1] == "<line>" else [*found, "<line>"]


def _marks(text: str, name: Name) -> Iterator[str]:
    before, after = text[max(0, name.start - 12) : name.start], text[name.end : name.end + 60]
    if title := title_before(text, name.start):
        yield "title"
        yield f"title={title.office or title.words.lower()}"
    if AGE.match(after):
        yield "age"
    if DATELINE.match(after) and (not before or before[-1] == "\n"):
        yield "dateline"
    if SCORE.match(after.lstrip(" ,")):
        yield "score"
    if re.match(r" \([A-Z]{2,8}\)", after):
        yield "has_acronym"
    if before.endswith("(") and after.startswith(")"):
        yield "in_brackets"
    if before[-1:] in "\"“‘'«„" and before and after[:1] in "\"”’'»“,.":
        yield "in_quotes"
    if before.rstrip(" ").endswith(("\n", "By", "BY")) or not before.strip():
        yield "line_start"
    if re.match(r":", after):
        yield "colon"
    if re.match(r"['’]s?\b", after):
        yield "owns"
    if re.search(r"\b[Tt]he $", before):
        yield "the"


def _syntax(span: Span, names: Stretches[Name]) -> Iterator[str]:
    root = span.root
    head = root.head
    yield f"dep={root.dep_}"
    if head.i != root.i and not (span.start <= head.i < span.end):
        word = _lemma(head, names)
        yield f"{root.dep_}|{word}"
        if root.dep_ in ("nsubj", "nsubjpass", "dobj", "poss", "compound", "appos", "conj", "nmod", "amod"):
            yield f"head={root.dep_},{head.pos_}"
        if root.dep_ == "pobj":
            yield f"{root.dep_}|{word}|{_lemma(head.head, names)}"
    for child in root.children:
        if not span.start <= child.i < span.end:
            yield f"has:{child.dep_}"
            if child.dep_ in ("appos", "amod", "compound", "relcl", "acl", "nmod", "det", "prep", "nummod"):
                yield f"has:{child.dep_}|{_lemma(child, names)}"


def _lemma(token: Token, names: Stretches[Name]) -> str:
    inside = names.at(token.idx)
    return f"<{inside.label}>" if inside else token.lemma_.lower()


# --- elsewhere in the document -----------------------------------------------------------------

# what counts wherever the name stands: said of the name, not of the place
TELLING = frozenset(
    ["title", "age", "dateline", "score", "has_acronym", "owns", "the", "in_quotes", "p1=in", "p1=from", "p1=at", "p1=aboard",
     "nsubj|say", "nsubj|tell", "nsubj|play", "n1=fighters", "p1=against", "p1=near", "p1=by", "has:relcl", "has:appos"]
)  # fmt: skip


TOLD = (
    "nsubj|",
    "nsubjpass|",
    "dobj|",
    "poss|",
    "pobj|",
    "appos|",
    "compound|",
    "has:appos|",
    "has:compound|",
    "n1=",
    "p1=",
    "title=",
)


def _document(keys: list[str], found: Sequence[Name], around: list[Bag]) -> dict[str, Bag]:
    """For each name what all its places in the document say together, and which longer names it is part of."""
    labels: dict[str, Counter[str]] = defaultdict(Counter)
    signs: dict[str, set[str]] = defaultdict(set)
    for key, name, bag in zip(keys, found, around, strict=True):
        labels[key][name.label] += 1
        signs[key] |= {f"doc:{sign}" for sign in bag if sign in TELLING or sign.startswith(TOLD)}
    longer = _longer(labels)
    out = {}
    for key, counted in labels.items():
        times = sum(counted.values())
        about = signs[key] | longer.get(key, set())
        about.add(f"times={'once' if times == 1 else 'few' if times < OFTEN else 'often'}")
        for label, n in counted.items():
            about.add(f"doc:m={label}")
            if n > times / 2:
                about.add(f"doc:most={label}")
        if len(counted) > 1:
            about.add("doc:disagree")
        out[key] = frozenset(about)
    return out


def _longer(labels: dict[str, Counter[str]]) -> dict[str, set[str]]:
    """Name -> how longer names of the document have it: as their first, last or an inner word."""
    parts: dict[str, set[str]] = defaultdict(set)
    for key, counted in labels.items():
        words_of = key.split()
        if len(words_of) < 2:
            continue
        label = min(counted, key=lambda x: (-counted[x], x))
        for i, word in enumerate(words_of):
            where = "first" if i == 0 else "last" if i == len(words_of) - 1 else "inner"
            parts[word].add(f"part:{where},{label}")
            if label == "PERSON" and where == "last":
                parts[re.sub(r"^(?:al|el|as|ash|ad|ar|an)-", "", word, flags=re.I)].add(f"part:{where},{label}")
        parts[" ".join(words_of[:-1])].add(f"part:all_but_last,{label}")
        parts[" ".join(words_of[1:])].add(f"part:all_but_first,{label}")
    return parts
