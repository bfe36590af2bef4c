"""`reftel check`: what the checks find in the telegrams of a collection."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reftel.cli.reader import opened, reader_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reftel.collection.findings import FindingOf
    from reftel.marking import Check
    from reftel.marking.series import SeriesCheck
    from reftel.model import Finding, Telegram

_FOUND = 1
_SEVERITIES = ("error", "warning", "information")
_STYLES = {"error": "unread", "warning": "repair", "information": "label"}


@click.command(name="check")
@click.argument("collection", required=False)
@click.option("--code", help="Only what this check finds, for example portion-above-overall.")
@click.option("--severity", type=click.Choice(_SEVERITIES), help="Only what is as grave as this.")
@click.option("--limit", "-n", type=click.IntRange(1), default=20, show_default=True, help="So many of each.")
@click.option("--list", "listed", is_flag=True, help="List the checks with their rules and sources.")
@reader_option
@click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object per finding, or check, and line."
)
@click.pass_context
def command(
    ctx: click.Context,
    collection: str | None,
    *,
    code: str | None,
    severity: str | None,
    limit: int,
    listed: bool,
    as_json: bool,
) -> None:
    """Check the telegrams of a COLLECTION: marks, numbers, times and references against each other.

    Each finding names both values and the rule.  The exit code is 1 if there is an error or a warning;
    information alone leaves it 0.  Scanned text is not checked: what the scanner misread is nobody's fault.

    \b
    Examples:
      reftel check mine
      reftel check mine --severity error --json
      reftel check --list
    """
    if code is not None and code not in _codes():
        raise click.BadParameter(
            f"'{code}' is no check. 'reftel check --list' has them.", param_hint="--code"
        )
    if listed:
        _list(code, severity, as_json=as_json)
        return
    if collection is None:
        raise click.UsageError("Which collection? Or 'reftel check --list' to see the checks.")
    found = _findings(collection, code, severity)
    if as_json:
        _print(found)
    else:
        show_findings(found, limit=limit)
    if any(f.finding.severity != "information" for f in found):
        ctx.exit(_FOUND)


def _codes() -> set[str]:
    from reftel.marking import CHECKS, SERIES_CHECKS

    return {each.code for each in (*CHECKS, *SERIES_CHECKS)}


def _findings(collection: str, code: str | None, severity: str | None) -> tuple[FindingOf, ...]:
    with opened(collection) as held:
        if not held.are_checked():
            click.echo(
                f"reftel: {collection} was built without checks; only what its telegrams say of each other "
                "is told. Build it anew into another folder to have all.",
                err=True,
            )
        return held.findings(code=code, severity=severity)


def _print(found: Sequence[FindingOf]) -> None:
    import msgspec

    for each in found:
        about = {"key": each.card.key, "mrn": each.card.mrn, **msgspec.to_builtins(each.finding)}
        click.echo(msgspec.json.encode(about))


def show_findings(found: Sequence[FindingOf], *, limit: int) -> None:
    """Write findings by check, the grave ones first, and a line of counts."""
    from rich.padding import Padding
    from rich.text import Text

    from reftel.cli.screen import number_of, plain, screen

    console = screen()
    groups: dict[str, list[FindingOf]] = {}
    for each in sorted(found, key=lambda f: (_SEVERITIES.index(f.finding.severity), f.finding.code)):
        groups.setdefault(each.finding.code, []).append(each)
    for code, group in groups.items():
        first = group[0].finding
        head = Text(code, _STYLES[first.severity]).append(f"  {first.severity}, {len(group):,}", "none")
        console.print(head)
        console.print(Padding(Text(first.rule, "label"), (0, 0, 0, 2), expand=False))
        for each in group[:limit]:
            line = Text(number_of(each.card), "mrn").append(f"  {plain(each.finding.message)}", "none")
            console.print(Padding(line, (0, 0, 0, 2), expand=False))
        if len(group) > limit:
            console.print(f"  ... and {len(group) - limit:,} more; -n shows more of each.")
    console.print(_counts([each.finding for each in found]))


def show_telegram_findings(telegram: Telegram, name: str) -> None:
    """Write what the checks say of one telegram, each finding with its line and rule."""
    from rich.padding import Padding
    from rich.text import Text

    from reftel.cli.screen import plain, screen

    console = screen()
    number = str(telegram.mrn.value) if telegram.mrn else "without a number"
    console.print(Text(number, "mrn").append(f"  {plain(name)}", "label"))
    for finding in telegram.findings or ():
        head = Text(f"{finding.severity} ", _STYLES[finding.severity])
        console.print(Padding(head.append(plain(finding.message), "none"), (0, 0, 0, 2), expand=False))
        told = f"{_lines(telegram, finding)}{finding.code}: {finding.rule}"
        console.print(Padding(Text(told, "label"), (0, 0, 0, 4), expand=False))
    console.print(_counts(telegram.findings or ()))


def _lines(telegram: Telegram, finding: Finding) -> str:
    """Return on which lines of the telegram the words stand."""
    base = telegram.source.span.start
    lines = sorted({telegram.text.count("\n", 0, span.start - base) + 1 for span in finding.spans})
    if not lines:
        return ""
    return f"line{'s' if len(lines) > 1 else ''} {', '.join(map(str, lines))}; "


def _counts(findings: Sequence[Finding]) -> str:
    counts = {s: sum(f.severity == s for f in findings) for s in _SEVERITIES}
    if not findings:
        return "The checks found nothing."
    said = [
        f"{counts['error']:,} error{'' if counts['error'] == 1 else 's'}",
        f"{counts['warning']:,} warning{'' if counts['warning'] == 1 else 's'}",
        f"{counts['information']:,} for information",
    ]
    return f"{', '.join(said)}."


def _list(code: str | None, severity: str | None, *, as_json: bool) -> None:
    from reftel.marking import CHECKS, SERIES_CHECKS

    chosen = [
        each
        for each in (*CHECKS, *SERIES_CHECKS)
        if code in (None, each.code) and severity in (None, each.severity)
    ]
    if as_json:
        import msgspec

        for each in chosen:
            click.echo(msgspec.json.encode(described(each)))
        return
    _show_checks(chosen)


def described(each: Check | SeriesCheck) -> dict[str, object]:
    """Return a row of the table of checks without the function that looks."""
    row = {k: getattr(each, k) for k in ("code", "severity", "message", "rule", "source")}
    return row | {k: getattr(each, k, None) for k in ("since", "until")}


def _show_checks(chosen: Sequence[Check | SeriesCheck]) -> None:
    from rich.padding import Padding
    from rich.text import Text

    from reftel.cli.screen import screen

    console = screen()
    for each in chosen:
        console.print(
            Text(each.code, _STYLES[each.severity]).append(f"  {each.severity}{_era(each)}", "none")
        )
        for words in (each.rule, f"Source: {each.source}"):
            console.print(Padding(Text(words, "label"), (0, 0, 0, 2), expand=False))


def _era(each: Check | SeriesCheck) -> str:
    since, until = getattr(each, "since", None), getattr(each, "until", None)
    return (f", from {since}" if since else "") + (f", until {until}" if until else "")
