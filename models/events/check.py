"""The marked sentences in, a line of figures out: are they written, or filled into templates (models/copies.py)?

.venv/bin/python models/events/check.py
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from copies import ALLOWED, copies, masked, split  # noqa: E402
from marked import sentences  # noqa: E402


def main() -> int:
    marked = list(sentences())
    rows = [
        words
        for one in marked
        for words in split(masked(one.text, ((s, e, "ACTOR") for s, e in sorted(one.phrases.values()))))
    ]
    found = copies(rows)
    events = [event for one in marked for event in one.events]
    triggers = {(e.type, one.text[slice(*e.trigger)].lower()) for one in marked for e in one.events}
    lengths = sorted(len(one.text.split()) for one in marked)
    print(f"{len(marked)} sentences, median {lengths[len(lengths) // 2]} words, {len(events)} events, {len(triggers)} triggers; "
          f"copies {found} ({100 * found / len(rows):.2f} %)")  # fmt: skip
    print(dict(Counter(e.type for e in events).most_common()), dict(Counter(e.modality for e in events).most_common()))
    return int(found > ALLOWED * len(rows))


if __name__ == "__main__":
    sys.exit(main())
