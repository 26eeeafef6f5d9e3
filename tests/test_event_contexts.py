"""What an event is about: contexts of its sentence, its paragraph and its document, on texts we wrote; phrases before words."""

from __future__ import annotations

import pytest

from flows.extract.events.lexicon import load
from flows.extract.events.themes import cues
from flows.validate.values import CONTEXTS
from tests.test_events import coded, read

# Phrases and what they call for; the words within them are silent.
PHRASES = {
    "Officers fired tear gas at the crowd.": {"repression"},
    "Soldiers in gas masks waited.": {"military"},
    "He died in a gas chamber.": set(),
    "Gas prices rose.": {"economic", "natural_resource"},
    "Thieves stole an oil painting.": set(),
    "Norway sells oil.": {"economic", "natural_resource"},
    "She won a gold medal.": set(),
    "Miners dug for gold.": {"natural_resource"},
    "The election of a pope took days.": {"religion_ethnicity"},
    "The election took days.": {"election"},
    "She lay in a labour ward.": {"health"},
    "The trial run took a week.": set(),
    "The trial took a week.": {"legal"},
    "Clinical trials took a year.": {"health"},
    "They were sprayed with water cannon.": {"repression"},
    "A land mine went off.": {"military"},
    "A copper mine reopened.": {"natural_resource"},
    "Settlers in the West Bank sang.": {"territory"},
    "A bank in Oslo closed.": {"economic"},
    "A food bank in Oslo closed.": {"human_security"},
    "They live in the Democratic Republic of Congo.": set(),
    "Democratic institutions matter.": {"pro_democracy", "political_institutions"},
    "Peace talks resumed.": {"peacekeeping", "diplomatic"},
    "His mother-in-law sang.": set(),
    "A friend of mine sang.": set(),
    "The bombing campaign lasted.": {"military"},
    "The campaign lasted.": {"election"},
    "A nerve agent was found.": {"cbrn"},
    "An agent was found.": {"intelligence"},
    "He sat in a think tank.": set(),
}

POLL = "\n\n".join(
    [
        "Voters queue in Malawi election",
        "Polling stations opened at dawn in Lilongwe, where 400 voters stood in line for ballots.",
        "{}",
        "The electoral commission printed ballots in nine languages for this election.",
        "Candidates will learn of the count on Friday.",
    ]
)
QUAKE = "\n\n".join(
    [
        "Earthquake levels villages near Pokhara",
        "The quake struck before dawn and set off landslides along the valley.",
        "{}",
        "It was the worst disaster in the district since the flood of 1993.",
        "Two more landslides closed the road on Tuesday.",
    ]
)
BULLETIN = "\n\n".join(
    [
        "The week in brief",
        "Voters in Ghana chose a mayor in a runoff election.",
        "A quake shook Lima.",
        "{}",
        "Cocoa farmers asked for a higher price.",
        "A nurse in Oslo received a medal.",
        "An orchestra from Prague played in Hanoi.",
    ]
)
GARDEN = "\n\n".join(
    [
        "The gardens of Mombasa bloom again",
        "Roses climb the old walls and the gates stay open until dusk.",
        "Before an election nobody plants anything, the oldest gardener says.",
        "{}",
        "Jasmine is next, once the rains are over.",
    ]
)
QUIET = "Two men attacked a watchman in Zomba."
# text, trigger of the event, its contexts, and what tells them
TABLE = [
    # the sentence tells
    ("Voters attacked a clerk in Zomba.", "attacked", ("election",), "sentence"),
    (POLL.format("A judge ordered the release of two men in Zomba."), "ordered", ("legal",), "sentence"),
    (QUAKE.format("Turkey sent doctors to Nepal."), "sent", ("health",), "sentence"),
    # the paragraph tells
    (
        "Candidates for the runoff met in Lilongwe and ballots were counted. " + QUIET,
        "attacked", ("election",), "paragraph",
    ),
    (
        QUIET + " The electoral commission said voters were safe.",
        "attacked", ("election",), "paragraph",
    ),
    (
        "Cholera has filled every hospital in Goma. Belgium sent two planes to Congo on Monday.",
        "sent", ("health",), "paragraph",
    ),
    (
        "Refugees and other migrants slept in the port of Sfax. Youths attacked them on Sunday night.",
        "attacked", ("migration",), "paragraph",
    ),
    (
        "Emissions and pollution top the agenda of the climate meeting. Brazil criticised Norway on Tuesday.",
        "criticised", ("environment",), "paragraph",
    ),
    (
        "Narcotics, above all cocaine and heroin, pass through the port. Colombia praised Ecuador on Monday.",
        "praised", ("illegal_drugs",), "paragraph",
    ),
    # the paragraph does not tell: one word alone, another paragraph, too far away, a field of its own
    ("The vote was long. " + QUIET, "attacked", (), "none"),
    ("Voters waited for ballots.\n\n" + QUIET, "attacked", (), "none"),
    ("Women sang. Women danced. " + QUIET, "attacked", (), "none"),
    (
        "Voters waited for ballots in Blantyre. It rained. Nobody minded. Lunch was late. " + QUIET,
        "attacked", (), "none",
    ),
    (
        "The striker, a former candidate whom voters love, scored in the second half of the match. " + QUIET,
        "attacked", (), "none",
    ),
    # the document tells
    (POLL.format(QUIET), "attacked", ("election",), "document"),
    (POLL.format("Kenya criticised Uganda on Monday."), "criticised", ("election",), "document"),
    (QUAKE.format("Turkey sent blankets to Nepal on Monday."), "sent", ("disasters",), "document"),
    (QUAKE.format("China thanked India on Monday."), "thanked", ("disasters",), "document"),
    (QUAKE.format("India offered help to Nepal."), "offered", ("disasters",), "document"),
    # the document does not tell: sport within it, other themes, digests, words named once, old times
    (
        POLL.format("Malawi's goalkeeper saved two penalties in the match. Two men attacked a watchman at the gate."),
        "attacked", (), "none",
    ),
    (POLL.format("A hospital in Zomba was closed. Two men attacked the watchman there."), "attacked", (), "none"),
    (BULLETIN.format(QUIET), "attacked", (), "none"),
    (BULLETIN.format("Chile criticised Peru on Monday."), "criticised", (), "none"),
    (GARDEN.format(QUIET), "attacked", (), "none"),
    (GARDEN.format("Kenya thanked Japan on Monday."), "thanked", (), "none"),
    (POLL.format("In 1891 British settlers attacked Zomba."), "attacked", (), "none"),
    # what a headline alone says is no theme
    ("Election fever\n\n" + QUIET + "\n\nRoses bloom.\n\nBread is dear.", "attacked", (), "none"),
    # a theme without a headline needs much of the body
    (
        "\n\n".join(["The long road", "Migrants wait.", "Refugees wait too.", "A migrant sang.", "Refugees ate.", QUIET]),
        "attacked", ("migration",), "document",
    ),
]  # fmt: skip


@pytest.mark.parametrize("text", PHRASES)
def test_phrases_speak_before_their_words(text: str) -> None:
    (sentence,) = read(text)[0].sents
    assert {c for cue in cues(sentence, load()) for c in cue.contexts} == PHRASES[text]


@pytest.mark.parametrize(("text", "trigger", "contexts", "basis"), TABLE)
def test_contexts_of_an_event(text: str, trigger: str, contexts: tuple[str, ...], basis: str) -> None:
    event = next(e for e in coded(text) if e.trigger == trigger)
    assert (event.contexts, event.context_basis) == (contexts, basis)


@pytest.mark.parametrize("text", [POLL.format(QUIET), QUAKE.format("Turkey sent doctors to Nepal.")])
def test_every_context_tells_its_words_and_their_place(text: str) -> None:
    found = coded(text)
    assert found
    for event in found:
        assert len(event.context_words) == len(event.contexts)
        assert (event.context_basis == "none") == (event.contexts == ())
        for told in event.context_words:
            surface, _, place = told.rpartition("@")
            assert text[int(place) : int(place) + len(surface)] == surface


def test_every_list_is_a_context_of_plover() -> None:
    named = {c for group in load().contexts.values() for cue in group for c in cue.contexts}
    assert named <= set(CONTEXTS)
    assert len(named) == 37
