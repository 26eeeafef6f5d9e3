"""Marked texts in, spaCy's name finder trained further on them out: a stand-in that has not seen a text, for type_names.py.

Only `ner` is trained. Dates, amounts and numbers, which our texts leave unmarked, are taken from the stock model, so
that they are not unlearned.
"""

from __future__ import annotations

import random
import re
import sys
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(HERE)]

from marked import TYPES, Marked  # noqa: E402

from flows.extract.nlp import STOCK, ordinary_words  # noqa: E402
from flows.extract.truecase import truecased  # noqa: E402

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
