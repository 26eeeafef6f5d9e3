"""A parsed doc and its names in, descriptions that act like names out: "the Russian president", "rebels", "the ministry"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.extract.known import known_as
from flows.extract.roles import Role, modifier_sectors, roles
from flows.extract.spans import Name
from flows.extract.stretches import longest_apart
from flows.extract.transformer.reading import reading

if TYPE_CHECKING:
    from flows.extract.words import Doc, Token

MODIFIERS = frozenset({"amod", "compound", "nmod", "nummod", "punct", "advmod", "npadvmod", "quantmod"})
GROUPS = frozenset({"NORP"})
AGED = 4  # tokens before "old" in "44-year-old"
NAMED_BEHIND = frozenset({"PERSON", "ORG", "WEAPON", "FAC", "NORP"})
REFERS = 0.5  # from here on a noun that no lexicon lists may be somebody
UNLISTED = Role("", "UNS", False)
MAX_BEFORE = 7  # tokens of a description before its noun; longer ones are lists


@dataclass(frozen=True, slots=True)
class Description:
    """A nominal mention before it has a group."""

    start: int
    end: int
    head: int  # token
    lemma: str
    type: str
    sector: str
    country: str  # ISO3 of a nation named in it
    definite: bool
    plural: bool
    modifiers: tuple[str, ...]
    name: int = -1  # where the name starts that it stands right before; -1 for none


def nominals(doc: Doc, text: str, found: list[Name]) -> list[Description]:
    """Descriptions in text order, none inside another and none that is part of a name.

    Those whose noun no lexicon lists have no type: they are somebody once they are joined to somebody.
    """
    inside = _tokens_of(doc, found)
    out: list[Description] = []
    heard = reading(doc)
    for token in doc:
        role = _role(token)
        if (
            role is None
            and heard is not None
            and token.pos_ in ("NOUN", "ADJ", "PROPN")
            and heard.refers[token.i] >= REFERS
        ):
            role = UNLISTED
        beside = _name_behind(doc, text, token, inside)
        if beside is not None and token.pos_ == "NOUN":
            role = role or UNLISTED
        if role is None or token.i in inside:
            continue
        if beside is None and (_before_a_person(token, inside) or _within_noun(token)):
            continue
        if description := _description(doc, text, token, role, inside, beside):
            out.append(description)
    return _apart(out)


def _role(token: Token) -> Role | None:
    if _aged(token):
        return Role("PERSON", "CVL", False)
    if token.pos_ not in ("NOUN", "PROPN", "ADJ") or token.ent_type_ in ("DATE", "MONEY"):
        return None
    return roles().get(token.lemma_.lower()) or roles().get(token.lower_) or roles().get(_singular(token.lower_))


def _aged(token: Token) -> bool:
    """The last word of "the 44-year-old" standing for somebody."""
    if token.lower_ != "old" or token.i < AGED or token.dep_ in ("amod", "acomp", "npadvmod", "compound"):
        return False
    before = [t.lower_ for t in token.doc[token.i - AGED : token.i]]
    return before[1:] == ["-", "year", "-"] and token.doc[token.i - AGED].like_num


def _singular(word: str) -> str:
    """For nouns whose plural the tagger took for a name: "Fishermen", "Rebels"."""
    return word[:-3] + "man" if word.endswith("men") else word.removesuffix("s")


def _tokens_of(doc: Doc, found: list[Name]) -> dict[int, Name]:
    """Token -> the name it is part of."""
    covered: dict[int, Name] = {}
    for name in found:
        span = doc.char_span(name.start, name.end, alignment_mode="expand")
        if span is not None:
            covered.update((i, name) for i in range(span.start, span.end))
    return covered


def _before_a_person(token: Token, inside: dict[int, Name]) -> bool:
    """A title right before a person's name is kept with that name: "President Ana Brito"."""
    following = inside.get(token.i + 1)
    return following is not None and following.label == "PERSON" and not token.tag_.endswith("S")


def _name_behind(doc: Doc, text: str, token: Token, inside: dict[int, Name]) -> Name | None:
    """The name that a lower-case noun stands right before and tells something of: "the rancher Rui Sobral", "state agency KCNA"."""
    following = inside.get(token.i + 1)
    if (
        following is None
        or following is inside.get(token.i)
        or following.label not in NAMED_BEHIND
        or token.tag_ != "NN"
        or not text[token.idx].islower()
        or token.whitespace_ != " "
        or token.ent_type_ in ("DATE", "TIME")
    ):
        return None
    name = doc.char_span(following.start, following.end, alignment_mode="expand")
    if name is None or name.start != token.i + 1:
        return None
    hangs_on_it = token.dep_ in ("compound", "nmod", "amod", "appos") and name.start <= token.head.i < name.end
    carries_it = any(t.dep_ in ("appos", "nmod") and t.head.i == token.i for t in name)
    return following if hangs_on_it or carries_it else None


def _within_noun(token: Token) -> bool:
    """Part of a longer description ("police officers", "government spokesman"): that one counts."""
    return (
        token.dep_ in ("compound", "amod", "nmod") and token.head.i > token.i and token.head.pos_ in ("NOUN", "PROPN")
    )


def _description(
    doc: Doc, text: str, token: Token, role: Role, inside: dict[int, Name], beside: Name | None = None
) -> Description | None:
    first = _first(doc, token)
    before = [doc[i] for i in range(first, token.i)]
    names = [inside[i] for i in range(first, token.i) if i in inside]
    owners = [inside[t.i] for c in token.children if c.dep_ == "poss" for t in c.subtree if t.i in inside]
    belongs = _of_name(doc, token, inside)
    modifiers = tuple(t.lower_ for t in before if t.lower_ in modifier_sectors())
    country = _country(text, names + owners + ([belongs] if belongs else []))
    definite = any(c.lower_ in ("the", "this", "that", "these", "those") or c.dep_ == "poss" for c in token.children)
    acts = token.dep_ == "nsubj" and role.type != "NORP" and any(c.lower_ == "the" for c in token.children)
    counted = any(c.dep_ == "nummod" for c in token.children)
    if role.weak and not (
        beside or modifiers or names or owners or belongs or acts or ((definite or counted) and not role.vague)
    ):
        return None
    if role.type == "PERSON" and beside is None and _generic(token, definite, bool(country or modifiers)):
        return None
    sector = _sector(role, modifiers, names + owners)
    plural = token.tag_ in ("NNS", "NNPS")
    kind = "NORP" if role.type == "PERSON" and plural else role.type
    return Description(
        doc[first].idx,
        token.idx + len(token.text),
        token.i,
        token.lemma_.lower(),
        kind,
        sector,
        country,
        definite,
        plural,
        modifiers,
        beside.start if beside is not None else -1,
    )


def _generic(token: Token, definite: bool, marked: bool) -> bool:
    """ "for a civilian", "as king": one of a kind in general. Subjects, objects and agents are taken for somebody."""
    if definite or marked or token.tag_ in ("NNS", "NNPS"):
        return False
    return token.dep_ not in ("nsubj", "nsubjpass", "dobj", "pobj", "appos", "poss", "conj") or any(
        c.lower_ in ("no", "any", "every", "what") for c in token.children
    )


def _first(doc: Doc, token: Token) -> int:
    """Where the description starts: its modifiers, without article, number and pronoun."""
    if _aged(token):
        return int(token.i) - AGED
    first = _hyphened(doc, int(token.i))
    while first > 0 and token.i - first < MAX_BEFORE:
        before = doc[first - 1]
        if (
            doc[first].is_sent_start
            or not _belongs(before, token)
            or before.pos_ in ("DET", "PRON", "NUM", "PUNCT", "SPACE")
            or before.lower_ in ("a", "an", "the")
            or before.ent_type_ in ("DATE", "TIME")
        ):
            break
        first = _hyphened(doc, first - 1)
    while first < token.i and (
        doc[first].pos_ in ("ADV", "PUNCT", "PART", "CCONJ", "SYM")
        or doc[first].lower_ in ("other", "several", "many", "some", "such", "same", "more", "least", "own")
    ):
        first += 1
    return first


def _hyphened(doc: Doc, i: int) -> int:
    """Where the word begins that hyphens make of a token and those before it: "co-author", "four-time"."""
    last = max(1, i - MAX_BEFORE)
    while (
        i > last
        and not (doc[i].is_sent_start or doc[i - 1].is_sent_start)
        and doc[i - 1].text in "-–"
        and not doc[i - 1].whitespace_
        and not doc[i - 2].whitespace_
        and not doc[i - 2].is_space
    ):
        i -= 2
    return i


def _belongs(before: Token, token: Token) -> bool:
    """The token before hangs on the noun through modifiers only."""
    if before.dep_ not in MODIFIERS:
        return False
    at = before
    for _ in range(4):
        if at.head.i == token.i:
            return at.dep_ in MODIFIERS
        if at.dep_ not in MODIFIERS or at.head.i == at.i:
            return False
        at = at.head
    return False


def _of_name(doc: Doc, token: Token, inside: dict[int, Name]) -> Name | None:
    """The name in "president of Kenya", "spokesman for the ECB": right behind the noun."""
    for prep in token.children:
        if prep.i == token.i + 1 and prep.lower_ in ("of", "for", "from") and prep.dep_ == "prep":
            for place in range(prep.i + 1, min(prep.i + 4, len(doc))):
                name = inside.get(place)
                if name:
                    return name if name.label in ("GPE", "ORG", "NORP", "LOC") and prep.lower_ != "from" else None
                if doc[place].pos_ != "DET":
                    return None
    return None


def _country(text: str, names: list[Name]) -> str:
    for name in names:
        known = known_as(text[name.start : name.end])
        if known and known.country:
            return known.country
    return ""


def _sector(role: Role, modifiers: tuple[str, ...], names: list[Name]) -> str:
    """The noun's own sector, made exact by what stands before it: "rebel commander" is REB, "army general" MIL."""
    told = [modifier_sectors()[m] for m in modifiers]
    strong = next((s for s in told if s in ("REB", "OPP", "MED", "COP", "CRM")), "")
    if role.sector in ("UNS", "CVL"):
        return strong or (told[0] if told else role.sector)
    return strong or role.sector


def _apart(found: list[Description]) -> list[Description]:
    return longest_apart(sorted(found, key=lambda d: (d.start - d.end, d.start)))
