"""PLOVER type, mode and reading in, type and mode after the published modality rule out (Hu et al., ACL 2024)."""

from __future__ import annotations

from flows.extract.events.modality import Reading
from flows.extract.events.ontology import (
    CONFLICT_MATERIAL,
    CONFLICT_VERBAL,
    COOPERATIVE_MATERIAL,
    COOPERATIVE_VERBAL,
)

# Announced withdrawals, releases and ceasefires are concessions (tie-break of the manual); other plans are agreements.
CONCEDED_BEFORE_DONE = frozenset({"withdraw", "ceasefire", "release", "disarm", "access"})
TO_AGREE = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE"})

# What is asked for, refused or threatened gives the mode of REQUEST, REJECT and THREATEN.
ASKED = {
    "AID": "assist", "SUPPORT": "assist", "COOPERATE": "assist", "CONSULT": "meet", "RETREAT": "yield", "CONCEDE": "yield",
}  # fmt: skip
THREATENED = {"SANCTION": "relations", "ASSAULT": "violence", "MOBILIZE": "violence", "COERCE": "restrict"}
THREATENED_MODES = {
    ("COERCE", "arrest"): "arrest", ("COERCE", "deport"): "expel", ("SANCTION", "expel"): "expel",
    ("COERCE", "seize"): "territory",
}  # fmt: skip


def remapped(kind: str, mode: str, reading: Reading) -> tuple[str, str]:
    """Negation and ending first, then plans and threats."""
    if reading.negated or reading.refused:
        return _turned(kind, mode, reading)
    if reading.ended:
        return _ended(kind, mode)
    if reading.modality in ("future", "threatened"):
        return _planned(kind, mode)
    return kind, mode


def _planned(kind: str, mode: str) -> tuple[str, str]:
    if kind == "RETREAT":
        return ("CONCEDE", "") if mode in CONCEDED_BEFORE_DONE else ("AGREE", "")
    if kind in TO_AGREE:
        return "AGREE", ""
    if kind in CONFLICT_MATERIAL:
        return "THREATEN", threat_mode(kind, mode)
    return kind, mode


def _turned(kind: str, mode: str, reading: Reading) -> tuple[str, str]:
    if kind in COOPERATIVE_VERBAL | {"COOPERATE", "AID"}:
        planned = reading.modality != "actual" or reading.refused
        if kind in COOPERATIVE_VERBAL or planned:
            return "REJECT", asked_mode(kind, "REJECT")
        return "SANCTION", "discontinue"
    if kind == "RETREAT":
        return "REJECT", "yield"
    if kind in CONFLICT_MATERIAL:
        return ("AGREE", "") if reading.modality == "future" else ("RETREAT", "")
    return ("AGREE", "") if kind in CONFLICT_VERBAL else (kind, mode)


def _ended(kind: str, mode: str) -> tuple[str, str]:
    if kind in COOPERATIVE_VERBAL:
        return "REJECT", asked_mode(kind, "REJECT")
    if kind in COOPERATIVE_MATERIAL:
        return ("SANCTION", "discontinue") if kind != "RETREAT" else ("REJECT", "yield")
    if kind in ("SANCTION", "COERCE"):
        return "CONCEDE", ""
    if kind in CONFLICT_MATERIAL:
        return "RETREAT", "ceasefire" if kind == "ASSAULT" else ""
    return "CONCEDE", ""


def asked_mode(topic: str, kind: str) -> str:
    """What is asked for or refused -> mode of REQUEST or REJECT."""
    return ASKED.get(topic, "change" if kind in ("REQUEST", "REJECT") else "")


def threat_mode(topic: str, mode: str) -> str:
    """What is threatened -> mode of THREATEN."""
    return THREATENED_MODES.get((topic, mode)) or THREATENED.get(topic, "")
