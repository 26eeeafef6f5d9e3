"""Places where text is missing: what must be flagged, and twice as much that only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.clean.gaps import Gaps
from flows.clean.holes import holes
from flows.clean.text import clean
from flows.records import CleanText, Document, Layout

BEFORE = "The delegation reached Nouakchott late on Sunday and was met by nobody at all."
AFTER = "A second round is expected before the rains, according to people on both sides."

# paragraph, evidence of its one hole
OPENINGS = [
    ("quickly brushed aside the complaint, calling it a matter for the courts of Dakar.", "missing_subject"),
    ("also visited the garrison at Tessalit, where he handed out medals.", "missing_subject"),
    ("told reporters in Bamako that the convoy had never left.", "missing_subject"),
    ("accused the junta of starving the north on purpose.", "missing_subject"),
    ("warned that the dam would not survive a second flood.", "missing_subject"),
    ("later withdrew the remark and blamed the interpreter.", "missing_subject"),
    ("was sworn in on Friday before a half-empty chamber.", "missing_subject"),
    ("flew to Doha the same evening with four ministers.", "missing_subject"),
    ("shelled the outskirts of the town for three hours on Monday.", "missing_subject"),
    (", who leads the fishermen's union, said the boats would stay in port.", "missing_subject"),
    ("'s lawyer said he would appeal before the end of the week.", "missing_subject"),
]
MARKS = [
    ("The colonel, now retired in Antalya, : “We were told to wait, and we waited.”", "lost_link"),
    ("The commissioner for trade, , apologised to the growers of Kisumu.", "lost_link"),
    ("That is not a forecast, said the programme's coordinator in Mopti, . He left.", "lost_link"),
    ("The head of the mission ( ) left Juba on Thursday with his staff.", "empty_between_marks"),
    ("He answered with a single word, “”, and hung up on the reporter.", "empty_between_marks"),
    ("The bridge was designed by . It opened to lorries in the spring.", "lost_object"),
    ("Nine trawlers were seized, according to , and towed into Trincomalee.", "lost_object"),
    ("The plan was drawn up with , and nobody in the valley was asked.", "lost_object"),
    ("The ministers talked about the future of the. No date was set for more.", "lost_object"),
]
OFFICES = [
    ("“They are finished as a force,” Ukrainian president scoffed.", "missing_subject"),
    ("Georgian prime minister denied that any order had been given.", "missing_subject"),
    ("The road was cut. Former Kenyan senator claimed it was deliberate.", "missing_subject"),
    ("Still, in an interview conceded that the harvest was lost.", "missing_subject"),
    ("In a speech to parliament on Monday acknowledged that the money was gone.", "missing_subject"),
    ("But in a letter to shareholders admitted that he had known.", "missing_subject"),
]
# A zero-width space between two spaces (written ~) is what a dropped link leaves.
GAPS = [
    ("In a more cautious statement, ~ described the strike as unlawful.", "lost_link"),
    ("“We saw it coming,” the spokesman for the port said. Turkish president ~ scoffed.", "lost_link"),
    ("On Friday, in an interview ~ conceded that the pipeline would be late.", "lost_link"),
    ("The letter was signed by ~ and two of his deputies in Lomé.", "lost_object"),
    ("The envoy, speaking for ~, said the talks would go on.", "lost_link"),
    ("The brothers drowned off ~, within sight of the lighthouse.", "lost_link"),
]
CLEAN = [
    # small first letters that are right
    "al-Shabaab said it had carried out the attack on the barracks.",
    "de Gaulle told his ministers that the matter was closed.",
    "bin Salman visited the yard and said nothing to the workers.",
    "van der Bellen asked the parties to try again after Easter.",
    "iPhone sales fell in the quarter, the company said on Thursday.",
    "eBay said it would close the warehouse in Gdańsk by June.",
    "el-Sisi warned that Egypt would defend its share of the river.",
    "von der Leyen told parliament that the list would be published.",
    "d'Hondt seats are counted after the second round is over.",
    "e-mail traffic between the two ministries stopped that evening.",
    "ʻAkilisi Pōhiva once said the same thing in a shorter speech.",
    "based in Nairobi, the group says it has forty thousand members.",
    "www.harbour.example carried the full text of the ruling on Friday.",
    "@portwatch posted a picture of the ship at anchor off Aden.",
    # marks that are right
    "He paused, then said: “No.” The room, all of it, laughed.",
    "The list (of nine) was published; the others, he said, can wait.",
    "“Why?” asked the judge. “Because,” said the witness.",
    "She wrote “no”; he wrote “yes”, and both were wrong.",
    "They called print() and main() by mistake in the audit software.",
    "It cost .50 a litre in March and 1.20 in May, the ministry said.",
    "The smile at the end of her message :) was read out in court.",
    "He waited, ... and waited, and nobody came down to the quay.",
    "“The answer to ‘who pays?’ is ‘you do’,” the minister said.",
    'She said "they told us "stay put"" and then the line went dead.',
    "Passers by, most of them students, stood by. Nobody stepped in.",
    "There was nobody to talk to, and nothing to wait for.",
    "It was the tax that voters complained of, not the war they fought in.",
    "By and large, it held; to and fro, the shuttle went on.",
    "What they walked out with, and what they came in with, was the same.",
    "The talks were called off, and on, and off again within one day.",
    # articles and offices that are right
    "The Ukrainian president scoffed at the offer from Ankara.",
    "Ukrainian President Oleh Marchenko scoffed at the offer.",
    "Ukrainian officials said the dam had been mined for weeks.",
    "Police said three people were being held in the town.",
    "Russian state television said the ship had been in port.",
    "King said the novel had been written in a hotel in Bangor.",
    "Major told the Commons that he would not run again.",
    "President Macky Sall told the crowd that he would step down.",
    "The former Kenyan senator claimed that the road was cut on purpose.",
    "A Georgian deputy prime minister denied that an order was given.",
    "“It is over,” the Malian foreign minister said.",
    "“It is over,” said Malian Foreign Minister Oumar Diarra.",
    "His lawyer said he would appeal, and her lawyer agreed.",
    "The company's director conceded that the valves were old.",
    "Turkish and Greek diplomats said the maps had been exchanged.",
    "German Chancellor told to resign: that was the headline, no more.",
    # occasions that are right
    "In an interview, Diallo conceded that the harvest was lost.",
    "Diallo, in an interview with a Dakar paper, conceded that he knew.",
    "In an interview he conceded that the harvest was lost.",
    "In a statement released by the ministry, the dam was called safe.",
    "In a letter seen by reporters, the bank admitted that it knew.",
    "The minister in a speech on Monday warned that fuel would run out.",
    "In a report described as balanced, the panel cleared both men.",
    "What he said in an interview conceded that much, and no more.",
    "In the video posted on Sunday, a man says the hostages are well.",
    # lists, quotations, habits
    "The union wants three things: bread, peace and the arrears of March.",
    "Asked whether he would resign, he said that he would not.",
    "“We will rebuild,” said the mayor, “and we will do it here.”",
    "Told that the bridge was gone, the driver turned back to Wau.",
    "Quickly, the crowd moved on towards the old parliament.",
    "Also on Tuesday, the court freed two journalists in Tunis.",
    "Then came the floods, and with them the cholera of 2019.",
    "U.S. said to weigh sanctions, the Wednesday papers reported.",
    "He told that story often, and it grew with every telling.",
    "Between and among the clans, the old rules still hold.",
    "The an-Nahda party said it would boycott the second round.",
    "It was, the an­alyst said, “neither here nor there”.",
]


def _cleaned(paragraph: str) -> CleanText:
    source = f"Talks Resume in Nouakchott\n\n{BEFORE}\n\n{paragraph.replace('~', chr(0x200B))}\n\n{AFTER}\n"
    found = clean(Document("d", "txt", source, "utf-8", "utf-8"))
    assert isinstance(found, CleanText)
    return found


@pytest.mark.parametrize(("paragraph", "evidence"), OPENINGS + MARKS + OFFICES + GAPS)
def test_hole_is_flagged(paragraph: str, evidence: str) -> None:
    found = _cleaned(paragraph)
    assert [h.evidence for h in found.holes] == [evidence], found.holes
    start = found.text.index(BEFORE) + len(BEFORE)
    assert start < found.holes[0].start < found.holes[0].end < found.text.index(AFTER)
    assert "holes" in found.flags


@pytest.mark.parametrize("paragraph", CLEAN)
def test_clean_sentence_has_no_hole(paragraph: str) -> None:
    assert _cleaned(paragraph).holes == ()


def test_zero_width_space_in_ordinary_places_is_no_hole() -> None:
    for paragraph in (
        "The minister is ~also ~hedging his bets with the neighbours.",
        "The ministry ~ said the road was open. ~ ~",
        "Sall ~ said the ship had left; nobody ~ believed him.",
        "The fleet~ sailed at dawn.",
    ):
        assert _cleaned(paragraph).holes == (), paragraph


@pytest.mark.parametrize(
    ("line", "holes_at"),
    [
        ("In a more cautious statement, — described the strike as unlawful.", ["—"]),
        ("Ukrainian president — scoffed at the offer of help.", ["—"]),
        ("Still, in an interview — conceded that the harvest was lost.", ["—"]),
        ("The minister — said to be ill — stayed at home that week.", []),
        ("Sall — told of the vote — left for Thiès by train.", []),
    ],
)
def test_guess_at_damage_between_two_spaces_is_evidence(line: str, holes_at: list[str]) -> None:
    guessed = frozenset(i for i, c in enumerate(line) if c == "—")
    found = holes(line, [Layout("body", 0, len(line))], Gaps(doubtful=guessed))
    assert [line[h.start : h.end] for h in found] == holes_at
    assert holes(line, [Layout("body", 0, len(line))]) == ()


def test_list_items_and_small_letter_style_are_no_holes() -> None:
    items = "The council\n\n" + BEFORE + " It:\n\ncondemned the shelling of the market.\n\nurged both sides to stop.\n"
    small = "hello all. " + " ".join("told you so. we were right. nobody came." for _ in range(5))
    for source in (items, small + "\n\ntold them that it was late again and again."):
        found = clean(Document("d", "txt", source, "utf-8", "utf-8"))
        assert isinstance(found, CleanText) and found.holes == ()


def test_continued_line_is_no_hole() -> None:
    source = f"Talks Resume\n\n{BEFORE[:-1]} and then\n\ntold reporters that the convoy had never left.\n\n{AFTER}"
    found = clean(Document("d", "txt", source, "utf-8", "utf-8"))
    assert isinstance(found, CleanText) and found.holes == ()


def test_headline_without_articles_is_no_hole() -> None:
    source = f"Ukrainian president scoffed at offer\n\n{BEFORE}\n\n{AFTER}"
    found = clean(Document("d", "txt", source, "utf-8", "utf-8"))
    assert isinstance(found, CleanText) and found.title.startswith("Ukrainian") and found.holes == ()


def test_paper_that_never_writes_articles_is_left_alone() -> None:
    style = " ".join(f"Iranian president said item {n} was agreed in Tabriz." for n in range(6))
    found = clean(Document("d", "txt", f"Visit Ends\n\n{style}\n\n{AFTER}", "utf-8", "utf-8"))
    assert isinstance(found, CleanText) and found.holes == ()


def test_tokenised_text_has_no_holes() -> None:
    words = "The envoy , he said , came by . The rest , with him , left . It was over , they said ."
    assert holes(words, [Layout("body", 0, len(words))]) == ()


def test_link_without_words_in_markdown() -> None:
    source = f"# Talks Resume\n\n{BEFORE}\n\nThe minutes were kept by [](https://x.example/a) for a year.\n"
    found = clean(Document("d", "md", source, "utf-8", "utf-8"))
    assert isinstance(found, CleanText) and [h.evidence for h in found.holes] == ["lost_link"]


@given(st.text(alphabet="ab ,.:()“”\"'\n\u200bSsaidthe", max_size=120))
def test_holes_lie_in_the_text_in_order(text: str) -> None:
    found = holes(text, [Layout("body", 0, len(text))] if text else [])
    last = 0
    for hole in found:
        assert last <= hole.start < hole.end <= len(text)
        last = hole.end
