"""A headline that the tagger took for a row of nouns in, its event out: who stands before the verb, and who after it.

"Rwanda Accuses Congo of Breaking Truce" has no verb for the model. Order is all there is to go by, so both sides must be known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.extract.events.lexicon import Entry, Lexicon
from flows.extract.events.parties import Cast, Party
from flows.extract.events.sides import Participants
from flows.extract.events.syntax import is_verb, lemma
from flows.extract.events.topics import SentenceWords
from flows.extract.events.triggers import Hit

if TYPE_CHECKING:
    from flows.extract.words import Span, Token

LONGEST_HEADLINE = 16  # tokens; longer lines parse as sentences
REACH = 5  # words between the verb and the party after it
ALONE = frozenset({"PROTEST", "RETREAT", "MOBILIZE"})  # may stand without a recipient


def headline_event(span: Span, words: SentenceWords, cast: Cast, lexicon: Lexicon) -> tuple[Hit, Participants] | None:
    """A line without any verb of its own in, its trigger and sides out; None for everything else."""
    if len(span) > LONGEST_HEADLINE or ends(span) or any(is_verb(t) and t.dep_ == "ROOT" for t in span):
        return None
    for token in span[1:]:
        if token.i in cast.names or not token.is_alpha:
            continue
        for entry, parts in _verbs(token, span, lexicon):
            before = _nearest(cast, reversed(span.doc[span.start : token.i]))
            after = _nearest(cast, span.doc[parts[-1] + 1 : min(parts[-1] + 1 + REACH, span.end)])
            if (
                before is None
                or (after is None and entry.type not in ALONE)
                or not words.fit(entry.near, entry.not_near, parts)
            ):
                continue
            return Hit(token, entry, parts), Participants((before,), (after,) if after is not None else (), True, False)
    return None


def ends(span: Span) -> bool:
    """With a stop, as no headline does."""
    return span[-1].text in ".!?"


def _verbs(token: Token, span: Span, lexicon: Lexicon) -> list[tuple[Entry, tuple[int, ...]]]:
    """Entries of the verb a word may be, with the words of theirs: "accuses", and after people in the plural "fire tear gas"."""
    form = token.lower_
    stems = [form[:-1], form[:-2]] if form.endswith("es") else [form[:-1]] if form.endswith("s") else []
    stems += [form[:-3] + "y"] if form.endswith("ies") else []
    found = [(e, _following(token, span, e)) for stem in stems for e in lexicon.by_word.get(("verb", stem), ())]
    if _several(span.doc[token.i - 1], lexicon):  # a bare form may as well be a noun, but not before its object
        bare = ((e, _following(token, span, e)) for e in lexicon.by_word.get(("verb", form), ()))
        found += [(e, parts) for e, parts in bare if len(parts) > 1]
    return [(e, parts) for e, parts in found if parts and not e.weak and not e.prep and e.subject == "actor"]


def _following(token: Token, span: Span, entry: Entry) -> tuple[int, ...]:
    """The words of an entry where they follow each other from a token on; () where they do not."""
    places = range(token.i, min(token.i + len(entry.words), span.end))
    told = [lemma(span.doc[i]) for i in places]
    return tuple(places) if told[1:] == list(entry.words[1:]) and len(told) == len(entry.words) else ()


def _several(token: Token, lexicon: Lexicon) -> bool:
    return token.tag_ in ("NNS", "NNPS") or token.lower_ in lexicon.classes["police"]


def _nearest(cast: Cast, tokens: object) -> Party | None:
    for token in tokens:  # type: ignore[attr-defined]
        if (party := cast.at(token)) is not None:
            return party
    return None
