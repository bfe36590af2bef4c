"""Every command that answers from a collection answers as a class of readers too, and says nothing hidden."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from reftel.cli.app import COMMANDS, group
from tests.cli.conftest import Run
from tests.hidden import hidden_words, words

CLASS = '\n[[class]]\nname = "press"\nceiling = "CONFIDENTIAL"\n'
WITHHELD, SHOWN = "2008 STATE 133871", "2008 VALLETTA 483"

# These make or change the collection, or are about its classes.
OF_THE_WHOLE = {"annotate", "build", "retry", "rebuild", "remove", "editions"}
LEDGER = {f"requests {name}" for name in ("list", "add", "answer", "close")}  # of one's own letters

# How each is asked; MINE stands for the collection.
ASKED: dict[str, tuple[tuple[str, ...], ...]] = {
    "search": (("MINE", "vessel", "-n", "500", "--facets", "500"), ("MINE", "to*", "-n", "500", "--json")),
    "show": (("MINE", WITHHELD), ("MINE", SHOWN), ("MINE", "VALLETTA 491"), ("MINE", SHOWN, "--json")),
    "diff": (("MINE", "08VALLETTA491", "--whole"), ("MINE", "08VALLETTA491", "--json")),
    "refs": (("MINE",), ("MINE", SHOWN), ("MINE", SHOWN, "--thread"), ("MINE", SHOWN, "--json")),
    "claims": (("MINE", "-n", "1000"), ("MINE", "--json"), ("MINE", "--csv"), ("MINE", "--about", "vessel")),
    "people": (("MINE", "-n", "1000"), ("MINE", "galdes"), ("MINE", "--json"), ("MINE", "--csv")),
    "places": (("MINE", "-n", "1000"), ("MINE", "Malta"), ("MINE", "--json"), ("MINE", "--csv")),
    "timeline": (("MINE", "-n", "1000"), ("MINE", "--about", "vessel"), ("MINE", "--json")),
    "contrast": (("MINE", "-n", "1000"), ("MINE", "--about", "vessel"), ("MINE", "--json")),
    "gaps": (("MINE",), ("MINE", "--json")),
    "request": (("MINE", "08TUNIS1265"), ("MINE", "08TUNIS1265", "--json")),
    "missing": (("MINE", "-n", "1000"), ("MINE", "--json")),
    "check": (("MINE", "-n", "1000"), ("MINE", "--json")),
    "status": (("MINE",), ("MINE", "--json")),
    "export": (("csv", "MINE"), ("jsonl", "MINE")),
    "watch add": (("MINE", "more", "vessel"), ("MINE", "most", "boat", "--json")),
    "watch list": (("MINE",), ("MINE", "--json")),
    "watch run": (("MINE", "--peek"), ("MINE", "--peek", "--json")),
    "watch remove": (("MINE", "more"), ("MINE", "most", "--json")),
    "serve": (("MINE",),),
}


def commands(of: click.Group = group, before: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command that takes a collection, by the words one types."""
    for name in of.list_commands(click.Context(of)):
        command = of.get_command(click.Context(of), name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, f"{before}{name} ")
        elif any("COLLECTION" in (p.metavar or p.name or "").upper() for p in command.params):
            yield f"{before}{name}", command


ANSWERING = {name: command for name, command in commands() if name not in OF_THE_WHOLE | LEDGER}


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory, sample_folder: Path) -> Path:
    """The sample with a class that may not read all; its profile waits to tell what came later."""
    folder = tmp_path_factory.mktemp("readers")
    shutil.copytree(sample_folder, folder / "telegrams")
    shutil.move(folder / "telegrams" / "2008-09", folder / "later")
    run_here("build", folder / "mine", folder / "telegrams")
    with (folder / "mine" / "reftel.toml").open("a") as settings:
        settings.write(CLASS)
    run_here("watch", "add", folder / "mine", "all", "date:1960..2015", "--reader", "press")
    run_here("build", folder / "mine", folder / "later")
    run_here("annotate", folder / "mine", "--workers", "1")
    return folder / "mine"


def run_here(*asked: object) -> str:
    done = CliRunner().invoke(group, [str(word) for word in asked], catch_exceptions=False)
    assert done.exit_code in (0, 1), done.output
    return done.output


@pytest.fixture(scope="module")
def hidden(mine: Path) -> set[str]:
    return hidden_words(mine, "press")


def test_every_command_that_takes_a_collection_is_known_here() -> None:
    assert set(COMMANDS) > OF_THE_WHOLE
    assert set(ANSWERING) == set(ASKED)


@pytest.mark.parametrize("name", ANSWERING)
def test_every_command_that_answers_takes_a_class_of_readers(name: str) -> None:
    assert any("--reader" in option.opts for option in ANSWERING[name].params)


@pytest.mark.parametrize("name", OF_THE_WHOLE)
def test_what_changes_the_collection_takes_none(name: str) -> None:
    assert not any("--reader" in option.opts for option in dict(commands())[name].params)


@pytest.mark.parametrize(
    ("name", "asked"), [(name, asked) for name, ways in ASKED.items() if name != "serve" for asked in ways]
)
def test_a_class_is_told_nothing_hidden(
    run: Run, mine: Path, hidden: set[str], name: str, asked: tuple[str, ...]
) -> None:
    there = [str(mine) if word == "MINE" else word for word in asked]
    done = run(*name.split(), *there, "--reader", "press")
    assert done.exit_code in (0, 1), done.output
    assert done.stdout
    assert not words(done.output) & hidden - words(" ".join(asked))


def test_what_is_new_is_told_to_the_class(run: Run, mine: Path) -> None:
    assert SHOWN in run("watch", "run", mine, "all", "--peek", "--reader", "press").output


@pytest.mark.parametrize("name", ["search", "export", "show", "check"])
def test_who_may_see_everything_is_told_it(run: Run, mine: Path, hidden: set[str], name: str) -> None:
    there = [str(mine) if word == "MINE" else word for word in ASKED[name][0]]
    assert words(run(name, *there).output) & hidden


def test_the_reading_room_opens_for_the_class(run: Run, mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[str] = []
    monkeypatch.setattr("reftel.web.serve.serve", lambda path, **how: served.append(how["reader"]))
    assert run("serve", mine, "--reader", "press").exit_code == 0
    assert served == ["press"]


@pytest.mark.parametrize("name", [name for name in ASKED if name != "serve"])
def test_a_class_that_is_not_there_is_one_line(run: Run, mine: Path, name: str) -> None:
    there = [str(mine) if word == "MINE" else word for word in ASKED[name][0]]
    done = run(*name.split(), *there, "--reader", "nobody")
    assert done.exit_code == 3
    assert "There are: everything, press" in done.stderr


def test_two_files_have_no_readers(run: Run, telegram: Path) -> None:
    done = run("diff", telegram, telegram, "--reader", "press")
    assert done.exit_code == 2
    assert "--reader is for a collection" in done.stderr
