"""Title, deck, byline, dateline and body: what each line of an article is."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.clean.byline import kind_of_line
from flows.clean.dateline import dateline
from flows.clean.layout import layout
from flows.clean.text import clean as clean_document
from flows.records import CleanText, Document, Metadata, Part


def cleaned(source: str, **said: Any) -> CleanText:
    found = clean_document(
        Document(
            **{"doc_id": "d", "format": "txt", "source_text": source, "charset": "utf-8", "charset_basis": "utf-8"}
            | said
        )
    )
    assert isinstance(found, CleanText)
    return found


# line, what follows the dateline, place, date, agency
DATELINES = [
    ("NAIROBI, March 3 (Northgate) - Negotiators met", "Negotiators met", "NAIROBI", "March 3", "Northgate"),
    ("GENEVA (AP) — The agency", "The agency", "GENEVA", "", "AP"),
    ("CAIRO — Egypt freed", "Egypt freed", "CAIRO", "", ""),
    ("SEOUL, South Korea, 12 May — The court", "The court", "SEOUL", "12 May", ""),
    ("Tbilisi, 4 November. The cabinet", "The cabinet", "Tbilisi", "4 November.", ""),
    ("Brussels/Paris - The two", "The two", "Brussels/Paris", "", ""),
    ("GOMA, Democratic Republic of Congo, May 8 (Wire) - A truce", "A truce", "GOMA", "May 8", "Wire"),
    ("TALLINN, April 29 -- (Wire) Estonia", "Estonia", "TALLINN", "April 29", "Wire"),
    ("QUITO (Wire), Feb. 11 -- Ecuador", "Ecuador", "QUITO", "Feb. 11", "Wire"),
    ("PORT VILA, Nov 20 (Wire) | Lawmakers", "Lawmakers", "PORT VILA", "Nov 20", "Wire"),
    ("LUSAKA/LONDON, Nov. 12, 2025 (Wire) - Copper", "Copper", "LUSAKA/LONDON", "Nov. 12, 2025", "Wire"),
    ("QUITO, March 4, 2026—Villagers", "Villagers", "QUITO", "March 4, 2026", ""),
    ("Đà Nẵng, 27 August 2026 – Coastguards", "Coastguards", "Đà Nẵng", "27 August 2026", ""),
    ("MOSCOW, March 3. /TASS/. The ministry", "The ministry", "MOSCOW", "March 3.", "TASS"),
    ("MOSCOW. March 3 (Interfax) - The bank", "The bank", "MOSCOW", "March 3", "Interfax"),
    ("(ANSA) - ROME, MAR 3 - The senate", "The senate", "ROME", "MAR 3", "ANSA"),
    ("GENEVA (3 March 2026) – Experts", "Experts", "GENEVA", "3 March 2026", ""),
    ("Tehran, March 3, IRNA – Iran", "Iran", "Tehran", "March 3", "IRNA"),
    ("Damascus, SANA- The council", "The council", "Damascus", "", "SANA"),
    ("Berlin (dpa) - Der Bundestag", "Der Bundestag", "Berlin", "", "dpa"),
    ("NAIROBI, Mar 3 2026 (IPS) - The", "The", "NAIROBI", "Mar 3 2026", "IPS"),
    ("Madrid, 3 Mar (EFE).- El Gobierno", "El Gobierno", "Madrid", "3 Mar", "EFE"),
    ("ABOARD THE USS GERALD R. FORD (AP) — Sailors", "Sailors", "ABOARD THE USS GERALD R. FORD", "", "AP"),
    ("WASHINGTON, D.C. (AP) — President", "President", "WASHINGTON", "", "AP"),
    ("ST. LOUIS (AP) — A barge", "A barge", "ST. LOUIS", "", "AP"),
    ("N'DJAMENA, Chad — Rebels", "Rebels", "N'DJAMENA", "", ""),
    ("Gaza City – “We waited,”", "“We waited,”", "Gaza City", "", ""),
    ("NEW DELHI: India", "India", "NEW DELHI", "", ""),
    ("TEL AVIV, Israel, Tuesday, March 3 — The", "The", "TEL AVIV", "Tuesday, March 3", ""),
    ('LA PAZ, Bolivia, Aug 5 (Reuters) - "We', '"We', "LA PAZ", "Aug 5", "Reuters"),
    ("Rio de Janeiro, 5 May (Folha) — The", "The", "Rio de Janeiro", "5 May", "Folha"),
    ("SANTIAGO DE CHILE, 5 May - The", "The", "SANTIAGO DE CHILE", "5 May", ""),
    ("Washington — The White House", "The White House", "Washington", "", ""),
    ("ADRÉ, Chad — Aid workers", "Aid workers", "ADRÉ", "", ""),
    ("ASUNCIÓN. Cuatro mil personas", "Cuatro mil personas", "ASUNCIÓN", "", ""),
    ("MOGADISHU (Halabuur) - Gunmen", "Gunmen", "MOGADISHU", "", "Halabuur"),
]
OWN_LINES = [
    ("Nuuk, 6 October 2026", "Nuuk", "6 October 2026"),
    ("GUATEMALA CITY, 27 August (Wire)", "GUATEMALA CITY", "27 August"),
    ("ISTANBUL", "ISTANBUL", ""),
    ("Accra, Ghana, 1 June 2026", "Accra", "1 June 2026"),
]
NO_DATELINES = [
    "Hamas — which controls Gaza — said on Tuesday",
    "Iran - and its allies - said",
    "CORRECTION: Port strike",
    "ANALYSIS - The war",
    "BREAKING — The war",
    "WARNING: This contains",
    "Okello — The Man Who Would",
    "London, the capital of Britain, said - No",
    "In March 3 people died. Then",
    "Nairobi is a city. The",
    "On March 3, 2026, the army said - The",
    "Moscow has responded to the conflict. The",
    "The Kremlin - The",
    "Q: What did",
    "MAYOR: I said",
    "Paris (the city) is large. The",
    "Paris. The city",
    "March 3, 2026",
    "Kenya, Uganda and Tanzania agreed. The",
    "Ama Serwaa (25) said. The",
    "Russia (which invaded) said - The",
    "The European Union (EU) - The bloc",
    "The United Nations (UN). The",
    "World Health Organization (WHO): The",
    "NATO - The",
    "FIFA — The",
    "Police arrest 17 after land march",
    "BACKGROUND",
    "PRESS RELEASE",
    "",
    " - ",
    "—",
]
LINES = {
    "byline": [
        "By Ama Serwaa",
        "By Ama Serwaa and Kojo Mensah in Accra",
        "BY LE MINH ANH",
        "By Ama Serwaa, Staff Writer",
        "By Jonas van der Berg, Amsterdam",
        "By Ama Serwaa | 3 March 2026",
        "By AFP",
        "By The Associated Press",
        "By our correspondent in Cairo",
        "By Adébáyò Ọlátúnjí in Lagos",
        "Jane Doe, diplomatic correspondent",
        "Jane Doe, AFP",
        "Staff reporter",
        "Our correspondent in Kampala",
        "Senior Africa correspondent",
        "*By Ama Serwaa*",
        "Words by Ama Serwaa",
        "Von Jörg Wünschmann",
        "By J. M. Okafor",
        "By Siobhán O'Dwyer",
    ],
    "name": [
        "Jane Doe in Cairo",
        "Jane Doe in Cairo and Omar Haddad in Tunis",
        "Tug Sinks in Nacala",
        "Jane Doe in Garissa, 11 August",
    ],
    "credit": [
        "Reporting by Ama Serwaa; editing by Kojo Mensah",
        "(Reporting by Ama Serwaa in Accra and Omar Haddad; Editing by Kojo Mensah)",
        "Additional reporting by Jane Doe in Cairo.",
        "With reporting by Omar Haddad",
    ],
    "time": [
        "Published: 3 March 2026 14:05 GMT",
        "Published 3 March 2026 | Updated 4 March 2026",
        "Last updated on March 4, 2026 at 9:15 a.m. EST",
        "Posted on 2026-03-04",
        "Date: 3 March 2026",
        "Updated 2026-03-04T10:00Z",
        "Broadcast on Wednesday, 22 July 2026. Presenter: Gloria Okai",
    ],
    "date": ["11 February 2026", "Tuesday, March 3, 2026", "2026-03-03", "March 3, 2026 14:05 GMT", "2026年6月18日"],
    "label": [
        "PRESS RELEASE",
        "For immediate release",
        "ANALYSIS",
        "Statement",
        "[OPINION]",
        "World | Shipping | Opinion",
    ],
}
TEXT_LINES = [
    "By Friday the rebels had taken the town",
    "By nightfall no diplomat had been expelled.",
    "By Order Of The King",
    "By Sea And Land",
    "Published figures show that 3 March 2026 was the coldest day of the year in Oslo.",
    "Updated rules take effect on 1 July 2026 in all member states",
    "The Death Toll Rises in Kampala",
    "Rebels Kill Twelve in Goma",
    "Police in Nairobi",
    "War in Sudan",
    "Peace talks in Geneva",
    "Background",
    "What happens next",
    "Statement by the Foreign Minister on the situation in the Sahel",
    "2026",
    "The editor",
    "The reporter said so.",
    "Jane Doe",
    "Reporting by phone, residents said the road was cut.",
    "Editing by committee is how the bill was lost",
    "On 3 March 2026 the army shelled the town of Sake",
    "",
]


@pytest.mark.parametrize(("kind", "line"), [(kind, line) for kind, lines in LINES.items() for line in lines])
def test_line_around_the_text(kind: str, line: str) -> None:
    assert kind_of_line(line) == kind


@pytest.mark.parametrize("line", TEXT_LINES)
def test_line_of_text(line: str) -> None:
    assert kind_of_line(line) is None


@pytest.mark.parametrize(("line", "rest", "place", "date", "agency"), DATELINES)
def test_dateline_before_text(line: str, rest: str, place: str, date: str, agency: str) -> None:
    found = dateline(line)
    assert found is not None
    assert (line[found.end :].strip(), found.place, found.date, found.agency) == (rest, place, date, agency)
    assert not found.whole_line


@pytest.mark.parametrize(("line", "place", "date"), OWN_LINES)
def test_dateline_alone(line: str, place: str, date: str) -> None:
    found = dateline(line)
    assert found is not None and found.whole_line
    assert (found.place, found.date, found.end) == (place, date, len(line))


@pytest.mark.parametrize("line", NO_DATELINES)
def test_no_dateline(line: str) -> None:
    assert dateline(line) is None


# --- whole articles ------------------------------------------------------------------------------

P1 = "The harbour at Nacala was closed to traffic on Monday after a tug sank in the channel, port officers said."
P2 = "Two of its crew were pulled from the water by fishermen. A third was still missing by nightfall, the navy said."
P3 = "“The swell took her in a minute,” said Amina Saíde, who sells ice on the quay. “We only heard the horn.”"
LEAD = "NACALA, Mozambique, June 2 (Wire) - "

# source, [(section, text)], the body as its first words
ARTICLES: list[tuple[str, list[tuple[str, str]]]] = [
    (f"Tug sinks in Nacala channel\n\n{P1}\n\n{P2}\n", [("title", "Tug sinks in Nacala channel"), ("body", P1)]),
    (f"Tug sinks in Nacala channel\n{P1}\n{P2}\n", [("title", "Tug sinks in Nacala channel"), ("body", P1)]),
    (f"{P1}\n\n{P2}\n", [("body", P1)]),
    (f"{P1}\n", [("body", P1)]),
    ("Tug sinks in Nacala channel\n", [("body", "Tug sinks in Nacala channel")]),
    (
        f"Tug sinks in Nacala channel\nBy Rui Macuácua\n\n{LEAD}{P1}\n\n{P2}\n\n(Editing by Ines Duarte)\n",
        [
            ("title", "Tug sinks in Nacala channel"),
            ("byline", "By Rui Macuácua"),
            ("dateline", LEAD.rstrip()),
            ("body", P1),
            ("byline", "(Editing by Ines Duarte)"),
        ],
    ),
    (
        f"Tug Sinks in Nacala\nOne sailor is missing and the coal berth is shut until Friday at least\n{P1}\n{P2}\n",
        [
            ("title", "Tug Sinks in Nacala"),
            ("deck", "One sailor is missing and the coal berth is shut until Friday at least"),
            ("body", P1),
        ],
    ),
    (f"Tug Sinks in Nacala\n{P2}\n{P2}\n{P1}\n", [("title", "Tug Sinks in Nacala"), ("deck", P2), ("body", P1)]),
    (
        f"Tug Sinks in Nacala\n\nThe coal berth is shut. So are the schools.\n\nNACALA — {P1}\n\n{P2}\n",
        [
            ("title", "Tug Sinks in Nacala"),
            ("deck", "The coal berth is shut. So are the schools."),
            ("dateline", "NACALA —"),
            ("body", P1),
        ],
    ),
    (
        f"Tug Sinks in Nacala\n\nHow a harbour lost its last pilot.\n\nRui Macuácua in Nacala\n\n2 June 2026\n\n{P1}\n",
        [
            ("title", "Tug Sinks in Nacala"),
            ("deck", "How a harbour lost its last pilot."),
            ("byline", "Rui Macuácua in Nacala"),
            ("dateline", "2 June 2026"),
            ("body", P1),
        ],
    ),
    (
        f"PRESS RELEASE\n\nStatement on the sinking of the tug Ibo\n\nMaputo, 3 June 2026\n\n{P1}\n\n{P2}\n",
        [
            ("byline", "PRESS RELEASE"),
            ("title", "Statement on the sinking of the tug Ibo"),
            ("dateline", "Maputo, 3 June 2026"),
            ("body", P1),
        ],
    ),
    (
        "‘She went down in a minute’\n\nQ: Where were you standing?\n\nA: On the quay, by the ice.\n\nQ: And then?\n",
        [("title", "‘She went down in a minute’"), ("body", "Q: Where were you standing?")],
    ),
    (
        f"Timeline: the last day of the Ibo\n\n1 June: The tug leaves Pemba with a barge.\n\n2 June: It sinks. {P1}\n",
        [("title", "Timeline: the last day of the Ibo"), ("body", "1 June: The tug leaves Pemba with a barge.")],
    ),
    (
        f"HOST: Good evening, and welcome.\n\nGUEST: Thank you for having me.\n\nHOST: {P1}\n",
        [("body", "HOST: Good evening, and welcome.")],
    ),
    (
        f"JOINT COMMUNIQUÉ\non the fourth session of the port commission\n(Pemba, 2 June 2026)\n\n{P1}\n\n{P2}\n",
        [
            ("title", "JOINT COMMUNIQUÉ\non the fourth session of the port commission"),
            ("dateline", "(Pemba, 2 June 2026)"),
            ("body", P1),
        ],
    ),
    (
        f"CROSSWINDS, the weekly talk from the coast\nRecorded in Pemba\nWith Amina Saíde\n\n{P1}\n",
        [("title", "CROSSWINDS, the weekly talk from the coast"), ("body", "Recorded in Pemba")],
    ),
    (f"Who sank the Ibo?\n\n{P1}\n", [("title", "Who sank the Ibo?"), ("body", P1)]),
    (f"Tug sinks in the U.S.\n\n{P1}\n", [("title", "Tug sinks in the U.S."), ("body", P1)]),
    (f"Tug Sinks\n\nBackground\n\n{P1}\n", [("title", "Tug Sinks"), ("body", "Background")]),
    (f"{LEAD}{P1}\n\n{P2}\n", [("dateline", LEAD.rstrip()), ("body", P1)]),
    (
        f"Tug sinks in Nacala channel\n\n{LEAD}{P1}\n\nPublished: 3 June 2026\n",
        [
            ("title", "Tug sinks in Nacala channel"),
            ("dateline", LEAD.rstrip()),
            ("body", P1),
            ("byline", "Published: 3 June 2026"),
        ],
    ),
]


@pytest.mark.parametrize(("source", "expected"), ARTICLES)
def test_article(source: str, expected: list[tuple[str, str]]) -> None:
    clean = cleaned(source)
    spans = [(span.section, clean.text[span.start : span.end]) for span in clean.layout]
    assert [s for s, _ in spans] == [s for s, _ in expected]
    for (section, found), (_, wanted) in zip(spans, expected, strict=True):
        assert found.split("\n")[0] == wanted if section == "body" else found == wanted


def test_fields_are_the_text_of_the_spans() -> None:
    clean = cleaned(f"PRESS RELEASE\n\nTug sinks\n\nBy Rui Macuácua\n\n2 June 2026\n\n{LEAD}{P1}\n\n{P2}\n")
    assert (clean.title, clean.deck, clean.byline) == ("Tug sinks", "", "By Rui Macuácua")
    assert clean.dateline == LEAD.rstrip()


def test_metadata_gives_the_title_but_no_span() -> None:
    said = Metadata(title="Tug sinks", byline="Rui Macuácua", publisher="The Nacala Light")
    clean = cleaned(f"{P1}\n\n{P2}\n", metadata=said)
    assert (clean.title, clean.byline, clean.publisher) == ("Tug sinks", "Rui Macuácua", "The Nacala Light")
    assert [span.section for span in clean.layout] == ["body"] and "no_title" not in clean.flags
    printed = cleaned(f"Printed headline\n\n{P1}\n\n{P2}\n", metadata=said)
    assert printed.title == "Printed headline"


def test_author_that_the_page_names_makes_a_byline() -> None:
    clean = cleaned(f"Tug sinks\n\nRui Macuácua, Nacala\n\n{P1}\n", metadata=Metadata(byline="Rui Macuácua"))
    assert [span.section for span in clean.layout] == ["title", "byline", "body"]
    assert clean.byline == "Rui Macuácua, Nacala"


def test_parts_of_the_format_are_carried_through_the_edits() -> None:
    source = f"Tug\u00a0sinks\r\nA harbour  in shock.\r\n\r\n{LEAD}{P1}\r\n{P2}"
    parts = (Part("title", 0, 9), Part("deck", 11, 31), Part("body", 35, len(source)))
    clean = cleaned(source, format="html", parts=parts)
    assert (clean.title, clean.deck, clean.dateline) == ("Tug sinks", "A harbour in shock.", LEAD.rstrip())
    body = clean.layout[-1]
    assert clean.text[body.start : body.end] == f"{P1}\n{P2}"


def test_title_that_stands_again_above_the_body_goes() -> None:
    source = f"Tug sinks in Nacala\n\nTug sinks in Nacala\n{P1}\n{P2}"
    parts = (Part("title", 0, 19), Part("body", 21, len(source)))
    clean = cleaned(source, format="html", parts=parts)
    assert clean.text == f"Tug sinks in Nacala\n{P1}\n{P2}" and clean.title == "Tug sinks in Nacala"


@given(st.lists(st.sampled_from(["Tug sinks", P1, P2, "By Rui Macuácua", LEAD + P1, "", "2 June 2026", "Q: Why?"])))
def test_spans_cover_the_text_in_order(lines: list[str]) -> None:
    text = "\n".join(lines)
    last = 0
    for span in layout(text):
        assert last <= span.start < span.end <= len(text)
        assert not text[last : span.start].strip()
        last = span.end
    assert not text[last:].strip()
