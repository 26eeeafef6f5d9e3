"""An Arrow schema -> the rules that follow from it alone: presence, id shapes, codes, shares, degrees, spans."""

from __future__ import annotations

import pyarrow as pa

from flows.validate import values
from flows.validate.derive import both_or_neither, each, surface_matches
from flows.validate.rules import Derivation, Rule, below, holds, present, shaped, within

# Too heavy to hand to pandas only to learn that nothing is missing.
HEAVY = frozenset({"text", "source_text"})


def contract_rules(schema: pa.Schema) -> tuple[list[Rule], dict[str, Derivation]]:
    """Rules of any table with this schema, and the columns derived for them."""
    rules: list[Rule] = []
    derived: dict[str, Derivation] = {}
    for column in schema:
        if not column.nullable:
            rules.append(_presence(column, derived))
        rules += _by_name(column.name, schema)
    if "lat" in schema.names:
        derived["coordinates_whole"] = both_or_neither("lat", "lon")
        rules.append(holds("coordinates_whole", "lat and lon are there together or not at all"))
    if "surface" in schema.names:
        derived["length_matches"] = each(_same_length, "start", "end", "surface")
        derived["surface_matches"] = surface_matches()
        rules.append(holds("length_matches", "end - start is the length of surface"))
        rules.append(holds("surface_matches", "text[start:end] is surface, counted in code points"))
    return rules, derived


def _presence(column: pa.Field, derived: dict[str, Derivation]) -> Rule:
    if column.name not in HEAVY and not pa.types.is_list(column.type) and not pa.types.is_binary(column.type):
        return present(column.name)
    name = f"{column.name}_present"
    derived[name] = Derivation((column.name,), lambda staged: staged.column(column.name).is_valid())
    return holds(name, f"{column.name} is always there")


def _by_name(name: str, schema: pa.Schema) -> list[Rule]:
    if name == "doc_id" and "path" not in schema.names:  # in the ledger '' means: no document
        return [shaped(name, values.DOC_ID, "is a sha256 in hex")]
    if name in ("confidence", "language_confidence", "damage", "similarity"):
        return [within(name, 0, 1)]
    if name == "country":
        return [shaped(name, values.ISO3_OR_NONE, "is an ISO3 code or empty")]
    if name == "sector":
        return [shaped(name, values.SECTOR_OR_NONE, "is a three-letter sector or empty")]
    if name == "lat":
        return [within("lat", -90, 90), within("lon", -180, 180)]
    if name == "geonames_id":
        return [within(name, 1, None)]
    if name in ("seq", "size", "words"):
        return [within(name, 0, None)]
    if name == "start" and "surface" in schema.names:
        return [within("start", 0, None), below("start", "end")]
    if name == "byte_start":
        return [within(name, 0, None), below("byte_start", "byte_end")]
    return []


def _same_length(start: int | None, end: int | None, surface: str | None) -> bool:
    return start is not None and end is not None and surface is not None and end - start == len(surface)
