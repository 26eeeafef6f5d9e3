"""Deeds in everyday company: fights of two sides, second deeds, headlines, concessions, help, history, contests, and near misses of each."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from flows.extract import read
from flows.records import CleanText, Event, Publication

DAY = datetime(2026, 3, 4, 9, tzinfo=UTC)  # a Wednesday


def told(text: str) -> tuple[Event, ...]:
    return read(CleanText("d", text, language="en", published=Publication(DAY, "side-car", "minute")))[1].events


def sides(event: Event, role: str) -> list[str]:
    return [r.surface for r in event.roles if r.role == role]


def types(text: str) -> list[str]:
    return [e.type for e in told(text)]


# --- fights of two sides -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("Fighting between the Malian army and Tuareg rebels has killed 31 people near Kidal.", "Malian army", "Tuareg rebels"),
        ("Clashes between Congolese soldiers and M23 rebels broke out near Goma on Tuesday.", "Congolese soldiers", "M23 rebels"),
        ("Gunfire between police and gang members was reported in Port-au-Prince.", "police", "gang members"),
        ("War between Ethiopia and Eritrea has broken out again, diplomats said.", "Ethiopia", "Eritrea"),
        ("Fighting erupted on Sunday between Houthi fighters and government troops in Marib.", "Houthi fighters", "government troops"),
        ("At least twelve villagers died in fighting between soldiers and separatists in Casamance.", "soldiers", "separatists"),
        ("Heavy shelling between Armenian and Azerbaijani forces was reported overnight.", "Armenian", "Azerbaijani"),
    ],
)  # fmt: skip
def test_a_fight_that_happens_has_both_its_sides(text: str, one: str, other: str) -> None:
    assert any(e.type == "ASSAULT" and {one, other} <= set(sides(e, "actor")) for e in told(text)), told(text)


@pytest.mark.parametrize(
    "text",
    [
        "He was born during the war between Iran and Iraq.",
        "The war between North and South Vietnam ended in 1975.",
        "The book is about the wars between Rome and Carthage.",
        "A price war between two supermarket chains broke out in March.",
        "The legal battle between the two phone makers has resumed.",
        "The battle between the two sisters for the estate began in March.",
    ],
)
def test_a_war_that_is_only_spoken_of_is_none(text: str) -> None:
    assert "ASSAULT" not in types(text)


# --- the second deed of a sentence ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The junta dissolved parliament and imposed a curfew.", ["COERCE", "COERCE"]),
        ("Ukraine shot down two drones and shelled a Russian depot.", ["ASSAULT", "ASSAULT"]),
        ("Gunmen stormed the hotel, took 20 guests hostage and torched the kitchen.", ["ASSAULT"] * 3),
        ("Police in Minsk beat and arrested dozens of protesters.", ["ASSAULT", "COERCE"]),
        ("The striking miners blocked the road and threw stones at police.", ["PROTEST", "PROTEST"]),
        ("Turkey condemned the strike and recalled its ambassador to Israel.", ["ACCUSE", "SANCTION"]),
        ("Gunmen stormed the museum and seized two guards.", ["ASSAULT", "ASSAULT"]),
    ],
)
def test_deeds_joined_by_and_are_all_told(text: str, wanted: list[str]) -> None:
    found = told(text)
    assert [e.type for e in found] == wanted
    assert all(e.modality == "actual" for e in found)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Police killed two gunmen and wounded a third.", ["ASSAULT"]),  # one raid with its toll
        ("The court convicted the former mayor and sentenced him to nine years in prison.", ["SANCTION"]),
        ("Guards kicked and punched a prisoner.", ["ASSAULT"]),
    ],
)
def test_one_deed_told_in_two_words_is_one(text: str, wanted: list[str]) -> None:
    assert types(text) == wanted


# --- headlines -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind", "actor", "recipient"),
    [
        ("Police fire tear gas at miners in Rustenburg", "ASSAULT", "Police", "miners"),
        ("Army vows to crush rebels", "THREATEN", "Army", "rebels"),
        ("Talks collapse between Sudan and Ethiopia", "REJECT", "Sudan", "Ethiopia"),
        ("Sanctions on Zimbabwe lifted", "CONCEDE", "", "Zimbabwe"),
        ("US aid to Egypt suspended", "SANCTION", "US", "Egypt"),
        ("Drone strike kills nine at wedding in Yemen", "ASSAULT", "", "nine"),
        ("Hostages freed in Mali", "RETREAT", "", "Hostages"),
        ("Nurses walk out over pay in Lagos", "PROTEST", "Nurses", ""),
    ],
)
def test_headlines(text: str, kind: str, actor: str, recipient: str) -> None:
    (event,) = told(text)
    assert event.type == kind
    assert (actor in sides(event, "actor")) if actor else not sides(event, "actor")
    assert not recipient or recipient in sides(event, "recipient")


@pytest.mark.parametrize(
    "text",
    [
        "Singer quits band over tour row",
        "Fire crews rescue dog from well",
        "Shares collapse as bank talks up rates",
        "Police fire chief at odds over budget",
        "Interest in chess lifted by new film",
    ],
)
def test_headlines_of_nothing(text: str) -> None:
    assert not told(text)


# --- conceded or agreed, aid or posture, asked ---------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Rwanda agreed to withdraw its soldiers from eastern Congo.", "CONCEDE"),
        ("The junta has agreed to release 200 political prisoners.", "CONCEDE"),
        ("Washington agreed to lift sanctions on Damascus.", "CONCEDE"),
        ("The prime minister agreed to step down after weeks of protests.", "CONCEDE"),
        ("India and China agreed to pull back their troops from the frontier.", "AGREE"),
        ("The two armies agreed to withdraw from the valley.", "AGREE"),
        ("Colombia and the ELN agreed to a ceasefire.", "AGREE"),
        ("Kenya agreed to send doctors to Malawi.", "AGREE"),
    ],
)
def test_one_side_that_agrees_to_yield_concedes(text: str, wanted: str) -> None:
    assert types(text) == [wanted]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The Philippine army deployed soldiers to evacuate villagers after the typhoon.", "AID"),
        ("India dispatched a warship to carry relief supplies to Sri Lanka.", "AID"),
        ("Rwanda sent troops to Mozambique at the request of its government.", "AID"),
        ("Kenya sent police officers to Haiti as peacekeepers.", "AID"),
        ("Chad sent 200 soldiers to help Cameroon after the floods.", "AID"),
        ("Australia will send soldiers to help evacuate villagers in Papua New Guinea.", "AGREE"),
        ("Belarus deployed troops along the border with Poland.", "MOBILIZE"),
        ("Turkey sent warships to the eastern Mediterranean.", "MOBILIZE"),
        ("Sudan sent troops to attack rebels in Darfur.", "ASSAULT"),
    ],
)
def test_troops_sent_to_help_are_aid(text: str, wanted: str) -> None:
    assert types(text) == [wanted]


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Malawi asked South Africa to send helicopters after the cyclone.", "assist"),
        ("Armenia asked the United States to send observers.", "assist"),
        ("Mozambique called on SADC to send troops.", "assist"),
        ("Haiti has appealed for aid after the earthquake.", "assist"),
        ("Dominica called on its neighbours for help.", "assist"),
        ("Protesters urged the president to resign.", "yield"),
        ("Canada asked Chile to send back the suspect.", "change"),
    ],
)
def test_help_that_is_asked_for(text: str, mode: str) -> None:
    assert [(e.type, e.mode) for e in told(text)] == [("REQUEST", mode)]


# --- history, contests, what was not done --------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "modality", "day"),
    [
        ("Three years ago this month, Russian forces shelled the town of Bakhmut.", "historical", date(2023, 3, 1)),
        ("Five years ago today, soldiers arrested the editor Aye Chan in Naypyidaw.", "historical", date(2021, 3, 4)),
        ("Ten years ago on Monday, gunmen attacked a university in Garissa.", "historical", date(2016, 3, 2)),
        ("Police shot dead the protester Amadou Diallo four years ago yesterday.", "historical", date(2022, 3, 3)),
        ("Two weeks ago on Monday, gunmen attacked a bank in Garissa.", "actual", date(2026, 2, 16)),
        ("Gunmen attacked a university in Garissa three days ago.", "actual", date(2026, 3, 1)),
        ("Today, soldiers arrested the opposition leader in Naypyidaw.", "actual", date(2026, 3, 4)),
        ("The mayor, elected three years ago, was arrested on Monday.", "actual", date(2026, 3, 2)),
        ("It was the deadliest attack on Coptic worshippers in Egypt in a decade, police said.", "actual", date(2026, 3, 4)),
        ("Gunmen attacked the national museum in Tunis on Tuesday.", "actual", date(2026, 3, 3)),
    ],
)  # fmt: skip
def test_history_and_what_only_names_it(text: str, modality: str, day: date) -> None:
    assert [(e.modality, e.date) for e in told(text)] == [(modality, day)]


@pytest.mark.parametrize(
    "text",
    [
        "Lindqvist beat Maretti in straight sets.",
        "The senator narrowly beat her rival in the primary.",
        "Fiji hammered Samoa 42-6 in Suva.",
        "The ruling party crushed the opposition in Sunday's vote.",
        "Okoro beat Mensah by two seconds.",
    ],
)
def test_who_wins_a_contest_strikes_nobody(text: str) -> None:
    assert not told(text)


@pytest.mark.parametrize(
    "text",
    [
        "A policeman beat a protester in Conakry.",
        "The candidate was beaten by police at a rally before the election.",
        "Party youths beat a teacher before the election.",
        "Ana Brito beat Jorge Lima with a belt.",
        "The army crushed the rebels near Afrin.",
    ],
)
def test_blows_are_blows_near_the_polls_too(text: str) -> None:
    assert types(text) == ["ASSAULT"]


@pytest.mark.parametrize(
    "text",
    [
        "Hungary nearly expelled the Polish ambassador.",
        "Iran would not have attacked the tanker, the minister said.",
        "Without the truce the army would have shelled Goma again.",
        "Lagos declined to rule out sanctions against Niger.",
        "The prime minister refused to rule out sending troops to Niger.",
        "The rebels could not take the town.",
    ],
)
def test_what_was_not_done_is_not_told_as_done(text: str) -> None:
    assert all(e.modality == "hypothetical" for e in told(text))


def test_who_stands_beside_somebody_is_another() -> None:
    found = read(
        CleanText("d", "Clashes between Congolese soldiers and M23 rebels broke out near Goma.", language="en")
    )[1]
    groups = {m.surface: m.group_id for m in found.mentions}
    assert groups["Congolese soldiers"] != groups["M23 rebels"]


def test_one_with_two_offices_stays_one() -> None:
    text = "Mara Lindt, the president and chief executive of Oros Bank, resigned on Monday."
    found = read(CleanText("d", text, language="en"))[1]
    groups = {m.surface: m.group_id for m in found.mentions}
    assert groups["president"] == groups["Mara Lindt"]
