"""What a killed writer leaves in the index does not stop the next one."""

from __future__ import annotations

import json
from pathlib import Path

from reftel.collection import Collection, build
from reftel.collection.search.strays import drop_strays
from tests.collection import exercise

BODY = "1. (U) The {} is here.\n"


def test_a_mark_of_deletion_that_was_left_behind_does_not_stop_the_next(tmp_path: Path) -> None:
    source = exercise.write(
        tmp_path / "source", a=exercise.telegram("2008 TUNIS 12", BODY.format("pilot")), b=exercise.telegram(
            "2008 TUNIS 13", BODY.format("ferry")
        ),
    )  # fmt: skip
    mine = tmp_path / "mine"
    build(mine, [source], parse=exercise.parse)
    index = mine / "index" / "everything"
    (segment,) = json.loads((index / "meta.json").read_bytes())["segments"]
    name = segment["segment_id"].replace("-", "")
    for operations in range(200):
        (index / f"{name}.{operations}.del").write_bytes(b"half")
    exercise.write(tmp_path / "source", a=exercise.telegram("2008 TUNIS 12", BODY.format("captain")))
    build(mine, [source], parse=exercise.parse)
    with Collection.open(mine) as held:
        assert held.search("captain").total == held.search("ferry").total == 1
        assert held.search("pilot").total == 0
    assert drop_strays(index) == 0


def test_marks_that_the_index_knows_stay(tmp_path: Path) -> None:
    deletes = {"num_deleted_docs": 1, "opstamp": 7}
    segments = [{"segment_id": "12-ab", "deletes": deletes}, {"segment_id": "34-cd", "deletes": None}]
    (tmp_path / "meta.json").write_text(json.dumps({"segments": segments}))
    for name in ("12ab.7.del", "12ab.3.del", "34cd.7.del", "12ab.idx"):
        (tmp_path / name).write_bytes(b"")
    assert drop_strays(tmp_path) == 2
    assert sorted(p.name for p in tmp_path.iterdir()) == ["12ab.7.del", "12ab.idx", "meta.json"]
