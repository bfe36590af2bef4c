"""`reftel people`: persons and groups over the collection, and a curator's word on who is the same."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from reftel.cli.annotated import tell_waiting
from reftel.cli.missing import Day
from reftel.cli.names import asking_names, wrote_names
from reftel.cli.reader import opened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from reftel.collection.said import Known, Tenure


@click.command(name="people")
@asking_names
@click.option("--post", metavar="POST", help="Who signed and classified at this post, from first to last.")
@click.option("--on", type=Day(), metavar="DAY", help="With --post: only those seen around this day.")
@click.option("--same", nargs=2, metavar="A B", help="Note that two names are of one; shown with all others.")
@click.option("--different", nargs=2, metavar="A B", help="Note that two names are not of one.")
@click.option("--judged", is_flag=True, help="List what was noted.")
def command(
    collection: str,
    name: str | None,
    *,
    post: str | None,
    on: str | None,
    same: tuple[str, str] | None,
    different: tuple[str, str] | None,
    judged: bool,
    order: str,
    limit: int,
    as_json: bool,
    as_csv: bool,
) -> None:
    """List the persons and groups that a COLLECTION names; with a NAME, all that is known of whom it means.

    Spellings of one name stand together; other names that may be of the same one are proposed with the
    evidence and how sure it is.  What you note with --same and --different is kept in judgements.sqlite
    and outlives every build.  Nobody is ranked: the order is the alphabet or the day.

    \b
    Examples:
      reftel people mine
      reftel people mine 'al-Tamimi'
      reftel people mine --post VALLETTA --on 2008-12
      reftel people mine --limit 100000 --csv > people.csv
      reftel people mine --same 'Karim al-Tamimi' 'K. Tamimi'
    """
    if as_csv and (judged or same or different):
        raise click.UsageError("--csv gives names and offices; what was noted is printed with --json.")
    with opened(collection) as held:
        said = held.said
        found: Sequence[object]
        if same or different:
            pair = same or different
            assert pair is not None
            found = [said.judge(*pair, "same" if same else "different", on=_today())]
        elif judged:
            found = said.judgements.all()
        elif post:
            found = said.offices(post, on)
        else:
            found = said.people(name, order=order, limit=limit)  # type: ignore[arg-type]
            tell_waiting(held, collection)
    if not wrote_names(
        found, as_json=as_json, as_csv=as_csv, full=name is not None, offices=post is not None
    ):
        show_names(found, full=name is not None, nobody="Nobody is named so here.")


def _today() -> str:
    return datetime.now().astimezone().date().isoformat()


def show_names(found: Sequence[object], *, full: bool, nobody: str) -> None:
    """Write names, offices or judgements."""
    from reftel.cli.screen import screen
    from reftel.collection.said import Judgement, Known, Tenure

    console = screen()
    if not found:
        console.print(nobody)
    for each in found:
        if isinstance(each, Known):
            (show_known if full else show_brief)(each, console)
        elif isinstance(each, Tenure):
            console.print(tenure_line(each))
        elif isinstance(each, Judgement):
            verb = "are the same" if each.verdict == "same" else "are different"
            console.print(f"{each.a} and {each.b} {verb} ({each.type}, {each.on})")


def show_brief(known: Known, console: Console) -> None:
    """Write a name in one line."""
    from rich.text import Text

    from reftel.cli.screen import plain

    line = Text(plain(known.name), "subject")
    line.append(f"  {known.type}, {telegrams(known.telegrams)}, {_days(known.first, known.last)}", "label")
    console.print(line)


def show_known(known: Known, console: Console) -> None:
    """Write all that is known of a name."""
    from rich.text import Text

    from reftel.cli.screen import plain

    show_brief(known, console)
    parts = {
        "written": _counted(known.spellings),
        "also": _counted(known.also),
        "joined by you": ", ".join(known.joined),
        "says": f"{known.claims_by:,} claims" if known.claims_by else "",
        "spoken of": f"in {known.claims_about:,} claims" if known.claims_about else "",
    }
    for label, words in parts.items():
        if words:
            console.print(Text(f"  {label}: ", "label").append(plain(words), "none"))
    for tenure in known.offices:
        console.print(Text("  ").append(plain(tenure_line(tenure)), "none"))
    for like in known.likenesses:
        told = like.verdict or like.sure
        console.print(
            Text(f"  may be {plain(like.name)} ({told}): ", "missing").append(plain(like.why), "none")
        )
    for caution in known.cautions:
        console.print(Text(f"  {plain(caution)}", "repair"))


def tenure_line(tenure: Tenure) -> str:
    """Return an office with who was seen in it, from when to when."""
    office = tenure.office or ("signs" if tenure.source == "signature" else "no office told")
    place = f" at {tenure.post}" if tenure.post else ""
    where = {"signature": "signature", "classified_by": "classifier line", "text": "text"}[tenure.source]
    seen = _days(tenure.first, tenure.last)
    return f"{tenure.name}: {office}{place}, {seen} ({telegrams(tenure.telegrams)}, {where})"


def telegrams(count: int) -> str:
    """Return so many telegrams."""
    return "1 telegram" if count == 1 else f"{count:,} telegrams"


def _days(first: str | None, last: str | None) -> str:
    if first is None:
        return "no date"
    return first if first == last else f"{first} to {last}"


def _counted(names: Sequence[tuple[str, int]]) -> str:
    return ", ".join(f"{name} ({count:,})" for name, count in names)
