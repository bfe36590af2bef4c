"""What the collection holds, counted; what the last build did; what was not taken in."""

from __future__ import annotations

import sqlite3

from reftel.collection import repair
from reftel.collection.answers import (
    BuildReport,
    BuildSeen,
    Facet,
    IndexState,
    Note,
    Overview,
    PostYear,
    Provenance,
    Rejected,
    SourceGroup,
)
from reftel.collection.citations import count_missing
from reftel.collection.provenance import FIELDS
from reftel.collection.search.index import VERSION

# So many rejects and notes are told with a report; the collection knows all of them.
MOST_TOLD = 5000


def overview(db: sqlite3.Connection, name: str) -> Overview:
    """Count what is held, by post and year and otherwise."""
    telegrams, words, first, last = db.execute(
        "SELECT count(*), coalesce(sum(words), 0), min(date), max(date) FROM telegrams"
    ).fetchone()
    (files,) = db.execute("SELECT count(*) FROM sources").fetchone()
    by_post_and_year = db.execute(
        "SELECT post, year, count(*) FROM telegrams GROUP BY post, year ORDER BY post IS NULL, post, year"
    )
    return Overview(
        name=name,
        telegrams=telegrams,
        files=files,
        words=words,
        first=first,
        last=last,
        by_post_and_year=tuple(PostYear(*row) for row in by_post_and_year),
        families=_facets(db, "SELECT family, count(*) FROM telegrams GROUP BY family"),
        classifications=_facets(
            db,
            """SELECT classification, count(*) FROM telegrams WHERE classification IS NOT NULL
               GROUP BY classification""",
        ),
        tags=_facets(db, "SELECT code, count(DISTINCT telegram_id) FROM tags GROUP BY code"),
        missing=count_missing(db),
    )


def _facets(db: sqlite3.Connection, counted: str) -> tuple[Facet, ...]:
    return tuple(Facet(*row) for row in db.execute(f"{counted} ORDER BY 2 DESC, 1"))


def rejects(db: sqlite3.Connection) -> tuple[Rejected, ...]:
    """Return the files that were not taken in and have not been since, by name."""
    return tuple(
        Rejected(*row)
        for row in db.execute("SELECT name, reason, remedy, code FROM rejects ORDER BY name, place")
    )


def build_report(db: sqlite3.Connection) -> BuildReport | None:
    """Return what the last finished build saw and did."""
    row = db.execute(
        """SELECT id, seen, added, unchanged, duplicates, rejected, telegrams, telegrams_added, seconds
           FROM builds WHERE finished IS NOT NULL AND kind IN ('build', 'retry') ORDER BY id DESC LIMIT 1"""
    ).fetchone()
    if row is None:
        return None
    build, seen, added, unchanged, duplicates, rejected, telegrams, telegrams_added, seconds = row
    told = db.execute(
        "SELECT name, reason, remedy, code FROM rejects WHERE build_id = ? ORDER BY name, place LIMIT ?",
        (build, MOST_TOLD),
    )
    notes = db.execute(
        "SELECT name, note FROM sources WHERE build_id = ? AND note IS NOT NULL ORDER BY name LIMIT ?",
        (build, MOST_TOLD),
    )
    return BuildReport(
        seen=seen,
        added=added,
        unchanged=unchanged,
        duplicates=duplicates,
        rejected=rejected,
        telegrams=telegrams,
        telegrams_added=telegrams_added,
        rejects=tuple(Rejected(*r) for r in told),
        seconds=seconds,
        notes=tuple(Note(*n) for n in notes),
    )


def builds(db: sqlite3.Connection, limit: int) -> tuple[BuildSeen, ...]:
    """Return the last pieces of work on the collection, the last one first."""
    columns = ", ".join(BuildSeen.__struct_fields__)
    found = db.execute(f"SELECT {columns} FROM builds ORDER BY id DESC LIMIT ?", (limit,))
    return tuple(BuildSeen(*row) for row in found)


def sources(db: sqlite3.Connection) -> tuple[SourceGroup, ...]:
    """Return what was given to the builds, by name, with what is said of where it comes from."""
    said = ", ".join(f"s.{field}" for field in FIELDS)
    found = db.execute(
        f"""SELECT substr(s.name, 1, instr(s.name || '/', '/') - 1) AS given, count(*), sum(t.held), {said}
            FROM sources s LEFT JOIN
            (SELECT source_id, count(*) AS held FROM telegrams GROUP BY source_id) t ON t.source_id = s.id
            GROUP BY given, {said} ORDER BY given, {said}"""
    )
    return tuple(
        SourceGroup(name, files, telegrams or 0, Provenance(*values))
        for name, files, telegrams, *values in found
    )


def index_states(db: sqlite3.Connection) -> tuple[IndexState, ...]:
    """Tell how the search indexes stand to what is held, as far as their marks tell."""
    (held,) = db.execute("SELECT count(*) FROM telegrams").fetchone()
    last = repair.last_batch(db)
    found = db.execute("SELECT name, version, watermark, documents FROM indexes ORDER BY name")
    return tuple(
        IndexState(name, documents, held, version == VERSION and watermark == last and documents == held)
        for name, version, watermark, documents in found
    )
