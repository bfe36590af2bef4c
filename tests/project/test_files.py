"""What stands in the repository: no place of one machine, nothing from outside it, a licence."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Put together from pieces, so that this file does not find itself.
MACHINE = re.compile(
    r"(?:^|[^\w.])/(?:" + "|".join(("work", "root", "farm", "home/[a-z]")) + r")[/.\w]", re.MULTILINE
)
BESIDE = ".." + "/shared"


def tracked() -> list[Path]:
    """Every file that is, or is about to be, in the repository."""
    try:
        done = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
    except (FileNotFoundError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout: nothing is tracked here")
    files = [ROOT / name for name in done.stdout.decode().split("\0") if name]
    return [file for file in files if file.is_file()]


def texts() -> list[tuple[str, str]]:
    """The tracked files that are text, by name."""
    found = []
    for file in tracked():
        raw = file.read_bytes()
        if b"\0" not in raw:
            found.append((file.relative_to(ROOT).as_posix(), raw.decode("utf-8", "replace")))
    return found


def test_no_file_names_a_place_of_one_machine() -> None:
    assert [name for name, text in texts() if MACHINE.search(text)] == []


def test_only_the_build_machine_knows_what_lies_beside_the_repository() -> None:
    assert {name for name, text in texts() if BESIDE in text} <= {".ci/run"}


def test_the_check_would_see_such_places() -> None:
    assert MACHINE.search("cd /" + "work/main")
    assert not MACHINE.search("net/work/main and https://example.org/" + "rootless")


def test_no_file_is_bigger_than_a_megabyte_but_trained_models() -> None:
    models = [file for file in tracked() if file.parent.name == "models"]
    assert [f.name for f in tracked() if f.stat().st_size > 1_000_000 and f not in models] == []
    assert sum(file.stat().st_size for file in models) < 20_000_000


def test_the_licence_and_the_notices_are_whole() -> None:
    licence = (ROOT / "LICENSE").read_text()
    assert "Apache License" in licence
    assert "END OF TERMS AND CONDITIONS" in licence
    notice = (ROOT / "NOTICE").read_text()
    assert "Lars Heuer" in notice
    assert "Redistributions of source code must retain" in notice


def test_make_explains_every_command(repository: Path) -> None:
    makefile = (repository / "Makefile").read_text()
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony is not None
    for target in phony[1].split():
        assert re.search(rf"^{target}:.*## \w", makefile, re.MULTILINE), target
