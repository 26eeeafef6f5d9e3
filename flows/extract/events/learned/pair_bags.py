"""Two phrases of a scanned sentence in, the bag of features for what the first does to the second out.

The two are masked, so that words decide and not who stands there: `w=accuse TARGET`, `r=subject/object,ASSAULT`.
What the rules make of the pair is a feature among the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from flows.extract.events.learned.relations import function, joined, path, phrase, speaks, ways
from flows.extract.events.learned.scan import Scan, role_name
from flows.extract.events.learned.senses import matching, senses_of
from flows.extract.events.syntax import chain_up, is_passive, is_verb, lemma, subjects, verb_above

if TYPE_CHECKING:
    from flows.extract.words import Span, Token

Bag = frozenset[str]
UP_TO_CLAUSE = frozenset({"conj", "appos", "compound", "poss", "amod", "nmod"})
TOLD_OF_A_VERB = ("aux", "auxpass", "neg", "prt", "advmod", "dobj", "xcomp", "ccomp", "acomp", "attr")
FARTHEST = 60  # characters of a path's links
SURENESS = 5  # steps in which the rules' sureness is told


def pair_bag(scan: Scan, source: Span, target: Span, rule: tuple[str, float] | None) -> Bag:
    """`rule` is the type that the rules give the pair, and how sure they are (0 to 1)."""
    return frozenset((*_ruled(rule), *_written(scan, source, target), *_standing(scan, source.root, target.root),
                      *_triggers(scan, source.root, target.root), *scan.sentence.around))  # fmt: skip


def _ruled(rule: tuple[str, float] | None) -> Iterator[str]:
    if rule is None:
        yield "rule=none"
    else:
        kind, sure = rule
        yield f"rule={kind}"
        yield f"rule={kind},{int(sure * SURENESS)}"


# --- the words ------------------------------------------------------------------------------------


def _written(scan: Scan, source: Span, target: Span) -> Iterator[str]:
    """Runs of one to three words with the two masked, and on which side of them each word stands."""
    low, high = sorted((source.root.i, target.root.i))
    order = "st" if source.root.i < target.root.i else "ts"
    run: list[str] = []
    for token in scan.sentence.span:
        word = _masked(token, source, target, scan)
        if not word or (word.isupper() and run[-1:] == [word]):
            continue
        run.append(word)
        if not word.isupper():
            where = "mid" if low < token.i < high else "pre" if token.i < low else "post"
            yield f"{where}={word}"
            yield f"{where}:{order}={word}"
    yield f"order={order}"
    yield from (f"w={word}" for word in run)
    yield from (f"w={a} {b}" for a, b in pairwise(run))
    for three in zip(run, run[1:], run[2:], strict=False):
        if "ACTOR" in three or "TARGET" in three:
            yield f"w={' '.join(three)}"


def _masked(token: Token, source: Span, target: Span, scan: Scan) -> str:
    if source.start <= token.i < source.end:
        return "ACTOR"
    if target.start <= token.i < target.end:
        return "TARGET"
    mention = scan.sentence.cast.by_token.get(token.i)
    if mention is not None and mention.kind == "named":
        return f"N{mention.type}"
    if token.like_num:
        return "#NUM"
    return lemma(token) if token.is_alpha or "-" in token.text else ""


# --- how the two stand ----------------------------------------------------------------------------


def _standing(scan: Scan, s: Token, t: Token) -> Iterator[str]:
    order = "st" if s.i < t.i else "ts"
    yield f"dist={min(abs(s.i - t.i) // 3, 8)},{order}"
    if t in s.conjuncts:
        yield "joined"
    if speaks(s, t):
        yield "s speaks over t"
    if speaks(t, s):
        yield "t speaks over s"
    for side, root in (("s", s), ("t", t)):
        yield from _side(side, root, scan)
    up, top, down = ways(s, t)
    for token in (*up, *([top] if top is not None else ()), *down):
        yield f"path={lemma(token)}"
        yield f"path={lemma(token)},{token.pos_}"
    if top is not None:
        yield f"top={lemma(top)}"
        yield from (f"top:{told}" for told in _about(top))
        links = ">".join([*(x.dep_ for x in up), "^", *(x.dep_ for x in reversed(down))])
        if len(links) < FARTHEST:
            yield f"links={links}"
            yield f"links={links},{lemma(top)}"


def _side(side: str, root: Token, scan: Scan) -> Iterator[str]:
    verb, stands = verb_above(root), _in_clause(root)
    mention = scan.sentence.cast.by_token.get(root.i)
    yield f"{side}dep={root.dep_}"
    yield f"{side}kind={mention.kind if mention is not None else 'noun'}"
    if mention is not None:
        yield f"{side}type={mention.type}"
    if verb is not None:
        yield f"{side}v={lemma(verb)}"
        yield f"{side}v={lemma(verb)},{stands}"
        yield f"{side}v,{stands}"
        if is_passive(verb):
            yield f"{side}v:passive"
    yield from (f"{side}up={lemma(above)}" for above in chain_up(root)[:4])
    if root.dep_ == "pobj":
        yield f"{side}prep={root.head.lower_}"
        yield f"{side}prep={root.head.lower_}<{lemma(root.head.head)}"


def _in_clause(token: Token) -> str:
    """The part that a phrase plays in its clause; of joined and owned words that of the first."""
    for _ in range(4):
        if token.dep_ not in UP_TO_CLAUSE or token.head.i == token.i:
            break
        token = token.head
    return f"{token.dep_}:{token.head.lower_}" if token.dep_ == "pobj" else token.dep_


def _about(token: Token) -> Iterator[str]:
    for child in token.children:
        if child.dep_ in TOLD_OF_A_VERB:
            yield f"{child.dep_}={lemma(child)}"
            if child.dep_ in ("xcomp", "dobj", "ccomp"):
                yield f"{lemma(token)},{child.dep_}={lemma(child)}"
        elif child.dep_ == "prep":
            yield f"prep={child.lower_}"


# --- what may have happened -----------------------------------------------------------------------


def _triggers(scan: Scan, s: Token, t: Token) -> Iterator[str]:
    """Words that may tell of an event, and what the two are to each of them."""
    way, low, high = path(s, t), *sorted((s.i, t.i))
    near, far = phrase(s), phrase(t)
    for token in scan.tokens:
        where = "path" if token.i in way else "mid" if low < token.i < high else "out"
        hit, kinds = scan.hits.get(token.i), senses_of(token)
        if kinds or hit is not None:
            roles = _best(token, s, near), _best(token, t, far)
            yield from _related(token, roles, {*kinds, *((hit.entry.type,) if hit else ())})
        acts = bool(kinds) and is_verb(token) and any(h.i in near or h.i in far for h in subjects(token))
        for kind in kinds:
            yield f"may={kind}"
            yield f"may:{where}={kind}"
            if acts:
                yield f"may:acts={kind}"
        for kind in matching(token):
            yield f"phrase={kind}"
            yield f"phrase:{where}={kind}"
        if hit is not None:
            yield f"hit={hit.entry.type}"
            yield f"hit:{where}={hit.entry.type}"
            yield f"hit:{where}={hit.entry.type},{scan.rule_modality(token)}"
            ruled = f"{_rule_role(scan, token, near)}/{_rule_role(scan, token, far)}"
            yield f"rr={ruled}"
            yield f"rr={ruled},{hit.entry.type}"


def _related(token: Token, roles: tuple[str, str], kinds: set[str]) -> Iterator[str]:
    if roles == ("none", "none"):
        return
    both = "/".join(roles)
    yield f"r={both}"
    yield f"r={both},{token.pos_}"
    yield f"r={both},L={lemma(token)}"
    for kind in kinds:
        yield f"r={both},{kind}"
        yield f"rs={roles[0]},{kind}"
        yield f"rt={roles[1]},{kind}"


def _best(token: Token, head: Token, whole: frozenset[int]) -> str:
    """How a phrase stands to a trigger: by its own word, by what that is joined to, by the phrases it belongs to."""
    heads: Sequence[Token] = (head, joined(head), *(head.doc[i] for i in sorted(whole)))
    return next((role for h in heads if (role := function(token, h)) != "none"), "none")


def _rule_role(scan: Scan, token: Token, whole: frozenset[int]) -> str:
    who = scan.participants[token.i]
    acts = any(p.token in whole for p in who.actors)
    receives = any(p.token in whole for p in who.recipients)
    return role_name(acts, receives)
