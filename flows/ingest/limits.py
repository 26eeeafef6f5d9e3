"""Limits in; streams that keep them, and damage turned into one exception, out."""

from __future__ import annotations

import gzip
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, cast

from flows.ingest.refusals import Bad

CHUNK = 1 << 18  # small: a bomb is noticed soon after the limit
IN_MEMORY = 1 << 24  # what is unpacked beyond this goes to a temporary file

_DAMAGE = (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile, zipfile.BadZipFile, struct.error, IndexError)


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one document, of one file on disk with all that is inside it, and of containers in containers."""

    bytes: int
    expansion: int
    members: int
    depth: int


class Allowance:
    """What one file on disk may still expand to; counts down while it is opened."""

    def __init__(self, limits: Limits) -> None:
        self.bytes_left, self.members_left = limits.expansion, limits.members

    def spend(self, size: int) -> None:
        self.bytes_left -= size
        if self.bytes_left < 0:
            raise TooMuch("expands_too_much")

    def count(self, members: int) -> None:
        self.members_left -= members
        if self.members_left < 0:
            raise TooMuch("too_many_members")


class TooMuch(Bad):
    """The whole file on disk goes beyond a limit, so nothing inside it is used."""


def spooled(stream: IO[bytes], allowance: Allowance) -> IO[bytes]:
    """A stream that expands -> a seekable copy at its start; stops where the allowance ends."""
    copy = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the caller closes it
    try:
        with damage_named():
            while chunk := stream.read(CHUNK):
                allowance.spend(len(chunk))
                copy.write(chunk)
    except Exception:
        copy.close()
        raise
    copy.seek(0)
    return cast(IO[bytes], copy)


@contextmanager
def damage_named() -> Iterator[None]:
    """Whatever the archive libraries raise on damaged bytes -> Bad; a broken disk stays an OSError."""
    try:
        yield
    except Bad:
        raise
    except _DAMAGE as error:
        raise Bad("truncated", f"the compressed file is damaged or ends too early ({_first_line(error)})") from error
    except NotImplementedError as error:
        raise Bad("unsupported_format", "the archive uses a way of packing that is not read") from error
    except RuntimeError as error:
        raise Bad("encrypted") from error
    except OSError as error:
        if error.errno is not None:
            raise
        raise Bad("truncated") from error  # bz2 has no exception of its own
    except ValueError as error:
        raise Bad("truncated", "the archive's list of contents is damaged") from error


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:80]
