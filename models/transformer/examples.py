"""The marked texts of models/names and models/events in, what the network learns from out, a line of JSON each.

    .venv/bin/python models/transformer/examples.py FILE.jsonl

{"words": [...], "tags": [...]}: a paragraph with its names, B-PERSON I-PERSON O; numbers and dates, which our texts leave unmarked,
are taken from spaCy's stock model. {"words": [...], "triggers": {place: [type, mode, modality]}, "roles": [[trigger, word, role]],
"pairs": [[[start, end], [start, end], type]]}: a block with its events, as the coder sees it. Places are those of words.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from multiprocessing import Pool
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "models")]

from flows.extract import uncoded  # noqa: E402
from flows.extract.events.lexicon import load as load_lexicon  # noqa: E402
from flows.extract.events.parties import Cast  # noqa: E402
from flows.extract.events.topics import SentenceWords  # noqa: E402
from flows.extract.nlp import STOCK, load, ordinary_words  # noqa: E402
from flows.extract.truecase import truecased  # noqa: E402
from flows.records import CleanText, content_id  # noqa: E402

PROCESSES = 2


def part(folder: str, name: str) -> Any:
    """models/FOLDER/NAME.py; two folders have files of one name."""
    file = ROOT / "models" / folder / f"{name}.py"
    spec = spec_from_file_location(f"{folder}_{name}", file)
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def named(one: Any, types: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """A marked text -> its paragraphs."""
    nlp = load(STOCK)
    text = truecased(one.text, ordinary_words(STOCK))
    for line in re.finditer(r"[^\n]+", text):
        doc = nlp(line.group())
        tags = ["O"] * len(doc)
        inside = [
            (s - line.start(), e - line.start(), t) for s, e, t in one.names if line.start() <= s and e <= line.end()
        ]
        spans = [(doc.char_span(s, e, alignment_mode="expand"), t) for s, e, t in inside]
        spans += [(span, span.label_) for span in doc.ents if span.label_ not in types]
        for span, label in spans:
            if span is not None and all(tags[i] == "O" for i in range(span.start, span.end)):
                tags[span.start : span.end] = [f"{'I' if i else 'B'}-{label}" for i in range(len(span))]
        yield {"source": one.source, "words": [t.text for t in doc], "tags": tags}


def coded(sentence: Any) -> dict[str, Any]:
    """A marked block of models/events -> what is to be seen in it."""
    events = part("events", "train")
    clean = CleanText(content_id("marked", sentence.text), sentence.text, language="en")
    doc, found = uncoded(clean)
    lexicon = load_lexicon()
    cast = Cast(doc, found.mentions, lexicon)
    triggers: dict[int, tuple[str, str, str]] = {}
    roles: list[tuple[int, int, str]] = []
    for span in doc.sents:
        if len(span) < 2:
            continue
        scan = events.scanned(span, SentenceWords(span, lexicon), cast, lexicon, None)
        for i, event in events.triggers_of(sentence, scan).items():
            triggers[i] = (event.type, event.mode, event.modality)
            roles += [(i, party.token, label) for party, label in events.roles_of(sentence, scan, event)]
    phrases = {x: doc.char_span(a, b, alignment_mode="expand") for x, (a, b) in sentence.phrases.items()}
    pairs = [
        ((phrases[a].start, phrases[a].end), (phrases[b].start, phrases[b].end), kind)
        for (a, b), kinds in events.pairs_of(sentence).items()
        for kind in kinds
        if phrases[a] is not None and phrases[b] is not None
    ]
    words = [t.text for t in doc]
    return {"source": sentence.source, "words": words, "triggers": triggers, "roles": roles, "pairs": pairs}


def main() -> None:
    out = Path(sys.argv[1])
    sys.path.insert(0, str(ROOT / "models/events"))  # train.py of events imports its neighbours
    names, events = part("names", "marked"), part("events", "marked")
    with out.open("w", encoding="utf-8") as file, Pool(PROCESSES) as pool:
        for text in [*names.sentences(), *names.articles()]:
            for line in named(text, names.TYPES):
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
        for found in pool.imap(coded, list(events.sentences()), chunksize=50):
            file.write(json.dumps(found, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
