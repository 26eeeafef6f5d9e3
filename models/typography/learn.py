"""A folder of clean texts in, flows/clean/mojibake/marks.bin and marks.json out: what tells the candidates of a site apart.

    .venv/bin/python models/typography/learn.py FOLDER

Run derive.py first. The same even blocks are used, and the sentences in news.*.txt. Every text is damaged as
readers damage it; each place where bytes are lost is one example: its candidates, and which of them the author
wrote. Counts that have seen a text would be too sure of it, so examples of one quarter of the text are made with
counts from the other three. Weights: a log-linear model over the candidates, AdaGrad, few passes. What its
probabilities are worth is then read off one quarter that neither counts nor weights have seen.
"""

from __future__ import annotations

import json
import math
import random
import re
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from zlib import crc32

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "bench"), str(ROOT / "models/typography")]

from damage import Comparison, damaged  # noqa: E402
from derive import TEXTS, documents, tables  # noqa: E402

from flows.clean.mojibake import fit, inference, lattice, marks, multi_byte, typography  # noqa: E402
from flows.clean.mojibake.habits import habits  # noqa: E402
from flows.clean.mojibake.neighbours import HIDDEN  # noqa: E402

OUT = ROOT / "flows/clean/mojibake"
READERS = (
    ("gbk", "drop", 1.0),
    ("cp936", "question", 0.5),
    ("cp932", "drop", 0.25),
)  # and how much their examples count
FOLDS = 4
PASSES = 3
RATE, DECAY = 0.05, 0.01  # AdaGrad step; how much a weight shrinks at each use
SEED = 7
MOST_ELSEWHERE = 0.985  # confidence in other languages: too little text is kept aside to show more


@dataclass(slots=True)
class Example:
    """The candidates of one site: counts of each, places of its weights, and which one is right."""

    dense: np.ndarray  # candidates x len(marks.DENSE)
    places: list[np.ndarray]
    right: int
    weight: float
    language: str


# --- examples ------------------------------------------------------------------------------------


def examples(text: str, weight: float, language: str, codec: str, policy: str) -> Iterator[Example]:
    """A clean text -> what a reader with this codec and policy makes doubtful in it."""
    case = damaged(text, codec, policy)
    if not case.lossy():
        return
    sites, gaps = doubtful(case.seen, codec, policy)
    truth = Comparison(case, case.seen, ())
    known = "".join(gaps)
    house = habits(known, language)
    state = lattice.first_state(gaps[0])
    masked, at = HIDDEN.join(gaps), len(gaps[0])
    for site, gap in zip(sites, gaps[1:], strict=True):
        around = fit.surroundings(masked, at, house.house, house.line)
        at += 1 + len(gap)
        wrote, seen, _ = truth.span(site.start, site.end)
        if seen != case.seen[site.start : site.end]:
            return  # the site ends inside a character: what comes behind is out of step
        ahead = typography.kinds(gap[: 3 * fit.LOOK])[: fit.LOOK]
        kept = fit.dense(state.tail, ahead, site.candidates, language, house)
        names = [site.candidates[d.number][0] for d in kept]
        if wrote in names and len(names) > 1:
            rows = np.array([_dense(d, lattice.behind(state, n, gap)[1]) for d, n in zip(kept, names, strict=True)])
            places = [_places(name, state, around, language) for name in names]
            yield Example(rows, places, names.index(wrote), weight, language)
        state, _ = lattice.behind(state, wrote, gap)


def doubtful(seen: str, codec: str, policy: str) -> tuple[tuple[lattice.Site, ...], list[str]]:
    """A damaged text -> its sites and the fixed text between them, as `repair` sees them."""
    exact = multi_byte.exactly(seen, [(0, len(seen))])
    family = "cp932" if codec == "cp932" else "gbk"
    runs = list(inference._runs(seen, family, exact, questions=policy == "question"))
    account = inference._account(codec, policy, runs)
    return account.sites, inference._gaps(seen, exact, account.sites)


def _dense(d: fit.Dense, quotes: float) -> tuple[float, ...]:
    return d.chain, d.share, d.habit, d.line, d.zero, quotes, d.lost, d.seen


def _places(text: str, state: lattice.State, around: fit.Surroundings, language: str) -> np.ndarray:
    rows = fit.rows(text, around) + fit.open_rows(text, state.quotes, around)
    return np.array([marks.place(name, marks.salt(char, language)) for char, names in rows for name in names], np.int32)


def _fold(folder: Path, fold: int, training: tuple[int, ...]) -> list[Example]:
    """The examples of one quarter, made with counts from the quarters in `training` but this one."""
    counted = tables(folder, {f for f in training if f != fold})
    typography._tables = lambda: counted  # this process makes the examples of this fold and ends
    out: list[Example] = []
    for language in TEXTS:
        for n, versions in enumerate(documents(folder, language)):
            if n % FOLDS == fold:
                for codec, policy, share in READERS if language == "en" else READERS[:1]:
                    for text, weight in _added(versions).items():
                        out += examples(text, share * weight**0.5 * _usual(text, language), language, codec, policy)
                    out += examples(linked(versions[0][0]), share, language, codec, policy)
    return out


def _added(versions: list[tuple[str, float]]) -> dict[str, float]:
    """Versions of a text with their weights -> each text once."""
    found: dict[str, float] = {}
    for text, weight in versions:
        found[text] = found.get(text, 0.0) + weight
    return found


def _usual(text: str, language: str) -> float:
    """Spaced en dashes are the habit of the smaller part of English news; what we wrote has more of them."""
    return 0.35 if language == "en" and text.count(" – ") > text.count(" — ") else 1.0


_TORN = re.compile(r"(?<=[a-z,] )(?:[A-Z]\w+ ?)+\b|(?<= )[a-z]{3,}\b|(?<=[.!?])(?=\n)")


def linked(text: str) -> str:
    """One text in six as scrapers leave pages with links: zero-width spaces round names and words, some names gone."""
    if crc32(text.encode()) % 6:
        return ""
    dice = random.Random(len(text))

    def torn(found: re.Match[str]) -> str:
        if not found[0]:
            return dice.choice((" \u200b", "\u200b", " \u200b \u200b")) if dice.random() < 0.08 else ""
        if dice.random() > (0.25 if found[0][0].isupper() else 0.03):
            return found[0]
        before, after = dice.choice((("\u200b", ""), ("", "\u200b"), ("\u200b", "\u200b"), ("\u200b\u200b", "")))
        return before + ("" if found[0][0].isupper() and dice.random() < 0.35 else found[0]) + after

    return _TORN.sub(torn, text)


STRAIGHT = [(x / 10, 1 / (1 + math.exp(-x / 10))) for x in range(-90, 145, 5)]  # a probability is worth itself


# --- learning ------------------------------------------------------------------------------------


def learn(cases: list[Example], languages: list[str]) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Examples -> the table of weights, and the shares of the counts by language."""
    size = 1 << marks.BITS
    table, spent = np.zeros(size), np.full(size, 1e-2)
    shares = {lang: np.array([1.0, 1.0, 1.0, 1.0, 1.0, 1.0, fit.LOST_BYTE, 0.5]) for lang in languages}
    used = {lang: np.full(len(marks.DENSE), 1.0) for lang in languages}
    order = np.random.default_rng(SEED)
    for turn in range(PASSES):
        loss = right = total = 0.0
        for i in order.permutation(len(cases)):
            case = cases[i]
            scores = case.dense @ shares[case.language] + np.array([table[p].sum() for p in case.places])
            odds = np.exp(scores - scores.max())
            odds /= odds.sum()
            total += case.weight
            loss -= case.weight * math.log(max(odds[case.right], 1e-12))
            right += case.weight * (odds.argmax() == case.right)
            slope = odds * case.weight
            slope[case.right] -= case.weight
            step = slope @ case.dense
            used[case.language] += step**2
            shares[case.language] -= 0.05 * step / np.sqrt(used[case.language])
            for places, g in zip(case.places, slope, strict=True):
                if abs(g) > 1e-4:
                    pull = g + DECAY * table[places]
                    spent[places] += pull**2
                    table[places] -= RATE * pull / np.sqrt(spent[places])
        print(f"pass {turn + 1}: loss {loss / total:.4f}, right {right / total:.4f} of {len(cases)}", flush=True)
    return table, shares


def ship(table: np.ndarray, shares: dict[str, np.ndarray], lines: dict[str, list[Line]]) -> None:
    """Write what repair reads; forget what this process has read of it."""
    bytes_ = np.clip(np.rint(table * marks.SCALE), -127, 127).astype(np.int8)
    (OUT / "marks.bin").write_bytes(bytes_.tobytes())
    rows = {lang: {"dense": [round(float(v), 4) for v in shares[lang]], "calibration": lines[lang]} for lang in shares}
    (OUT / "marks.json").write_text(json.dumps(rows, indent=1) + "\n", "utf-8")
    marks.table.cache_clear()
    marks.learned.cache_clear()


def calibrated(folder: Path, fold: int) -> dict[str, list[Line]]:
    """Repair the quarter that was kept aside -> by language and kind of edit the line from log odds to those that came true."""
    training = {f for f in range(FOLDS) if f != fold}
    counted = tables(folder, training)
    typography._tables = lambda: counted
    found: dict[str, list[Judged]] = {language: [] for language in TEXTS}
    for language in TEXTS:
        for n, versions in enumerate(documents(folder, language)):
            if n % FOLDS == fold:
                for codec, policy, _ in READERS if language == "en" else READERS[:2]:
                    found[language] += judged(versions[0][0], codec, policy)
    pooled = [pair for language in TEXTS if language != "en" for pair in found[language]]
    english = [line([j for j in found["en"] if j[2] == kind]) for kind in marks.KINDS]
    others = [line([j for j in pooled if j[2] == kind]) for kind in marks.KINDS]
    others = [[(x, min(y, MOST_ELSEWHERE)) for x, y in points] for points in others]
    return {language: english if language == "en" else others for language in TEXTS}


Line = list[tuple[float, float]]  # log odds, share right
BINS = 12
Judged = tuple[float, bool, str]  # probability of an edit, whether it is right, its kind


def judged(text: str, codec: str, policy: str) -> list[Judged]:
    """A clean text -> its inferred edits, judged."""
    from flows.clean.mojibake import repair

    case = damaged(text, codec, policy)
    if not case.lossy():
        return []
    result = repair(case.seen, 0.0)
    beside = Comparison(case, result.text, result.repairs)
    out = []
    for r in result.repairs:
        if not r.lossless and r.step == "mojibake.1" and r.policy:
            truth, made, _ = beside.span(r.before_start, r.before_end)
            out.append((r.confidence, truth == made, marks.edit_kind(r.after, r.policy)))
    return out


def line(found: list[Judged]) -> Line:
    """Probabilities and whether they came true -> a rising line: bins of equal size, pooled where they fall."""
    rows = sorted((math.log(max(p, 1e-6) / max(1 - p, 1e-6)), ok) for p, ok, _ in found)
    size = max(40, len(rows) // BINS)
    pools = []  # (edits, right, sum of log odds)
    for start in range(0, len(rows), size):
        part = rows[start : start + size]
        pools.append((len(part), sum(ok for _, ok in part), sum(x for x, _ in part)))
        while len(pools) > 1 and _share(pools[-1]) <= _share(pools[-2]):
            pools[-2:] = [tuple(a + b for a, b in zip(pools[-2], pools[-1], strict=True))]
    made = [(round(x / n, 3), round(_share((n, right, x)), 4)) for n, right, x in pools]
    print(f"{found[0][2]}: {len(found)} edits, {sum(ok for _, ok in rows) / len(rows):.4f} right, {made}", flush=True)
    return made


def _share(pool: tuple[int, int, float]) -> float:
    """The share right of a bin, half a right and half a wrong one added: no bin proves certainty."""
    return (pool[1] + 0.5) / (pool[0] + 1)


def main(folder: Path) -> None:
    aside = FOLDS - 1
    languages = list(TEXTS)
    straight = {language: [STRAIGHT] * len(marks.KINDS) for language in languages}
    with ProcessPoolExecutor(2, max_tasks_per_child=1) as pool:
        apart = [f for f in range(FOLDS) if f != aside]
        made = pool.map(partial(_fold, folder, training=tuple(apart)), apart)
        cases = [case for fold in made for case in fold]
        table, shares = learn(cases, languages)
        ship(table, shares, straight)
        lines = pool.submit(calibrated, folder, aside).result()
        cases = [
            c for fold in pool.map(partial(_fold, folder, training=tuple(range(FOLDS))), range(FOLDS)) for c in fold
        ]
    table, shares = learn(cases, languages)
    ship(table, shares, lines)
    print({language: row.tolist() for language, row in shares.items()})


if __name__ == "__main__":
    main(Path(sys.argv[1]))
