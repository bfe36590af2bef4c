"""`reftel editions`: what each class of readers gets of a collection, made anew where the rules changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from reftel.collection.editions import Made
    from reftel.collection.leaks import LeakTest

_FOUND_SOMETHING = 1
_LEAKS_SHOWN = 20


@click.command(name="editions")
@click.argument("collection")
@click.option("--check", is_flag=True, help="Test that nothing hidden comes back in any way of asking.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as one JSON object.")
@click.pass_context
def command(ctx: click.Context, collection: str, *, check: bool, as_json: bool) -> None:
    """Tell what each class of readers gets of a COLLECTION, by the rules as they are now.

    Classes are described in the collection's reftel.toml, each as a [[class]] with a name and its rules:
    ceiling, captions, as_of, released, withheld, names.  Other commands take --reader NAME to see a
    collection as that class does.  With --check the exit code is 1 where something hidden came back.

    \b
    Examples:
      reftel editions mine
      reftel editions mine --check
    """
    from reftel.collection import Collection
    from reftel.collection.leaks import leak_test

    with Collection.open(collection) as held:
        names = [reader.name for reader in held.classes]
    for name in names:
        Collection.open(collection, reader=name).close()
    with Collection.open(collection) as held:
        editions = held.editions()
    tests = [leak_test(collection, name) for name in names] if check else []
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode({"editions": editions, "leak_tests": tests}))
    else:
        _show(editions, tests)
    if any(test.leaks for test in tests):
        ctx.exit(_FOUND_SOMETHING)


def _show(editions: tuple[Made, ...], tests: list[LeakTest]) -> None:
    from rich.text import Text

    from reftel.cli.screen import plain, screen

    console = screen()
    if not editions:
        console.print("One class of readers: everything. Others are described in reftel.toml, as [[class]].")
    for made in editions:
        console.print(Text(made.reader.name, "heading"))
        console.print(f"  {plain(_rules(made))}")
        console.print(f"  {_counts(made)}")
    for test in tests:
        console.print(Text(f"Leak test of {test.reader}", "heading"))
        console.print(
            f"  {test.hidden:,} words stand only in what is hidden; {test.asked:,} of them were asked for in "
            f"every way: {len(test.leaks):,} came back"
        )
        for leak in test.leaks[:_LEAKS_SHOWN]:
            console.print(f"  {plain(leak.word)}: {plain(leak.way)}")


def _rules(made: Made) -> str:
    """Return the rules of a class in words."""
    from reftel.cli.status import many

    reader = made.reader
    said = [
        f"up to {reader.ceiling}" if reader.ceiling else "any classification",
        "any caption" if reader.captions is None else f"captions {', '.join(reader.captions) or 'none'}",
        *([f"declassified by {reader.as_of} counts as unclassified"] if reader.as_of else []),
        *(["what was released counts as unclassified"] if reader.released else []),
        "protected names shown" if reader.protected_names else "protected names hidden",
        *([f"{many(len(reader.names), 'name')} more hidden"] if reader.names else []),
        *([f"{many(len(reader.withheld), 'telegram')} on the list"] if reader.withheld else []),
    ]
    return "; ".join(said)


def _counts(made: Made) -> str:
    from reftel.release.edition import REASONS

    why = "; ".join(f"{REASONS[code]}: {count:,}" for code, count in made.reasons.items())
    counts = f"{made.shown:,} shown whole, {made.edited:,} edited, {made.withheld:,} withheld"
    return f"{counts}. Why, of a telegram: {why}" if why else counts
