"""verify the published version: every file there, of its size and of its hash"""

from __future__ import annotations

import argparse

from flows import errors
from flows.commands import options
from flows.errors import BrokenVersion, NothingThere
from flows.publish.manifest import broken_files
from flows.publish.version import current


def add(parser: argparse.ArgumentParser) -> None:
    options.folders(parser, raw=False)


def main(args: argparse.Namespace) -> int:
    settings = options.settings(args)
    version = current(settings.curated)
    if version is None:
        raise NothingThere(f"{settings.curated} has no published version yet: type `dateline run`")
    if broken := list(broken_files(version.folder, version.manifest, hashes=True)):
        said = "\n  ".join(broken)
        raise BrokenVersion(f"version {version.folder.name} is damaged:\n  {said}\nPoint {settings.curated}/current at an older version, or remove that link and type `dateline run` to rebuild it")  # fmt: skip
    print(f"version {version.folder.name}: {len(version.manifest.files):,} files as published")
    return errors.DONE
