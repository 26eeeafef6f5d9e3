"""Markdown -> the text without its marks, every removed mark a repair; and where headings and lost links stand.

Only marks go: words stay, in their order. An image goes whole, since its words are no text of the article.
A mark that does not pair ("5 * 3", "snake_case", "#hashtag") is no mark and stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from flows.clean.edits import Change, SourceMap, carried_out
from flows.records import Repair

LONGEST_LINK = 2000  # characters between the brackets; keeps the search linear on hostile text

_COMMENT = re.compile(r"<!--[\s\S]{0,1000}?-->")
_HEADING = re.compile(r"^[ ]{0,3}#{1,6}[ \t]+(?=\S)|(?<=\S)[ \t]+#{1,6}[ \t]*$", re.MULTILINE)
_UNDERLINE = re.compile(r"(?<=\S)\n[ ]{0,3}(?:={3,}|-{3,})[ \t]*$", re.MULTILINE)
_RULE = re.compile(r"^[ ]{0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$", re.MULTILINE)
_QUOTED = re.compile(r"^[ ]{0,3}(?:>[ \t]?)+", re.MULTILINE)
_BULLET = re.compile(r"^[ \t]*[-*+][ \t]+(?=\S)", re.MULTILINE)
_FENCE = re.compile(r"^[ ]{0,3}(?:```|~~~)[^\n`]{0,80}$", re.MULTILINE)
_REFERENCE = re.compile(r"^[ ]{0,3}\[[^\]\n]{1,200}\]:[ \t]+\S[^\n]*$", re.MULTILINE)
_LINK = re.compile(
    rf"(?P<image>!?)\[(?P<words>(?:[^\[\]\\]|\\.|\[[^\[\]\n]{{0,200}}\]){{0,{LONGEST_LINK}}})\]"
    rf"(?:\((?P<target>(?:[^()\\\n]|\\.|\([^()\n]{{0,400}}\)){{0,{LONGEST_LINK}}})\)|\[(?P<label>[^\[\]\n]{{0,200}})\](?!\())"
)
_ADDRESS = re.compile(r"<(?:https?://|mailto:)[^<>\s]{1,400}>")
_STRONG = re.compile(
    r"(?<![\\\w*])(?P<mark>\*{1,3})(?=[^\s*])(?P<words>[^*\n]{1,2000}?(?<=[^\s\\*]))(?P=mark)(?![\w*])"
)
_STRONG_INSIDE = re.compile(r"(?<!\\)(?P<mark>\*\*)(?=[^\s*])(?P<words>[^*\n]{1,2000}?(?<=[^\s\\*]))(?P=mark)")
_UNDERSCORED = re.compile(
    r"(?<![\\\w])(?P<mark>_{1,3})(?=[^\s_])(?P<words>[^_\n]{1,2000}?(?<=[^\s\\_]))(?P=mark)(?!\w)"
)
_STRUCK = re.compile(r"(?P<mark>~~)(?=\S)(?P<words>[^~\n]{1,2000}?(?<=\S))(?P=mark)")
_CODE = re.compile(r"(?<!`)(?P<mark>`{1,2})(?=[^`])(?P<words>[^`\n]{1,2000})(?P=mark)(?!`)")
_ESCAPE = re.compile(r"\\(?=[\\`*_{}\[\]()#+.!>~|-])")
_HARD_BREAK = re.compile(r"(?<=\S)\\$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Unmarked:
    """The text without marks; `headings` and `lost_links` are places in it."""

    text: str
    repairs: tuple[Repair, ...]
    headings: tuple[int, ...] = ()
    lost_links: tuple[int, ...] = ()  # a link without words stood there


def unmarked(text: str) -> Unmarked:
    """Markdown text -> its words; passes "markup.blocks", "markup.links", "markup.marks.1" to "markup.marks.3"."""
    after_blocks, repairs = carried_out(text, "markup.blocks", _blocks(text))
    headings = _heading_starts(repairs)
    links, lost = _links(after_blocks)
    current, more = carried_out(after_blocks, "markup.links", links)
    later: list[Repair] = list(more)
    for layer in range(1, 4):  # **bold with *stress* inside**, then the escapes
        changes = _pairs(current) if layer < 3 else _single(current)
        current, more = carried_out(current, f"markup.marks.{layer}", changes)
        later += more
    onward = SourceMap(later)
    return Unmarked(
        current,
        (*repairs, *later),
        tuple(onward.to_final(at, at)[0] for at in headings),
        tuple(sorted({onward.to_final(at, at)[0] for at in lost})),
    )


def _blocks(text: str) -> list[Change]:
    """Marks of whole lines, comments and link references; front matter never comes here, the reader keeps it."""
    taken: list[Change] = []
    for pattern in (_COMMENT, _FENCE, _REFERENCE, _RULE, _UNDERLINE, _HEADING):
        taken += [_gone(hit) for hit in pattern.finditer(text)]
    for pattern in (_QUOTED, _BULLET):
        taken += [_gone(hit) for hit in pattern.finditer(text)]
    return _apart(taken)


def _links(text: str) -> tuple[list[Change], list[int]]:
    """Links -> their words; images -> nothing; and where a link had no words."""
    changes: list[Change] = []
    lost: list[int] = []
    for hit in _LINK.finditer(text):
        if hit["image"]:
            changes.append(_gone(hit))
            continue
        words = hit["words"]
        if not words.strip() and hit["target"]:
            lost.append(hit.start())
        if _LINK.search(words):  # a picture that is a link
            words = _LINK.sub(lambda inner: "" if inner["image"] else inner["words"], words)
            changes.append(Change(hit.start(), hit.end(), words, "markup"))
            continue
        changes += [_span(hit.start(), hit.start("words")), _span(hit.end("words"), hit.end())]
    for hit in _ADDRESS.finditer(text):
        changes += [_span(hit.start(), hit.start() + 1), _span(hit.end() - 1, hit.end())]
    return _apart(changes), lost


def _pairs(text: str) -> list[Change]:
    changes: list[Change] = []
    for pattern in (_CODE, _STRONG, _STRONG_INSIDE, _UNDERSCORED, _STRUCK):
        for hit in pattern.finditer(text):
            changes += [_span(hit.start(), hit.end("mark")), _span(hit.end("words"), hit.end())]
    return _apart(changes)


def _single(text: str) -> list[Change]:
    return _apart([_gone(hit) for pattern in (_ESCAPE, _HARD_BREAK) for hit in pattern.finditer(text)])


def _heading_starts(repairs: tuple[Repair, ...]) -> list[int]:
    """Where heading marks were, and where the lines above an underline begin, in the text after the pass."""
    return [r.after_start for r in repairs if r.before.lstrip().startswith("#") and r.before[-1:] in " \t"]


def _gone(hit: re.Match[str]) -> Change:
    return _span(hit.start(), hit.end())


def _span(start: int, end: int) -> Change:
    return Change(start, end, "", "markup")


def _apart(changes: list[Change]) -> list[Change]:
    """Only changes that do not overlap one before them; the earlier and longer wins."""
    kept: list[Change] = []
    for change in sorted(changes, key=lambda c: (c.start, -c.end)):
        if change.start < change.end and (not kept or change.start >= kept[-1].end):
            kept.append(change)
    return kept
