"""File names in, the paths of the ledger out, and back: printable, unambiguous, the same on every machine.

"!" stands between a container and its member. In a name it stays as it is where no member can follow ("Goal!.txt"),
otherwise it is written \\x21; so are control characters, and bytes that are no UTF-8 (as \\xE9).
"""

from __future__ import annotations

import re
from pathlib import Path

_BETWEEN = re.compile(r"!(?=[^ ./!]|\.\.)")  # `member` writes no member with another start
SIDECAR = ".meta.json"
_ESCAPED = re.compile(r"\\x([0-9a-f]{2})|\\u([0-9a-f]{4})|\\U([0-9a-f]{8})")


def written(name: str) -> str:
    """A name as the system or an archive gives it -> the same name, printable; `named` takes it back."""
    shown = "".join(c if c.isprintable() and c != "\\" else _escaped(c) for c in name)
    return re.sub(r"!(?=[^ ./]|\.\.)", r"\\x21", shown)


def named(text: str) -> str:
    """What `written` returned -> the name it was made from."""
    return _ESCAPED.sub(_unescaped, text)


def member(container: str, name: str) -> str:
    """Path of a container and a member's name -> path of that member."""
    shown = written(name)
    if shown.startswith((" ", ".", "/", "!")) and not shown.startswith(".."):
        shown = _hex(shown[0]) + shown[1:]
    return f"{container}!{shown}"


def pieces(path: str) -> tuple[str, ...]:
    """A path of the ledger -> file on disk, then member after member; names as they are."""
    return tuple(named(piece) for piece in _BETWEEN.split(path))


def member_of(path: str) -> str:
    """A path of the ledger -> the path of the container it stands in, "" for a file on disk."""
    places = [m.start() for m in _BETWEEN.finditer(path)]
    return path[: places[-1]] if places else ""


def on_disk(root: Path, path: str) -> Path:
    """Raw folder and a path of the ledger -> the file that holds it."""
    return root / pieces(path)[0]


def last_name(path: str) -> str:
    """A path of the ledger -> its last component, the name a person gave the document."""
    return pieces(path)[-1].rpartition("/")[2]


def source_of(path: str) -> str:
    """A path of the ledger -> the first folder below the raw folder, "root" for files at the top."""
    first, slash, _ = _BETWEEN.split(path)[0].partition("/")
    return first if slash else "root"


def temporary(name: str) -> bool:
    """Is this a name that programs give to files they have not finished?"""
    low = name.lower()
    return low.endswith((".tmp", ".part", ".partial", ".crdownload", "~", ".swp")) or name.startswith((".#", "~$"))


def hidden(name: str) -> bool:
    return name.startswith(".") or name == "__MACOSX"


def beside(name: str) -> bool:
    """README and side-cars stand beside documents and are none themselves."""
    low = name.lower()
    return low.startswith("readme") or low.endswith(SIDECAR)


def sidecar_names(name: str) -> tuple[str, ...]:
    """A document's path -> where its side-car may be, the nearest name first: a.txt.meta.json, a.meta.json."""
    folder, slash, last = name.rpartition("/")
    unpacked = last[:-3] if last.lower().endswith(".gz") else last
    stem = unpacked.rpartition(".")[0] or unpacked
    return tuple(dict.fromkeys(f"{folder}{slash}{start}{SIDECAR}" for start in (last, unpacked, stem)))


def _escaped(char: str) -> str:
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:  # surrogateescape: a byte that is no UTF-8
        return f"\\x{code - 0xDC00:02x}"
    return _hex(char)


def _hex(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x80 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _unescaped(match: re.Match[str]) -> str:
    byte, short, long = match.groups()
    if byte is None:
        return chr(int(short or long, 16))
    value = int(byte, 16)
    return chr(value if value < 0x80 else 0xDC00 + value)
