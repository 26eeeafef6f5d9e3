"""Stretches of words in, a vector for each word out; the network is loaded once a process and runs on one core."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from flows.extract.transformer.pieces import EDGE, WEIGHTS, Pieces, pieces

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

WIDTH = 384
LONGEST = 500  # pieces the network takes at once; its positions end at 512
AT_ONCE = 256  # pieces of a batch, padding counted: larger ones only pad more


def vectors(stretches: Sequence[Sequence[str]]) -> list[Matrix]:
    """Stretches of words -> words x WIDTH for each of them. A stretch of too many pieces is read in parts."""
    import numpy as np

    parts = [(i, start, cut) for i, words in enumerate(stretches) for start, cut in _parts(words)]
    out = [np.zeros((len(words), WIDTH), dtype=np.float32) for words in stretches]
    parts.sort(key=lambda part: len(part[2].ids))
    for batch in _batches(parts):
        for (i, start, cut), found in zip(batch, _run([cut for *_, cut in batch]), strict=True):
            out[i][start : start + len(cut.first)] = found[: len(cut.first)]
    return out


def _parts(words: Sequence[str]) -> Iterator[tuple[int, Pieces]]:
    cut = pieces(words)
    if len(cut.ids) <= LONGEST or len(words) <= 1:
        yield 0, _shortened(cut)
        return
    half = len(words) // 2
    yield from _parts(words[:half])
    yield from ((half + start, part) for start, part in _parts(words[half:]))


def _shortened(cut: Pieces) -> Pieces:
    """A single word of too many pieces is known by its first ones."""
    if len(cut.ids) <= LONGEST:
        return cut
    return Pieces(cut.ids[:LONGEST], cut.shapes[:LONGEST], tuple(at if at < LONGEST else 0 for at in cut.first))


def _batches(parts: list[tuple[int, int, Pieces]]) -> Iterator[list[tuple[int, int, Pieces]]]:
    batch: list[tuple[int, int, Pieces]] = []
    for part in parts:  # the longest of a batch is its last
        if batch and len(part[2].ids) * (len(batch) + 1) > AT_ONCE:
            yield batch
            batch = []
        batch.append(part)
    if batch:
        yield batch


def _run(cuts: list[Pieces]) -> Matrix:
    import numpy as np

    length, most = max(len(c.ids) for c in cuts), max(len(c.first) for c in cuts)
    ids = np.zeros((len(cuts), length), dtype=np.int64)
    shapes = np.full((len(cuts), length), EDGE, dtype=np.int64)
    first = np.zeros((len(cuts), most), dtype=np.int64)
    for row, cut in enumerate(cuts):
        ids[row, : len(cut.ids)] = cut.ids
        shapes[row, : len(cut.ids)] = cut.shapes
        first[row, : len(cut.first)] = cut.first
    lengths = np.array([len(c.ids) for c in cuts])
    mask = np.arange(length)[None, :] < lengths[:, None]
    found: Matrix = _session().run(["vectors"], {"ids": ids, "shapes": shapes, "mask": mask, "first": first})[0]
    return found


@cache
def _session() -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # one core a worker process
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(WEIGHTS / "encoder.onnx"), options, providers=["CPUExecutionProvider"])
