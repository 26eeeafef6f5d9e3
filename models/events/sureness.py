"""The marked sentences in, weights for how sure an event is out: fitted on events the coder found in texts that nothing learned from.

    .venv/bin/python models/events/sureness.py [--out FOLDER]

The whole coder reads what models/aside.py keeps aside. An event is right when its trigger, its type after modality and both
sides are; a side that is marked empty has to be empty. Prints how far the confidences lie from what came true (expected error), in five
folds. To be run last: after train.py, models/transformer and shares.py.
"""

from __future__ import annotations

import argparse
import sys
from math import exp
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "models"), str(HERE)]

from aside import aside  # noqa: E402
from marked import Coded, Sentence, sentences  # noqa: E402
from regression import Bag, fitted, saved  # noqa: E402

from bench.events import expected_error  # noqa: E402
from flows.extract import uncoded  # noqa: E402
from flows.extract.events.candidate import Candidate  # noqa: E402
from flows.extract.events.coding import Coder, at_its_cause, settled  # noqa: E402
from flows.extract.events.learned.judge import READINGS  # noqa: E402
from flows.extract.events.learned.sureness import RIGHT, evidence  # noqa: E402
from flows.extract.events.lexicon import load as load_lexicon  # noqa: E402
from flows.extract.events.parties import Party  # noqa: E402
from flows.extract.events.remap import remapped  # noqa: E402
from flows.extract.events.topics import words_of_document  # noqa: E402
from flows.records import CleanText, content_id  # noqa: E402

FOLDS, STRENGTH = 5, 4.0
WRONG = "wrong"
Judged = tuple[Bag, str]


def judged(sentence: Sentence) -> list[Judged]:
    """Every event that the coder finds in a sentence: what speaks for it, and whether it is right."""
    clean = CleanText(content_id("marked", sentence.text), sentence.text, language="en")
    doc, found = uncoded(clean)
    coder = Coder(doc, clean, found, load_lexicon())
    spans = dict(coder.spans())
    out = []
    for span, words in zip(spans.values(), words_of_document(spans.values(), coder.lexicon), strict=True):
        told, scan, senses = coder.found_in(span, words)
        out += [
            (evidence(c, scan, senses), RIGHT if right(at_its_cause(c, scan), sentence) else WRONG)
            for c in settled(told)
        ]
    return out


def right(candidate: Candidate, sentence: Sentence) -> bool:
    at = candidate.hit.token.idx, candidate.hit.token.idx + len(candidate.hit.token.text)
    for event in sentence.events:
        if not (event.trigger[0] < at[1] and at[0] < event.trigger[1]):
            continue
        if remapped(event.type, event.mode, READINGS[event.modality])[0] != candidate.type:
            continue
        actors, recipients = sides(event)
        who = candidate.who
        if agrees(who.actors, actors, sentence) and agrees(who.recipients, recipients, sentence):
            return True
    return False


def sides(event: Coded) -> tuple[set[str], set[str]]:
    everybody = {*event.actors, *event.recipients}
    return (everybody, everybody) if event.mutual else (set(event.actors), set(event.recipients))


def agrees(parties: tuple[Party, ...], wanted: set[str], sentence: Sentence) -> bool:
    letters = {x for p in parties for x, (s, e) in sentence.phrases.items() if p.start < e and s < p.end}
    return bool(letters & wanted) if wanted else not parties


def held(rows: list[Judged]) -> list[tuple[float, bool]]:
    told = []
    for k in range(FOLDS):
        rest = [row for i, row in enumerate(rows) if i % FOLDS != k]
        model = fitted([bag for bag, _ in rest], [label for _, label in rest], STRENGTH)
        for bag, label in rows[k::FOLDS]:
            row = model.log_probabilities([bag])[0]
            told.append((exp(float(row[model.classes.index(RIGHT)])), label == RIGHT))
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    rows = [row for s in sentences() if aside(s.source) for row in judged(s)]
    told = held(rows)
    print(
        f"{len(rows)} events, {100 * sum(true for _, true in told) / len(told):.1f} % right, expected error {expected_error(told):.3f}"
    )
    for low in range(10):
        step = [(s, t) for s, t in told if low <= 10 * s < low + 1]
        if step:
            print(
                f"{low / 10:.1f} {len(step):5} mean {sum(s for s, _ in step) / len(step):.3f} right {sum(t for _, t in step) / len(step):.3f}"
            )
    if args.out is not None:
        model = fitted([bag for bag, _ in rows], [label for _, label in rows], STRENGTH)
        print(f"event_sureness: {len(model.rows)} features, {saved(model, args.out / 'event_sureness') / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
