"""The source of a marked text in ("sentences-3.txt#41", "articles-a.txt#7"), whether it is kept from all that learns out.

Ten texts in a row of every seventy: neighbours were often written together, so they stay together. The shares of the two
opinions (flows/extract/events/learned/opinions.py) and the sureness of events are fitted on what is kept aside here.
"""

from __future__ import annotations

import re

ROW, ASIDE = 10, 7


def aside(source: str) -> bool:
    number = re.search(r"(\d+)$", source)
    if number is None:
        raise ValueError(f"{source!r} does not end in a number")
    return int(number[1]) // ROW % ASIDE == ASIDE - 1
