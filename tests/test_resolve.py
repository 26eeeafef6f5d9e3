"""Who is who across documents: what joins, and above all what stays apart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.records import Entity, Group, SeenGroup
from flows.resolve.entities import resolved
from flows.resolve.bodies import body_name
from flows.resolve.names import other_key, person_key
from flows.resolve.people import can_be_one, person_name
from flows.resolve.spelling import spelled

MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)


def seen(
    name: str,
    doc: str,
    kind: str = "PERSON",
    *,
    country: str = "",
    sector: str = "",
    anchor: str = "",
    names: tuple[str, ...] = (),
    office: str = "",
    near: str = "",
    published: date | None = MAY,
    mentions: int = 1,
) -> SeenGroup:
    group = Group(f"{doc}:{kind}:{name}", kind, name, names or (name,), country, sector, office, anchor)
    return SeenGroup(group, doc, published, mentions, near=near)


def state(doc: str, iso3: str, mentions: int = 1) -> SeenGroup:
    """A country that a document names."""
    return seen(f"Land of {iso3}", doc, "GPE", country=iso3, anchor=f"iso3:{iso3}", mentions=mentions)


def entity_of(groups: Sequence[SeenGroup], *names: str) -> list[str | None]:
    """Entities of the groups "doc:KIND:name" that end like that."""
    rows = {row.group_id: row.entity_id for row in resolved(groups)[1]}
    return [next(e for g, e in rows.items() if g.endswith(name)) for name in names]


def together(*groups: SeenGroup) -> bool:
    """Do all these groups make one entity?"""
    return len(resolved(groups)[0]) == 1


def only(*groups: SeenGroup) -> Entity:
    (entity,), rows = resolved(groups)
    assert {row.entity_id for row in rows} == {entity.entity_id}
    return entity


# --- names -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lech Wałęsa", "Lech Walesa"),
        ("Jens Stoltenberg-Bø", "Jens Stoltenberg Bo"),
        ("Đorđe Milošević", "Dorde Milosevic"),
        ("Abdel-Fattah el-Sisi", "Abdel Fattah al-Sisi"),
        ("Bashar al-Assad", "Bashar Assad"),
        ("Brian O’Neill", "Brian O'Neill"),
        ("President Claudia Sheinbaum", "Claudia Sheinbaum"),
        ("Mr. Tomas Berg", "TOMAS BERG"),
        ("J.D. Moss", "JD Moss"),
    ],
)
def test_spellings_of_a_person_meet(one: str, other: str) -> None:
    assert together(seen(one, "a"), seen(other, "b"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hassan Rouhani", "Hussein Rouhani"),
        ("George Bush", "George W. Bush"),
        ("Li Wei", "Wei Li"),
        ("Kim Jong-un", "Kim Jong-il"),
        ("Ana Souza", "Ana Souza Lima"),
    ],
)
def test_other_people_stay_apart(one: str, other: str) -> None:
    assert not together(seen(one, "a"), seen(other, "b"))


def test_keys_never_become_empty() -> None:
    assert (person_key("Al"), person_key("Dr"), other_key("The The")) == ("al", "dr", "the the")
    assert (person_key("—"), other_key("!")) == ("", "")
    assert person_name("Maria Ribeiro").is_full and not person_name("Ribeiro").is_full
    assert body_name("Ministry of Health", {}).generic and not body_name("Hamas", {}).generic


# --- anchors -----------------------------------------------------------------------------------


def test_countries_meet_by_iso3() -> None:
    entity = only(
        seen("Ukraine", "a", "GPE", anchor="iso3:UKR", country="UKR", mentions=3),
        seen("Ukrainian", "b", "NORP", anchor="iso3:UKR", country="UKR"),
    )
    assert (entity.entity_id, entity.type, entity.name, entity.aliases) == ("UKR", "GPE", "Ukraine", ("Ukrainian",))
    assert (entity.documents, entity.mentions, entity.lat) == (2, 4, None)


def test_places_meet_by_geonames_id_and_not_by_name() -> None:
    _, rows = resolved(
        [
            seen("Tripoli", "a", "GPE", anchor="geonames:2210247"),
            seen("Tripoli", "b", "GPE", anchor="geonames:266826"),
            seen("Trablus", "c", "GPE", anchor="geonames:266826"),
        ]
    )
    assert [(row.doc_id, row.entity_id, row.basis) for row in rows] == [
        ("c", "266826", "geonames"), ("a", "2210247", "geonames"), ("b", "266826", "geonames"),
    ] or {(row.doc_id, row.entity_id) for row in rows} == {("a", "2210247"), ("b", "266826"), ("c", "266826")}  # fmt: skip


# --- people ------------------------------------------------------------------------------------


def test_single_names_stay_apart() -> None:
    assert not together(seen("Novak", "a"), seen("Novak", "b"))
    assert not together(seen("Novak", "a", country="CZE"), seen("Novak", "b", country="CZE"))
    assert not together(seen("Petra Novak", "a"), seen("Novak", "b"))


def test_a_surname_joins_the_one_full_name_of_its_country() -> None:
    assert together(seen("Petra Novak", "a", country="CZE"), seen("Novak", "b", country="CZE"))
    assert together(seen("Xi Jinping", "a", country="CHN"), seen("Xi", "b", country="CHN"))


@pytest.mark.parametrize(
    "others",
    [
        (seen("Petra Novak", "a", country="SVN"),),
        (seen("Petra Novak", "a", country="CZE"), seen("Jan Novak", "c", country="CZE")),
        (seen("Novak Petrov", "a", country="CZE"),),
    ],
)
def test_a_surname_that_could_be_another_stays_alone(others: tuple[SeenGroup, ...]) -> None:
    _, rows = resolved([*others, seen("Novak", "b", country="CZE")])
    assert sum(row.entity_id == "b:PERSON:Novak" for row in rows) == 1


def test_nothing_joins_through_a_third_name() -> None:
    entities, _ = resolved(
        [
            seen("Omar Said", "a", names=("Omar Said", "Abu Bakr")),
            seen("Khalid Nur", "b", names=("Khalid Nur", "Abu Bakr")),
        ]
    )
    assert len(entities) == 2


def test_a_name_and_another_type_stay_apart() -> None:
    assert not together(seen("Jack Daniels", "a"), seen("Jack Daniels", "b", "ORG"))
    assert not together(seen("Mercy", "a", "LOC"), seen("Mercy", "b", "FAC"))


# --- organisations and the rest ----------------------------------------------------------------


def test_organisations_meet_by_name() -> None:
    assert together(seen("the Blue Lantern", "a", "ORG"), seen("Blue Lantern", "b", "ORG", country="TUR"))
    assert together(seen("al-Shabaab", "a", "ORG", country="SOM"), seen("Al Shabaab", "b", "ORG"))


def test_what_every_state_has_belongs_to_its_state() -> None:
    mali, niger = (seen("Ministry of Defence", d, "ORG", country=c) for d, c in (("a", "MLI"), ("b", "NER")))
    again = seen("ministry of defence", "c", "ORG", country="MLI")
    unknown = seen("Ministry of Defence", "d", "ORG"), seen("Ministry of Defence", "e", "ORG")
    entities, _ = resolved([mali, niger, again, *unknown])
    assert sorted(e.documents for e in entities) == [1, 1, 1, 2]


def test_an_acronym_joins_the_name_its_document_gives() -> None:
    full = seen(
        "Economic Community of West African States",
        "a",
        "ORG",
        names=("Economic Community of West African States", "ECOWAS"),
    )
    assert together(full, seen("ECOWAS", "b", "ORG"), seen("E.C.O.W.A.S.", "c", "ORG"))


def test_an_acronym_of_two_names_joins_neither() -> None:
    one = seen("Syrian Democratic Forces", "a", "ORG", names=("SDF", "Syrian Democratic Forces"))
    two = seen("Sudan Defence Force", "b", "ORG", names=("SDF", "Sudan Defence Force"))
    entities, _ = resolved([one, two, seen("SDF", "c", "ORG"), seen("SDF", "d", "ORG")])
    assert sorted(e.documents for e in entities) == [1, 1, 2]


# --- what an entity is -------------------------------------------------------------------------


def test_the_id_is_the_earliest_group_and_the_name_the_most_used() -> None:
    entity = only(
        seen("Ines Prado", "late", published=JUNE, mentions=2, country="PRT", sector="GOV"),
        seen("Inês Prado", "early", published=MAY),
        seen("Ines Prado", "never", published=None, country="PRT"),
    )
    assert entity.entity_id == "early:PERSON:Inês Prado"
    assert (entity.name, entity.aliases) == ("Ines Prado", ("Inês Prado",))
    assert (entity.country, entity.sector, entity.documents, entity.mentions) == ("PRT", "GOV", 3, 4)


def test_every_group_has_one_entity() -> None:
    groups = [seen(n, d, k) for n in ("Eva Lund", "Lund", "—") for d in "ab" for k in ("PERSON", "ORG")]
    entities, rows = resolved(groups)
    assert [row.group_id for row in rows] == sorted(g.group.group_id for g in groups)
    assert {row.entity_id for row in rows} == {entity.entity_id for entity in entities}
    assert resolved([]) == ((), ())


GROUPS = st.lists(
    st.builds(
        seen,
        st.sampled_from(
            ["Eva Lund", "Eva Lund-Moe", "Lund", "EVA LUND", "UN", "United Nations", "Parliament", "al-Lund", "!"]
        ),
        st.sampled_from("abcdef"),
        st.sampled_from(["PERSON", "ORG", "LOC"]),
        country=st.sampled_from(["", "NOR", "HUN"]),
        anchor=st.sampled_from(["", "", "", "iso3:NOR", "geonames:5"]),
        published=st.sampled_from([None, MAY, JUNE]),
        mentions=st.integers(0, 3),
    ),
    unique_by=lambda g: g.group.group_id,
    max_size=14,
)


@settings(deadline=None)
@given(GROUPS, st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_nothing(groups: list[SeenGroup], random: object) -> None:
    shuffled = list(groups)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    entities, rows = resolved(groups)
    assert resolved(shuffled) == (entities, rows)
    assert sum(entity.mentions for entity in entities) == sum(group.mentions for group in groups)
    assert len(rows) == len(groups) and len({e.entity_id for e in entities}) == len(entities)


def test_many_groups_are_resolved_fast() -> None:
    groups = [seen(f"Given{n % 700} Family{n % 900}", f"d{n}", country="NOR") for n in range(20_000)]
    entities, _ = resolved(groups)
    assert len(entities) == 6300


def test_groups_without_a_name_are_never_joined() -> None:
    described = [
        SeenGroup(Group(f"g{n}", "NORP", "soldiers", ("soldiers",), sector="MIL"), f"d{n}", None, 2, named=False)
        for n in range(3)
    ]
    entities, rows = resolved(described)
    assert sorted(e.entity_id for e in entities) == ["g0", "g1", "g2"]
    assert {(r.group_id, r.entity_id) for r in rows} == {(f"g{n}", f"g{n}") for n in range(3)}
