"""A zip file in, its members that may be documents out, each with its side-car; unsafe ones are named, never opened."""

from __future__ import annotations

import re
import stat
import zipfile
from dataclasses import dataclass
from typing import IO

from flows.ingest.limits import Allowance, Limits, damage_named
from flows.ingest.paths import beside, hidden, sidecar_names, temporary
from flows.ingest.refusals import Bad, said
from flows.ingest.sniff import is_office

_DRIVE = re.compile(r"[A-Za-z]:")
_ENCRYPTED = 0x1  # bit of the general purpose flag


@dataclass(frozen=True, slots=True)
class Member:
    """One thing inside a container. With a reason it is refused alone and never opened."""

    name: str
    size: int
    reason: str = ""
    detail: str = ""


class Zip:
    """An open zip file. README, side-cars, hidden and unfinished files in it are no members."""

    format = "zip"

    def __init__(self, stream: IO[bytes], limits: Limits, allowance: Allowance) -> None:
        with damage_named():
            self._zip = zipfile.ZipFile(stream)
        infos = self._zip.infolist()
        if is_office([info.filename for info in infos]):
            raise Bad("unsupported_format")
        self._beside = {plain_name(i.filename): i for i in infos if beside(plain_name(i.filename).rpartition("/")[2])}
        self._infos: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            if not info.is_dir() and (_unsafe(info) or not _left_out(plain_name(info.filename))):
                self._infos[self._free(plain_name(info.filename))] = info
        allowance.count(len(self._infos))
        if sum(info.file_size for info in self._infos.values()) > limits.expansion:
            raise Bad("expands_too_much")
        self.members = tuple(_member(name, info) for name, info in self._infos.items())
        if self.members and all(member.reason == "encrypted" for member in self.members):
            raise Bad("encrypted")

    def opened(self, name: str) -> IO[bytes]:
        with damage_named():
            return self._zip.open(self._infos[name])

    def sidecar(self, name: str) -> bytes | None:
        """A member's name -> the bytes of its side-car in the same archive, None when it has none."""
        info = next((self._beside[n] for n in sidecar_names(name) if n in self._beside), None)
        if info is None:
            return None
        if info.flag_bits & _ENCRYPTED or info.file_size > _SIDECAR_BYTES:
            raise Bad("bad_sidecar", "its side-car in the archive is encrypted or too large")
        with damage_named():
            return self._zip.read(info)

    def _free(self, name: str) -> str:
        """An archive may hold one name twice: the later one gets a number."""
        if name not in self._infos:
            return name
        return next(n for k in range(2, len(self._infos) + 3) if (n := f"{name}#{k}") not in self._infos)


_SIDECAR_BYTES = 1_000_000  # a side-car is a handful of fields


def plain_name(name: str) -> str:
    """A member's name as packed -> with forward slashes, without "./" and doubled slashes."""
    slashed = name.replace("\\", "/")
    parts = [part for part in slashed.split("/") if part not in ("", ".")]
    return ("/" if slashed.startswith("/") else "") + "/".join(parts)


def _member(name: str, info: zipfile.ZipInfo) -> Member:
    if _unsafe(info):
        return Member(name, info.file_size, "unsafe_path", said("unsafe_path"))
    if info.flag_bits & _ENCRYPTED:
        return Member(name, info.file_size, "encrypted", said("encrypted"))
    if info.file_size == 0:
        return Member(name, 0, "empty", said("empty"))
    return Member(name, info.file_size)


def _unsafe(info: zipfile.ZipInfo) -> bool:
    name = plain_name(info.filename)
    link = info.create_system == 3 and stat.S_ISLNK(info.external_attr >> 16)  # 3: packed on Unix
    return link or name.startswith("/") or _DRIVE.match(name) is not None or ".." in name.split("/")


def _left_out(name: str) -> bool:
    parts = name.split("/")
    return not name or any(map(hidden, parts)) or temporary(parts[-1]) or beside(parts[-1])
