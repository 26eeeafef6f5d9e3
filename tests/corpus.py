"""A small raw folder for tests of whole runs: ten short articles we wrote, of several kinds and sources."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from pathlib import Path

ARTICLES: dict[str, str | bytes] = {
    "wire/2026-02-03-ferry.txt": "Ferry workers walk out at Dar es Salaam port\n\nDAR ES SALAAM, Feb 3 - Hundreds of ferry workers walked off the job on Tuesday, halting crossings to Zanzibar. “We have waited nine months for our wages,” said union leader Neema Mushi.\n",
    "wire/2026-02-04-talks.txt": "Chad and Sudan agree to reopen border post\n\nN'DJAMENA, Feb 4 - Chad and Sudan agreed on Wednesday to reopen a border post that Chad closed in 2024.\n",
    "wire/2026-03-11-raid.txt": "Police arrest four after raid in Guayaquil\n\nGUAYAQUIL, March 11 - Ecuadorean police arrested four men on Tuesday after a raid on a warehouse, the interior ministry said.\n",
    "review/bridge.md": "# The bridge that waited\n\nFor eleven years the two halves of the bridge at Kalewa did not meet. Engineer Thiri Naing says the money ran out twice.\n",
    "review/essay.txt": "On salt\n\nNobody in Uyuni counts the trucks any more. The cooperative does, and it says there were 412 of them in May.\n",
    "review/damaged.txt": "The harbour鈥檚 last pilot\n\nCaptain Ivo Matošić doesn鈥檛 sleep when the bora blows. It鈥檚 the ships he listens for.\n",
    "post/page.html": "<html><head><title>Minister resigns in Honiara</title><meta property='article:published_time' content='2026-04-02T08:00:00Z'></head><body><nav>Home</nav><article><h1>Minister resigns in Honiara</h1><p>The minister of fisheries of Solomon Islands, Peter Maelanga, resigned on Thursday after a court fined his office.</p><p>He told reporters that he would not stand again, and thanked the crews who had written to him during the trial.</p></article></body></html>",
    "feed/item.json": json.dumps({"title": "Envoys meet in Astana", "text": "Envoys of Kazakhstan and Uzbekistan met in Astana on Monday to discuss water from the Syr Darya.", "published": "2026-04-20"}),
    "feed/french.txt": "Grève des dockers au Havre\n\nLes dockers du port du Havre ont cessé le travail mardi matin pour demander une hausse des salaires, selon leur syndicat, qui annonce une manifestation pour vendredi.\n",
    "feed/empty.txt": "",
}  # fmt: skip
LINES = [{"title": f"Notice {n}", "body": f"The council of ward {n} in Kumasi met on Friday and fixed the water rate at {n} cedis."} for n in range(1, 4)]  # fmt: skip


def write_corpus(raw: Path, articles: Mapping[str, str | bytes] = ARTICLES) -> Path:
    """The articles as files below `raw`, and a feed and a compressed article beside them."""
    for name, text in articles.items():
        path = raw / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return raw


def feed() -> bytes:
    return "\n".join(json.dumps(line) for line in LINES).encode()


def compressed() -> bytes:
    return gzip.compress(ARTICLES["wire/2026-02-03-ferry.txt"].encode() + b"\nUpdated.\n", mtime=0)  # type: ignore[union-attr]


ALL: dict[str, str | bytes] = {**ARTICLES, "feed/notices.jsonl": feed(), "wire/ferry-update.txt.gz": compressed()}
