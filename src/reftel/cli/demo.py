"""`reftel demo`: the sample collection, built, toured in a minute, and opened in the reading room."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from reftel.collection import Collection

# What the tour shows of the sample; what is in it stands in reftel/sample/contents.csv.
_QUERY = '"survey vessel"'
_FILE = "08VALLETTA483.txt"
_ABOUT = "vessel"
_HITS, _LINES, _MISSING, _CLAIMS = 3, 8, 1, 2


@click.command(name="demo")
@click.option("--folder", metavar="FOLDER", help="Where to build it; your cache folder if left out.")
@click.option(
    "--serve/--no-serve",
    "serving",
    default=None,
    help="Open the reading room afterwards; if left out, when run in a terminal.",
)
def command(*, folder: str | None, serving: bool | None) -> None:
    """Build the sample collection, take a short tour, open the reading room.

    The sample is exercise traffic, written for this project: five posts, two weeks, a ship that is overdue.

    \b
    Examples:
      reftel demo
      reftel demo --folder demo --no-serve
    """
    from reftel.collection import Collection

    path = folder or str(_cache())
    _build(path)
    with Collection.open(path) as held:
        _tour(held, path)
    if sys.stdout.isatty() if serving is None else serving:
        from reftel.cli.serve import serve_until_interrupted

        serve_until_interrupted(path)
    else:
        click.echo(f"Read it in the browser: {_program()} serve {path}")


def _cache() -> Path:
    """Return where this user's programs keep what they can make again."""
    from reftel import __version__

    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = caches / "reftel" / f"demo-{__version__}"
    folder.parent.mkdir(parents=True, exist_ok=True)
    return folder


def _build(path: str) -> None:
    from reftel.cli.annotated import annotate_shown
    from reftel.cli.build import build_shown
    from reftel.cli.status import show_build
    from reftel.sample import folder

    _head("1. What was read", f"build {path} {_near(folder())}")
    report = build_shown(path, [folder()], name="The sample collection")
    show_build(report, report.rejects)
    annotate_shown(path)


def _tour(held: Collection, path: str) -> None:
    from reftel.cli.claims import show_claims
    from reftel.cli.explanation import show_explanation
    from reftel.cli.missing import show_missing
    from reftel.cli.search import show_results
    from reftel.cli.status import show_overview
    from reftel.reading import parse

    show_overview(held.overview())
    _head("2. A search", f"search {path} '{_QUERY}'")
    show_results(held.search(_QUERY, limit=_HITS))
    _head("3. One telegram explained", f"parse --explain {_near(_file())}")
    show_explanation(parse(_file().read_bytes())[0], most=_LINES)
    _head("4. Cited, and not held", f"missing {path}")
    show_missing(held.missing(limit=_MISSING))
    _head("5. Who says so", f"claims {path} --about {_ABOUT}")
    claims = held.claims(about=_ABOUT, limit=_CLAIMS)
    show_claims(claims, len(claims))
    click.echo()


def _file() -> Path:
    from reftel.sample import folder

    return next(folder().rglob(_FILE))


def _near(path: Path) -> str:
    """Return a path as one would type it here."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def _program() -> str:
    """Return what to type for `reftel`: in an environment that is not active, where it lies."""
    from shutil import which

    return "reftel" if which("reftel") else _near(Path(sys.argv[0]).absolute())


def _head(title: str, words: str) -> None:
    from rich.text import Text

    from reftel.cli.screen import screen

    console = screen()
    console.print()
    console.rule(Text(title), align="left")
    console.print(Text(f"$ {_program()} {words}", "label"), soft_wrap=True)
