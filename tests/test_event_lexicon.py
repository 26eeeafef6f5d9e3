"""The trigger lexicon: every file loads, every type is there, and what does not fit is refused with file, entry and remedy."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from flows.extract.events.lexicon import FOLDER, BadLexicon, load, tokens
from flows.extract.events.ontology import CAMEO, MODES, QUADS, SCORES, cameo, score

GROUP = 'type = "ASSAULT"\n[[group]]\n'
WRONG = {
    "unknown type": ('type = "FIGHT"\n[[group]]\nverbs = ["zap"]', "unknown type 'FIGHT'"),
    "unknown mode": (GROUP + 'mode = "strike"\nverbs = ["zap"]', "ASSAULT has no mode 'strike'"),
    "unknown key": (GROUP + 'verbs = ["zap"]\nmodes = "beat"', "unknown key 'modes'"),
    "unknown class": (GROUP + 'verbs = ["zap"]\nobject = ["wizards"]', "class 'wizards'"),
    "no words": (GROUP + 'mode = "beat"', "no words"),
    "bad need": (GROUP + 'verbs = ["zap"]\nneeds = "somebody"', "needs = 'somebody'"),
    "upper case": (GROUP + 'verbs = ["Zap"]', "'Zap' in verbs"),
    "twice in a file": (GROUP + 'verbs = ["zap", "zap"]', "'zap' (verb) stands in"),
    "twice over files": (
        'type = "COERCE"\n[[group]]\nverbs = ["massacre"]',
        "'massacre' (verb) stands in assault.toml",
    ),
    "no TOML": ("type = ", "no valid TOML"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "events"))


def test_every_type_has_verbs_and_nouns_and_there_are_enough() -> None:
    counted = Counter((e.type, e.part) for e in load().entries)
    assert {kind for kind, _ in counted} == set(MODES)
    assert all(counted[kind, part] >= 3 for kind in MODES for part in ("verb", "noun"))
    assert sum(counted.values()) > 2000


def test_every_mode_of_the_ontology_has_a_trigger_or_is_derived() -> None:
    derived = {"REQUEST", "REJECT", "THREATEN"}  # their mode follows from what is asked for, refused, threatened
    have = {(e.type, e.mode) for e in load().entries}
    assert [(k, m) for k in MODES if k not in derived for m in MODES[k] if (k, m) not in have] == []


def test_every_entry_has_a_name_that_leads_to_its_file() -> None:
    for entry in load().entries:
        file, _, word = entry.name.removeprefix("lexicon/").partition(":")
        assert (FOLDER / file).is_file()
        assert word.endswith(f".{entry.part}")


@pytest.mark.parametrize("case", WRONG)
def test_what_does_not_fit_is_refused(case: str, folder: Path) -> None:
    text, message = WRONG[case]
    (folder / "mine.toml").write_text(text, "utf-8")
    with pytest.raises(BadLexicon) as refused:
        load(folder)
    assert message in str(refused.value)
    assert "mine.toml" in str(refused.value)


def test_a_missing_word_list_is_named(folder: Path) -> None:
    (folder / "cues.toml").unlink()
    with pytest.raises(BadLexicon, match=r"cues\.toml is missing"):
        load(folder)


def test_a_class_cannot_take_in_itself(folder: Path) -> None:
    with (folder / "classes.toml").open("a", encoding="utf-8") as file:
        file.write('\nround = ["@circle"]\ncircle = ["@round"]\n')
    with pytest.raises(BadLexicon, match="circle"):
        load(folder)


def test_one_new_word_is_one_new_entry(folder: Path) -> None:
    before = len(load(folder).entries)
    (folder / "mine.toml").write_text(GROUP + 'mode = "beat"\nverbs = ["zap"]', "utf-8")
    load.cache_clear()
    entries = load(folder).entries
    assert len(entries) == before + 1
    assert [e.mode for e in entries if e.words == ("zap",)] == ["beat"]


@pytest.mark.parametrize(
    ("words", "split"),
    [
        ("air strike", ("air", "strike")),
        ("cease-fire", ("cease", "-", "fire")),
        ("cease - fire", ("cease", "-", "fire")),
    ],
)
def test_words_split_as_the_tokeniser_does(words: str, split: tuple[str, ...]) -> None:
    assert tokens(words) == split


def test_scores_quads_and_cameo_cover_the_ontology() -> None:
    assert set(SCORES) == set(QUADS) == set(CAMEO) == set(MODES)
    assert (QUADS["SANCTION"], QUADS["CONCEDE"], SCORES["ACCUSE"]) == (4, 1, -2.0)
    assert score("CONSULT", "visit") == 4.0
    assert score("AGREE", "") == 2.5
    assert (cameo("ASSAULT", ""), cameo("ASSAULT", "firearms"), cameo("ACCUSE", "investigate")) == ("18", "19", "09")
