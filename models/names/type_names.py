"""The marked texts in, flows/extract/weights/name_types out: what type a name has, told from its words and its document.

    .venv/bin/python models/names/type_names.py [--folds 3] [--passes 6] [--work FOLDER] [--held]

A type is learned from what a name finder (finder.py) says of texts it was not trained on, so one is trained for each
fold on the others; `--work` keeps them. In use the encoder finds the names, and its own types are the second opinion. `--held` prints what each fold scores when the
types are learned on the others, and writes nothing.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(HERE), str(ROOT / "models")]

from finder import STOCK, examples, stretches, trained  # noqa: E402
from marked import Marked, articles, sentences  # noqa: E402
from regression import fitted, saved  # noqa: E402

from flows.extract.mentions import candidates  # noqa: E402
from flows.extract.name_features import Bag, name_features  # noqa: E402
from flows.extract.nlp import cased, load, parsed  # noqa: E402
from flows.extract.typed import NOTHING, settled  # noqa: E402
from flows.records import CleanText, content_id  # noqa: E402

OUT = ROOT / "flows/extract/weights/name_types"
STRENGTH = 3.0
Found = list[list[Any]]  # start, end, label of the finder


def finder(texts: list[Marked], folder: Path, passes: int, seed: int) -> None:
    """A name finder trained on texts, kept in a folder."""
    import spacy

    if (folder / "model").exists():
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = examples(spacy.load(STOCK, exclude=["senter"]), stretches(texts))
    trained(made, seed, passes).get_pipe("ner").to_disk(folder, exclude=["vocab"])


def read(texts: list[Marked], weights: Path) -> list[tuple[Marked, list[Bag], list[str], list[str]]]:
    """Texts -> of each the bags of its candidates, the names' keys and their gold types."""
    ner: Any = load(STOCK).get_pipe("ner")
    ner.from_disk(weights, exclude=["vocab"])
    ner.model.attrs["unseen_classes"].clear()  # spaCy takes labels that the stock model lacks for untrained ones
    out = []
    for one in texts:
        doc = parsed(CleanText(content_id("marked", one.text), one.text, language="en"), STOCK)
        text = cased(doc)
        found = candidates(doc, text)
        gold = {(s, e): t for s, e, t in one.names}
        labels = [gold.get((n.start, n.end), NOTHING) for n in found]
        out.append((one, name_features(doc, text, found), [text[n.start : n.end] for n in found], labels))
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--passes", type=int, default=6)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--held", action="store_true")
    parser.add_argument("--strength", type=float, default=STRENGTH)
    args = parser.parse_args()
    texts = [*sentences(), *articles()]
    folds = [texts[k :: args.folds] for k in range(args.folds)]
    seen = []
    for k, fold in enumerate(folds):
        folder = args.work / f"fold{k}"
        finder([t for j, other in enumerate(folds) if j != k for t in other], folder, args.passes, seed=1)
        seen.append(read(fold, folder))
    if args.held:
        for k in range(args.folds):
            _score(seen[k], _learned([s for j, f in enumerate(seen) if j != k for s in f], args.strength))
        return
    model = _learned([s for fold in seen for s in fold], args.strength)
    print(f"{len(model.rows)} features, {saved(model, OUT) / 1e6:.1f} MB")


def _learned(seen: list[Any], strength: float) -> Any:
    bags = [bag for _, found, _, _ in seen for bag in found]
    labels = [label for _, _, _, told in seen for label in told]
    begun = time.process_time()
    model = fitted(bags, labels, strength)
    print(f"{len(bags)} names, {len(model.rows)} features, {time.process_time() - begun:.0f} s")
    return model


def _score(seen: list[Any], model: Any) -> None:
    """Accuracy of the finder's label, of each place alone, and of the document's verdict."""
    count: Counter[str] = Counter()
    for _one, bags, keys, labels in seen:
        if not bags:
            continue
        told = model.log_probabilities(bags)
        alone = [model.classes[i] for i in told.argmax(axis=1)]
        together = [label for label, _ in settled(keys, told, model.classes)]
        finder = [next(f for f in bag if f.startswith("m=") and "," not in f)[2:].rstrip("!") for bag in bags]
        for label, f, a, t in zip(labels, finder, alone, together, strict=True):
            count["all"] += 1
            count["finder"] += f == label
            count["alone"] += a == label
            count["together"] += t == label
    print({what: round(n / count["all"], 4) for what, n in count.items()}, count["all"])


if __name__ == "__main__":
    main()
