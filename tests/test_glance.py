"""The quick look finds every stretch that holds damage, and passes over typeset text."""

from __future__ import annotations

import pytest

from flows.clean.mojibake.decoders import FAMILY, shown
from flows.clean.mojibake.glance import BLOCK, innocent, suspicious

TYPESET = "“It’s the ministers’ plan,” she said — again. «Déjà» costs 5 percent… – so they say."


def test_typeset_text_is_passed_over_whatever_its_length() -> None:
    assert suspicious("plain ASCII\n" * 1000) == [] == suspicious((TYPESET.replace("à", "a") + "\n") * 1000)


@pytest.mark.parametrize("codec", [*sorted(FAMILY), "cp1252", "latin-1", "cp1251", "cp437", "mac_roman", "koi8_r"])
def test_damage_of_every_codec_is_seen(codec: str) -> None:
    text = "Müller’s “Łódź” — Москва"
    seen = shown(text.encode(), codec, "drop") if codec in FAMILY else text.encode().decode(codec, "ignore")
    assert not innocent(seen)


def test_stretches_are_cut_at_line_ends_and_hold_the_damage() -> None:
    clean = (TYPESET.replace("à", "a") + "\n") * (3 * BLOCK // len(TYPESET))
    text = clean + "The mayor鈥檚 office\n" + clean
    ((start, end),) = suspicious(text)
    assert start <= text.index("鈥檚") < end < len(text) and end - start < 2 * BLOCK
    assert start == 0 or text[start - 1] == "\n"
    assert text[end - 1] == "\n"
