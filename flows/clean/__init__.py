"""Source text -> clean text: decode, mojibake, invisible characters, layout, holes, metadata, language.

>>> from flows.clean import repair
>>> repair("It鈥檚 late").text
'It’s late'
"""

from flows.clean.edits import invert, replay
from flows.clean.mojibake import Repaired, repair

# Rows carry these: raising one makes the documents it touched stale.
STEPS = (
    "decode.v1",
    "mojibake.v3",
    "invisible.v1",
    "layout.v1",
    "holes.v1",
    "metadata.v1",
    "language.v1",
)

__all__ = ["STEPS", "Repaired", "invert", "repair", "replay"]
