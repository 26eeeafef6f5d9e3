"""Speech that fills its paragraph in, who says it out: who answers, who was told of above, who is named right behind it."""

from __future__ import annotations

from flows.extract.quote_marks import Quoted
from flows.extract.sayings import Voice, own_voice
from flows.extract.told_so_far import FARTHEST, Context, as_speaker
from flows.extract.voices import Speaker
from flows.extract.works import WORD
from flows.records import Mention

SURE = 0.6
AHEAD = 3  # quotations looked at behind an answer for who gave it
TAG = 60  # characters of "the lawyer asked, to laughter" behind the words of a dialogue
LONGEST_LINE = 240  # characters of a paragraph in a dialogue
LONGEST_HEADING = 90  # characters of a line that only names who speaks below
ADDRESS = 40  # characters in which a question ends with the name of who is asked


def answers(context: Context, mark: Quoted) -> Voice | None:
    """ "“Did it fall?” Kamau asked.", and the paragraph after it; a line of a dialogue is whose the line before the last was."""
    text, said = context.page.text, context.said
    if not said or not context.alone(mark) or not _follows(context, said[-1][0], mark):
        return None
    before, voice = said[-1]
    if voice is None or voice.speaker is None:
        return None
    if text[before.end - 1] == "?":
        k = context.number(mark)
        who = _addressed(context, before) or _ahead(context, k, voice.speaker) or _other(context, before, voice.speaker)
        return Voice(None, who, SURE, False) if who else None
    earlier = next(((m, v) for m, v in reversed(said[-AHEAD - 1 : -1]) if "\n" in text[m.end : before.opens]), None)
    if earlier and earlier[1] and earlier[1].speaker and _follows(context, earlier[0], before):
        other = earlier[1].speaker
        return Voice(None, other, SURE, False) if _differ(other, voice.speaker) else None
    return None


def _follows(context: Context, before: Quoted, mark: Quoted) -> bool:
    """A short paragraph that the quotation before all but fills, and then this one."""
    text, line = context.page.text, context.line(before.opens)
    if mark.opens - line > LONGEST_LINE:
        return False
    gap = text[before.end : mark.opens]
    tag, _, rest = gap.partition("\n")
    return bool("\n" in gap) and not rest.strip() and len(tag) <= TAG


def _addressed(context: Context, question: Quoted) -> Speaker | None:
    """ "Who are they, Mr Kamau?": who is asked."""
    text = context.page.text
    near = context.voices.between(max(question.start, question.end - ADDRESS), question.end)
    named = [
        m
        for m in near
        if m.type == "PERSON" and m.kind == "named" and m.group_id and "," in text[m.start - 6 : m.start]
    ]
    return as_speaker(named[-1]) if named and not WORD.search(text[named[-1].end : question.end]) else None


def _ahead(context: Context, k: int, asker: Speaker) -> Speaker | None:
    """Who has a verb in the lines of the dialogue that follow, and is not who asked."""
    text, marks = context.page.text, context.marks
    for j in range(k + 1, min(len(marks), k + 1 + AHEAD)):
        if text.count("\n", marks[j - 1].end, marks[j].start) > 1 or not _follows(context, marks[j - 1], marks[j]):
            return None
        voice = own_voice(context.page, marks, j)
        if voice and voice.speaker and _differ(voice.speaker, asker):
            return voice.speaker
    return None


def _other(context: Context, question: Quoted, asker: Speaker) -> Speaker | None:
    """Who spoke last before, and is not who asked."""
    spoke = [(end, s) for end, s in context.before(question.opens) if _differ(s, asker) and s.group]
    end, who = max(spoke, key=lambda s: s[0], default=(0, None))
    return who if who and question.opens - end < FARTHEST else None


def _differ(a: Speaker, b: Speaker) -> bool:
    if a.group and b.group:
        return a.group != b.group
    return a.start != b.start and (not a.pronoun or a.pronoun != b.pronoun)


def told_of_above(context: Context, mark: Quoted) -> Voice | None:
    """A paragraph of speech below one that ends in the writer's words: who is the subject of its last sentence."""
    text, line = context.page.text, context.line(mark.opens)
    end = line
    while end > 0 and text[end - 1].isspace():
        end -= 1
    if (heading := _heading(context, end)) and context.alone(mark):
        return Voice(None, as_speaker(heading), SURE, False)
    if not context.alone(mark) or end < 1 or context.voices.inside(end - 1) or text[end - 1] not in ".:":
        return None
    begin = max(context.line(max(0, end - 1)), context.page.sentence_start(end - 1))
    if context.voices.stretches.touching(begin, end):
        return None
    found = context.persons(begin, end)
    who = _main(context, found) or (found[0] if len({m.group_id for m in found}) == 1 else None)
    return Voice(None, as_speaker(who), SURE, False) if who and not context.voices.broken(begin, mark.opens) else None


def _heading(context: Context, end: int) -> Mention | None:
    """ "Amina Yusuf, 34, baker" in a line of its own."""
    text = context.page.text
    line = context.line(max(0, end - 1))
    if line == 0 or end - line > LONGEST_HEADING or text[end - 1] in '.!?:;,”"’':
        return None
    who = next(iter(context.voices.between(line, line + 3)), None)
    return who if who and who.type == "PERSON" and who.kind == "named" and who.group_id else None


def _main(context: Context, found: list[Mention]) -> Mention | None:
    """The subject of the sentence, else the first of a clause."""
    subjects = [m for m in found if context.voices.is_subject(m)]
    main = [m for m in subjects if context.voices.is_subject(m, main=True)]
    return next(iter([*main, *subjects]), None)


def named_behind(context: Context, mark: Quoted) -> Voice | None:
    """ "“We have waited since dawn.” Kamau, who had come on foot, pointed at the sky.": at the head of its paragraph."""
    text = context.page.text
    line = context.line(mark.opens)
    if WORD.search(text, line, mark.opens) or text[mark.end - 1] not in ".?!…,":
        return None
    behind = context.voices.between(mark.end, min(mark.closes + 2, context.line_end(mark.end)))
    who = next((m for m in behind if m.type == "PERSON" and m.kind != "pronoun" and m.start <= mark.closes + 1), None)
    return Voice(None, as_speaker(who), SURE, False) if who and context.voices.is_subject(who) else None
