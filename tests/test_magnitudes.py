"""People driven out and amounts of money in sentences: ranges, currencies, whose they are, and what is neither."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.extract.events.displaced import displaced
from flows.extract.events.money import currencies, money, tender
from flows.extract.events.numbers import hedged, measured
from tests.test_events import coded

DISPLACED = {
    "40,000 people have fled.": (40000, 40000),
    "More than 40,000 people have fled the fighting in North Kivu since Monday.": (40001, 60000),
    "Shelling forced 4,000 villagers to flee.": (4000, 4000),
    "The storm left at least 900 people homeless in Beira.": (900, 900),
    "Some 1.2 million Sudanese have been displaced.": (1_200_000, 1_200_000),
    "Authorities evacuated 600 residents from the slopes.": (600, 600),
    "About 2,000 people living near the volcano were evacuated overnight.": (2000, 2000),
    "Dozens of residents were evacuated.": (24, 99),
    "Hundreds of thousands of Rohingya fled to Bangladesh.": (200_000, 999_999),
    "Between 12,000 and 15,000 civilians were driven from their homes.": (12000, 15000),
    "Militia raids killed 12 people and displaced 4,000.": (4000, 4000),
    "The clashes killed 30 people and left 5,000 displaced.": (5000, 5000),
    "12 people were killed and 4,000 displaced.": (4000, 4000),
    "The blaze destroyed 30 houses and made 120 people homeless.": (120, 120),
    "The UN sent food for 40,000 displaced people.": (40000, 40000),
    "The number of displaced rose to 3 million.": (3_000_000, 3_000_000),
    "Half a million people have been forced from their homes.": (500_000, 500_000),
    "Nearly 70,000 people were internally displaced.": (63000, 70000),
    "The burst dam drove 20,000 from their homes.": (20000, 20000),
    "At least 3,500 Ivorians were uprooted by the raids.": (3500, 3500),
    "Up to 10,000 residents were ordered to evacuate.": (1, 10000),
    "Over the weekend 7,500 people, mostly women and children, fled Bunia.": (7500, 7500),
    "The army told 50,000 residents to evacuate.": (50000, 50000),
    "All of the 30,000 residents fled.": (30000, 30000),
    "By 2 p.m. 400 residents had fled.": (400, 400),
    "The flood has driven 1.5m from their homes.": (1_500_000, 1_500_000),
    "The 2023 earthquake displaced thousands.": (2000, 9999),
    "Five gunmen killed 300 people who fled.": (300, 300),
}
NOBODY_DISPLACED = [
    "The floods displaced nearly 300 families.",  # no count of persons
    "Some 4,000 households were uprooted.",
    "Four men fled the scene.",
    "Two robbers fled on foot.",
    "Three fled.",
    "Three inmates fled from jail.",
    "The patient had 12 displaced vertebrae.",
    "The ship displaces 40,000 tonnes.",
    "Since 2014 displaced people have lived here.",
    "In 2017 villagers were displaced by the dam.",
    "Some 5 percent of residents were evacuated.",
    "Some 5% of residents were evacuated.",
    "The army evacuated 12 buildings.",
    "Firefighters evacuated 40 horses.",
    "Coal displaced 3 million barrels of oil.",
    "Inflation displaced 12 as the first worry of voters.",
    "Displaced people returned to 300 homes.",
    "The king was displaced in 1973.",
    "A third of the 30,000 residents fled.",  # how many, the text does not say
    "Some 80% of the town's 20,000 people have fled.",
    "About one in five of the 2 million inhabitants has fled.",
    "At 7:30 people fled.",
    "On 12 March residents were evacuated.",
    "In May 1948 people fled Haifa.",
    "Highway 12 residents were evacuated.",
    "Room 400 guests were evacuated.",
    "They displaced the 3rd Battalion.",
    "No people were displaced.",
]
MONEY = {
    "The IMF approved a $2.4 billion loan.": [(2_400_000_000, 2_400_000_000, "USD")],
    "Google was fined 300m euros.": [(300_000_000, 300_000_000, "EUR")],
    "Britain sent £40 million in aid.": [(40_000_000, 40_000_000, "GBP")],
    "Donors pledged between $3bn and $5bn.": [(3_000_000_000, 5_000_000_000, "USD")],
    "The bank lent up to $700 million.": [(1, 700_000_000, "USD")],
    "They demanded at least 50,000 euros.": [(50_000, 50_000, "EUR")],
    "Ottawa gave C$30 million, Canberra A$12m.": [(30_000_000, 30_000_000, "CAD"), (12_000_000, 12_000_000, "AUD")],
    "It has 30 million Canadian dollars and gave $5 million.": [
        (30_000_000, 30_000_000, "CAD"),
        (5_000_000, 5_000_000, "CAD"),
    ],
    "It has 7 million Canadian dollars, US$5 million and $3.": [
        (7_000_000, 7_000_000, "CAD"),
        (5_000_000, 5_000_000, "USD"),
        (3, 3, "USD"),
    ],
    "They paid $3-5 billion.": [(3_000_000_000, 5_000_000_000, "USD")],
    "The fund has 1.5 to 2 billion euros.": [(1_500_000_000, 2_000_000_000, "EUR")],
    "A 300-million-euro loan.": [(300_000_000, 300_000_000, "EUR")],
    "Aid rose from $3bn to $5bn.": [(5_000_000_000, 5_000_000_000, "USD")],
    "Aid ranging from $3bn to $5bn.": [(3_000_000_000, 5_000_000_000, "USD")],
    "It gave $300 to 5 million people.": [(300, 300, "USD")],
    "Tens of millions of dollars were seized.": [(20_000_000, 99_999_999, "USD")],
    "A ransom of half a million dollars.": [(500_000, 500_000, "USD")],
    "Grants of 500 crore rupees.": [(5_000_000_000, 5_000_000_000, "")],
    "The ticket cost $3.50.": [(3, 4, "USD")],
    "Oslo lent 2.5bn Norwegian kroner.": [(2_500_000_000, 2_500_000_000, "NOK")],
    "Abuja gave ₦500m.": [(500_000_000, 500_000_000, "NGN")],
    "Fines of about two hundred and fifty thousand Swiss francs.": [(250_000, 250_000, "CHF")],
    "Ankara lent USD 5 million and 7 million EUR.": [(5_000_000, 5_000_000, "USD"), (7_000_000, 7_000_000, "EUR")],
    "It gave £40 million ($52 million).": [(40_000_000, 40_000_000, "GBP"), (52_000_000, 52_000_000, "USD")],
}
NO_MONEY = [
    "Two million barrels were sold.",
    "Oil cost $80 a barrel.",
    "The plant earns $2.4 billion a year.",
    "Wages of 3 euros per hour.",
    "A £12bn-a-year budget.",
    "The bomb held 200 pounds of explosives.",
    "The party with 5 million won.",
    "In 2020 dollars it is the same.",
    "Euro 2024 is won.",
    "The price was $2,5 billion.",
    "Traders quote $TSLA.",
    "Some 40 percent gave nothing in 2019.",
    "Unit R2 lost K9 and N5.",
]
RUPEES = [((), ""), (("PAK",), "PKR"), (("IND", "USA"), "INR"), (("PAK", "IND"), "")]


@pytest.mark.parametrize("text", DISPLACED)
def test_people_driven_out(text: str) -> None:
    found = displaced(text, 7)
    assert found is not None
    assert (found.kind, found.low, found.high) == ("displaced", *DISPLACED[text])
    assert text[found.start - 7 : found.end - 7].strip() == text[found.start - 7 : found.end - 7] != ""


@pytest.mark.parametrize("text", NOBODY_DISPLACED)
def test_what_is_no_count_of_people_driven_out(text: str) -> None:
    assert displaced(text, 0) is None


@pytest.mark.parametrize("text", MONEY)
def test_amounts(text: str) -> None:
    assert [(m.low, m.high, m.currency) for m in money(text, 0, tender(text, ()))] == MONEY[text]


@pytest.mark.parametrize("text", NO_MONEY)
def test_what_is_no_amount(text: str) -> None:
    assert money(text, 0, tender(text, ())) == ()


@pytest.mark.parametrize(("countries", "code"), RUPEES)
def test_a_shared_name_is_the_currency_of_the_one_country_told(countries: tuple[str, ...], code: str) -> None:
    text = "The state gave 200 million rupees."
    assert [m.currency for m in money(text, 0, tender(text, countries))] == [code]


def test_a_word_that_is_also_a_verb_needs_its_country() -> None:
    text = "It paid 5 million won."
    assert money(text, 0, tender(text, ("CHL",))) == ()
    assert [m.currency for m in money(text, 0, tender(text, ("KOR", "CHL")))] == ["KRW"]


def test_amounts_are_exact() -> None:
    assert measured("9,007,199,254,740,993") == (9_007_199_254_740_993,) * 2
    assert measured("1.1 trillion") == (1_100_000_000_000,) * 2
    assert hedged(9_007_199_254_740_993, 9_007_199_254_740_993, "nearly")[0] == 8_106_479_329_266_893


def test_every_code_has_three_letters() -> None:
    codes = {code for c in currencies().values() for code in c.codes}
    assert {code for code in codes if len(code) != 3 or not code.isupper() or not code.isalpha()} == set()


@given(st.text(max_size=120) | st.text("0123456789,. $€bnmtoanderu-", max_size=120), st.integers(0, 10**6))
def test_amounts_of_any_text_lie_in_it(text: str, offset: int) -> None:
    for m in money(text, offset, tender(text, ())):
        assert offset <= m.start < m.end <= offset + len(text)
        assert 0 < m.low <= m.high
        assert m.currency == "" or len(m.currency) == 3


@pytest.mark.parametrize(
    "text",
    [
        " ".join(str(n) for n in range(3000)),
        "$12,000, " * 1500,
        "12,000 people, " * 500 + "fled",
        "two hundred and forty " * 400 + "displaced dollars",
        "1," * 3000 + " euros fled",
        "between $3 and " * 500 + "displaced",
        "Some Aaa Bbb Ccc in " * 400 + " displaced",
    ],
    ids=lambda text: text[:20],
)
def test_long_lists_of_numbers_take_bounded_time(text: str) -> None:
    begun = time.process_time()
    money(text, 0, tender(text, ()))
    displaced(text, 0)
    assert time.process_time() - begun < 2


# --- whose they are ------------------------------------------------------------------------------

OWNED = {
    "The IMF approved a $2.4 billion loan to Kenya on Monday.": {"approved": [("money", 2_400_000_000)]},
    "Britain sent £40 million in aid to Sudan.": {"sent": [("money", 40_000_000)]},
    "The European Commission fined Google 300m euros on Tuesday.": {"fined": [("money", 300_000_000)]},
    "Germany pledged between 3 and 5 million euros to Moldova.": {"pledged": [("money", 3_000_000)]},
    "Washington cut $700 million of funding to the Palestinian Authority.": {"cut": [("money", 700_000_000)]},
    "Turkey gave Somalia $30 million and sent troops to Mogadishu.": {"gave": [("money", 30_000_000)], "sent": []},
    "Kenya asked the World Bank for $750 million.": {"asked": [("money", 750_000_000)]},
    "The bank froze $40 million in assets of the Russian oligarch.": {"froze": [("money", 40_000_000)]},
    "France will give Ukraine 2bn euros, President Macron said.": {"give": [("money", 2_000_000_000)]},
    "Shelling by the army displaced 12,000 people in Kachin state.": {"Shelling": [("displaced", 12000)]},
    "Police evacuated 300 residents and arrested two men in Malmo.": {
        "evacuated": [("displaced", 300)],
        "arrested": [("arrested", 2)],
    },
    # profits, the worth of a company and what was shot at are no part of the deed
    "Police in Lagos arrested the chairman of the bank, whose profits rose to $3bn.": {"arrested": []},
    "The company with $3bn in sales was fined by Brazil.": {"fined": []},
    "Manila promised each of 412 fishermen 3,000 pesos.": {"promised": []},
    "Rebels attacked a convoy worth $2 million near Goma.": {"attacked": []},
}


@pytest.mark.parametrize("text", OWNED)
def test_a_figure_belongs_to_the_deed_of_its_clause(text: str) -> None:
    assert {e.trigger: [(m.kind, m.low) for m in e.magnitudes] for e in coded(text)} == OWNED[text]
