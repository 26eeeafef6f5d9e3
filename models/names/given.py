"""Names of the packages Faker and Mimesis in, flows/extract/lexicon/given_names.txt and family_names.txt out.

    python models/names/given.py       (needs `pip install faker==40.63.0 mimesis==22.2.0`, both MIT; nothing else here does)

Facts only: single words in Latin letters that people of some seventy countries bear, small letters, marks folded.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from flows.extract.places.keys import place_key  # noqa: E402

LEXICON = ROOT / "flows/extract/lexicon"


def _faker() -> Iterator[tuple[str, str]]:
    import faker.providers.person as people

    for module in pkgutil.iter_modules(people.__path__):
        provider = importlib.import_module(f"{people.__name__}.{module.name}").Provider
        for field in dir(provider):
            kind = "family" if "last" in field else "given" if "first" in field else ""
            found = getattr(provider, field)
            if kind and not callable(found) and isinstance(found, Iterable):
                yield from ((kind, name) for name in found if isinstance(name, str))


def _mimesis() -> Iterator[tuple[str, str]]:
    import mimesis

    for file in sorted((Path(mimesis.__file__).parent / "datasets").glob("*/person.json")):
        told = json.loads(file.read_text("utf-8"))
        for kind, field in (("given", "names"), ("family", "surnames")):
            found = told.get(field, [])
            for names in found.values() if isinstance(found, dict) else [found]:
                yield from ((kind, name) for name in names)


def main() -> None:
    names: dict[str, set[str]] = {"given": set(), "family": set()}
    for kind, name in (*_faker(), *_mimesis()):
        for word in name.split():
            key = place_key(word)
            if len(key) > 1 and key.isascii() and " " not in key:
                names[kind].add(key)
    for kind, found in names.items():
        file = LEXICON / f"{kind}_names.txt"
        file.write_text("".join(f"{name}\n" for name in sorted(found)), "utf-8")
        print(f"{file.relative_to(ROOT)}: {len(found)} names")


if __name__ == "__main__":
    main()
