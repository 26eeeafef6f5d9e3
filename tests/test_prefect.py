"""The same run with Prefect: the same tables, its history kept, and no word to the outside."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

from flows.publish.version import current
from tests.corpus import ARTICLES, write_corpus

ROOT = Path(__file__).parents[1]
SOME = {name: ARTICLES[name] for name in sorted(ARTICLES) if name.startswith(("wire/", "feed/"))}

# Loaded by every Python process of a run, workers and Prefect's server included: a connection that
# leaves this machine, or a name asked for, is written down and refused.
GUARD = """
import os, socket
LOCAL = ("127.", "::1", "localhost", "0.0.0.0")
def told(what):
    with open(os.environ["NETWORK_LOG"], "a") as log:
        log.write(f"{what}\\n")
    raise OSError(101, "Network is unreachable")
connect, look_up = socket.socket.connect, socket.getaddrinfo
def guarded(self, address):
    if isinstance(address, tuple) and not str(address[0]).startswith(LOCAL):
        told(address)
    return connect(self, address)
def guarded_look_up(host, *args, **kwargs):
    if host is not None and not str(host).startswith(LOCAL) and str(host) != socket.gethostname():
        told(host)
    return look_up(host, *args, **kwargs)
socket.socket.connect, socket.getaddrinfo = guarded, guarded_look_up
"""


def dateline(words: list[str], guard: Path, home: Path) -> subprocess.CompletedProcess[str]:
    (guard / "sitecustomize.py").write_text(GUARD)
    environment = {**os.environ, "PYTHONPATH": f"{guard}{os.pathsep}{ROOT}", "PREFECT_HOME": str(home)}
    environment["NETWORK_LOG"] = str(guard / "network.log")
    code = "import sys; from flows.cli import main; sys.exit(main())"
    return subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, cwd=ROOT, env=environment, check=False)  # fmt: skip


def test_the_guard_sees_who_tries(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(GUARD)
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "NETWORK_LOG": str(tmp_path / "network.log")}
    code = "import socket; socket.create_connection(('192.0.2.1', 9), timeout=1)"  # an address nobody has
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment, check=False)
    assert done.returncode != 0
    assert (tmp_path / "network.log").read_text().startswith("192.0.2.1")


def test_prefect_and_plain_give_the_same_tables_and_nothing_leaves_the_machine(tmp_path: Path) -> None:
    raw, guard, home = write_corpus(tmp_path / "raw", SOME), tmp_path / "guard", tmp_path / "prefect"
    guard.mkdir()
    files = {}
    for name, extra in (("prefect", []), ("plain", ["--plain"])):
        words = ["run", "--raw", str(raw), "--curated", str(tmp_path / name), "--workers", "2", *extra]
        done = dateline(words, guard, home)
        assert done.returncode == 0, done.stderr
        version = current(tmp_path / name)
        assert version is not None
        files[name] = {(f.file, f.sha256) for f in version.manifest.files}
    assert files["prefect"] == files["plain"]
    assert not (guard / "network.log").exists(), (guard / "network.log").read_text()
    with sqlite3.connect(home / "prefect.db") as history:
        assert history.execute("select state_name from flow_run").fetchall() == [("Completed",)]
        tasks = {row[0] for row in history.execute("select name from task_run")}
        artifact = history.execute("select data from artifact where key = 'dateline-run'").fetchone()
    assert any("gate 2" in name for name in tasks)
    assert "Version 000001 published" in json.loads(artifact[0])
