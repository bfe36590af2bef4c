"""Structured files are taken in for what is in them: records of the archive, or nothing of ours."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from reftel.intake import Rejected, read_file, telegrams_in
from reftel.reading import parse
from tests.reading.test_reading_attribute_table import FORMS, record


@pytest.mark.parametrize("form", FORMS)
def test_records_in_any_form_are_telegrams(tmp_path: Path, form: str) -> None:
    path = tmp_path / "records"
    path.write_text(FORMS[form]([record(), record(body="")]))
    texts = read_file(path)
    assert not isinstance(texts, Rejected)
    telegrams = telegrams_in(texts, parse)
    assert not isinstance(telegrams, Rejected)
    assert len(telegrams) == 2


@pytest.mark.parametrize(
    ("name", "said", "code"),
    [
        (
            "manifest.csv",
            "file,family,mrn,date,subject\na.txt,x,1976 TUNIS 45,1976-09-26,A LANTERN\n",
            "not-a-telegram",
        ),
        ("log.csv", "Document Number,Date,From,To,Subject\nC01,1976-09-26,A,B,LANTERNS\n", "not-a-telegram"),
        ("package.json", '{"name": "lantern", "files": ["a.txt"]}', "not-a-telegram"),
        ("README", "# Lanterns\n\ndoc_nbr, film and locator are columns.\n", "not-a-telegram"),
        ("tei.xml", "<TEI><text><p>A lantern.</p></text></TEI>", "not-a-telegram"),
        ("dtd.xml", "<!DOCTYPE r><r><doc_nbr>1</doc_nbr><film/><locator/><concepts/></r>", "markup"),
    ],
)
def test_other_structured_files_stay_out(tmp_path: Path, name: str, said: str, code: str) -> None:
    (tmp_path / name).write_text(said)
    texts = read_file(tmp_path / name)
    answer = texts if isinstance(texts, Rejected) else telegrams_in(texts, parse)
    assert isinstance(answer, Rejected)
    assert answer.code == code


def test_the_sample_holds_six_records_in_one_file(sample_folder: Path) -> None:
    path = sample_folder / "1973-79" / "74-79-archive-records.csv"
    telegrams = parse(path.read_bytes())
    rows = list(csv.DictReader(path.read_text().splitlines(keepends=True)))
    assert len(telegrams) == len(rows) == 6
    assert all("EXERCISE" in t.subject.value for t in telegrams if t.subject)
    assert sum("text-unavailable" in [d.code for d in t.defects] for t in telegrams) == 2
