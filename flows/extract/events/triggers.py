"""A sentence in, the words that the lexicon takes for events out, each with the entry that fits its surroundings best."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.extract.events.lexicon import Entry, Lexicon
from flows.extract.events.parties import Cast
from flows.extract.events.syntax import infinitive, is_verb, lemma, objects, prepositional
from flows.extract.events.topics import SentenceWords

if TYPE_CHECKING:
    from flows.extract.words import Span, Token

NEAR_WORDS = 6  # a later word of a verb pattern may stand this many tokens from the word it hangs on
OUGHT = ("must", "should", "ought")  # "said Kenya must withdraw" asks Kenya to
MENTION_CLASSES = {
    "PERSON": ("person",),
    "NORP": ("person", "territory"),
    "ORG": ("organisation",),
    "GPE": ("territory",),
    "LOC": ("territory",),
    "FAC": ("building", "territory"),
    "LAW": ("agreement",),
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A word that may be an event: its token, the entry chosen, and the tokens of a longer pattern."""

    token: Token
    entry: Entry
    parts: tuple[int, ...]  # token indices, the head among them

    @property
    def i(self) -> int:
        return int(self.token.i)


def triggers(sentence: Span, words: SentenceWords, cast: Cast, lexicon: Lexicon) -> tuple[Hit, ...]:
    """One hit a head word, the longest pattern first; words inside names are no triggers."""
    found: dict[int, Hit] = {}
    taken: set[int] = set()
    for token in sentence:
        if not token.is_alpha and "-" not in token.text:
            continue
        for hit in _readings(token, words, cast, lexicon):
            found[hit.i] = max(found.get(hit.i, hit), hit, key=lambda h: h.entry.specific)
    for hit in sorted(found.values(), key=lambda h: (-len(h.parts), h.entry.part != "noun", h.i)):
        if taken.isdisjoint(hit.parts):
            taken.update(hit.parts)
        else:
            found.pop(hit.i)
    return tuple(found[i] for i in sorted(found))


def _readings(token: Token, words: SentenceWords, cast: Cast, lexicon: Lexicon) -> Iterator[Hit]:
    for part, first in _parts(token, cast):
        for entry in lexicon.by_word.get((part, first), ()):
            matched = _matched(token, entry)
            if matched is None or any(i in cast.names for i in matched):
                continue
            if entry.part == "verb" and not is_verb(token) and "-" not in entry.words:
                continue
            head = _head(token, matched) if entry.part != "verb" or "-" in entry.words else token
            if words.fit(entry.near, entry.not_near, matched) and _fits(head, entry, matched, cast, lexicon):
                yield Hit(head, entry, matched)
                break


def _parts(token: Token, cast: Cast) -> Iterator[tuple[str, str]]:
    """The parts of speech a word may be looked up under, with the form to look for."""
    if token.i in cast.names:
        return
    if not is_verb(token) and token.i + 1 < len(token.doc) and token.nbor().text == "-":
        yield "verb", token.lower_  # "test-fired": the first half is often tagged a noun
    if _deed_of_both(token):
        yield "noun", token.lower_
    elif is_verb(token):
        if token.dep_ != "amod":  # "the ousted president", "occupied territory": a state, not the event
            yield "verb", lemma(token)
    elif token.pos_ in ("NOUN", "PROPN"):
        yield "noun", lemma(token)
        if token.lower_ != lemma(token):
            yield "noun", token.lower_
    elif token.pos_ == "ADJ":
        yield "adjective", token.lower_
        yield "noun", token.lower_
    elif token.pos_ == "ADV" and token.dep_ in ("amod", "compound"):
        yield "noun", token.lower_


def _deed_of_both(token: Token) -> bool:
    """ "Shelling between the two armies": a noun, whatever the tagger says."""
    stands = token.dep_ in ("nsubj", "nsubjpass", "csubj", "dobj", "pobj", "ROOT")
    return (
        token.tag_ == "VBG"
        and stands
        and any(c.dep_ == "prep" and c.lower_ in ("between", "among") for c in token.children)
    )


def _matched(token: Token, entry: Entry) -> tuple[int, ...] | None:
    if len(entry.words) == 1:
        return (token.i,)
    if entry.part == "verb" and "-" not in entry.words:
        rest = entry.words[1:]  # "hold joint exercise": the modifier hangs on the later word
        return _below(token, rest) or (_below(token, rest[::-1]) if len(rest) > 1 else None)
    return _following(token, entry.words[1:])


def _following(token: Token, rest: tuple[str, ...]) -> tuple[int, ...] | None:
    doc, found = token.doc, [token.i]
    for offset, word in enumerate(rest, 1):
        if token.i + offset >= len(doc):
            return None
        after = doc[token.i + offset]
        if word not in (after.lower_, lemma(after)):
            return None
        found.append(after.i)
    return tuple(found)


def _below(verb: Token, rest: tuple[str, ...]) -> tuple[int, ...] | None:
    """Each further word must hang on the verb or on a word matched before it ("put pressure", "take to street")."""
    held, found = [verb], [verb.i]
    for word in rest:
        nearest = None
        for holder in held:
            for child in holder.children:
                if (
                    word in (child.lower_, lemma(child))
                    and child.dep_ not in ("nsubj", "conj", "punct", "aux")
                    and not _dates(child)
                ):
                    nearest = child if nearest is None or child.i < nearest.i else nearest
        if nearest is None or (nearest.dep_ in ("prep", "prt") and not 0 < nearest.i - held[-1].i <= NEAR_WORDS + 6):
            return None
        held.append(nearest)
        found.append(nearest.i)
    return tuple(found)


def _dates(preposition: Token) -> bool:
    """True for "on Sunday": no part of "fire on"."""
    return preposition.dep_ == "prep" and any(
        c.dep_ == "pobj" and c.ent_type_ in ("DATE", "TIME") for c in preposition.children
    )


def _head(token: Token, matched: tuple[int, ...]) -> Token:
    for i in matched:
        word = token.doc[i]
        if word.head.i not in matched or word.head.i == i:
            return word
    return token


def _fits(token: Token, entry: Entry, parts: tuple[int, ...], cast: Cast, lexicon: Lexicon) -> bool:
    if entry.part == "noun":
        return _noun_fits(token, entry, cast, lexicon)
    if entry.part == "adjective" and token.dep_ not in ("acomp", "attr", "oprd", "ROOT", "conj"):
        return False
    if entry.prep and not _has_complement(token, entry.prep):
        return False
    return _objects_fit(token, entry, parts, cast, lexicon)


def _noun_fits(token: Token, entry: Entry, cast: Cast, lexicon: Lexicon) -> bool:
    if token.dep_ in ("compound", "nmod", "amod", "npadvmod") and token.head.pos_ in ("NOUN", "PROPN", "ADJ"):
        return False  # "attack helicopters", "peace talks venue"
    if entry.prep and not _has_complement(token, entry.prep):
        return False
    for name, below in prepositional(token):
        aimed = name in ("on", "against", "of", "at") and entry.not_object and cast.at(below) is None
        if aimed and _classes(below, entry.not_object, cast, lexicon):
            return False
    return True


def _has_complement(token: Token, wanted: tuple[str, ...]) -> bool:
    for child in token.children:
        if child.dep_ in ("prep", "agent", "prt", "dative") and child.lower_ in wanted:
            return True
        if "dative" in wanted and child.dep_ == "dative":
            return True
        if child.dep_ == "advmod" and child.lower_ in wanted:
            return True
        if child.dep_ in ("xcomp", "ccomp", "acl", "advcl") and "infinitive" in wanted and infinitive(child):
            return True
        if child.dep_ in ("ccomp", "acl") and ("that" in wanted or "ccomp" in wanted):
            return True
        if (
            child.dep_ == "ccomp"
            and "must" in wanted
            and any(c.dep_ == "aux" and c.lower_ in OUGHT for c in child.children)
        ):
            return True
        if child.dep_ == "poss" and "poss" in wanted:
            return True
    return False


def _objects_fit(token: Token, entry: Entry, parts: tuple[int, ...], cast: Cast, lexicon: Lexicon) -> bool:
    if not entry.object and not entry.not_object:
        return True
    everything = objects(token)
    own = tuple(o for o in everything if o.i not in parts)
    if everything and not own:
        return True  # "open fire": the pattern holds the object itself
    aimed_at = own or tuple(o for c in everything for n, o in prepositional(c) if n in ("on", "against", "at"))
    if entry.not_object and any(_classes(o, entry.not_object, cast, lexicon) and cast.at(o) is None for o in aimed_at):
        return False
    if not entry.object:
        return True
    if "any" in entry.object:
        return bool(own) or any(c.dep_ in ("xcomp", "ccomp", "prep", "dative") for c in token.children)
    if not own:
        return "none" in entry.object or _by_preposition(token, entry, cast, lexicon)
    return any(_classes(o, entry.object, cast, lexicon) for o in own)


def _by_preposition(token: Token, entry: Entry, cast: Cast, lexicon: Lexicon) -> bool:
    """Verbs with a particle keep their object below it: "withdrew from the accord", "walked out of the talks"."""
    held = [below for _, below in prepositional(token)] if len(entry.words) > 1 else []
    return any(_classes(o, entry.object, cast, lexicon) for o in held)


def _classes(token: Token, wanted: tuple[str, ...], cast: Cast, lexicon: Lexicon) -> bool:
    """True when a word, one joined to it, or what it is a number or group of, belongs to one of the classes."""
    for word in _senses(token, cast):
        mention = cast.by_token.get(word.i)
        if mention is not None and mention.kind == "pronoun" and {"person", "organisation", "captive"} & set(wanted):
            return True
        if mention is not None and mention.kind == "named":
            if any(name in wanted for name in MENTION_CLASSES.get(mention.type, ())):
                return True
            continue
        if (
            word.pos_ == "PRON"
            and "person" in wanted
            and word.lower_ in ("him", "her", "them", "he", "she", "they", "us", "me")
        ):
            return True
        if word.pos_ == "PRON" and "self" in wanted and word.lower_.endswith(("self", "selves")):
            return True
        names = {lemma(word), word.lower_}
        if any(not names.isdisjoint(lexicon.classes[name]) for name in wanted if name in lexicon.classes):
            return True
    return False


def _senses(token: Token, cast: Cast) -> Iterator[Token]:
    yield token
    for child in token.children:
        if child.dep_ in ("conj", "appos"):
            yield child
        elif child.dep_ == "compound" and child.i == token.i - 1 and not child.ent_type_ and not cast.is_people(token):
            yield child  # "trade ties", "asylum request"
        elif (
            child.dep_ == "amod"
            and child.i < token.i
            and token.pos_ == "NOUN"
            and lemma(child) in ("military", "humanitarian", "financial", "economic")
        ):
            yield child
    for name, below in prepositional(token):
        if name == "of":  # "dozens of soldiers", "delivery of grain"
            yield below
