"""A text in, its MinHash signature out: 128 numbers whose agreement estimates how many 5-word runs two texts share."""

from __future__ import annotations

import re
import struct

PERMUTATIONS = 128  # standard error of the estimate: 0.04 at a similarity of 0.7
SHINGLE = 5  # words; shorter runs are shared by chance, longer ones break at every edit
SEED = 20  # any fixed number; another one makes signatures that cannot be compared
MIN_WORDS = 20  # below it a handful of runs decides, and unrelated one-liners look alike

_WORD = re.compile(r"\w+")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")  # written without spaces: a character counts as a word


def signature(text: str) -> bytes:
    """Text -> 128 little-endian uint32, or b"" when it is too short to compare."""
    words = _words(text)
    if len(words) < MIN_WORDS:
        return b""
    import rensa

    hashed = rensa.RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    hashed.update([" ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)])
    return struct.pack(f"<{PERMUTATIONS}I", *hashed.digest())


def numbers(minhash: bytes) -> tuple[int, ...]:
    """A signature -> its 128 numbers."""
    return struct.unpack(f"<{PERMUTATIONS}I", minhash)


def similarity(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Numbers of two signatures -> estimated Jaccard similarity of their texts."""
    return sum(a == b for a, b in zip(one, other, strict=True)) / PERMUTATIONS


def _words(text: str) -> list[str]:
    return _WORD.findall(_CJK.sub(r" \g<0> ", text).casefold())
