"""`reftel missing`: telegrams that are cited but not held."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import click

from reftel.cli.reader import opened, reader_option

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.console import Console
    from rich.text import Text

    from reftel.collection.missing import Citing, Missing, State

_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_CITING_SHOWN = 5
_SENTENCES_SHOWN = 2
STATES = ("not-held", "stub", "withdrawn")


class Day(click.ParamType[str]):
    """A day, a month or a year, as ISO."""

    name = "day"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Refuse what is none."""
        if not _DAY.fullmatch(value):
            self.fail(f"'{value}' is no day. Write 2008-12-24, 2008-12 or 2008.", param, ctx)
        return value


@click.command(name="missing")
@click.argument("collection")
@click.argument("query", nargs=-1)
@click.option("--post", metavar="POST", help="Only those that this post sent.")
@click.option("--year", type=click.IntRange(1900, 2100), help="Only those numbered in this year.")
@click.option(
    "--from", "first", type=Day(), metavar="DAY", help="Only those that may be of this day or later."
)
@click.option(
    "--to", "last", type=Day(), metavar="DAY", help="Only those that may be of this day or earlier."
)
@click.option("--state", type=click.Choice(STATES), help="Only those of which this is held, or nothing.")
@click.option("--limit", "-n", type=click.IntRange(1), default=100, show_default=True, help="Show so many.")
@reader_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per missing telegram and line.")
@click.option("--csv", "as_csv", is_flag=True, help="Print a table, one line per missing telegram.")
def command(
    collection: str,
    query: tuple[str, ...],
    *,
    post: str | None,
    year: int | None,
    first: str | None,
    last: str | None,
    state: str | None,
    limit: int,
    as_json: bool,
    as_csv: bool,
) -> None:
    """List the telegrams that a COLLECTION cites but does not hold.

    With a QUERY only those that a telegram cites which answers it.  They are ranked by how many telegrams
    cite them, from how many posts, how highly classified and urgent those are, how lately, and how the text
    uses them; each part of the rank is shown, with the citing words, the probable dates and likely words of
    the subject.  Of some a withdrawal card or a record without text is held: these are marked.

    \b
    Examples:
      reftel missing mine
      reftel missing mine 'tags:EWWT' --post TUNIS --from 2008-12
      reftel missing mine --state withdrawn --csv > targets.csv
    """
    if as_json and as_csv:
        raise click.UsageError("--json and --csv are two forms of one answer: choose one.")
    from reftel.collection.missing import Wanted

    wanted = Wanted(" ".join(query), post, year, first, last, state)  # type: ignore[arg-type]
    with opened(collection) as held:
        missing = held.missing(limit, wanted)
        counts = None if as_json or as_csv else held.count_missing(wanted)
    if as_json:
        _print_json(missing)
    elif as_csv:
        _print_csv(missing)
    else:
        show_missing(missing)
        show_counts(counts or {}, len(missing))


def _print_json(missing: Sequence[Missing]) -> None:
    import msgspec

    for each in missing:
        click.echo(msgspec.json.encode(each))


def _print_csv(missing: Sequence[Missing]) -> None:
    from reftel.export import missing_csv

    for piece in missing_csv.written(missing):
        sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()


def show_missing(missing: Sequence[Missing]) -> None:
    """Write what is missing, each with what is known of it and who cites it."""
    from reftel.cli.screen import screen

    console = screen()
    if not missing:
        console.print("Every telegram that is cited is held.")
    for each in missing:
        show_one(each, console)


def show_counts(counts: Mapping[State, int], shown: int) -> None:
    """Write how many are missing in all."""
    from reftel.cli.screen import screen

    total = sum(counts.values())
    if total:
        more = f"; the first {shown:,} are shown" if shown < total else ""
        screen().print(
            f"\n{total:,} missing: {counts['not-held']:,} not held, {counts['withdrawn']:,} withdrawn, "
            f"{counts['stub']:,} held as a record without text{more}."
        )


def show_one(missing: Missing, console: Console) -> None:
    """Write what is known of one missing telegram."""
    from rich.text import Text

    from reftel.cli.screen import plain

    console.print(_head(missing))
    for part in _parts(missing):
        console.print(Text("  ", "none").append(plain(part), "label"))
    for citing in missing.cited_by[:_CITING_SHOWN]:
        console.print(citing_line(citing))
        for sentence in citing.sentences[:_SENTENCES_SHOWN]:
            where = f"    ¶{sentence.number} " if sentence.number is not None else "    "
            console.print(Text(where, "label").append(f"“{plain(sentence.text)}”", "none"))
    more = len(missing.cited_by) - _CITING_SHOWN
    if more > 0:
        console.print(f"  and {more} more")


def _head(missing: Missing) -> Text:
    from rich.text import Text

    from reftel.cli.screen import plain

    times = {0: "not cited", 1: "cited once"}.get(
        len(missing.cited_by), f"cited {len(missing.cited_by)} times"
    )
    state = {
        "not-held": "not held",
        "stub": "held as a record without text",
        "withdrawn": "withdrawn: a card is held",
    }[missing.state]
    head = Text(missing.mrn, "mrn").append(f" is {times} and {state}", "missing")
    if missing.said:
        head.append(f" (“{plain(missing.said)}”)", "none")
    return head.append("  NOTAL", "label") if missing.notal else head


def _parts(missing: Missing) -> Iterator[str]:
    if missing.dates is not None:
        yield f"sent: {missing.dates.says}"
    if missing.words:
        tags = f"; TAGS of those that cite it: {' '.join(missing.tags)}" if missing.tags else ""
        yield f"likely of: {', '.join(w.word for w in missing.words)}{tags}"
    if missing.parts:
        told = ", ".join(f"{part.says} ({part.points:g})" for part in missing.parts)
        yield f"rank {missing.score:g}: {told}"


def citing_line(citing: Citing) -> Text:
    """Return who cites a missing telegram, and with which words."""
    from rich.text import Text

    from reftel.cli.screen import day_of, number_of, plain

    line = Text("  cited by ").append(number_of(citing.card), "mrn")
    line.append(f", {day_of(citing.card.date)}")
    letter = f" as ref {citing.letter}" if citing.letter else ""
    line.append(f"{letter}: {plain(citing.text)}")
    return line.append("  NOTAL", "label") if citing.notal and "NOTAL" not in citing.text.upper() else line
