"""`import reftel` and the command line start quickly: they load only what they need."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib.metadata import requires
from pathlib import Path

import pytest

HEAVY = {"starlette", "uvicorn", "jinja2", "tantivy", "rich", "rapidfuzz", "sqlite3", "anyio"}


def loaded_after(code: str) -> set[str]:
    """The top-level packages that a fresh interpreter has loaded after some code."""
    script = f"import sys\n{code}\nprint(*{{name.split('.')[0] for name in sys.modules}}, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def command(*words: str) -> str:
    return f"from reftel.cli.app import group\ngroup.main({list(words)!r}, standalone_mode=False)"


@pytest.mark.parametrize(
    "code",
    [
        "import reftel",
        command("--help"),
        *(
            command(name, "--help")
            for name in ("parse", "search", "serve", "build", "demo", "watch", "export")
        ),
    ],
)
def test_nothing_heavy_is_loaded(code: str) -> None:
    assert not loaded_after(code) & HEAVY


def test_parsing_to_json_loads_no_engine_and_no_web_package(sample_folder: Path) -> None:
    telegram = next(iter(sorted(sample_folder.rglob("*.txt"))))
    loaded = loaded_after(command("parse", "--json", str(telegram)))
    assert not loaded & {"starlette", "uvicorn", "jinja2", "tantivy", "rich", "anyio"}


def test_searching_loads_no_web_package(sample_collection: Path) -> None:
    loaded = loaded_after(command("search", str(sample_collection), "vessel"))
    assert not loaded & {"starlette", "uvicorn", "jinja2", "anyio"}


def test_the_command_starts_without_the_development_packages(repository: Path) -> None:
    tools = tomllib.loads((repository / "pyproject.toml").read_text())["dependency-groups"]["dev"]
    names = {tool.split(">")[0] for tool in tools}
    script = (
        "import sys\n"
        f"for name in {sorted(names)!r}: sys.modules[name] = None\n"
        "from reftel.cli.app import COMMANDS, group\n"
        "for name in COMMANDS: group.main([name, '--help'], standalone_mode=False)\n"
        "import reftel\n"
        "[getattr(reftel, name) for name in reftel.__all__]\n"
        "import reftel.web.serve, reftel.web.app\n"
    )
    subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)


def test_each_runtime_package_has_a_line_that_says_what_it_saves_us(repository: Path) -> None:
    project = tomllib.loads((repository / "pyproject.toml").read_text())["project"]
    page = (repository / "docs" / "decisions" / "0003-libraries.md").read_text(encoding="utf-8")
    rows = {line.split("|")[1].strip() for line in page.splitlines() if line.startswith("| ")}
    for requirement in project["dependencies"]:
        assert requirement.split(">")[0] in rows
    assert requires("reftel")


def test_searching_loads_neither_the_parser_nor_the_checks_nor_what_builds(sample_collection: Path) -> None:
    asked = command("search", str(sample_collection), "vessel", "--json")
    script = f"import sys\n{asked}\nprint(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    unwanted = {
        "rich",
        "reftel.reading.steps",
        "reftel.intake.archives",
        "reftel.marking",
        "reftel.release.compare",
        "reftel.collection.building",
        "reftel.collection.copies",
    }
    assert not set(done.stderr.split()) & unwanted
