"""A folder of clean texts in, one table out: how much damage `repair` undoes by codec, policy, layer and part, beside ftfy.

    .venv/bin/python bench/repair.py FOLDER [MORE_FOLDERS] [--docs 60] [--only gbk] [--jobs 2]

A document is a blank-line block (in files named pud_*: a line). Of files in the first folder only those with an
odd number are used, since the shipped counts come from the even ones (models/typography/train.py); of the
other folders all. `ftfy` and `strict` are ftfy's fix_encoding and `text.encode(codec).decode("utf-8")`, on the same
documents in the same run.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from damage import Comparison, Damaged, damaged, joined, merged  # noqa: E402

from flows.clean.mojibake import repair  # noqa: E402
from flows.clean.mojibake.decoders import POLICIES, python_codec, shown  # noqa: E402

LOSSLESS = ("gbk", "cp936", "gb18030", "big5", "cp950", "big5hkscs", "shift_jis", "cp932", "euc_jp", "euc_kr", "cp949")
DROPPED = ("gbk", "gb18030", "cp936", "cp932")
MARKED = [(codec, policy) for codec in ("gbk", "cp936", "cp932") for policy in POLICIES if policy != "drop"]
SINGLE = ("cp1252", "latin-1", "cp1250", "cp1251", "mac_roman", "cp437")
LAYERS = (("gbk", "gbk"), ("gb18030", "gbk"), ("cp936", "cp936"), ("cp932", "cp932"), ("cp932", "gbk"))
FEATURE = 15  # lossy sites of a long feature: short documents are joined until they have as many
BUCKETS = (0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01)
MARKERS = re.compile("[鈥窶]")


@dataclass(slots=True)
class Cell:
    """What one row of the table counts."""

    name: str
    docs: int = 0
    exact: int = 0
    exact_merged: int = 0
    ftfy: int = 0
    strict: int = 0
    sites: int = 0
    right: int = 0
    right_merged: int = 0
    chars: int = 0
    seconds: float = 0.0
    sure: Counter[tuple[float, bool]] = field(default_factory=Counter)  # (confidence, right) of inferred edits
    wrong: list[str] = field(default_factory=list)


Case = tuple[Damaged, str]  # the damaged text, and the codec that a strict reversal is told


def documents(folders: Sequence[Path]) -> dict[str, list[str]]:
    """Folders -> language or file name -> documents that the counts have not seen."""
    found: dict[str, list[str]] = {}
    for number, folder in enumerate(folders):
        for file in sorted(folder.glob("*.txt")):
            text = file.read_text("utf-8")
            parts = text.split("\n") if file.name.startswith("pud_") else re.split(r"\n[ \t]*\n", text)
            whole = [part.strip() for part in parts if part.strip()]
            name = file.stem if len(folders) == 1 else f"{folder.name}/{file.stem}"
            found[name] = whole if number else whole[1::2]
    return found


# --- cases ---------------------------------------------------------------------------------------


def rows(found: dict[str, list[str]], most: int) -> Iterator[tuple[str, list[Case]]]:
    for stem, texts in found.items():
        short = stem.replace("en_public_domain", "en").replace("pud_", "")
        some = _spread([text for text in texts if not text.isascii()], most)
        lossy = [t for t in some if damaged(t, "gbk", "drop").lossy()]
        english = short.split("/")[-1] == "en"
        asian = short.split("/")[-1][:2] in ("ch", "zh", "ko", "ja", "ar")
        if not asian:
            for codec in DROPPED if english else ("gbk",):
                yield f"{short} {codec} drop", _whole(lossy, codec, "drop")
            yield f"{short} gbk drop features", _whole(_features(texts), "gbk", "drop")
        if english:
            for codec, policy in MARKED:
                yield f"{short} {codec} {policy}", _whole(lossy, codec, policy)
            yield f"{short} part gbk drop", _parts(lossy, ("gbk", ""), "drop")
            yield f"{short} mixed gbk+cp932+clean drop", _parts(lossy, ("gbk", "cp932", ""), "drop")
            for first, second in LAYERS:
                yield f"{short} two layers {first}+{second}", _twice(lossy[:most], first, second)
        lines = [line for text in texts for line in text.split("\n") if not line.isascii()][: 5 * most]
        for codec in LOSSLESS:
            yield f"{short} lossless {codec}", _lossless(lines, codec)
            yield f"{short} lossless {codec} in clean text", _among(lines, codec)
        for codec in SINGLE if not asian else ():
            yield f"{short} single {codec}", _single(lines[:most], codec)


def _spread(texts: list[str], most: int) -> list[str]:
    return texts[:: max(1, len(texts) // most)][:most]


def _whole(texts: Sequence[str], codec: str, policy: str) -> list[Case]:
    return [(case, codec) for text in texts if (case := damaged(text, codec, policy)).lossy()]


def _features(texts: Sequence[str]) -> list[str]:
    """Documents joined until each has as many lossy sites as a long feature."""
    out, row, sites = [], [], 0
    for text in texts:
        row.append(text)
        sites += len(damaged(text, "gbk", "drop").lossy())
        if sites >= FEATURE:
            out.append("\n".join(row))
            row, sites = [], 0
    return out[:100]


def _parts(texts: Sequence[str], codecs: Sequence[str], policy: str) -> list[Case]:
    """Each line of a text (or sentence, where there is one line) through the next codec."""
    out = []
    for text in texts:
        pieces = re.findall(r"[^\n]*\n|[^\n]+\Z" if "\n" in text else r".*?[.!?]\S* |.+\Z", text, re.S)
        parts = [(piece, codecs[i % len(codecs)], policy) for i, piece in enumerate(pieces)]
        if "".join(pieces) == text and (case := joined(text, parts)).seen != text:
            out.append((case, codecs[0]))
    return out


def _twice(texts: Sequence[str], first: str, second: str) -> list[Case]:
    out = []
    for text in texts:
        once = shown(text.encode(), first, "drop")
        if once != text:
            out.append((Damaged(text, shown(once.encode(), second, "drop"), ()), second))
    return out


def _lossless(texts: Sequence[str], codec: str) -> list[Case]:
    return [
        (case, codec) for text in texts if (case := damaged(text, codec, "replace")).seen != text and not case.lossy()
    ]


def _among(texts: Sequence[str], codec: str) -> list[Case]:
    """Every third line damaged without loss, the lines beside it clean."""
    out = []
    for i in range(1, len(texts) - 1, 3):
        case = damaged(texts[i], codec, "replace")
        if case.seen != texts[i] and not case.lossy():
            before, after = texts[i - 1] + "\n", "\n" + texts[i + 1]
            out.append((Damaged(before + texts[i] + after, before + case.seen + after, ()), codec))
    return out


def _single(texts: Sequence[str], codec: str) -> list[Case]:
    out = []
    for text in texts:
        try:
            seen = text.encode().decode(codec)
        except UnicodeDecodeError:
            continue
        if seen != text:
            out.append((Damaged(text, seen, ()), codec))
    return out


# --- measuring -----------------------------------------------------------------------------------


def measured(name: str, cases: Sequence[Case]) -> Cell:
    cell = Cell(name)
    for case, codec in cases:
        begun = time.process_time()
        result = repair(case.seen)
        cell.seconds += time.process_time() - begun
        cell.chars += len(case.seen)
        cell.docs += 1
        cell.exact += result.text == case.text
        cell.exact_merged += merged(result.text) == merged(case.text)
        cell.ftfy += by_ftfy(case.seen) == case.text
        cell.strict += by_reversal(case.seen, codec) == case.text
        if not case.stretches:
            continue
        beside = Comparison(case, result.text, result.repairs)
        for site in case.lossy():
            right, loose = beside.right(site)
            cell.sites += 1
            cell.right += right
            cell.right_merged += loose
            if not loose:
                truth, made, _ = beside.span(site.seen_start, site.seen_end)
                cell.wrong.append(f"{case.text[max(0, site.start - 30) : site.end + 15]!r}: {truth!r} became {made!r}")
        for r in result.repairs:
            if not r.lossless and r.step == "mojibake.1":
                truth, made, _ = beside.span(r.before_start, r.before_end)
                cell.sure[r.confidence, truth == made] += 1
    return cell


def by_ftfy(text: str) -> str:
    import ftfy

    return str(ftfy.fix_encoding(text))


def by_reversal(text: str, codec: str) -> str:
    try:
        return text.encode(python_codec(codec)).decode("utf-8")
    except UnicodeError:
        return text


# --- tables --------------------------------------------------------------------------------------


def header() -> str:
    return (f"{'':44}{'docs':>6}{'exact':>7}{'merged':>7}{'ftfy':>7}{'strict':>7}{'sites':>7}{'right':>7}{'merged':>7}"
            f"{'>=.99':>7}{'right':>7}{'KB/s':>7}")  # fmt: skip


def line(cell: Cell) -> str:
    def share(n: float, of: float) -> str:
        return f"{100 * n / of:7.1f}" if of else "      -"

    right = sum(n for (_, ok), n in cell.sure.items() if ok)
    surest = Counter({ok: sum(n for (p, k), n in cell.sure.items() if p >= 0.99 and k == ok) for ok in (True, False)})
    speed = cell.chars / 1000 / cell.seconds if cell.seconds else 0
    return (f"{cell.name:44}{cell.docs:6}{share(cell.exact, cell.docs)}{share(cell.exact_merged, cell.docs)}"
            f"{share(cell.ftfy, cell.docs)}{share(cell.strict, cell.docs)}{cell.sites:7}{share(cell.right, cell.sites)}"
            f"{share(cell.right_merged, cell.sites)}{share(surest[True], right)}{share(surest[True], surest.total())}{speed:7.0f}")  # fmt: skip


def calibration(cells: Sequence[Cell]) -> None:
    """All inferred edits of the rows shown, by confidence: how many, mean confidence, share right."""
    total: Counter[tuple[float, bool]] = Counter()
    for cell in cells:
        total += cell.sure
    print(f"\n{'inferred edits with confidence':34}{'edits':>8}{'mean':>8}{'right':>8}")
    gap = 0.0
    for low, high in zip((0.0, *BUCKETS), BUCKETS, strict=False):
        here = [(p, ok, n) for (p, ok), n in total.items() if low <= p < high]
        count = sum(n for *_, n in here)
        if not count:
            continue
        mean, right = sum(p * n for p, _, n in here) / count, sum(n for _, ok, n in here if ok) / count
        gap += abs(mean - right) * count
        print(f"{low:.2f} to {min(high, 1):.2f}{'':22}{count:8}{mean:8.3f}{right:8.3f}")
    print(f"expected error {gap / max(1, total.total()):.4f}")


def clean(found: dict[str, list[str]], folders: Sequence[Path]) -> None:
    print(f"\n{'clean text':44}{'chars':>9}{'edits':>7}{'left':>7}{'edits per million':>18}{'MB/s':>8}")
    for folder in folders:
        for file in sorted(folder.glob("*.txt")):
            text = file.read_text("utf-8")
            result, seconds = repair(text), []
            for _ in range(5):
                begun = time.perf_counter()
                repair(text)
                seconds.append(time.perf_counter() - begun)
            print(f"{folder.name}/{file.stem:{43 - len(folder.name)}}{len(text):9}{len(result.repairs):7}{len(result.left):7}"
                  f"{1e6 * len(result.repairs) / len(text):18.1f}{len(text.encode()) / 1e6 / sorted(seconds)[2]:8.1f}")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--docs", type=int, default=60, help="documents per row")
    parser.add_argument("--only", default="", help="rows whose name has all of these words")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--wrong", type=int, default=0, help="print so many wrong sites a row")
    args = parser.parse_args()
    found = documents(args.folders)
    chosen = [row for row in rows(found, args.docs) if all(word in row[0].split() for word in args.only.split())]
    print(header())
    cells = []
    with ProcessPoolExecutor(args.jobs) as pool:
        for cell in pool.map(measured, *zip(*chosen, strict=True)) if chosen else ():
            print(line(cell), *cell.wrong[: args.wrong], sep="\n    ", flush=True)
            cells.append(cell)
    calibration(cells)
    if not args.only or args.only == "clean":
        clean(found, args.folders)


if __name__ == "__main__":
    main()
