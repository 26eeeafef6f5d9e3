"""A scene, a pronoun and the person it most likely means in, whether another one stands beside him who is meant as likely out.

"Police arrested Carlos Quispe and Luis Mamani. He had a knife": nobody can tell, so nobody is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.extract.scene import CLASSES, HE, SHE, Scene

if TYPE_CHECKING:
    from flows.extract.words import Token

NEXT = 1  # sentences after both: later the text has gone on with one of them
AROUND = 12  # mentions between the two at most


def undecided(scene: Scene, i: int, best: str) -> bool:
    """Does "he" stand right after "A and B", or "of A and of B", one of whom is the best guess and no more spoken of than the other?"""
    kind = CLASSES.get(scene.mentions[i].surface.lower())
    if kind not in (HE, SHE) or scene.groups[best].type != "PERSON":
        return False
    k = max((k for k in scene.places[best] if k < i), default=-1)
    if k < 0 or scene.standing[i].sentence - scene.standing[k].sentence > NEXT or scene.mentions[k].kind == "pronoun":
        return False
    beside = {
        scene.mentions[j].group_id for j in range(max(0, k - AROUND), min(i, k + AROUND)) if _parallel(scene, j, k)
    }
    return any(_as_likely(scene, kind, other, best) for other in beside - {best, ""})


def _as_likely(scene: Scene, kind: str, other: str, best: str) -> bool:
    if other not in scene.groups or scene.groups[other].type != "PERSON":
        return False
    if scene.gender.get(other, "") == ("f" if kind == HE else "m"):
        return False
    return scene.total[best] <= scene.total[other]


def _parallel(scene: Scene, j: int, k: int) -> bool:
    """Do two names stand in one sentence and one place of it?"""
    one, other = scene.standing[j], scene.standing[k]
    if j == k or one.root is None or other.root is None or one.sentence != other.sentence:
        return False
    if "nominal" in (scene.mentions[j].kind, scene.mentions[k].kind):
        return False
    return other.root in one.root.conjuncts or _beside(one.root, other.root)


def _beside(one: Token, other: Token) -> bool:
    """ "From A and from B": two prepositions that are the same and belong together."""
    if one.dep_ != "pobj" or other.dep_ != "pobj" or one.head.lower_ != other.head.lower_:
        return False
    return other.head in one.head.conjuncts
