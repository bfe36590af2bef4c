"""The documents and the program say the same."""

from __future__ import annotations

import ast
import doctest
import re
import shlex
import shutil
import tomllib
from pathlib import Path

import msgspec
import pytest
from click import Command, Context
from click.testing import CliRunner

import reftel
from reftel.cli.app import COMMANDS, group
from reftel.model import Segment, Source, Span, Telegram
from reftel.record import LISTS, SINGLE, to_dict
from tests.project.documents import blocks, script, shell_lines

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
GUIDES = sorted((ROOT / "docs" / "guides").glob("*.md"))
RUN = [page for page in PAGES if shell_lines(page) and page not in GUIDES]
PYTHON = [page for page in PAGES if blocks(page, "python")]


def command_named(name: str) -> Command:
    command = group.get_command(Context(group), name)
    assert command is not None
    return command


@pytest.fixture
def desk(tmp_path: Path, sample_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as the documents imagine it: telegrams of your own, and nothing else yet."""
    shutil.copytree(sample_folder / "2008-09", tmp_path / "telegrams")
    shutil.copy(next(sample_folder.rglob("08VALLETTA483.txt")), tmp_path / "telegram.txt")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", RUN, ids=lambda page: page.name)
@pytest.mark.usefixtures("desk")
def test_the_commands_in_a_page_run(page: Path) -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    for line in shell_lines(page):
        program, *words = shlex.split(line)
        if program == "make":
            assert words[0] in targets
        elif program == "reftel" and words[0] == "serve":
            command_named("serve").make_context("serve", words[1:])  # told how; it would not end
        elif program == "reftel":
            done = CliRunner().invoke(group, words, catch_exceptions=False)
            assert done.exit_code == 0, f"{line}\n{done.output}"
        else:
            assert program == "export", line


@pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.name)
def test_the_commands_in_a_guide_answer_what_it_shows(page: Path, desk: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert script("sessions").played(text, desk) == text, "reftel answers otherwise now: run 'make docs'"


@pytest.mark.parametrize("page", PYTHON, ids=lambda page: page.name)
def test_the_python_in_a_page_runs(page: Path, desk: Path, sample_collection: Path) -> None:
    (desk / "mine").symlink_to(sample_collection)
    parser = doctest.DocTestParser()
    for block in blocks(page, "python"):
        example = parser.get_doctest(block, {}, page.name, str(page), 0)
        assert not doctest.DocTestRunner().run(example).failed


def test_every_link_within_the_repository_leads_somewhere() -> None:
    for page in [*PAGES, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]:
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name} links to {target}"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_stands_in_the_documents(name: str) -> None:
    command = command_named(name)
    assert command.name == name
    assert command.help
    assert "Example" in command.help
    assert all(option.help for option in command.params if option.param_type_name == "option")
    page = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    assert f"`reftel {name}" in page


@pytest.mark.parametrize("name", reftel.__all__)
def test_every_public_name_is_documented(name: str) -> None:
    assert getattr(reftel, name).__doc__
    page = (ROOT / "docs" / "reference" / "library.md").read_text(encoding="utf-8")
    assert re.search(rf"^\| `reftel\.{name}\b", page, re.MULTILINE)


def test_no_name_is_listed_that_is_not_public() -> None:
    page = (ROOT / "docs" / "reference" / "library.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^\| `reftel\.(\w+)", page, re.MULTILINE)) == sorted(reftel.__all__)
    with pytest.raises(AttributeError, match="it has Collection"):
        _ = reftel.nothing_of_that_name


def empty_telegram() -> Telegram:
    nowhere = Span(0, 0)
    source = Source("", "utf-8", "text/plain", nowhere)
    return Telegram(key="", family="unknown", source=source, text="", segments=(Segment("unread", nowhere),))


def record_rows() -> dict[str, str]:
    page = (ROOT / "docs" / "reference" / "record.md").read_text(encoding="utf-8")
    table = page.split("## Keys")[1].split("## Why")[0]
    return dict(re.findall(r"^\| `(\w+)` \| (.+?) \|", table, re.MULTILINE))


def test_the_record_page_has_every_key_in_order() -> None:
    assert list(record_rows()) == list(to_dict(empty_telegram()))


def test_the_record_page_names_the_attribute_of_every_key() -> None:
    rows = record_rows()
    for key, attribute in {**SINGLE, **LISTS}.items():
        assert rows[key] == f"`{attribute}`"
    named = {word for row in rows.values() for word in re.findall(r"^`(\w+)`", row)}
    fields = {field.name for field in msgspec.structs.fields(Telegram)}
    assert fields - named == {"text"}, "the text itself is not in the record; all else is"
    assert named - fields == {"unread"}, "computed from the segments"


def test_the_record_page_names_every_key_of_the_parts() -> None:
    """The keys within keys, as the records have them."""
    page = (ROOT / "docs" / "reference" / "record.md").read_text(encoding="utf-8")
    module = ast.parse((ROOT / "src" / "reftel" / "model.py").read_text(encoding="utf-8"))
    parts = {
        "Station",
        "SecuritySignal",
        "Originator",
        "Addressee",
        "Section",
        "Reference",
        "Classifier",
        "Paragraph",
    }
    parts |= {"Protected", "Stamp", "Defect", "Finding", "Source", "Segment"}
    for node in module.body:
        if isinstance(node, ast.ClassDef) and node.name in parts:
            for field in node.body:
                if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                    assert f"`{field.target.id}`" in page, f"{node.name}.{field.target.id}"


def test_the_version_is_the_same_everywhere() -> None:
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dynamic"] == ["version"]
    assert f"version: {reftel.__version__}\n" in (ROOT / "CITATION.cff").read_text()


def test_the_readme_fits_one_screen() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 60
    assert any("make demo" in line for line in lines)
    assert any("make test" in line for line in lines)
