"""Scores what is read from the sample collection against the project's own truth (`truth.jsonl`).

A row names a file (and which of its telegrams, where it holds several) and gives the values a careful
reader takes from it, under the record's keys; what a row leaves out is not asked.  A null or an empty
list is asked too: a value invented there is wrong.  `?` stands for what readers may disagree about.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.labels import UNREADABLE, code
from bench.score import CaseSet, Tally
from reftel.reading import parse
from reftel.sample import folder

NOT_ASKED = {"file", "index", "resolved"}  # `resolved` is what a collection makes of the references
Read = dict[str, Any]


def score_truth(truth: Path | None = None, telegrams: Path | None = None) -> CaseSet:
    """Score every row of the truth."""
    truth, telegrams = truth or folder().parent / "truth.jsonl", telegrams or folder()
    tally, wrong, digest = Tally(), [], hashlib.sha256(truth.read_bytes())
    for line in truth.read_text("utf-8").splitlines():
        row = json.loads(line)
        data = (telegrams / row["file"]).read_bytes()
        digest.update(data)
        records = [telegram.to_dict() for telegram in parse(data)]
        index = row.get("index", 0)
        record: Read = records[index] if index < len(records) else {}
        for key, wanted in row.items():
            if key not in NOT_ASKED:
                got = answer(key, record)
                right = agrees(wanted, got)
                tally.add(row["family"], key, int(right), 1)
                if not right:
                    wrong.append(f"{row['file']} {key}: got {got!r}, wanted {wanted!r}")
    return CaseSet("own", "The project's own telegrams", digest.hexdigest(), tally.table(), wrong)


ANSWERS: dict[str, Callable[[Read], Any]] = {
    "to": lambda r: [a["plad"] for a in r["to"]],
    "info": lambda r: [a["plad"] for a in r["info"]],
    "from": lambda r: r["from"] and r["from"]["plad"],
    "references": lambda r: [{k: x[k] for k in ("letter", "kind", "mrn")} for x in r["references"]],
    "paragraphs": lambda r: [[p["number"], p["portion"]] for p in r["paragraphs"]],
    "labels": lambda r: [code(p["label"]) for p in r["paragraphs"]],
    "has_summary": lambda r: r["summary"] is not None,
    "protected": lambda r: [[p["marker"], p["text"]] for p in r["protected"]],
    "stamps": lambda r: dict(_stamps(r)),
}


def answer(key: str, record: Read) -> Any:
    """Return what a record answers to a key of the truth; nothing, where there is no such telegram."""
    if not record:
        return None
    return ANSWERS[key](record) if key in ANSWERS else record.get(key)


def _stamps(record: Read) -> Counter[str]:
    """Count each kind of stamp in the telegram; exemption codes beside lines are not asked."""
    return Counter(
        stamp["kind"] for stamp in record["release"] for _ in stamp["spans"] if stamp["kind"] != "exemption"
    )


def agrees(wanted: Any, got: Any) -> bool:
    """Tell whether an answer is the wanted one; case and blanks of texts do not count."""
    if wanted == UNREADABLE:
        return True
    if isinstance(wanted, dict):
        return (
            isinstance(got, dict)
            and wanted.keys() == got.keys()
            and all(agrees(value, got[key]) for key, value in wanted.items())
        )
    if isinstance(wanted, list):
        return (
            isinstance(got, list | tuple)
            and len(wanted) == len(got)
            and all(agrees(one, other) for one, other in zip(wanted, got, strict=True))
        )
    if isinstance(wanted, str):
        return (
            isinstance(got, str) and " ".join(wanted.split()).casefold() == " ".join(got.split()).casefold()
        )
    return bool(wanted == got)
