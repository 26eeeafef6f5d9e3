"""The marked texts of models/names, models/events and models/coreference in, what the network learns from out, a line of JSON each.

    .venv/bin/python models/transformer/examples.py FILE.jsonl

{"text": ..., "words": [...], "tags": [...]}: a paragraph with its names, B-PERSON I-PERSON O; numbers and dates, which our texts leave
unmarked, are taken from spaCy's stock model. {"text": ..., "words": [...], "triggers": {place: [type, mode, modality]}, "parties": [...],
"roles": [[trigger, word, role]], "pairs": [[[start, end], [start, end], [start, end], type]], "open": {place: ...}}: a block with its
events, as the coder sees it: heads of phrases for those who may act, who is what to a trigger of the same sentence, what two phrases
do to each other in their sentence (the third stretch), and for a trigger with an open side {"actor": [[block, word], ...],
"recipient": ..., "silent": ...}: who of the article is meant, and who is neither right nor wrong since it may be the same one.
{"text": ..., "words": [...], "refers": [[word, number, kind]]}: a paragraph with the words that head its mentions, the thing each means and
whether it is named, nominal or a pronoun. Places are those of words; paragraphs with the same `text` follow each other in one article.
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
from flows.extract.scene import CLASSES  # noqa: E402
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
        yield {"source": one.source, "text": one.source, "words": [t.text for t in doc], "tags": tags}


def coded(sentence: Any) -> dict[str, Any]:
    """A marked block of models/events -> what is to be seen in it."""
    events = part("events", "train")
    clean = CleanText(content_id("marked", sentence.text), sentence.text, language="en")
    doc, found = uncoded(clean)
    lexicon = load_lexicon()
    cast = Cast(doc, found.mentions, lexicon)
    cast.reading = None  # what the last network said of them does not teach the next
    phrases = {x: doc.char_span(a, b, alignment_mode="expand") for x, (a, b) in sentence.phrases.items()}
    triggers: dict[int, tuple[str, str, str]] = {}
    numbers: dict[int, int] = {}
    roles: list[tuple[int, int, str]] = []
    for span in doc.sents:
        if len(span) < 2:
            continue
        scan = events.scanned(span, SentenceWords(span, lexicon), cast, lexicon, None)
        for i, event in events.triggers_of(sentence, scan).items():
            triggers[i] = (event.type, event.mode, event.modality)
            numbers[i] = event.number
            known = [(party.token, label) for party, label in events.roles_of(sentence, scan, event)]
            roles += [(i, token, label) for token, label in known]
            for letter, phrase in phrases.items():  # those that the rules take for nobody
                inside = phrase is not None and span.start <= phrase.start < span.end
                if inside and not any(phrase.start <= token < phrase.end for token, _ in known):
                    roles.append((i, phrase.root.i, events.role_label(event, letter)))
    pairs = [
        (
            (phrases[a].start, phrases[a].end),
            (phrases[b].start, phrases[b].end),
            around(phrases[a], phrases[b]),
            kind,
        )
        for (a, b), kinds in events.pairs_of(sentence).items()
        for kind in kinds
        if phrases[a] is not None and phrases[b] is not None
    ]
    words = [t.text for t in doc]
    parties = sorted({span.root.i for span in phrases.values() if span is not None})
    heads = {x: [span.start, span.end, span.root.i] for x, span in phrases.items() if span is not None}
    return {
        "source": sentence.source, "text": sentence.source, "words": words, "triggers": triggers, "parties": parties,
        "roles": roles, "pairs": pairs, "heads": heads, "numbers": numbers,
    }  # fmt: skip


def referring(one: Any) -> Iterator[dict[str, Any]]:
    """A marked text of models/coreference -> its paragraphs, each word that heads a mention with the thing it means."""
    nlp = load(STOCK)
    text = truecased(one.text, ordinary_words(STOCK))
    for line in re.finditer(r"[^\n]+", text):
        doc = nlp(line.group())
        refers = []
        for start, end, number in one.marks:
            if line.start() <= start and end <= line.end():
                span = doc.char_span(start - line.start(), end - line.start(), alignment_mode="expand")
                if span is not None:
                    refers.append([span.root.i, number, kind_of(span)])
        yield {"source": one.source, "text": one.source, "words": [t.text for t in doc], "refers": refers}


def kind_of(span: Any) -> str:
    """named, nominal or pronoun, by how its head is written."""
    if span.text.lower() in CLASSES:
        return "pronoun"
    return "named" if span.root.pos_ == "PROPN" and span.root.text[:1].isupper() else "nominal"


def around(one: Any, other: Any) -> tuple[int, int]:
    """Tokens of the sentence of two phrases; of all from the one's to the other's if they stand apart."""
    return min(one.sent.start, other.sent.start), max(one.sent.end, other.sent.end)


def with_elsewhere(article: Any, told: dict[str, dict[str, Any]]) -> None:
    """Of an article's blocks, by source: whom its other blocks put on the sides that are open."""
    for source, block in article.blocks.items():
        mine = told[source]
        mine["text"], events = next(iter(article.blocks)), {e.number: e for e in block.events}
        mine["open"] = {}
        for i, number in mine["numbers"].items():
            event = events[number]
            sides = [] if event.mutual else [s for s in ("actor", "recipient") if not getattr(event, s + "s")]
            if not sides:
                continue
            meant = {side: article.elsewhere.get((source, number, side), ()) for side in sides}
            taken = [
                *((source, x) for x in (*event.actors, *event.recipients)),
                *(p for ps in meant.values() for p in ps),
            ]
            names = {w for at, x in taken for w in proper(told[at], x)}
            alike = [
                [at, told[at]["heads"][x][2]]
                for at, other in article.blocks.items()
                for x in other.phrases
                if x in told[at]["heads"] and ((at, x) in taken or names & proper(told[at], x))
            ]
            right = {
                s: [[at, told[at]["heads"][x][2]] for at, x in ps if x in told[at]["heads"]] for s, ps in meant.items()
            }
            mine["open"][i] = {**right, "silent": alike}


def proper(block: dict[str, Any], letter: str) -> set[str]:
    """The words with a capital in a phrase: what shares one may be the same thing."""
    start, end, _ = block["heads"].get(letter, (0, 0, 0))
    return {w for w in block["words"][start:end] if w[:1].isupper() and len(w) > 2}


def main() -> None:
    out = Path(sys.argv[1])
    sys.path.insert(0, str(ROOT / "models/events"))  # train.py of events imports its neighbours
    names, events = part("names", "marked"), part("events", "marked")
    with out.open("w", encoding="utf-8") as file, Pool(PROCESSES) as pool:
        for text in [*names.sentences(), *names.articles()]:
            for line in named(text, names.TYPES):
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
        for text in part("coreference", "marked").articles():
            for line in referring(text):
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
        told = {found["source"]: found for found in pool.imap(coded, list(events.sentences()), chunksize=50)}
        for article in part("events", "elsewhere").articles():
            with_elsewhere(article, told)
        for found in told.values():
            kept = {key: what for key, what in found.items() if key not in ("heads", "numbers")}
            file.write(json.dumps(kept, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
