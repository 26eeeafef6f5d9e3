"""Linear models: the weights read are those fitted, unseen features count nothing, reasons name the features that decided."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import flows.extract.linear as linear_room
from flows.extract.leaders import holder, spell_of
from flows.extract.linear import Linear, linear
from models.regression import fitted, saved

BAGS = [
    frozenset({"red", "round"}),
    frozenset({"red", "long"}),
    frozenset({"green", "long"}),
    frozenset({"green", "round"}),
] * 3
LABELS = ["tomato", "pepper", "cucumber", "pea"] * 3


def test_a_fitted_model_is_read_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = fitted(BAGS, LABELS, strength=0.1)
    saved(made, tmp_path / "plants", least=0.0)
    monkeypatch.setattr(linear_room, "WEIGHTS", tmp_path)
    back = linear("plants")
    told = back.log_probabilities([*BAGS[:4], {"unseen"}])
    assert [back.classes[i] for i in told[:4].argmax(axis=1)] == LABELS[:4]
    assert np.allclose(np.exp(told).sum(axis=1), 1.0, atol=1e-4)
    assert {name for name, _ in back.reasons(BAGS[0], "tomato", most=2)} == {"red", "round"}


def test_no_bag_no_row() -> None:
    assert Linear(("a", "b"), {}, np.zeros((1, 2), dtype=np.float32)).log_probabilities([]).shape == (0, 2)


def test_the_holder_of_an_office_on_a_day() -> None:
    from datetime import date

    found = holder("RUS", "president", date(2010, 6, 1))
    assert found is not None and found.name == "Dmitry Medvedev"
    assert holder("RUS", "president", None) is None
    assert holder("RUS", "juggler", date(2010, 6, 1)) is None


def test_a_family_name_alone_counts_in_office_only() -> None:
    from datetime import date

    assert (spell := spell_of("Macron", date(2020, 1, 1))) is not None and spell.country == "FRA"
    assert spell_of("Macron", None) is None
    assert spell_of("Merkel", date(2022, 6, 1)) is None
