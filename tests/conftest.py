"""What all tests share: the sample collection, and real telegrams where they are at hand."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session", autouse=True)
def _own_state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What the command remembers for its user goes to a folder of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder with real telegrams; tests that ask for it bear the mark `real`."""
    folder = os.environ.get("REFTEL_DATA")
    if not folder:
        pytest.skip("reads real telegrams: set REFTEL_DATA to the folder that holds them")
    if not Path(folder).is_dir():
        pytest.fail(f"REFTEL_DATA={folder} is not a folder")
    return Path(folder)


@pytest.fixture(scope="session")
def sample_folder() -> Path:
    """The telegrams of the sample collection."""
    from reftel.sample import folder

    return folder()


@pytest.fixture(scope="session")
def sample_collection(tmp_path_factory: pytest.TempPathFactory, sample_folder: Path) -> Path:
    """The sample collection, built once; tests only read it."""
    from reftel.cli.reading import parse_and_check
    from reftel.collection import build

    path = tmp_path_factory.mktemp("sample") / "collection"
    build(path, [sample_folder], parse=parse_and_check, workers=1)
    return path


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder of the repository."""
    return ROOT
