"""run the curate flow again and again, as a cron line says, with a Prefect server on this machine"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import IO

from flows import errors
from flows.commands import options
from flows.errors import BadSettings, RunFailed
from flows.publish.durable import ready
from flows.run.engine import prefect_quiet

START_SECONDS = 120  # a server takes 16-28 s to start here


def add(parser: argparse.ArgumentParser) -> None:
    options.folders(parser)
    parser.add_argument("--cron", required=True, metavar="'M H D M W'", help="when, e.g. '0 6 * * *' = at six each day")
    parser.add_argument("--port", type=int, default=4200, help="port of the server on 127.0.0.1 (default 4200)")


def main(args: argparse.Namespace) -> int:
    settings = options.settings(args)
    prefect_quiet()
    _checked(args.cron)
    address = os.environ.get("PREFECT_API_URL") or f"http://127.0.0.1:{args.port}/api"
    log = ready(settings.curated) / ".work" / "prefect-server.log"
    with log.open("wb") as said, _server(address, args.port, said):
        os.environ["PREFECT_API_URL"] = address
        from flows.curate import curate

        print(f"serving: {args.cron}; page and history at {address.removesuffix('/api')}; Ctrl-C ends it", file=sys.stderr)  # fmt: skip
        curate.serve(name="scheduled", cron=args.cron, parameters={"settings": settings.as_json()}, limit=1)
    return errors.DONE


def _checked(cron: str) -> None:
    from cronsim import CronSim, CronSimError

    try:
        CronSim(cron, datetime.now(UTC))
    except CronSimError as error:
        raise BadSettings(f"--cron {cron!r} is no cron line ({error}): five fields, e.g. '0 6 * * *' for six o'clock each day") from error  # fmt: skip


@contextmanager
def _server(address: str, port: int, log: IO[bytes]) -> Iterator[None]:
    """A Prefect server that answers at `address`: the one that runs already, or one of our own on 127.0.0.1."""
    if _answers(address):
        yield
        return
    if not address.startswith("http://127.0.0.1:"):
        raise RunFailed(f"no Prefect server answers at {address}: start it, or unset PREFECT_API_URL to use one of our own")  # fmt: skip
    print(f"starting a Prefect server on 127.0.0.1:{port}", file=sys.stderr)
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        deadline = time.monotonic() + START_SECONDS
        while not _answers(address):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RunFailed(
                    f"the Prefect server did not start on port {port}: is the port taken? Try --port. It said: {log.name}"
                )
            time.sleep(0.5)
        yield
    finally:
        process.terminate()
        process.wait()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
