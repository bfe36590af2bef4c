"""A small collection of exercise telegrams that several tests read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reftel.collection import Collection, build
from tests.collection import exercise
from tests.collection.exercise import telegram

TEXTS = {
    "a": telegram(
        "2008 VALLETTA 488",
        "1. (C) Summary: the survey vessel left harbour. Trainers from Al-Tamimi's office stayed.\n"
        "2. (S/NF) Señor Ibáñez said the survey would cost 300.\n",
        subject="SURVEY VESSEL LEAVES HARBOUR",
        tags="PREL, EFIS",
        to="SECSTATE WASHDC",
        info="AMEMBASSY TUNIS, AMEMBASSY LISBON",
        CLASS="SECRET",
        captions="NOFORN, SIPDIS",
        signed="HARLOW",
        ref="A. 2008 TUNIS 12; B. ~2008 LISBON 77; C. MEMO of May; D. TUNIS garbled",
    ),
    "b": telegram(
        "2008 TUNIS 12",
        "1. (U) The harbour master trains pilots.\n2. (U) Vessel lists are attached.\n",
        date="2008-11-03T08:00:00Z",
        subject="PILOTS",
        tags="EWWT",
        to="AMEMBASSY VALLETTA",
        CLASS="UNCLASSIFIED",
    ),
    "c": telegram(
        "2009 VALLETTA 3",
        "1. (C) Nothing new of the vessel.\n",
        date="2009-01-05T08:00:00Z",
        subject="STILL NOTHING",
        CLASS="TOP SECRET",
        ref="A. ~2009 VALLETTA 488; B. 2008 LISBON 77",
        to="SECSTATE WASHDC",
    ),
    "d": telegram(
        "2008 VALLETTA 490", "1. (U) Visit of the minister.\n", date="2008-12-24", CLASS="CONFIDENTIAL"
    ),
    "e": telegram("2008 LA PAZ 5", "1. (U) Survey of tin prices.\n", date="2008-02", CLASS="CONFIDENTIAL"),
}


@pytest.fixture(scope="session")
def exercise_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The collection's folder; tests only read it."""
    folder = tmp_path_factory.mktemp("exercise")
    source = exercise.write(folder / "source", **TEXTS)
    build(folder / "mine", [source], parse=exercise.parse, name="Exercise")
    return folder / "mine"


@pytest.fixture
def held(exercise_folder: Path) -> Iterator[Collection]:
    """The collection, opened."""
    with Collection.open(exercise_folder) as opened:
        yield opened
