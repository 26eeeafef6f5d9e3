"""The marked texts in, a line of figures out: are they written, or filled into templates (models/copies.py)?

.venv/bin/python models/names/check.py
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from copies import ALLOWED, copies, masked, split  # noqa: E402
from marked import articles, sentences  # noqa: E402


def main() -> int:
    marked = [*sentences(), *articles()]
    rows = [words for one in marked for words in split(masked(one.text, iter(one.names)))]
    found = copies(rows)
    names = Counter(one.text[s:e] for one in marked for s, e, _ in one.names)
    types = Counter(t for one in marked for *_, t in one.names)
    lengths = sorted(map(len, rows))
    print(f"{sum(1 for _ in sentences())} sentences, {sum(1 for _ in articles())} articles, {len(rows)} sentences in all, "
          f"median {lengths[len(lengths) // 2]} words; copies {found} ({100 * found / len(rows):.2f} %)")  # fmt: skip
    print(f"{sum(names.values())} names, {len(names)} distinct; {dict(types.most_common())}")
    return int(found > ALLOWED * len(rows))


if __name__ == "__main__":
    sys.exit(main())
