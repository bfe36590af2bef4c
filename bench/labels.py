"""Scores what is read from real telegrams against labels set by hand (`labels/telegrams.jsonl`).

A label is keyed by the SHA-256 of the file and holds no text: offsets are code points of the decoded
file.  A paragraph is [number, portion, label, start, end]; `?` stands where the scan cannot be read.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.score import CaseSet, Tally
from reftel.reading import parse

LABELS = Path(__file__).with_name("labels") / "telegrams.jsonl"
NEAR = 2  # characters a boundary may be off, blanks trimmed
UNREADABLE = "?"
HEADER_KINDS = {
    *("transmission_id", "routing", "station", "security", "dtg", "originator", "to", "info", "exempt"),
    *("separator", "distribution", "classification_line", "caption", "passing", "executive_order", "tags"),
    *("subject", "references", "classified_by", "number", "form"),
}
BODY_KINDS = {"paragraph", "heading"}

Label = dict[str, Any]
Read = dict[str, Any]


def score_labels(folder: Path) -> CaseSet | None:
    """Score every labelled telegram that the folder holds; none, where it holds none."""
    labels = {label["sha256"]: label for label in _labels()}
    tally, wrong, found = Tally(), [], set()
    for path in sorted(folder.glob("*/*.txt")):
        data = path.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        if digest in labels:
            found.add(digest)
            for field, right, total, seen in judge(labels[digest], data):
                tally.add(labels[digest]["family"], field, right, total)
                if right < total:
                    wrong.append(f"{path.name} {field}: {seen}")
    if not found:
        return None
    notes = (f"{len(found)} of {len(labels)} labelled telegrams are in the folder",)
    whole = len(found) == len(labels)
    return CaseSet("labels", "Labels set by hand", _digest(found), tally.table(), wrong, notes, whole)


def _labels() -> Iterator[Label]:
    for line in LABELS.read_text("utf-8").splitlines():
        yield json.loads(line)


def _digest(found: set[str]) -> str:
    return hashlib.sha256(LABELS.read_bytes() + "".join(sorted(found)).encode()).hexdigest()


def judge(label: Label, data: bytes) -> Iterator[tuple[str, int, int, str]]:
    """Give each field asked of a telegram: right, total, and what was read."""
    telegrams = parse(data)
    base, text = telegrams[0].source.span.start, telegrams[0].text
    read = telegrams[0].to_dict()

    def trim(start: int, end: int) -> tuple[int, int]:
        words = text[start - base : end - base]
        return start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))

    yield from _paragraphs(label, read, trim)
    yield from _others(label, read, trim)


def _paragraphs(label: Label, read: Read, trim: Any) -> Iterator[tuple[str, int, int, str]]:
    wanted, got = label["paragraphs"], read["paragraphs"]
    for i, field in enumerate(("number", "portion", "label")):
        asked = [p[i] for p in wanted]
        given = [code(p["label"]) if field == "label" else p[field] for p in got]
        right = len(asked) == len(given) and all(
            a in (UNREADABLE, g) for a, g in zip(asked, given, strict=True)
        )
        yield f"{field}s", int(right), 1, f"got {given}, wanted {asked}"
    edges = [edge for p in wanted for edge in ((p[3], "start"), (p[4], "end"))]
    places = [trim(*p["span"]) for p in got]
    found = [edge for start, end in places for edge in ((start, "start"), (end, "end"))]
    yield _f1("boundaries", edges, found)
    if "header_end" in label:
        end = header_end(read, trim)
        near = end is not None and abs(end - label["header_end"]) <= NEAR
        yield "header_end", int(near), 1, f"got {end}, wanted {label['header_end']}"


def _others(label: Label, read: Read, trim: Any) -> Iterator[tuple[str, int, int, str]]:
    if "signature" in label:
        got = read["spans"].get("signature")
        wanted = label["signature"]
        right = any(_near(got, w) for w in wanted) if got and wanted else not got and not wanted
        yield "signature", int(right), 1, f"got {read['signature']} at {got}, wanted {wanted}"
    if "section" in label:
        right = read["section"] == label["section"]
        yield "section", int(right), 1, f"got {read['section']}, wanted {label['section']}"
    if "stamps" in label:
        stamps = [(trim(*span), s["kind"]) for s in read["release"] for span in s["spans"]]
        given = [
            edge for (start, end), kind in stamps for edge in ((start, f"{kind} start"), (end, f"{kind} end"))
        ]
        asked = [
            edge for k, start, end in label["stamps"] for edge in ((start, f"{k} start"), (end, f"{k} end"))
        ]
        yield _f1("stamps", asked, given)
    if label.get("protected") or read["protected"]:
        given = [(p["span"][0], "name") for p in read["protected"]]
        yield _f1("protected", [(start, "name") for start, _ in label.get("protected", ())], given)
    for kind, count in label.get("furniture", {}).items():
        given_count = sum(s["kind"] == kind for s in read["segments"])
        yield f"furniture {kind}", int(given_count == count), 1, f"got {given_count}, wanted {count}"


def code(label: str | None) -> str | None:
    """Fold a label as it is written to the labels' codes."""
    if label is None:
        return None
    words = label.upper()
    if words.startswith("SUM"):
        return "SUMMARY"
    if "COMMENT" in words:
        return "COMMENT"
    return "ACTION REQUEST" if words.startswith("ACTION REQ") else "HEADING"


def header_end(read: Read, trim: Any) -> int | None:
    """Return where the last line of the header ends, before the body begins."""
    end = None
    for segment in read["segments"]:
        if segment["kind"] in BODY_KINDS:
            break
        if segment["kind"] in HEADER_KINDS:
            end = trim(*segment["span"])[1]
    return end


def _near(one: list[int], two: list[int]) -> bool:
    return all(abs(a - b) <= NEAR for a, b in zip(one, two, strict=True))


def _f1(field: str, asked: list[tuple[int, str]], given: list[tuple[int, str]]) -> tuple[str, int, int, str]:
    """Match places of the same sort, each once; F1 as right of total."""
    left = sorted(given)
    missed = []
    for place, sort in sorted(asked):
        match = next((g for g in left if g[1] == sort and abs(g[0] - place) <= NEAR), None)
        if match:
            left.remove(match)
        else:
            missed.append((place, sort))
    hits = len(asked) - len(missed)
    return field, 2 * hits, len(asked) + len(given), f"missed {missed}, invented {left}"
