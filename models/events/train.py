"""The marked sentences in, how well types, modes, modality and roles are learned from them out.

    .venv/bin/python models/events/train.py [--share 0.5] [--folds 2] [--out FOLDER]

Trains on four fifths, five times or as often as `--folds` says, and prints accuracy, precision and recall on the fifth left
out. `--share` trains on so much of the rest only: the learning curve. `--out` trains on all and writes the weights there.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "models"), str(HERE)]

from aside import aside  # noqa: E402
from marked import Coded, Sentence, sentences  # noqa: E402
from regression import fitted, saved  # noqa: E402

from flows.extract import uncoded  # noqa: E402
from flows.extract.events.learned.bags import Bag  # noqa: E402
from flows.extract.events.learned.judge import NONE, READINGS  # noqa: E402
from flows.extract.events.learned.scan import Scan, role_name, scanned  # noqa: E402
from flows.extract.events.lexicon import load as load_lexicon  # noqa: E402
from flows.extract.events.pairs import PairCoder  # noqa: E402
from flows.extract.events.parties import Cast  # noqa: E402
from flows.extract.events.remap import remapped  # noqa: E402
from flows.extract.events.topics import SentenceWords  # noqa: E402
from flows.extract.transformer.reading import reading  # noqa: E402
from flows.records import CleanText, content_id  # noqa: E402

FOLDS = 5
SMALLEST = 0.04  # weights all within it are left out of the files
STRENGTH = {"event_types": 2.0, "event_modes": 3.0, "event_modality": 3.0, "event_roles": 2.0, "event_pairs": 8.0}


@dataclass
class Learned:
    """Examples of one sentence for each model: bags, what the encoder's head says of the same, labels."""

    bags: dict[str, list[Bag]] = field(default_factory=lambda: {name: [] for name in STRENGTH})
    heard: dict[str, list[Any]] = field(default_factory=lambda: {name: [] for name in STRENGTH})
    labels: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in STRENGTH})

    def add(self, name: str, bag: Bag, label: str, heard: Any) -> None:
        self.bags[name].append(bag)
        self.labels[name].append(label)
        self.heard[name].append(None if heard is None else heard[0])


def examples(sentence: Sentence) -> Learned:
    """What each model may learn from one sentence, read as the coder reads it."""
    made = Learned()
    clean = CleanText(content_id("marked", sentence.text), sentence.text, language="en")
    doc, found = uncoded(clean)
    lexicon = load_lexicon()
    cast = Cast(doc, found.mentions, lexicon)
    scans = [scanned(span, SentenceWords(span, lexicon), cast, lexicon, None) for span in doc.sents if len(span) > 1]
    _words(made, sentence, scans)
    coder = PairCoder(doc, clean, found, lexicon)
    for (source, target), kinds in pairs_of(sentence).items():
        place = (*sentence.phrases[source], *sentence.phrases[target])
        bag = coder.bag(place)
        for kind in kinds if bag is not None else ():
            made.add("event_pairs", bag, kind, coder.heard(place))
    return made


def pairs_of(sentence: Sentence) -> dict[tuple[str, str], list[str]]:
    """Who does something to whom -> the types after modality. What is only demanded is done by nobody yet."""
    found: dict[tuple[str, str], list[str]] = {}
    for event in sentence.events:
        if event.modality == "demanded":
            continue
        kind = remapped(event.type, event.mode, READINGS[event.modality])[0]
        sides = [(a, r) for a in event.actors for r in event.recipients if a != r]
        for pair in (*sides, *((r, a) for a, r in sides if event.mutual)):
            if kind not in found.setdefault(pair, []):
                found[pair].append(kind)
    return found


def _words(made: Learned, sentence: Sentence, scans: list[Scan]) -> None:
    for scan in scans:
        doc = scan.sentence.span.doc
        gold = triggers_of(sentence, scan)
        tokens = {t.i: t for t in scan.tokens} | {i: doc[i] for i in gold}
        for i, token in tokens.items():
            bag, read = scan.sentence.trigger(token), reading(doc)
            event = gold.get(i)
            made.add("event_types", bag, event.type if event else NONE, read and read.types([i]))
            if event is None:
                continue
            made.add("event_modes", bag | {f"type={event.type}"}, f"{event.type}/{event.mode}", read and read.modes(i))
            modality = scan.sentence.modality(token, event.type, scan.rule_modality(token))
            made.add("event_modality", modality, event.modality, read and read.modality(i))
            for party, label in roles_of(sentence, scan, event):
                role = scan.sentence.role(token, event.type, party, scan.rule_role(token, party))
                made.add("event_roles", role, label, read and read.roles(i, event.type, [party.token]))


def triggers_of(sentence: Sentence, scan: Scan) -> dict[int, Coded]:
    """The marked events of one scanned sentence, by the word that stands for the trigger; the first of two at one word."""
    whole, found = scan.sentence.span, dict[int, Coded]()
    for event in sentence.events:
        span = whole.doc.char_span(*event.trigger, alignment_mode="expand")
        if span is not None and whole.start <= span.root.i < whole.end:
            found.setdefault(trigger_token(span, scan), event)
    return found


def trigger_token(span: Any, scan: Scan) -> int:
    """The word of a marked trigger that stands for it: one that may be a trigger, the root before others."""
    inside = {t.i for t in scan.tokens}
    return int(next((t.i for t in (span.root, *span) if t.i in inside), span.root.i))


def roles_of(sentence: Sentence, scan: Scan, event: Coded) -> list[tuple[Any, str]]:
    out, taken = [], set[str]()
    for party in scan.parties:
        place = scan.sentence.span.doc[party.token].idx
        letter = next((x for x, (s, e) in sentence.phrases.items() if s <= place < e), "")
        label = role_label(event, letter)
        if label != NONE and letter in taken:
            continue  # a second word of the phrase that has the role: neither right nor wrong
        taken.add(letter)
        out.append((party, label))
    return out


def role_label(event: Coded, letter: str) -> str:
    acts, receives = letter in event.actors, letter in event.recipients
    mutual = event.mutual and (acts or receives)
    return role_name(acts or mutual, receives or mutual, NONE)


def fit(made: list[Learned], names: tuple[str, ...] = tuple(STRENGTH)) -> dict[str, Any]:
    return {
        name: fitted([b for m in made for b in m.bags[name]], [x for m in made for x in m.labels[name]], STRENGTH[name])
        for name in names
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--share", type=float, nargs="*", default=[1.0])
    parser.add_argument("--folds", type=int, default=FOLDS)
    args = parser.parse_args()
    texts = list(sentences())
    made = [examples(s) for s in texts]
    print(f"{len(texts)} sentences, {sum(len(s.events) for s in texts)} events")
    print(*(f"{name}: {sum(len(m.bags[name]) for m in made)} examples" for name in STRENGTH), sep="\n")
    if args.out is None:
        for share in args.share:
            held(texts, made, share, args.folds)
        return
    for name, model in fit([m for s, m in zip(texts, made, strict=True) if not aside(s.source)]).items():
        print(f"{name}: {len(model.rows)} features, {saved(model, args.out / name, SMALLEST) / 1e6:.1f} MB")


def held(texts: list[Sentence], made: list[Learned], share: float, folds: int) -> None:
    count: Counter[str] = Counter()
    for k in range(folds):
        own = [i for i in range(len(texts)) if i % FOLDS == k]
        rest = [i for i in range(len(texts)) if i % FOLDS != k]
        random.Random(k).shuffle(rest)
        rest = rest[: int(share * len(rest))]
        models = fit([made[i] for i in rest])
        for name, model in models.items():
            for i in own:
                if not made[i].bags[name]:
                    continue
                told = model.log_probabilities(made[i].bags[name]).argmax(axis=1)
                for label, best in zip(made[i].labels[name], told, strict=True):
                    given = model.classes[int(best)]
                    count[f"{name} all"] += 1
                    count[f"{name} right"] += given == label
                    if label != NONE:
                        count[f"{name} wanted"] += 1
                        count[f"{name} found"] += given == label
                    if given != NONE:
                        count[f"{name} given"] += 1
                    if name == "event_types" and label != NONE:
                        count["trigger seen"] += given != NONE
    print(f"learned from {share:.0%} of what is not left out")
    for name in STRENGTH:
        print(
            f"{name:16} {count[f'{name} all']:7} accuracy {100 * count[f'{name} right'] / count[f'{name} all']:5.1f}"
            f"  P {100 * count[f'{name} found'] / max(1, count[f'{name} given']):5.1f}"
            f"  R {100 * count[f'{name} found'] / max(1, count[f'{name} wanted']):5.1f}"
        )
    print(f"triggers seen as some event: {100 * count['trigger seen'] / count['event_types wanted']:.1f}")


if __name__ == "__main__":
    main()
