"""Clean text stays as it is: 100,000 characters written for this in each of nine languages, whole, by document and by line."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

from flows.clean.mojibake import repair

CLEAN = sorted((Path(__file__).parent / "data/clean").glob("*.txt"))


def test_there_are_nine_languages_of_100000_characters() -> None:
    sizes = {file.stem: len(file.read_text("utf-8")) for file in CLEAN}
    assert set(sizes) == {"ar", "de", "en", "fr", "ja", "ko", "pl", "ru", "zh"}
    assert min(sizes.values()) > 100_000


@pytest.mark.parametrize("file", CLEAN, ids=lambda file: file.stem)
def test_clean_text_is_left_alone(file: Path) -> None:
    text = file.read_text("utf-8")
    assert unicodedata.is_normalized("NFC", text) and "\ufffd" not in text
    for part in (text, *re.split(r"\n\n+", text), *text.split("\n")):
        done = repair(part)
        assert done.text == part and not done.repairs
