"""The command as a whole: exit codes, one line for an error, quiet ends."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import reftel
from reftel.cli.app import COMMANDS, INTERRUPTED, NOBODY_READS, Commands, group
from reftel.errors import CollectionError, QueryError


def group_with(callback: object) -> click.Group:
    """The command `reftel` with one command of ours in it."""

    class Alone(Commands):
        def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
            return click.Command(cmd_name, callback=callback)  # type: ignore[arg-type]

    return Alone("reftel")


def reftel_process(*words: str, **how: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", "from reftel.cli import main; main()", *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **how)  # type: ignore[call-overload]


def test_help_lists_every_command_in_plain_english() -> None:
    done = CliRunner().invoke(group, ["--help"])
    assert done.exit_code == 0
    for name in COMMANDS:
        assert f"  {name} " in done.output


def test_the_version_is_told() -> None:
    assert reftel.__version__ in CliRunner().invoke(group, ["--version"]).output


def test_a_misspelt_command_is_wrong_usage() -> None:
    done = CliRunner().invoke(group, ["serach", "mine", "x"])
    assert done.exit_code == 2
    assert "'serach'" in done.output
    assert "--help" in done.output


def test_an_error_is_one_line_and_exit_code_3() -> None:
    def fails() -> None:
        raise CollectionError("there is no collection at mine. Make one: reftel build mine FOLDER")

    done = CliRunner().invoke(group_with(fails), ["search"])
    assert done.exit_code == 3
    assert done.stderr == "reftel: there is no collection at mine. Make one: reftel build mine FOLDER\n"
    assert done.stdout == ""


def test_an_error_in_a_query_tells_the_place_and_what_may_have_been_meant() -> None:
    def fails() -> None:
        raise QueryError("This quotation mark has no twin.", place=4, suggestion='tea "green"')

    done = CliRunner().invoke(group_with(fails), ["search"])
    told = 'reftel: the query, character 5: This quotation mark has no twin. Perhaps: tea "green"'
    assert done.stderr == told + "\n"


def test_ctrl_c_is_quiet() -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    done = CliRunner().invoke(group_with(interrupted), ["search"])
    assert done.exit_code == INTERRUPTED
    assert done.output.strip() == ""


def test_our_own_mistake_keeps_its_traceback() -> None:
    def mistaken() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        CliRunner().invoke(group_with(mistaken), ["search"], catch_exceptions=False)


@pytest.mark.parametrize("as_json", [[], ["--json"]], ids=["shown", "json"])
def test_a_reader_who_goes_away_is_no_error(telegram: Path, as_json: list[str]) -> None:
    process = reftel_process("parse", *as_json, *[str(telegram)] * 40)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == NOBODY_READS


def test_no_colour_is_honoured(telegram: Path) -> None:
    environment = {**os.environ, "FORCE_COLOR": "1"}
    coloured = reftel_process("parse", str(telegram), env=environment).communicate()[0]
    assert b"\x1b[" in coloured
    plain = reftel_process("parse", str(telegram), env={**environment, "NO_COLOR": "1"}).communicate()[0]
    assert b"34m" not in plain
