"""Clean articles in tests/data/damage/clean in; damaged copies in data/raw/old-archive and the key to them out.

Run it with `python tests/make_damaged_samples.py`; running it twice writes the same bytes. Every file is made in three
steps: links are dropped from the article (holes), the UTF-8 bytes are read with the wrong codec (damage), the result
is written (mostly as UTF-8). One function below is one policy for bytes the wrong codec cannot read.
The key, tests/data/damage/expected.toml, says for each file where it came from and what was done to it.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CLEAN = "tests/data/damage/clean"
OUT = "data/raw/old-archive"
EXPECTED = "tests/data/damage/expected.toml"

ZWSP = "\N{ZERO WIDTH SPACE}"
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
EACH = "each paragraph"  # read paragraph by paragraph, as a scraper does that decodes one HTML node at a time
WHERE_LOSSLESS = "each paragraph that survives"  # as EACH, but a paragraph the codec cannot read stays as it was
Scope = str | tuple[int, ...]  # EACH, WHERE_LOSSLESS, "document", or the numbers (from 0) of the damaged paragraphs


@dataclass(frozen=True, slots=True)
class Sample:
    """One file to write. `holes` are bits of the clean article with the lost link in brackets."""

    out: str
    clean: str
    kind: str
    codec: str
    policy: str
    scope: Scope = "document"
    layers: int = 1
    holes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hole:
    """What was lost, and the place in the text with holes where it stood."""

    at: int
    lost: str


# --- the wrong readings: UTF-8 bytes in, damaged text out ---


def characters(raw: bytes, codec: str) -> Iterator[tuple[bytes, str | None]]:
    """Bytes in; (bytes of a character, the character) out, or (one byte, None) where the codec cannot go on.

    A character has 1, 2 or (gb18030) 4 bytes in all codecs used here.
    """
    place = 0
    while place < len(raw):
        for size in (1, 2, 4):
            piece = raw[place : place + size]
            try:
                character = piece.decode(codec)
            except UnicodeDecodeError:
                continue
            yield piece, character
            break
        else:
            piece = raw[place : place + 1]
            yield piece, None
        place += len(piece)


def read_strictly(raw: bytes, codec: str) -> str:
    """Bytes in, text out, nothing lost; UnicodeDecodeError where the codec cannot read them."""
    return raw.decode(codec)


def read_dropping_bytes(raw: bytes, codec: str) -> str:
    """Bytes in, text out: an unreadable byte is dropped, the next one is looked at afresh (Python's "ignore")."""
    return "".join(character for _, character in characters(raw, codec) if character is not None)


def read_marking_bytes(raw: bytes, codec: str) -> str:
    """Bytes in, text out: an unreadable byte becomes U+FFFD (Python's "replace")."""
    return "".join(character or "\N{REPLACEMENT CHARACTER}" for _, character in characters(raw, codec))


def read_swallowing_pairs(raw: bytes, codec: str) -> str:
    """Bytes in, text out: a lead byte and the wrong byte after it, be it a space or a newline, become one "?".

    So do Windows (cp936, where a lone 80 is the euro sign) and Java.
    """
    text: list[str] = []
    place = 0
    while place < len(raw):
        if raw[place] == 0x80:
            text.append("\N{EURO SIGN}")
            place += 1
            continue
        size = 1 if raw[place] < 0x80 else 2
        try:
            text.append(raw[place : place + size].decode(codec))
        except UnicodeDecodeError:
            text.append("?")
        place += size
    return "".join(text)


def read_as_single_bytes(raw: bytes, codec: str) -> str:
    """Bytes in, one character a byte out; a byte the code page leaves open becomes the C1 control of its number."""
    return "".join(bytes([byte]).decode(codec, errors="ignore") or chr(byte) for byte in raw)


POLICIES: dict[str, Callable[[bytes, str], str]] = {
    "strict": read_strictly,
    "drop_byte": read_dropping_bytes,
    "replace_byte": read_marking_bytes,
    "swallow_pair": read_swallowing_pairs,
    "single_byte": read_as_single_bytes,
}


def undo(damaged: str, codec: str) -> str | None:
    """Damaged text in; what a reader gets who knows the codec and trusts every byte out, or None."""
    try:
        return write_single_bytes(damaged, codec).decode("utf-8")
    except UnicodeError:
        return None


def write_single_bytes(text: str, codec: str) -> bytes:
    """Text in, bytes out, C1 controls as the byte of their number: the other way of `read_as_single_bytes`."""
    return b"".join(bytes([ord(c)]) if "\x80" <= c <= "\x9f" else c.encode(codec) for c in text)


# --- a sample, step by step ---


def with_holes(clean: str, holes: tuple[str, ...]) -> tuple[str, list[Hole]]:
    """A clean article in; the article without the bracketed links, and its holes, out.

    `the priest, [Anton ]said` loses "Anton ". A bracket ending in ~ leaves one zero-width space for each ~.
    ValueError if a bit is not in the article exactly once.
    """
    places: list[tuple[int, str, str]] = []
    for marked in holes:
        before, lost, after = re.fullmatch(r"(.*)\[(.*)](.*)", marked, flags=re.DOTALL).groups()  # type: ignore[union-attr]
        left = ZWSP * lost.count("~")
        lost = lost.rstrip("~")
        whole = before + lost + after
        if clean.count(whole) != 1:
            raise ValueError(f"{clean.count(whole)} times, not once: {whole!r}")
        places.append((clean.index(whole) + len(before), lost, left))
    text, shift, found = clean, 0, []
    for start, lost, left in sorted(places):
        at = start + shift
        text = text[:at] + left + text[at + len(lost) :]
        shift += len(left) - len(lost)
        found.append(Hole(at, lost))
    return text, found


def read_wrongly(text: str, sample: Sample) -> str:
    """Right text in; the same text read `sample.layers` times as what it is not, out."""
    read = POLICIES[sample.policy]
    for _ in range(sample.layers):
        text = read(text.encode("utf-8"), sample.codec)
    return text


def survives(text: str, sample: Sample) -> bool:
    """True if the codec can read the text and write the same bytes again."""
    try:
        return undo(read_strictly(text.encode("utf-8"), sample.codec), sample.codec) == text
    except UnicodeError:
        return False


def damage(text: str, sample: Sample) -> tuple[str, list[int]]:
    """Right text in; damaged text and the numbers of the paragraphs that changed out (a whole document: none)."""
    if sample.scope == "document":
        return read_wrongly(text, sample), []
    paragraphs = text.split("\n")
    chosen = sample.scope if isinstance(sample.scope, tuple) else tuple(range(len(paragraphs)))
    changed = []
    for number in chosen:
        if sample.scope == WHERE_LOSSLESS and not survives(paragraphs[number], sample):
            continue
        after = read_wrongly(paragraphs[number], sample)
        if after != paragraphs[number]:
            paragraphs[number] = after
            changed.append(number)
    return "\n".join(paragraphs), changed


def is_lossless(right: str, damaged: str, sample: Sample) -> bool:
    """True if reading the damaged text the other way round gives every right character back."""
    if sample.scope == "document":
        pairs = [(right, damaged)]
    elif right.count("\n") != damaged.count("\n"):
        return False
    else:
        pairs = list(zip(right.split("\n"), damaged.split("\n"), strict=True))
    return all(before == after or peel(after, sample) == before for before, after in pairs)


def peel(damaged: str, sample: Sample) -> str | None:
    """Damaged text in; the text under all its layers out, or None if a layer does not come off."""
    text: str | None = damaged
    for _ in range(sample.layers):
        text = undo(text, sample.codec) if text is not None else None
    return text


def made(sample: Sample) -> tuple[bytes, dict[str, object]]:
    """A sample in; the bytes of its file and its entry in expected.toml out."""
    clean = (ROOT / CLEAN / sample.clean).read_text(encoding="utf-8")
    right, holes = with_holes(clean, sample.holes)
    entry: dict[str, object] = {
        "path": f"{OUT}/{sample.out}",
        "clean": f"{CLEAN}/{sample.clean}",
        "kind": sample.kind,
        "codec": sample.codec,
        "policy": sample.policy,
    }
    if sample.policy == "written":  # not damaged at all: the file simply is in this charset
        mark = BOM if sample.codec == "utf-16-le" else ""
        return (mark + right).encode(sample.codec), entry | {"layers": 0, "lossless": True}
    if sample.policy == "none":
        damaged, changed = right, list[int]()
    else:
        damaged, changed = damage(right, sample)
    entry |= {"layers": sample.layers, "lossless": sample.policy == "none" or is_lossless(right, damaged, sample)}
    if changed:
        entry["paragraphs"] = changed
    if holes:
        entry["holes"] = holes
    return damaged.encode("utf-8"), entry


# --- the key ---


def toml_value(value: object) -> str:
    """A bool, int, str, or list of int or Hole in; TOML out. (A JSON string is a TOML string too.)"""
    if isinstance(value, list):
        return "[" + ", ".join(toml_value(item) for item in value) + "]"
    if isinstance(value, Hole):
        return f"{{ at = {value.at}, lost = {toml_value(value.lost)} }}"
    return json.dumps(value, ensure_ascii=False)


KEY_HEAD = """\
# Written by tests/make_damaged_samples.py; change it there.
# clean: the article before anything happened to it. codec, policy: what its UTF-8 bytes were read as, and what became
# of bytes that codec could not read. layers: how often. lossless: every byte survived, so the text can come back whole.
# paragraphs: the damaged lines, from 0, where not the whole document was read at once.
# holes: lost links; at = code point offset in the article without them, before the encoding damage.
"""


def main() -> None:
    """Write every sample and the key to them."""
    (ROOT / OUT).mkdir(parents=True, exist_ok=True)
    key = [KEY_HEAD]
    for sample in sorted(SAMPLES, key=lambda sample: sample.out):
        content, entry = made(sample)
        (ROOT / OUT / sample.out).write_bytes(content)
        lines = [f"{name} = {toml_value(value)}" for name, value in entry.items()]
        key.append("\n".join(["[[file]]", *lines, ""]))
    (ROOT / EXPECTED).write_text("\n".join(key), encoding="utf-8", newline="\n")


# --- what is written ---

DADAAB_HOLES = (
    "[The World Food Programme ]urged Kenya",
    "[Kenya’s treasury ]denied it.",
    "Principal Secretary [Wanjala Masinde] told lawmakers",
    "The county commissioner, [Stella Cheptoo~~], apologised",
    "[Médecins Sans Frontières ]reported that",
    "said its coordinator, [Soledad Irigoyen~].",
    "[Gure~]’s council thanked",
)
JAFFNA_HOLES = (
    "[Lieutenant Commander Roshan Wickramanayake ]walks the row",
    "[Senthamarai Kannappan], who heads the boat owners’ association",
    "at Rameswaram, [scoffed at the number]: “They count",
    "[Father Anton Jeyaseelan ]sees it otherwise.",
    "magistrate [Nirmala Selvarajah~~] sentenced a skipper",
    "[Deputy Fisheries Minister Lakshitha Abeyratne ]tore it up.",
    "renewed, by [Kannappan~]’s reckoning",
    "off [Katchatheevu~], drowning two brothers",
)

SAMPLES = (
    # every byte survives, whole documents
    Sample("2026-02-11-lagos-port.txt", "lagos-port.txt", "lossless", "gbk", "strict"),
    Sample("2026-02-12-apapa-gate.txt", "lagos-port.txt", "lossless", "cp932", "strict"),
    Sample("2026-03-04-quito-aqueduct.txt", "quito-water.txt", "lossless", "gbk", "strict"),
    Sample("2026-03-05-carondelet.txt", "quito-water.txt", "lossless", "shift_jis", "strict"),
    # bytes dropped
    Sample("2026-04-18-kvirike-tunnel.txt", "kutaisi-rail.txt", "bytes_dropped", "gbk", "drop_byte"),
    Sample("2026-05-19-agadez-convoy.txt", "agadez-convoy.txt", "bytes_dropped", "gbk", "drop_byte"),
    Sample("2026-01-30-dresden-chipwerk.txt", "dresden-chipwerk.txt", "bytes_dropped", "gbk", "drop_byte"),
    Sample("2026-06-10-ruda-slaska.txt", "katowice-kopalnia.txt", "bytes_dropped", "gbk", "drop_byte"),
    Sample("2026-02-20-osh-protokol.txt", "osh-voda.txt", "bytes_dropped", "gbk", "drop_byte"),
    Sample("2026-08-27-da-nang-patrol.txt", "da-nang-patrol.txt", "bytes_dropped", "gb18030", "drop_byte"),
    Sample("2026-09-20-cali-talks.txt", "cali-talks.txt", "bytes_dropped", "cp932", "drop_byte"),
    Sample("2026-09-21-naya-river.txt", "cali-talks.txt", "bytes_dropped", "gbk", "drop_byte", EACH),
    # the Windows way: a pair becomes "?"
    Sample("2026-03-19-armagh-herd.txt", "belfast-fraud.txt", "pairs_swallowed", "cp936", "swallow_pair"),
    Sample("2026-08-06-dadaab-rations.txt", "dadaab-aid.txt", "pairs_swallowed", "cp936", "swallow_pair"),
    Sample("2026-10-06-davis-strait.txt", "nuuk-cable.txt", "pairs_swallowed", "cp936", "swallow_pair", EACH),
    # U+FFFD
    Sample("2026-07-09-lyon-hospital.txt", "lyon-hospital.txt", "bytes_replaced", "gbk", "replace_byte"),
    Sample("2026-10-07-nuuk-frigate.txt", "nuuk-cable.txt", "bytes_replaced", "gb18030", "replace_byte"),
    # only the paragraphs that the codec can read
    Sample("2026-01-31-goerlitz.txt", "dresden-chipwerk.txt", "where_lossless", "big5", "strict", WHERE_LOSSLESS),
    Sample("2026-02-01-haftbefehl.txt", "dresden-chipwerk.txt", "where_lossless", "euc_kr", "strict", WHERE_LOSSLESS),
    Sample("2026-06-11-zabrze.txt", "katowice-kopalnia.txt", "where_lossless", "cp949", "strict", WHERE_LOSSLESS),
    Sample("2026-08-30-truong-dinh.txt", "da-nang-patrol.txt", "where_lossless", "gb18030", "strict", WHERE_LOSSLESS),
    Sample("2026-03-06-cotocollao.txt", "quito-water.txt", "where_lossless", "big5", "strict", WHERE_LOSSLESS),
    # some paragraphs only
    Sample("2026-06-25-konak-march.txt", "izmir-shipyard.txt", "partial", "gbk", "drop_byte", (0, 2, 5, 8)),
    Sample("2026-03-20-creamery.txt", "belfast-fraud.txt", "partial", "gbk", "drop_byte", (1, 3, 6)),
    Sample("2026-07-10-villeurbanne.txt", "lyon-hospital.txt", "partial", "cp1252", "single_byte", (1, 2, 5)),
    Sample("2026-05-24-pokrovsk.txt", "yakutsk-pavodok.txt", "partial", "gbk", "drop_byte", (1, 2, 4)),
    # single bytes: the kinds ftfy knows
    Sample("2026-07-11-presquile.txt", "lyon-hospital.txt", "single_byte", "cp1252", "single_byte"),
    Sample("2026-09-22-lopez-de-micay.txt", "cali-talks.txt", "single_byte", "latin-1", "single_byte"),
    Sample("2026-03-21-bullocks.txt", "belfast-fraud.txt", "single_byte", "cp1252", "single_byte", layers=2),
    Sample("2026-05-20-iferouane.txt", "agadez-convoy.txt", "single_byte", "latin-1", "single_byte", layers=2),
    Sample("2026-08-07-hagadera.txt", "dadaab-aid.txt", "single_byte", "mac_roman", "single_byte"),
    Sample("2026-08-28-ly-son.txt", "da-nang-patrol.txt", "single_byte", "mac_roman", "single_byte"),
    Sample("2026-05-25-khangalassy.txt", "yakutsk-pavodok.txt", "single_byte", "cp1251", "single_byte"),
    # two layers of GBK
    Sample("2026-02-13-wharf-road.txt", "lagos-port.txt", "bytes_dropped", "gbk", "drop_byte", layers=2),
    # not damaged: another charset
    Sample("2026-05-23-lena.txt", "yakutsk-pavodok.txt", "other_charset", "windows-1251", "written"),
    Sample("2026-06-18-shantou.txt", "shantou-flood.txt", "other_charset", "gbk", "written"),
    Sample("2026-08-29-southwest-cay.txt", "da-nang-patrol.txt", "other_charset", "utf-16-le", "written"),
    Sample("2026-06-26-sakran-gate.txt", "izmir-shipyard.txt", "other_charset", "utf-8-sig", "written"),
    # lost links
    Sample("2026-08-08-ifo-camp.txt", "dadaab-aid.txt", "holes", "utf-8", "none", holes=DADAAB_HOLES),
    Sample("2026-09-02-palk-strait.txt", "jaffna-boats.txt", "holes", "utf-8", "none", holes=JAFFNA_HOLES),
    # deck twice, lost links and lost bytes, all together
    Sample("2026-09-01-jaffna-boats.txt", "jaffna-boats.txt", "all_together", "gbk", "drop_byte", holes=JAFFNA_HOLES),
)


if __name__ == "__main__":
    main()
