"""Exercise telegrams whose claims stand against each other, and the annotations they bear."""

from __future__ import annotations

from pathlib import Path

from reftel.collection.said import AnnotateReport
from tests.collection.said import annotated, made

# The finder of `said` knows these people, and figures of three digits.
BODIES = {
    1: "1. (C) Summary: Ruth Claverton said that 300 crates lay on the quay of Marsaxlokk, and pilots had "
    "inspected the survey vessel. End Summary.\n\n"
    "2. (C) Karim al-Tamimi said that 120 crates lay on the quay of Marsaxlokk. Ibáñez denied that pilots "
    "had inspected the survey vessel.\n",
    2: "1. (C) Karim al-Tamimi said that 450 crates lay on the quay of Marsaxlokk.\n",
    3: "1. (C) Ibáñez said that wheat was scarce in the southern provinces. Ruth Claverton said that wheat "
    "was scarce in the southern provinces.\n",
    4: "1. (C) Summary: The quarantine station was flooded after the reservoir burst. End Summary.\n\n"
    "2. (S) Engineers told the harbour office that the reservoir burst at night and the quarantine station "
    "was flooded within the hour.\n",
}


def contrasted(folder: Path, bodies: dict[int, str] | None = None) -> tuple[Path, AnnotateReport]:
    """Build a collection of exercise telegrams, annotate it, and return its folder with the report."""
    mine = made(folder, BODIES if bodies is None else bodies)
    return mine, annotated(mine)
