"""The page of checks in the documents: its tables are made from the table in the program.

`python -m tests.marking.page` writes it; a test compares.
"""

from __future__ import annotations

import re
from pathlib import Path

from reftel.marking import CHECKS, SERIES_CHECKS, Check
from reftel.marking.series import SeriesCheck

MARK = re.compile(r"(<!-- table: (?P<name>[\w-]+) -->\n).*?(<!-- /table -->)", re.DOTALL)
LAYOUTS = {
    "foia_ocr": "scans",
    "frus": "edited volumes",
    "attribute_table": "attribute tables",
    "smart": "SMART forms",
    "cable_form": "cable forms",
}


def place(repository: Path) -> Path:
    """Return where the page lies."""
    return repository / "docs" / "reference" / "checks.md"


def written(page: Path) -> str:
    """Return the page with its tables as they should be."""
    tables = {"checks": table(CHECKS), "collection-checks": table(SERIES_CHECKS)}
    return MARK.sub(lambda m: f"{m[1]}{tables[m['name']]}{m[3]}", page.read_text(encoding="utf-8"))


def table(checks: tuple[Check, ...] | tuple[SeriesCheck, ...]) -> str:
    """Return checks as a table in Markdown."""
    head = "| Code | Severity | Rule | Source | Holds |\n|---|---|---|---|---|\n"
    return head + "".join(
        f"| `{each.code}` | {each.severity} | {each.rule} | {each.source} | {holds(each)} |\n"
        for each in checks
    )


def holds(each: Check | SeriesCheck) -> str:
    """Return when, and for which layouts, a check holds."""
    since, until = getattr(each, "since", None), getattr(each, "until", None)
    left_out = [LAYOUTS[name] for name in getattr(each, "not_in", ())]
    days = " ".join(filter(None, [f"from {since}" if since else "", f"to {until}" if until else ""]))
    return "; ".join(filter(None, [days, f"not for {', '.join(left_out)}" if left_out else ""])) or "always"


if __name__ == "__main__":
    path = place(Path(__file__).resolve().parents[2])
    path.write_text(written(path), encoding="utf-8")
