"""`reftel watch`: saved queries, from the command line."""

from __future__ import annotations

import email
import email.policy
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.export.atom_rules import entries

MAIN = "from reftel.cli import main; main()"
NEW = "2008 VALLETTA 483"


@pytest.fixture
def mine(tmp_path: Path, telegram: Path, run: Run) -> Path:
    """A collection of one telegram, beside a folder with another that is not in it yet."""
    (tmp_path / "telegrams").mkdir()
    shutil.copy(telegram.with_name("08VALLETTA486.txt"), tmp_path / "telegrams")
    run("build", tmp_path / "mine", tmp_path / "telegrams")
    return tmp_path / "mine"


def extend(mine: Path, telegram: Path, run: Run) -> str:
    """Build again with a telegram of the survey vessel; return what is printed."""
    shutil.copy(telegram, mine.parent / "telegrams")
    done = run("build", mine, mine.parent / "telegrams")
    assert done.exit_code == 0
    return " ".join(done.output.split())


def records(output: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.splitlines()]


def test_a_profile_is_saved_listed_and_removed(run: Run, mine: Path) -> None:
    assert "ships is saved" in run("watch", "add", mine, "ships", "survey", "vessel").output
    assert "survey vessel" in run("watch", "list", mine).output
    (listed,) = records(run("watch", "list", mine, "--json").stdout)
    assert (listed["name"], listed["query"], listed["told"]) == ("ships", "survey vessel", None)
    assert "ships is removed" in run("watch", "remove", mine, "ships").output
    assert "There is no profile" in run("watch", "list", mine).output
    assert "There is no profile" in run("watch", "run", mine).output


def test_the_same_query_under_a_second_name_is_told_so(run: Run, mine: Path) -> None:
    run("watch", "add", mine, "ships", "survey vessel")
    done = run("watch", "add", mine, "boats", "VESSEL AND survey")
    assert done.exit_code == 0
    assert "Nothing added: ships asks for the same (survey vessel)" in done.output
    answer = json.loads(run("watch", "add", mine, "boats", "VESSEL survey", "--json").stdout)
    assert (answer["added"], answer["profile"]["name"]) == (False, "ships")


def test_a_build_says_who_has_something_new_and_does_not_tell_it(
    run: Run, mine: Path, telegram: Path
) -> None:
    run("watch", "add", mine, "ships", "survey vessel")
    run("watch", "add", mine, "cooks", "bouillabaisse")
    run("watch", "add", mine, "tags", "tags:EWWT")
    assert "something new" not in run("build", mine, mine.parent / "telegrams").output
    assert "2 profiles have something new: ships 1, tags 1. See it with" in extend(mine, telegram, run)
    assert NEW in run("watch", "run", mine).output


def test_a_damaged_file_of_profiles_does_not_make_a_build_fail(run: Run, mine: Path, telegram: Path) -> None:
    (mine / "profiles.sqlite").write_bytes(b"no database" * 500)
    assert "cannot be told" in extend(mine, telegram, run)


def test_what_is_new_is_told_once(run: Run, mine: Path, telegram: Path) -> None:
    run("watch", "add", mine, "ships", "survey vessel")
    assert "Nothing new." in run("watch", "run", mine).output
    extend(mine, telegram, run)
    assert NEW in run("watch", "run", mine, "--peek").output
    (news,) = records(run("watch", "run", mine, "ships", "--json").stdout)
    assert [t["card"]["mrn"] for t in news["telegrams"]] == [NEW]  # type: ignore[index,attr-defined]
    assert "Nothing new." in run("watch", "run", mine).output
    assert "told 20" in run("watch", "list", mine).output


def test_feed_and_messages_are_written(run: Run, mine: Path, telegram: Path, tmp_path: Path) -> None:
    run("watch", "add", mine, "ships", "survey vessel")
    extend(mine, telegram, run)
    files = ("--atom", tmp_path / "new.atom", "--email", tmp_path / "outbox", "--to", "desk@example.org")
    for _ in range(2):
        assert run("watch", "run", mine, "--peek", *files).exit_code == 0
    assert run("watch", "run", mine, *files).exit_code == 0
    feed = (tmp_path / "new.atom").read_bytes()
    assert len(entries(feed)) == 1
    (message,) = (tmp_path / "outbox").iterdir()
    assert message.name == "ships-000001.eml"
    mail = email.message_from_bytes(message.read_bytes(), policy=email.policy.default)
    assert mail["To"] == "desk@example.org"
    run("watch", "run", mine, *files)  # nothing is new: the feed stays, no message comes
    assert (tmp_path / "new.atom").read_bytes() == feed
    assert list((tmp_path / "outbox").iterdir()) == [message]


@pytest.mark.parametrize("option", ["--atom", "--email"])
def test_what_cannot_be_written_is_told_again(run: Run, mine: Path, telegram: Path, option: str) -> None:
    run("watch", "add", mine, "ships", "survey vessel")
    extend(mine, telegram, run)
    (mine.parent / "file").touch()
    done = run("watch", "run", mine, option, mine.parent / "file" / "in-a-file")
    assert done.exit_code == 3
    assert done.stderr.startswith("reftel: ")
    assert NEW in run("watch", "run", mine).output


def test_a_reader_who_goes_away_is_told_again(run: Run, mine: Path, telegram: Path) -> None:
    run("watch", "add", mine, "ships", "survey vessel")
    extend(mine, telegram, run)
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-c", MAIN, "watch", "run", str(mine), "--json"],
        stdout=write,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (141, b"")
    assert NEW in run("watch", "run", mine).output


@pytest.mark.parametrize(
    "words", [("remove", "ships"), ("run", "ships"), ("add", "a b", "vessel"), ("add", "ships", '"vessel')]
)
def test_what_cannot_be_done_is_one_line(run: Run, mine: Path, words: tuple[str, ...]) -> None:
    done = run("watch", words[0], mine, *words[1:])
    assert done.exit_code == 3
    assert done.stderr.startswith("reftel: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("name", ["add", "list", "remove", "run"])
def test_each_subcommand_has_help_with_an_example(run: Run, name: str) -> None:
    output = run("watch", name, "--help").output
    assert "Example" in output
    assert f"reftel watch {name} mine" in output
