"""A text in, the turns of an interview or transcript out: "KAMAU: We will go." on a line of its own, or answers to questions.

Turns of presenters and interviewers are no statements.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from flows.extract.person_names import folded
from flows.extract.stretches import Stretches
from flows.extract.tables import words
from flows.records import Mention, Quote

LINE = re.compile(r"[^\n]*\S[^\n]*")
TURN = re.compile(
    r"(?:[\[(]?\d{1,2}:\d\d(?::\d\d)?[\])]?[ \t–—-]*|\d{1,3}\.[ \t]+)?(?P<label>[^\W\d_](?:[^\n:;!?\"“”()]{0,59}[^\s:;!?\"“”()])?)"
    r"(?P<role>[ \t]*\([^)\n]{1,60}\)[^\n:;!?\"“”()]{0,60})?:[ \t]+(?P<said>\S[^\n]*)$"
)
LETTER = re.compile(r"(?P<label>[QA])(?P<role>)\.[ \t]+(?P<said>\S[^\n]*)$")
DASHED = re.compile(
    r"(?P<label>[^\W\d_a-z]{2}(?:[^\W\d_a-z]|[ .’'-]){0,40}?)(?P<role>[ \t]*\([^)\n]{1,60}\))?[ \t]+[—–][ \t]+(?P<said>\S[^\n]*)$"
)
FEWEST = 2  # labelled lines: one alone is a heading or a caption
LONGEST_LABEL = 8  # words
LONGEST_QUESTION = 320  # characters of a question that no label marks
ASKS_MORE = 0.3  # of the turns of one of two: fewer questions do not make an interviewer
FEWEST_ANSWERS = 3  # of an interview without labels
LARGEST_INTERVIEW = 4  # who speak in it
LONGEST_CALL = 4  # words of "Some hon. members"
MANY = 6  # labelled lines that make a transcript
STAGE = re.compile(r"[(\[][^\W\d_][^)\]\n]{0,40}[)\]][ \t]+(?=\S)")  # "(laughs) Well, ..."
STAGE_END = re.compile(r"[ \t]+[(\[][A-Z][a-z]{3,20}\.?[)\]][ \t]*$")
ASIDE = re.compile(r"[(\[].*[)\]]\s*$")  # (Laughter)

Span = tuple[int, int]
Who = tuple[int | None, int | None, str]  # place and group of a speaker


def turns(text: str, mentions: Sequence[Mention]) -> list[Quote]:
    """Each answer or turn as a direct quotation; of a label without a name ("A:") the interviewed person is the speaker."""
    lines = [m.span() for m in LINE.finditer(text)]
    labelled = _labelled(text, lines)
    if labelled:
        return _of_labels(text, lines, labelled, mentions)
    return _of_answers(text, lines, mentions)


def _labelled(text: str, lines: Sequence[Span]) -> dict[int, re.Match[str]]:
    """Number of a line -> its label and words; empty when these are the headings of a list."""
    found = {k: m for k, (a, b) in enumerate(lines) if (m := TURN.match(text, a, b) or LETTER.match(text, a, b))}
    dashed = {k: m for k, (a, b) in enumerate(lines) if (m := DASHED.match(text, a, b))}
    if len({m["label"] for m in dashed.values()}) < len(dashed):  # none repeated: the datelines of a digest
        found |= dashed
    many = sum(_speaks(m["label"]) for m in found.values()) >= MANY
    found = {k: m for k, m in found.items() if _speaks(m["label"], many)}
    count = Counter(m["label"].casefold() for m in found.values())
    while found and max(count.values()) > FEWEST and _heads(found[min(found)], count):
        del found[min(found)]
    labels = [m["label"] for m in found.values()]
    if len(found) < FEWEST or len(set(labels)) == len(labels) > 3:  # a list of headings never repeats a label
        return {}
    return found


def _heads(turn: re.Match[str], count: Counter[str]) -> bool:
    """ "Guest: Amina Yusuf", once and no sentence: above the first turn."""
    return count[turn["label"].casefold()] == 1 and turn["said"].rstrip()[-1] not in ".?!"


def _speaks(label: str, loose: bool = False) -> bool:
    """A label of names; of anything that begins with a capital, where the page has many labels ("Hon. members")."""
    parts = label.split()
    if loose and len(parts) <= LONGEST_CALL and label[0].isupper() and label not in words("speech", "not_speakers"):
        return True
    if label in words("speech", "turn_labels"):
        return True
    return (
        len(parts) <= LONGEST_LABEL
        and label not in words("speech", "not_speakers")
        and all(p.strip("(),.")[:1].isupper() or p in ("of", "the", "de", "al", "bin", "and", "for") for p in parts)
    )


def _of_labels(
    text: str, lines: Sequence[Span], labelled: dict[int, re.Match[str]], mentions: Sequence[Mention]
) -> list[Quote]:
    asking = _interviewers(list(labelled.values()))
    first, last = min(labelled), max(labelled)
    guest, names = _guest(text, mentions, lines[first][0]), Names(mentions)
    out: list[Quote] = []
    label, who = "", guest
    for k in range(first, last + 1):
        start, end = lines[k]
        if match := labelled.get(k):
            label, start = match["label"], match.start("said")
            within = names.of_role(*match.span("role")) if match["role"] else None
            who = within or (
                guest if label in words("speech", "turn_labels") else names.of_label(label, *match.span("label"))
            )
        elif ASIDE.match(text, start, end) or text[start:end].strip(" .") in words("speech", "noises"):
            continue
        if label not in asking:
            out.append(_turn(text, start, end, who))
    return out


def _interviewers(turns: Sequence[re.Match[str]]) -> set[str]:
    """Labels that ask: Q, HOST, names whose turns are mostly questions, and who greets the listeners first."""
    said: dict[str, list[str]] = {}
    for match in turns:
        said.setdefault(match["label"], []).append(match["said"].rstrip())
    asking = {label for label in said if words("speech", "interviewers") & set(label.upper().replace(",", " ").split())}
    if asking:
        return asking
    if (
        len({label.casefold() for label in said}) > LARGEST_INTERVIEW
    ):  # a sitting of a parliament: members ask each other
        return set()
    share = {label: sum(s.endswith("?") for s in all_) / len(all_) for label, all_ in said.items() if len(all_) > 1}
    asking = {label for label in share if share[label] > 0.5}
    if not asking and len(said) == len(share) == 2:
        less, more = sorted(share, key=lambda label: share[label])
        asking = {more} if share[more] >= ASKS_MORE and share[less] <= share[more] / 2 else set()
    first = turns[0]
    if any(greeting in first["said"].lower() for greeting in words("speech", "greetings")):
        asking.add(first["label"])
    return asking if len(asking) < len(said) else set()


class Names:
    """The named mentions of a text, to be found by place and, for persons, by the last word of a name or its initials."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        named = [m for m in mentions if m.kind == "named" and m.group_id]
        self.placed = Stretches(named)
        self.by_surname: dict[str, Mention] = {}
        self.by_initials: dict[str, Mention] = {}
        for m in named:
            if m.type == "PERSON" and (parts := folded(m.surface).split()):
                self.by_surname.setdefault(parts[-1], m)
                self.by_initials.setdefault("".join(part[0] for part in m.surface.split()), m)

    def of_label(self, label: str, start: int, end: int) -> Who:
        """Place and group of who a label names: the person in it, or of the same surname elsewhere, else whatever it names."""
        inside = self.placed.within(start, end)
        person = next((m for m in inside if m.type == "PERSON"), None)
        same = person or self.by_surname.get((folded(label).split() or [""])[-1]) or self.by_initials.get(label)
        known = same or next(iter(inside), None)
        place = (known.start, known.end) if known and start <= known.start < end else (start, end)
        return *place, known.group_id if known else ""

    def of_role(self, start: int, end: int) -> Who | None:
        """ "The Minister of Food (Mr. Kamau)": Kamau."""
        person = next((m for m in self.placed.within(start, end) if m.type == "PERSON"), None)
        return (person.start, person.end, person.group_id) if person else None


def _guest(text: str, mentions: Sequence[Mention], before: int) -> Who:
    """Who is introduced before the first turn ("interview with"), else the person named there most often, the earliest of equals."""
    if match := _introduction().search(text, 0, before):
        start, end = match.span(1)
        same = next((m for m in mentions if m.start < end and start < m.end and m.kind == "named"), None)
        return start, end, same.group_id if same else ""
    named = [m for m in mentions if m.type == "PERSON" and m.kind == "named" and m.group_id and m.start < before]
    if not named:
        return None, None, ""
    count = Counter(m.group_id for m in named)
    guest = max(named, key=lambda m: (count[m.group_id], -m.start))
    return guest.start, guest.end, guest.group_id


@cache
def _introduction() -> re.Pattern[str]:
    """ "interview with Amina Yusuf", "Guest: Amina Yusuf": group 1 is the name."""
    phrases = "|".join(re.escape(p) for p in sorted(words("speech", "guests"), key=lambda p: (-len(p), p)))
    return re.compile(rf"\b(?i:{phrases})\s+((?:[^\W\d_a-z][\w'’-]*[ \t]+)+[^\W\d_a-z][\w'’-]*)")


def _of_answers(text: str, lines: Sequence[Span], mentions: Sequence[Mention]) -> list[Quote]:
    """An interview whose questions and answers take turns line by line, without labels."""
    first = next((k for k, (a, b) in enumerate(lines) if _asks(text, a, b) and k + 1 < len(lines)), None)
    if first is None:
        return []
    pairs = []
    for k in range(first, len(lines) - 1, 2):
        (a, b), answer = lines[k], lines[k + 1]
        if b - a > LONGEST_QUESTION or _asks(text, *answer):
            break
        pairs.append(((a, b), answer))
    grouped = [(question, [answer]) for question, answer in pairs]
    told = any(not _asks(text, *q) and _of_self().search(text, *q) for q, _ in pairs)  # an answer's second line
    if told or not _is_interview(text, pairs):
        grouped = _with_asides(text, lines, first)
        if not _is_interview(text, [(q, (a[0][0], a[-1][1])) for q, a in grouped]):
            return []
    guest = _guest(text, mentions, grouped[0][0][0])
    return [_turn(text, *answer, guest) for _, all_ in grouped for answer in all_]


def _with_asides(text: str, lines: Sequence[Span], first: int) -> list[tuple[Span, list[Span]]]:
    """Questions with the lines up to the next: the first is the answer, more are so where they speak of themselves."""
    out: list[tuple[Span, list[Span]]] = []
    for a, b in lines[first:]:
        if _asks(text, a, b):
            out.append(((a, b), []))
        elif not ASIDE.match(text, a, b) and (not out[-1][1] or _of_self().search(text, a, b)):
            out[-1][1].append((a, b))
    return [(q, answers) for q, answers in out if answers]


def _asks(text: str, start: int, end: int) -> bool:
    return text[start:end].rstrip().endswith("?") and end - start <= LONGEST_QUESTION and '"' not in text[start:end]


def _is_interview(text: str, pairs: Sequence[tuple[Span, Span]]) -> bool:
    """Enough pairs, a third of them asked with a question mark; nearly all answers are longer, half speak of "I" or "we"."""
    if len(pairs) < FEWEST_ANSWERS:
        return False
    asked = sum(_asks(text, *question) for question, _ in pairs)
    personal = sum(bool(_of_self().search(text, *answer)) for _, answer in pairs)
    longer = sum(d - c > b - a for (a, b), (c, d) in pairs)
    return 3 * asked >= len(pairs) and 2 * personal >= len(pairs) and longer >= len(pairs) - 1


@cache
def _of_self() -> re.Pattern[str]:
    """Words by which speakers mean themselves."""
    return re.compile(rf"\b(?:{'|'.join(sorted(words('speech', 'of_self')))})\b", re.I)


def _turn(text: str, start: int, end: int, who: Who) -> Quote:
    if opening := STAGE.match(text, start, end):
        start = opening.end()
    while end > start and (text[end - 1].isspace() or text[end - 1] in ")]"):
        closing = STAGE_END.search(text[start:end])
        if text[end - 1] in ")]" and not closing:
            break
        end = start + closing.start() if closing else end - 1
    return Quote(start, end, text[start:end], "direct", *who, confidence=0.8 if who[2] else 0.7)
