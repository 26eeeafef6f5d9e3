"""Gold articles in, scores of attributed statements out, beside a plain script in the same run.

    .venv/bin/python bench/quotes.py [--half open|locked|both] [--errors N] [--model NAME] [--gold FILE.jsonl] [--folder DIR]

direct and mixed: a content is right when it is the gold content to the character, quotation marks, outer punctuation and
space aside; `near`: when the words of both, over the words of the longer, reach .8. indirect: `near` is what counts.
A kind counts as its own in the first three rows; the last row takes any kind for any other.
speaker: of the contents found, those whose speaker's group stands for the gold speaker, or that have none where gold has
none. cue: of the contents found for which gold prints a cue, those with this word (one word of "let it be known" will do).
The plain script: a regular expression over paired marks, the nearest PERSON or ORG of the stock model as the speaker.
--gold: lines as `dateline extract --jsonl` answers them; `mentions` with entity_id tell which spans are one speaker.
--folder: XML files in the form of tests/data/gold; all of them count, and their errors may be read.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from entities import STOCK, clean  # noqa: E402
from gold import article, articles  # noqa: E402

from flows.extract import MODEL, read  # noqa: E402
from flows.records import CleanText  # noqa: E402

NEAR = 0.8  # of the longer one's words
WORD = re.compile(r"\w+(?:['’]\w+)*")
EDGE = " \t\n\"“”„«»‹›'‘’`,.;:!?…—–-()"
PAIRED = re.compile(r"“([^”\n]{2,})”|\"([^\"\n]{2,})\"|(?<!\w)‘([^\n]{2,}?)’(?!\w)")
INDEFINITE = ("one", "both", "some", "others", "another")  # marked as pronouns, but they refer to nobody named before
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Said:
    """A statement; `speaker` names an entity of the gold, '' none, '?' somebody the gold does not know."""

    start: int
    end: int
    kind: str
    speaker: str
    cue: str = ""


@dataclass(slots=True)
class Text:
    """What is scored: a text with its statements, and which named and described spans stand for whom."""

    name: str
    clean: CleanText
    open: bool
    wanted: list[Said] = field(default_factory=list)
    whom: dict[Span, str] = field(default_factory=dict)
    named: set[Span] = field(default_factory=set)


def gold_texts(folder: Path | None = None) -> list[Text]:
    """The gold articles; of a folder every file in it, open."""
    chosen = [article(file) for file in sorted(folder.glob("*.xml"))] if folder else articles()
    out = []
    for a in chosen:
        text = Text(a.name, clean(a), folder is not None or a.open)
        text.wanted = [Said(q.start, q.end, q.kind, q.entity, q.cue) for q in a.quotes]
        text.whom = {
            (m.start, m.end): m.entity
            for m in a.mentions
            if m.kind != "pronoun" or a.text[m.start : m.end].lower() in INDEFINITE
        }
        text.named = {(m.start, m.end) for m in a.mentions if m.kind == "named"}
        out.append(text)
    return out


def jsonl_texts(file: Path) -> list[Text]:
    """Lines in the form of the JSONL door; even lines (the first is 1) are the open half."""
    import json

    from flows.extract.door import as_given

    out = []
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        row = json.loads(line)
        text = Text(str(row["id"]), as_given(row), number % 2 == 0)
        for m in row.get("mentions", []):
            if m.get("kind") != "pronoun" and m.get("entity_id"):
                text.whom[m["start"], m["end"]] = str(m["entity_id"])
                text.named |= {(m["start"], m["end"])} if m.get("kind", "named") == "named" else set()
        for q in row["quotes"]:
            text.wanted.append(_jsonl_said(row["text"], q, text, row.get("mentions", [])))
        out.append(text)
    return out


def _jsonl_said(text: str, q: dict[str, object], made: Text, mentions: Sequence[dict[str, object]]) -> Said:
    """A quote of a line; a speaker whose span is no mention with an entity becomes an entity of its own."""
    at = (q.get("speaker_start"), q.get("speaker_end"))
    who = str(q.get("speaker_id") or "")
    if not who and isinstance(at[0], int) and isinstance(at[1], int):
        same = next((m for m in mentions if (m["start"], m["end"]) == at), None)
        who = str((same or {}).get("entity_id") or f"span {at[0]}")
        made.whom.setdefault((at[0], at[1]), who)
    a, b = q.get("cue_start"), q.get("cue_end")
    cue = text[a:b] if isinstance(a, int) and isinstance(b, int) else ""
    return Said(int(str(q["start"])), int(str(q["end"])), str(q["kind"]), who, cue)


def ours(text: Text, model: str) -> list[Said]:
    """The statements of the extraction, each speaker by the gold entity that the group's mentions stand for."""
    _, found = read(text.clean, model)
    named: dict[str, Counter[str]] = {}
    described: dict[str, Counter[str]] = {}
    for m in found.mentions:
        if m.kind != "pronoun" and m.group_id and (span := _meant(text, m.start, m.end)):
            votes = named if m.kind == "named" and span in text.named else described
            votes.setdefault(m.group_id, Counter())[text.whom[span]] += 1
    out = []
    for q in found.quotes:
        votes = named.get(q.speaker_group) or described.get(q.speaker_group)
        who = votes.most_common(1)[0][0] if votes else ""
        if not votes and q.speaker_start is not None and q.speaker_end is not None:
            who = _at(text, q.speaker_start, q.speaker_end) or "?"
        cue = text.clean.text[q.cue_start : q.cue_end] if q.cue_start is not None else ""
        out.append(Said(q.start, q.end, q.kind, who, cue))
    return out


def _meant(text: Text, start: int, end: int) -> Span | None:
    """The gold span a mention is: of those it touches the one with the same end (the head is there), else the longest shared."""
    over = [(a, b) for a, b in text.whom if a < end and start < b]
    return max(over, key=lambda s: (s[1] == end, min(s[1], end) - max(s[0], start)), default=None)


def _at(text: Text, start: int, end: int) -> str:
    span = _meant(text, start, end)
    return text.whom[span] if span else ""


def plain(text: Text, _: str) -> list[Said]:
    """What thirty lines find: paired marks, and the person or body that stands nearest to them."""
    from flows.extract.nlp import load

    doc = load(STOCK)(text.clean.text)
    near = [(e.start_char, e.end_char) for e in doc.ents if e.label_ in ("PERSON", "ORG")]
    out = []
    for match in PAIRED.finditer(text.clean.text):
        start, end = match.span(match.lastindex or 0)
        around = [e for e in near if e[1] <= start or end <= e[0]]
        who = min(around, key=lambda e: max(start - e[1], e[0] - end), default=None)
        out.append(Said(start, end, "direct", (_at(text, *who) or "?") if who else ""))
    return out


def core(text: str, q: Said) -> Span:
    """The place of a content without marks, punctuation and space at its ends."""
    start, end = q.start, q.end
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return start, end


def near(text: str, a: Said, b: Said) -> float:
    """Words that both hold over the words of the longer one; 0..1."""
    ours, theirs = ({m.start() for m in WORD.finditer(text, *core(text, q))} for q in (a, b))
    return len(ours & theirs) / max(1, len(ours), len(theirs))


def pairs(text: str, given: Sequence[Said], wanted: Sequence[Said], exact: bool) -> list[tuple[Said, Said]]:
    """Given with wanted, each at most once, the best fits first."""
    fits = sorted(
        (-score, i, k)
        for i, g in enumerate(given)
        for k, w in enumerate(wanted)
        if (score := near(text, g, w)) >= NEAR and (not exact or core(text, g) == core(text, w))
    )
    found: dict[int, int] = {}
    for _, i, k in fits:
        if i not in found and k not in found.values():
            found[i] = k
    return [(given[i], wanted[k]) for i, k in sorted(found.items())]


def cue_right(given: Said, wanted: Said) -> bool:
    """The gold's word, or one word of its phrase."""
    return given.cue.lower() in (wanted.cue.lower(), *wanted.cue.lower().split())


@dataclass(slots=True)
class Row:
    """Counts of one kind over all texts."""

    given: int = 0
    wanted: int = 0
    exact: int = 0
    near: int = 0
    speaker: int = 0
    matched: int = 0
    cue: int = 0
    cued: int = 0

    def add(self, text: str, given: list[Said], wanted: list[Said], exact: bool) -> list[tuple[Said, Said]]:
        """Count one text; the pairs that are right in content."""
        same, alike = pairs(text, given, wanted, True), pairs(text, given, wanted, False)
        right = same if exact else alike
        self.given, self.wanted = self.given + len(given), self.wanted + len(wanted)
        self.exact, self.near, self.matched = self.exact + len(same), self.near + len(alike), self.matched + len(right)
        self.speaker += sum(g.speaker == w.speaker for g, w in right)
        cued = [(g, w) for g, w in right if w.cue]
        self.cued, self.cue = self.cued + len(cued), self.cue + sum(cue_right(g, w) for g, w in cued)
        return right

    def f1(self, right: int) -> float:
        """Balanced F of 0..100."""
        return 200 * right / max(1, self.given + self.wanted)

    def figures(self) -> list[float]:
        """F1 of exact contents, F1 of near ones, speaker, cue; each 0..100."""
        speaker, cue = 100 * self.speaker / max(1, self.matched), 100 * self.cue / max(1, self.cued)
        return [self.f1(self.exact), self.f1(self.near), speaker, cue]


KINDS: dict[str, tuple[tuple[str, ...], bool]] = {
    "direct": (("direct",), True),
    "mixed": (("mixed",), True),
    "indirect": (("indirect",), False),
    "direct or mixed": (("direct", "mixed"), True),
    "any kind": (("direct", "mixed", "indirect"), False),
}


def scored(
    texts: Iterable[Text], find: Callable[[Text, str], list[Said]], model: str
) -> tuple[dict[str, Row], list[str]]:
    """Rows by kind, and what is wrong in words."""
    rows = {name: Row() for name in KINDS}
    wrong: list[str] = []
    for text in texts:
        found = find(text, model)
        for name, (kinds, exact) in KINDS.items():
            given, wanted = ([q for q in said if q.kind in kinds] for said in (found, text.wanted))
            right = rows[name].add(text.clean.text, given, wanted, exact)
            if name in ("direct or mixed", "indirect"):
                wrong += _wrong(text, given, wanted, right)
    return rows, wrong


def _wrong(text: Text, given: list[Said], wanted: list[Said], right: list[tuple[Said, Said]]) -> list[str]:
    ours, theirs = [g for g, _ in right], [w for _, w in right]
    out = [f"extra {_shown(text, g)} by {g.speaker!r}" for g in given if g not in ours]
    out += [f"missed {_shown(text, w)} by {w.speaker!r}, {w.cue!r}" for w in wanted if w not in theirs]
    out += [f"speaker {_shown(text, g)}: {g.speaker!r}, not {w.speaker!r}" for g, w in right if g.speaker != w.speaker]
    out += [f"cue {_shown(text, g)}: {g.cue!r}, not {w.cue!r}" for g, w in right if w.cue and not cue_right(g, w)]
    return out


def _shown(text: Text, q: Said) -> str:
    said = text.clean.text
    before, content, after = said[max(0, q.start - 60) : q.start], said[q.start : q.end], said[q.end : q.end + 60]
    return f"{q.kind} {text.name.split('-')[0]} {before!r} [{content}] {after!r}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=("open", "locked", "both"), default="open")
    parser.add_argument("--errors", type=int, default=0, help="print so many errors of each kind (open half only)")
    parser.add_argument("--model", default=MODEL)
    parser.add_argument("--gold", type=Path, help="a gold in lines of JSON; its even lines are the open half")
    parser.add_argument("--folder", type=Path, help="a folder of XML files, all of them open")
    args = parser.parse_args()
    texts = jsonl_texts(args.gold) if args.gold else gold_texts(args.folder)
    chosen = [t for t in texts if args.half == "both" or t.open == (args.half == "open")]
    rows, wrong = scored(chosen, ours, args.model)
    beside, _ = scored(chosen, plain, STOCK)
    print(
        f"{len(chosen)} texts, {args.half} half{'':10}{'exact F1':>9}{'near F1':>9}{'speaker':>9}{'cue':>7}{'wanted':>8}"
    )
    for name, row in [*rows.items(), *((f"plain script, {k}", beside[k]) for k in ("direct", "direct or mixed"))]:
        print(f"{name:32}" + "{:9.1f}{:9.1f}{:9.1f}{:7.1f}".format(*row.figures()) + f"{row.wanted:8}")
    if args.errors and args.half == "open":
        for what in ("extra", "missed", "speaker", "cue"):
            print(*[w for w in wrong if w.startswith(what)][: args.errors], sep="\n")


if __name__ == "__main__":
    main()
