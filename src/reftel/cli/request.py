"""`reftel request`: the letter that asks for telegrams that are missing."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reftel.cli.missing import Day
from reftel.cli.reader import opened, reader_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reftel.collection import Collection
    from reftel.collection.requests import Letter

KINDS = ("auto", "foia", "mdr")
_FORMS = (".txt", ".pdf")


def today() -> str:
    """Return this day as ISO."""
    return datetime.now().astimezone().date().isoformat()


@click.command(name="request")
@click.argument("collection")
@click.argument("numbers", metavar="MRN...", nargs=-1, required=True)
@click.option(
    "--kind", type=click.Choice(KINDS), default="auto", show_default=True, help="Which law to ask under."
)
@click.option("--agency", metavar="CODE", help="Whom to ask, of the table: STATE or NARA.")
@click.option(
    "--out", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file, .txt or .pdf."
)
@click.option("--name", help="Your name.")
@click.option("--address", help="Your postal address.")
@click.option("--email", help="Your e-mail address.")
@click.option("--telephone", help="Your telephone number.")
@click.option("--fees", metavar="SUM", help="The most you will pay, as it is to be written.")
@click.option("--date", "date", type=Day(), metavar="DAY", help="The day of the letter; today if not given.")
@click.option("--no-ledger", is_flag=True, help="Do not note the draft in the ledger.")
@reader_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per letter and line.")
def command(
    collection: str,
    numbers: tuple[str, ...],
    *,
    kind: str,
    agency: str | None,
    out: Path | None,
    name: str | None,
    address: str | None,
    email: str | None,
    telephone: str | None,
    fees: str | None,
    date: str | None,
    no_ledger: bool,
    as_json: bool,
) -> None:
    """Draft the letter that asks for telegrams which a COLLECTION cites but does not hold.

    Mandatory Declassification Review suits a telegram that is identified exactly and probably still
    classified, the Freedom of Information Act any other; which was chosen, why, and what to beware of goes
    to standard error.  Telegrams of one agency and one kind stand in one letter.  What you do not give stays
    in [brackets].  The draft is noted in the ledger: see 'reftel requests'.

    \b
    Examples:
      reftel request mine '2008 TUNIS 1265'
      reftel request mine 08TUNIS1265 08STATE132644 --kind foia --out letter.pdf --name 'A. Reader'
    """
    if out is not None and out.suffix.lower() not in _FORMS:
        raise click.UsageError(f"{out} ends neither in .txt nor in .pdf: which of the two shall it be?")
    day = date or today()
    if len(day) != len("2008-12-24"):
        raise click.UsageError("A letter has a day: write --date 2026-01-31.")
    from reftel.collection.requests import Asking, draft

    asking = Asking(day, name, address, email, telephone, fees)
    with opened(collection) as held:
        missing = [held.missing_number(number) for number in _numbers(held, numbers)]
        letters = draft(missing, asking, kind=None if kind == "auto" else kind, agency=agency)  # type: ignore[arg-type]
        written = [] if out is None else _write(letters, out)
        if not no_ledger:
            _note(held, letters)
    if as_json:
        _print_json(letters, written)
    else:
        _show(letters, written)


def _numbers(held: Collection, given: Sequence[str]) -> Sequence[str]:
    """Return the numbers; one that was given in several words without quotation marks is put together."""
    together = " ".join(given)
    return (together,) if len(given) > 1 and held.near(together) is not None else given


def _write(letters: Sequence[Letter], out: Path) -> list[Path]:
    from reftel.export import letter_pdf, letter_text
    from reftel.export.files import write_whole

    form = letter_pdf if out.suffix.lower() == ".pdf" else letter_text
    written = []
    for letter in letters:
        names = "" if len(letters) == 1 else f"-{letter.agency.replace(' ', '-')}-{letter.kind}"
        path = out.with_name(f"{out.stem}{names}{out.suffix}")
        write_whole(path, form.written(letter))
        written.append(path)
        if form is letter_pdf and (lacking := letter_pdf.lacking(letter)):
            click.echo(f"reftel: the typeface of the PDF lacks {lacking}; the text form has them.", err=True)
    return written


def _note(held: Collection, letters: Sequence[Letter]) -> None:
    """Note the drafts; an edition has no ledger."""
    from reftel.release.policy import EVERYTHING

    if held.reader != EVERYTHING:
        return
    ledger = held.requests()
    for letter in letters:
        for item in letter.items:
            ledger.note_draft(item.mrn, kind=letter.kind, agency=letter.agency, on=letter.date)


def _print_json(letters: Sequence[Letter], written: Sequence[Path]) -> None:
    import msgspec

    for place, letter in enumerate(letters):
        told = msgspec.to_builtins(letter)
        click.echo(msgspec.json.encode({**told, "file": str(written[place]) if written else None}))


def _show(letters: Sequence[Letter], written: Sequence[Path]) -> None:
    from reftel.export import letter_text

    for place, letter in enumerate(letters):
        if written:
            click.echo(f"{written[place]}: {letter.subject}")
        else:
            click.echo(("\f" if place else "") + letter_text.text(letter), nl=False)
        _tell(letter)


def _tell(letter: Letter) -> None:
    """Write to standard error what was chosen and why, what is to be filled in, and what to beware of."""
    for item in letter.items:
        click.echo(f"{item.mrn}: {letter.kind.upper()}: {'; '.join(item.reasons)}", err=True)
    for warning in letter.warnings:
        click.echo(f"Beware: {warning}", err=True)
    if letter.placeholders:
        blanks = len(letter.placeholders)
        click.echo(f"{blanks} place{'s' if blanks > 1 else ''} in [brackets] to fill in.", err=True)
