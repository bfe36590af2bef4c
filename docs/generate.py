"""Write the tables of the guide to telegrams from the tables that the program reads by.

`make docs` runs this.  In a page, what stands between `<!-- table: NAME -->` and `<!-- /table -->` is
replaced by the table of that name; all else is written by hand.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from reftel.intake.rejected import REASONS
from reftel.reading.segments import KINDS
from reftel.refs import cautions
from reftel.terms import captions, collectives, fields, orders, posts, tables

GUIDE = Path(__file__).parent / "telegram"
QUERY = Path(__file__).parent / "reference" / "query.md"
OTHER = tuple(Path(__file__).parent / "reference" / name for name in ("intake.md", "completeness.md"))
MARK = re.compile(r"(<!-- table: (?P<name>[\w-]+) -->\n).*?(<!-- /table -->)", re.DOTALL)
NOT_FOUND = "not found"
SPELT = {"group": "GP-1 to GP-4", "X": "X1 to X8", "25X": "25X1 to 25X9", "XGDS": "XGDS-1 to XGDS-4"}
NO_POSTS = ("agency", "military command")
UNVERIFIED = " (*unverified*)"
# The codes that a reader meets first; which they are is a choice, what they mean is the table's.
COMMON = (
    "PREL PGOV PFOR PINT PTER PARM PHUM MARR MOPS MNUC ECON EFIN ETRD EAID EAIR EINV ELAB ENRG EWWT BEXP "
    "CASC CVIS KDEM KPAO OVIP OREP SNAR SOCI SCUL SENV TBIO TECH UNGA NATO"
)

Row = Sequence[str]


def table(head: Row, rows: Iterable[Row]) -> str:
    """Return a table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(_cell(c) for c in line)} |\n" for line in lines)


def _cell(words: str) -> str:
    return " ".join(words.split()).replace("|", "/") or " "


def _sure(words: str, row: dict[str, str]) -> str:
    """Mark a fact for which no document was found."""
    return f"{words}{UNVERIFIED}" if tables.unverified(row) and "unverified" not in words else words


def segments() -> str:
    """Return every kind of stretch that the reader tells apart."""
    return table(("Kind", "What it is"), ((f"`{kind}`", says) for kind, says in KINDS.items()))


def rejects() -> str:
    """Return why a file is not taken in, and what can be done about it."""
    told = ((r.replace("{detail}", "…"), d.replace("{detail}", "in.pdf")) for r, d in REASONS.values())
    return table(("Code", "Why", "What to do"), ((f"`{c}`", *t) for c, t in zip(REASONS, told, strict=True)))


def assumptions() -> str:
    """Return what the figures of completeness rest on."""
    rows = ((f"`{a.code}`", a.figure, a.words) for a in cautions.ASSUMPTIONS)
    return table(("Code", "Figure", "Is assumed"), rows)


def doubts() -> str:
    """Return what may speak against the figures of completeness."""
    return table(
        ("Code", "The estimate is", "Random", "Says"),
        (
            (f"`{code}`", row.towards, "x" if row.random else "", re.sub(r"\{\w+\}", "…", row.words))
            for code, row in cautions.CAUTIONS.items()
        ),
    )


def precedences() -> str:
    """Return precedences, highest first as in the table."""
    rows = tables.rows("precedence")
    return table(
        ("Prosign", "Doubled", "Name", "Used", "Notes"),
        ((r["prosign"], r["fl2_form"], r["name"], r["era"], _sure(r["notes"], r)) for r in rows),
    )


def security_letters() -> str:
    """Return the five letters of format line 4."""
    rows = tables.settings("signals")["security"]
    return table(("Letters", "Stand for"), ((r["letter"] * 5, r["means"]) for r in rows))


def operating_signals() -> str:
    """Return operating signals of three letters."""
    signals = tables.settings("signals")["signals"]
    return table(
        ("Signal", "Meaning"),
        (
            (code, s["means"] + (" (*unverified*)" if s.get("unverified") else ""))
            for code, s in signals.items()
        ),
    )


def collective_addresses() -> str:
    """Return collectives with their routing indicators."""
    rows = sorted(tables.rows("collectives"), key=lambda r: r["name"])
    known = (r for r in rows if collectives.is_collective(r["name"]))
    return table(
        ("Collective", "Indicator", "Used"),
        ((r["name"], r["routing_indicator"] or NOT_FOUND, _sure(r["era"], r)) for r in known),
    )


def classification_levels() -> str:
    """Return levels, lowest first."""
    rows = tables.settings("levels")["level"]
    return table(
        ("Level", "Also printed", "On a paragraph", "Means"),
        ((r["name"], ", ".join(r["forms"]), ", ".join(r["portions"]), r["means"]) for r in rows),
    )


def caption_words(kinds: tuple[str, ...]) -> str:
    """Return captions of some kinds, with the years they were used in."""
    rows = [r for r in tables.rows("captions") if r["kind"] in kinds]
    assert all(captions.find(r["code"]) for r in rows)
    return table(
        ("Caption", "Means", "Used", "On a paragraph"),
        ((r["code"], _sure(r["meaning"], r), r["era"], r["portion_form"]) for r in rows),
    )


CAPTION_KINDS = {
    "captions-distribution": ("distribution", "channel"),
    "captions-control": ("dissemination control", "dissemination marker", "statutory"),
}


def other_captions() -> str:
    """Return the captions that restrict neither distribution nor release; levels have their own table."""
    taken = {kind for kinds in CAPTION_KINDS.values() for kind in kinds} | {"classification"}
    return caption_words(tuple({r["kind"] for r in tables.rows("captions")} - taken))


def executive_orders() -> str:
    """Return the orders, oldest first."""
    return table(
        ("Order", "In force", "Until", "What stands behind it", "Years at most"),
        (
            (
                f"E.O. {o.number}",
                o.in_force,
                o.until or "today",
                ", ".join(SPELT.get(v, v) for v in o.values),
                str(o.years_at_most or ""),
            )
            for o in orders.all_orders()
        ),
    )


def schedules() -> str:
    """Return what may stand in the place of a declassification date."""
    rows = tables.settings("orders")["schedule"]
    meanings = ((r, orders.meaning_of_schedule(r["code"], r["orders"][0]) or "") for r in rows)
    return table(
        ("Written", "Under E.O.", "Means"),
        ((r["code"], ", ".join(r["orders"]), means) for r, means in meanings),
    )


def reasons() -> str:
    """Return the reasons for classifying, by section and letter."""
    return table(
        ("Cited as", "From", "Until", "Reason"),
        (
            (f"{r['section']}({letter})", r["from"], r["until"] or "today", why)
            for r in tables.settings("orders")["reason"]
            for letter, why in r["letters"].items()
        ),
    )


def common_tags() -> str:
    """Return the codes met most often, in the 1970s and in the 2000s."""
    return _tags_by_era(COMMON.split())


def subject_tags() -> str:
    """Return every subject code with a name."""
    return _tags_by_era(sorted({r["code"] for r in tables.rows("tags") if r["kind"] == "subject"}))


def _tags_by_era(codes: Iterable[str]) -> str:
    return table(
        ("Code", "1973-79", "2000s"),
        ((code, _tag_name(code, "1973-79"), _tag_name(code, "2000s")) for code in codes),
    )


def _tag_name(code: str, era: str) -> str:
    named = [r for r in tables.rows("tags") if r["code"] == code and f"era:{era}" in r["notes"] and r["name"]]
    return _sure(named[0]["name"], named[0]) if named else ""


def changed_geography() -> str:
    """Return geographic codes that the list of 2024 gives to another country."""
    codes = sorted({r["code"] for r in tables.rows("tags") if r["kind"] == "geographic"})
    named = ((c, _tag_name(c, "2000s") or _tag_name(c, "1973-79"), _tag_name(c, "2024")) for c in codes)
    return table(
        ("Code", "Until the 2000s", "List of 2024"),
        (
            (c, old, new)
            for c, old, new in named
            if old and new and old.removesuffix(UNVERIFIED) != new.removesuffix(UNVERIFIED)
        ),
    )


def form_keys(form: str) -> str:
    """Return the keys of a form."""
    return table(
        ("Key", "Means"),
        ((k.name, k.meaning + (UNVERIFIED if k.unverified else "")) for k in fields.keys(form)),
    )


def exemption_codes() -> str:
    """Return exemption codes of a release."""
    rows = tables.rows("exemptions")
    return table(("Code", "Withheld", "Law"), ((r["code"], r["meaning"], r["source"]) for r in rows))


def office_symbols() -> str:
    """Return the symbols of copy lists."""
    rows = [r for r in tables.rows("acronyms") if r["kind"] == "State office symbol" and r["expansion"]]
    return table(
        ("Symbol", "Office"),
        ((r["code"], _sure(r["expansion"], r)) for r in rows),
    )


def post_history() -> str:
    """Return posts that were renamed, moved or closed."""
    tells = re.compile(r"\b(?:later|until|before|moved|closed|in the 1970s|from 19)\b|\d{4}")
    shown = [p for p in posts.all_posts() if tells.search(p.notes) and p.kind not in NO_POSTS]
    return table(("Post", "What to know"), ((p.name, p.notes) for p in shown))


def six_letters() -> str:
    """Return six-letter codes of 1973-79 that are not simply the name's first six letters."""
    rule = {p.name: p.name[:6].replace(" ", "") for p in posts.all_posts()}
    shown = [p for p in posts.all_posts() if p.nara_code and len(p.name) > 6 and " " in p.name]
    return table(
        ("Post", "Code", "By the rule"),
        ((p.name, p.nara_code or "", "yes" if p.nara_code == rule[p.name] else "no") for p in shown),
    )


def damage() -> str:
    """Return the defect codes, each with an exercise example; `damage.csv` is checked by a test."""
    return "\n".join(_defect(row) for row in damage_rows())


def damage_rows() -> list[dict[str, str]]:
    """Return the rows of the table of defects."""
    with (GUIDE / "damage.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _defect(row: dict[str, str]) -> str:
    read = f" Taken as `{_cell(row['taken_as'])}`." if row["taken_as"].strip() else ""
    seen = f" Written `{_cell(row['written'])}`." if row["written"].strip() else ""
    example = f"\n```\n{row['example'].rstrip()}\n```\n" if row["example"] else ""
    return f"### `{row['code']}`\n\n{row['means']} {row['treated']}{seen}{read}\n{example}"


def glossary() -> str:
    """Return acronyms, captions and precedences in one alphabet."""
    return table(("Term", "Means", "Kind"), sorted(_terms(), key=lambda r: (r[0].casefold(), r[1])))


def _terms() -> Iterator[Row]:
    for r in tables.rows("acronyms"):
        if r["expansion"]:
            yield r["code"], _sure(r["expansion"], r), r["kind"]
    for r in tables.rows("captions"):
        yield r["code"], _sure(r["meaning"], r), f"caption, {r['kind']}"
    for r in tables.rows("precedence"):
        yield r["name"], _sure(r["notes"] or "a precedence", r), "precedence"


TABLES: dict[str, Callable[[], str]] = {
    "segments": segments,
    "rejects": rejects,
    "assumptions": assumptions,
    "cautions": doubts,
    "precedence": precedences,
    "security": security_letters,
    "signals": operating_signals,
    "collectives": collective_addresses,
    "levels": classification_levels,
    **{name: partial(caption_words, kinds) for name, kinds in CAPTION_KINDS.items()},
    "captions-other": other_captions,
    "orders": executive_orders,
    "schedules": schedules,
    "reasons": reasons,
    "tags-common": common_tags,
    "tags-subject": subject_tags,
    "tags-geography": changed_geography,
    **{f"form-{form}": partial(form_keys, form) for form in ("archive", "smart", "cable_form", "scan")},
    "exemptions": exemption_codes,
    "offices": office_symbols,
    "posts": post_history,
    "six-letters": six_letters,
    "damage": damage,
    "glossary": glossary,
}


def query_fields() -> str:
    """Return the fields of the query language."""
    from reftel.collection.search.fields import ALIASES, FIELDS

    also = {f.name: [a for a, name in ALIASES.items() if name == f.name] for f in FIELDS}
    return table(
        ("Field", "Finds", "Example", "Also"),
        (
            (f"`{f.name}:`", f.about, f"`{f.example}`", ", ".join(f"`{a}:`" for a in also[f.name]))
            for f in FIELDS
        ),
    )


def query_has() -> str:
    """Return what `has:` knows."""
    from reftel.collection.search.fields import HAS, HAS_BY_OTHERS

    return table(("`has:`", "The telegram has"), ((f"`{k}`", v) for k, v in {**HAS_BY_OTHERS, **HAS}.items()))


# The tables of the page on the query language, which is no part of the guide.
QUERY_TABLES: dict[str, Callable[[], str]] = {"query-fields": query_fields, "query-has": query_has}


def renew(text: str) -> str:
    """Return a page with its tables as they are now."""
    return MARK.sub(lambda m: f"{m[1]}{({**TABLES, **QUERY_TABLES})[m['name']]()}{m[3]}", text)


def pages() -> list[Path]:
    """Return the pages that hold such tables."""
    return [*sorted(GUIDE.glob("*.md")), *OTHER]


def main() -> None:
    """Renew the tables of every page."""
    for page in [*pages(), QUERY]:
        page.write_text(renew(page.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
