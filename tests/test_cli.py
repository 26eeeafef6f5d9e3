"""The command as people and programs meet it: exit codes, where output goes, what errors say."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from flows.cli import COMMANDS, main
from tests.corpus import ARTICLES, write_corpus

ROOT = Path(__file__).parents[1]
SOME = {name: ARTICLES[name] for name in ("wire/2026-02-03-ferry.txt", "review/damaged.txt", "feed/empty.txt")}


def dateline(*words: str, stdin: str = "", limit: int = 0) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own; `limit`: largest file it may write, in bytes."""
    code = "import sys; from flows.cli import main; sys.exit(main())"
    if limit:
        code = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit})); " + code
    return subprocess.run(
        [sys.executable, "-c", code, *words], input=stdin, capture_output=True, text=True, cwd=ROOT, check=False
    )


@pytest.fixture(scope="module")
def curated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small published version."""
    raw, folder = write_corpus(tmp_path_factory.mktemp("raw"), SOME), tmp_path_factory.mktemp("curated")
    done = dateline("run", "--plain", "--model", "blank", "--workers", "1", "--raw", str(raw), "--curated", str(folder))
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert "1 empty" in done.stderr
    assert str(folder) in done.stderr
    return folder


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert all(f"\n    {name} " in said for name in COMMANDS)


@pytest.mark.parametrize("words", [[], ["bogus"], ["run", "--colour"], ["sql"], ["repair"], ["extract"], ["schedule"]])
def test_usage_errors_are_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    try:
        code = main(words)
    except SystemExit as ended:
        code = ended.code
    assert code == 2
    assert capsys.readouterr().err


def test_missing_things_are_6(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    there = ["--curated", str(tmp_path / "curated")]
    assert main(["run", "--raw", str(tmp_path / "nowhere"), *there]) == 6
    assert "--raw" in capsys.readouterr().err
    for words in (["status"], ["check"], ["sql", "select 1"], ["query", "refused"], ["show", "event", "1"]):
        assert main([*words, *there]) == 6, words
        assert "dateline run" in capsys.readouterr().err, words
    assert not (tmp_path / "curated").exists()


def test_an_empty_folder_is_0_with_a_warning(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "raw").mkdir()
    assert main(["run", "--raw", str(tmp_path / "raw"), "--curated", str(tmp_path / "curated")]) == 0
    assert "no articles" in capsys.readouterr().err


def test_curated_that_cannot_be_written_is_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw = write_corpus(tmp_path / "raw", SOME)
    (tmp_path / "curated").write_text("a file where a folder is needed")
    assert main(["run", "--plain", "--raw", str(raw), "--curated", str(tmp_path / "curated")]) == 3
    assert "cannot be written to" in capsys.readouterr().err


def test_no_room_on_the_disk_is_3_and_publishes_nothing(tmp_path: Path) -> None:
    raw, folder = write_corpus(tmp_path / "raw", SOME), tmp_path / "curated"
    run = ("run", "--plain", "--model", "blank", "--workers", "1", "--raw", str(raw), "--curated", str(folder))
    done = dateline(*run, limit=20_000)
    assert done.returncode == 3, done.stderr
    assert not (folder / "current").exists()
    again = dateline(*run)
    assert again.returncode == 0, again.stderr


def test_a_damaged_version_is_3_and_says_what_to_do(curated: Path, tmp_path: Path) -> None:
    copy = tmp_path / "curated"
    subprocess.run(["cp", "-a", str(curated), str(copy)], check=True)
    assert dateline("check", "--curated", str(copy)).returncode == 0
    victim = next((copy / "current").resolve().glob("documents/*/*.parquet"))
    victim.chmod(0o644)
    data = bytearray(victim.read_bytes())
    data[len(data) // 2] ^= 1
    victim.write_bytes(data)
    done = dateline("check", "--curated", str(copy))
    assert done.returncode == 3
    assert "was changed" in done.stderr
    victim.unlink()
    done = dateline("status", "--curated", str(copy))
    assert done.returncode == 3
    assert "rebuild" in done.stderr


def test_strict_is_5_when_documents_were_refused(tmp_path: Path) -> None:
    raw = write_corpus(tmp_path / "raw", SOME)
    run = ("run", "--plain", "--model", "blank", "--workers", "1", "--strict", "--json", "--raw", str(raw))
    done = dateline(*run, "--curated", str(tmp_path / "curated"))
    assert done.returncode == 5, done.stderr
    assert json.loads(done.stdout)["refused"] == {"empty": 1}


def test_queries_and_sql_answer_on_standard_output(curated: Path) -> None:
    there = ("--curated", str(curated))
    rows = json.loads(dateline("sql", "select count(*) as n from documents", "--json", *there).stdout)
    assert rows == [{"n": 2}]
    assert dateline("query", "refused", "--format", "csv", *there).stdout.startswith("source,")
    for bad in (("sql", "drop table documents"), ("query", "nonsense"), ("query", "refused", "--param", "x")):
        done = dateline(*bad, *there)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr


def test_repair_reads_json_lines_and_goes_on_after_a_bad_one() -> None:
    lines = ['{"id": 1, "text": "Russia鈥檚 fleet"}', "{broken", "[]", '{"id": 4}', '{"id": "e", "text": "plain"}']
    done = dateline("repair", "--jsonl", stdin="\n".join(lines) + "\n")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [a["id"] for a in answers] == [1, None, None, 4, "e"]
    assert answers[0]["text"] == "Russia’s fleet"
    assert [bool(a.get("error")) for a in answers] == [False, True, True, True, False]


def test_extract_reads_json_lines_as_they_are(tmp_path: Path) -> None:
    text = "Kenya and Uganda signed a trade pact in Nairobi on Monday, President Ruth Achieng said."
    given = {"id": "k", "text": text, "published": "2026-03-03", "pairs": [[0, 5, 10, 16]]}
    done = dateline("extract", "--jsonl", "--as-is", stdin=json.dumps(given) + "\n{}\n")
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert "error" in second
    assert first["text"] == text
    assert {"Kenya", "Uganda", "Nairobi"} <= {m["text"] for m in first["mentions"]}
    assert all(text[m["start"] : m["end"]] == m["text"] for m in first["mentions"])
    assert {m["entity_id"] for m in first["mentions"] if m["text"] == "Kenya"} == {"KEN"}
    assert len(first["pair_events"]) == 1
    assert [e["type"] for e in first["events"]]


def test_files_are_shown_to_people(tmp_path: Path) -> None:
    write_corpus(tmp_path, SOME)
    said = dateline("repair", str(tmp_path / "review" / "damaged.txt")).stdout
    assert "+ The harbour’s last pilot" in said
    assert "gbk" in said
    shown = dateline("extract", str(tmp_path / "wire" / "2026-02-03-ferry.txt")).stdout
    assert "Neema Mushi" in shown
    assert "## Quotes" in shown


def test_a_closed_pipe_is_no_error(curated: Path) -> None:
    command = f'{sys.executable} -c "import sys; from flows.cli import main; sys.exit(main())" sql "from sentences" --format csv --curated {curated} | head -1'
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, cwd=ROOT, check=False, env=dict(os.environ))  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
