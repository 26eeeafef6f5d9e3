"""Two of one name in one article: two groups where the text says so, one where it does not."""

from __future__ import annotations

import pytest

from flows.extract.door import extracted_record
from flows.records import CleanText


def told(text: str, kinds: tuple[str, ...] = ("PERSON",)) -> list[tuple[str, list[str]]]:
    """Entities of these types as `dateline extract` answers them: name, and surfaces of their named mentions in text order."""
    record = {"id": "1", "text": text, "published": "2025-06-11"}
    answer = extracted_record(record, True, "dateline", lambda _: CleanText("", ""))
    assert all(text[m["start"] : m["end"]] == m["text"] for m in answer["mentions"])
    return [
        (
            e["name"],
            [m["text"] for m in answer["mentions"] if m["entity_id"] == e["entity_id"] and m["kind"] == "named"],
        )
        for e in answer["entities"]
        if e["type"] in kinds
    ]


def bearers(text: str, name: str) -> list[int]:
    """How many names each group has whose names contain this one."""
    return [len(surfaces) for _, surfaces in told(text) if any(name in surface for surface in surfaces)]


TWO = [
    # trades
    ("John Mwangi, a police inspector, said the road was closed. John Mwangi, the marathon runner, had passed.", "John Mwangi"),
    ("The lottery paid twice. Carlos Silva, a police officer of 44, and Carlos Silva, a baker of 61, shared it.", "Carlos Silva"),
    ("Kwame Osei has taken the line from his brother. A boxer, Kwame Osei, asked reporters not to ring.", "Kwame Osei"),
    # ages
    ("Police in Lima held Carlos Quispe, 34, on Tuesday. A neighbour, Carlos Quispe, 61, was let go.", "Carlos Quispe"),
    # said outright
    ("Mayor Elena Petrova opened the bridge in Varna. Her namesake, the singer Elena Petrova, sang.", "Elena Petrova"),
    ("Ghana's deputy finance minister, David Mensah, smiled. That was the striker David Mensah, with whom he shares only the name.", "David Mensah"),
    ("The judge Ahmed Saleh heard the case in Aden. The accused, Ahmed Saleh, no relation to the judge, was silent.", "Ahmed Saleh"),
    # father and son
    ("Kim Min-jun Sr. founded the firm in 1970. Kim Min-jun Jr. took over last week in Seoul.", "Kim Min-jun"),
    ("The body of Ferdinand Marcos was flown to Manila. His son, Ferdinand Marcos Jr., thanked the court.", "Ferdinand Marcos"),
    ("Baker, who served the elder George Bush, met the son, President George W. Bush, on Thursday.", "Bush"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), TWO)
def test_two_of_one_name_are_two_where_the_text_says_so(text: str, name: str) -> None:
    assert bearers(text, name) == [1, 1]


ONE = [
    ("George Weah, the footballer, won the vote. President George Weah will be sworn in on Monday.", "George Weah"),
    ("Imran Khan, the former cricketer, leads the party. Prime Minister Imran Khan spoke in Lahore.", "Imran Khan"),
    ("Surgeon Ana Ruiz opened the clinic in Quito. Ana Ruiz, a keen cyclist, rode there.", "Ana Ruiz"),
    ("The surgeon Ana Ruiz opened the clinic. Ana Ruiz, a cyclist-turned-banker once, rode there.", "Ana Ruiz"),
    ("Banker dies at sea\nThe sailor Ivo Horn drowned on Monday off Split. Ivo Horn, 45, was alone.", "Ivo Horn"),
    ("Ivo Horn, 44, drowned on Monday. His boat was found empty. Ivo Horn, 45, was alone.", "Ivo Horn"),
    ("President Ferdinand Marcos Jr. spoke on Monday. Ferdinand Marcos said the storm was over.", "Ferdinand Marcos"),
    ("The firm was founded by Jude Okafor, a boxer. In the ring a boxer, Jude Okafor, won.", "Jude Okafor"),
    ("Mary Okello freed him. Lawyer John Okello thanked her. John Okello, no relation of hers, left for Kampala.", "John Okello"),
    ("Tomas Berg, a colonel, spoke in Oslo. Former singer Tomas Berg also played the organ.", "Tomas Berg"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), ONE)
def test_one_who_is_told_in_two_ways_is_one(text: str, name: str) -> None:
    assert bearers(text, name) == [2]


def test_a_family_name_is_that_of_its_trade_or_of_its_paragraph() -> None:
    text = (
        "John Mwangi, a police inspector, closed the road. John Mwangi, the marathon runner, had passed. Mwangi waved.\n\n"
        "Mwangi, a police inspector since May, saluted."
    )
    assert [surfaces for _, surfaces in told(text)] == [["John Mwangi", "Mwangi"], ["John Mwangi", "Mwangi"]]


FAMILIES = [
    ("Libyan leader Muammar Gaddafi met envoys. His son Saif al-Islam Gaddafi translated. Gaddafi drove home.", "Muammar Gaddafi"),
    ("Lech Kaczyński will open a museum. Jarosław Kaczyński, the twin of the president, is invited. Kaczyński waved.", "Lech Kaczyński"),
    ("Minister Ana Lopes met the ambassador Rui Lopes in Lisbon. Lopes smiled.", "Lopes"),
    ("Lawmaker Anna Kowalska-Bielak spoke on Tuesday. Kowalska left early.", "Anna Kowalska-Bielak"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), FAMILIES)
def test_the_family_name_alone_is_the_one_the_others_are_kin_of(text: str, name: str) -> None:
    assert next(group for group, surfaces in told(text) if surfaces[-1] in (name.split()[-1], "Kowalska")) == name


TOWNS = [
    ("Springfield, Illinois, votes on its dam. Springfield, Massachusetts, removed one. Springfield will pay.", "Springfield", [2, 1]),
    ("A barn burned in Paris, Texas. Firemen came from all over Paris. The mayor of Paris, France, sent flowers.", "Paris", [2, 1]),
    ("Shells fell on Tripoli in northern Lebanon. In Libya's Tripoli the banks were shut.", "Tripoli", [1, 1]),
    ("He was born in San Jose, California, and died in San Jose, Costa Rica.", "San Jose", [1, 1]),
    ("Police in Birmingham, Alabama, held two men. Birmingham will hold a vote.", "Birmingham", [2]),
    ("Voters in Springfield, Illinois, decide. Springfield, Illinois, has 114,000 people.", "Springfield", [2]),
    ("Envoys flew to Tripoli, Lagos and Rome. From Tripoli, Libya, they drove on.", "Tripoli", [2]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "sizes"), TOWNS)
def test_two_towns_of_one_name_are_two_where_the_text_says_where_they_lie(
    text: str, name: str, sizes: list[int]
) -> None:
    found = [surfaces for _, surfaces in told(text, ("GPE",)) if name in surfaces]
    assert [len(surfaces) for surfaces in found] == sizes
