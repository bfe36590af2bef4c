"""`reftel serve`: the reading room in the browser."""

from __future__ import annotations

from contextlib import suppress

import click

from reftel.cli.reader import reader_asked_for, reader_option
from reftel.web.serve import HOST, PORT


@click.command(name="serve")
@click.argument("collection")
@reader_option
@click.option("--host", default=HOST, show_default=True, help="The address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="The port; 0 takes any."
)
def command(collection: str, *, host: str, port: int) -> None:
    """Open the reading room of a COLLECTION in the browser.

    It listens on this computer only, until Ctrl-C.  With another --host, whoever reaches that address reads
    everything in it, or with --reader all that this class may see: there are no accounts.

    \b
    Example:
      reftel serve mine --port 8080
    """
    serve_until_interrupted(collection, host=host, port=port)


def serve_until_interrupted(collection: str, *, host: str = HOST, port: int = PORT) -> None:
    """Serve a collection; Ctrl-C is the way to end it, not a failure."""
    from reftel.web.serve import serve

    with suppress(KeyboardInterrupt):  # it comes where Python was not told to ignore the signal
        serve(collection, host=host, port=port, reader=reader_asked_for(), ready=_tell)
    click.echo("Closed.", err=True)


def _tell(address: str, moved: bool) -> None:
    other = " (the port asked for is taken)" if moved else ""
    click.echo(f"The reading room is open at {address}{other}. Ctrl-C closes it.")
