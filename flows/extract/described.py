"""A description that no name is joined to in, the named groups it may mean, each with a bag of features, out."""

from __future__ import annotations

from collections.abc import Iterator

from flows.extract.antecedents import MOST, Bag, last_mention, prominence
from flows.extract.scene import Scene, Seen, Standing, hole_between
from flows.extract.tables import words
from flows.records import Group

FAR = 25  # sentences looked back


def open_description(scene: Scene, i: int) -> bool:
    """A description whose own group has no name, or that has none."""
    m = scene.mentions[i]
    return m.kind == "nominal" and m.group_id not in scene.named


def candidates(scene: Scene, i: int) -> list[tuple[str, Bag]]:
    """Named groups before a description, nearest first."""
    own, m = scene.standing[i], scene.mentions[i]
    seen: dict[str, Seen] = {}
    for k in range(i - 1, -1, -1):
        group = scene.mentions[k].group_id
        if own.sentence - scene.standing[k].sentence > FAR or hole_between(scene, k, i):
            break
        if group not in scene.named or scene.mentions[k].end > m.start or (group not in seen and len(seen) == MOST):
            continue
        seen.setdefault(group, Seen()).places.append(k)
    said = scene.groups[m.group_id]
    seen = {g: s for g, s in seen.items() if may_be(said, scene.groups[g])}
    fitting = [g for g in seen if scene.groups[g].type == said.type]
    return [(group, frozenset(f"nom|{f}" for f in _features(scene, i, group, seen[group], fitting))) for group in seen]


def _features(scene: Scene, i: int, group: str, seen: Seen, fitting: list[str]) -> Iterator[str]:
    thing, said, own = scene.groups[group], scene.groups[scene.mentions[i].group_id], scene.standing[i]
    noun = own.root.lemma_.lower() if own.root is not None else ""
    yield f"type={said.type},{thing.type}"
    yield f"noun={noun}"
    yield f"noun={noun},{thing.type}"
    yield f"noun={noun},{thing.sector}"
    yield f"sector={said.sector},{thing.sector}"
    yield "sector=" + ("same" if said.sector == thing.sector else "other" if said.sector and thing.sector else "open")
    yield "country=" + agree(said.country, thing.country)
    named = {w.strip(".,").lower() for name in thing.names for w in name.split()}
    yield f"in_name={noun in named}"
    office = thing.office.lower().split()
    yield "office=" + ("none" if not office else "last" if office[-1] == noun else "has" if noun in office else "other")
    yield from _words_before(own, scene, i)
    if thing.anchor:
        yield f"state,{said.type}"
    gender = scene.gender.get(group, "")
    told = "m" if noun in words("titles", "male_nouns") else "f" if noun in words("titles", "female_nouns") else ""
    if told:
        yield "gender=" + ("unknown" if not gender else "same" if gender == told else "other")
    yield from prominence(scene, group, fitting, 4)
    yield from last_mention(scene, i, seen, frozenset())


def _words_before(own: Standing, scene: Scene, i: int) -> Iterator[str]:
    """Article, owner, number and adjectives of a description."""
    if own.root is None:
        return
    article = "none"
    for child in own.root.children:
        if child.dep_ == "det":
            article = child.lower_
        elif child.dep_ == "poss":
            article = "own" if child.pos_ == "PRON" else "owner"
        elif child.dep_ in ("nummod", "relcl", "prep", "appos"):
            yield f"has={child.dep_}"
        elif child.dep_ in ("amod", "compound"):
            yield f"mod={child.lower_}"
            if child.lower_[:1].isdigit():
                yield "aged"
    yield f"article={article}"
    yield f"article={article},{'many' if own.plural else 'one'}"


def agree(a: str, b: str) -> str:
    """Two countries: same, other, or open where one is not known."""
    return "open" if not (a and b) else "same" if a == b else "other"


def may_be(said: Group, thing: Group) -> bool:
    """Two groups can be one: no other country is said of the one, and one person is no body, nor a body a person."""
    if agree(said.country, thing.country) == "other":
        return False
    return (said.type == "PERSON") == (thing.type == "PERSON")
