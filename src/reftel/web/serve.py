"""Serve the reading room on this computer."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from reftel.errors import ReftelError

HOST = "127.0.0.1"
PORT = 8474
TRIES = 50
BACKLOG = 2048  # connections that may wait, as uvicorn has it


def serve(
    path: str | Path,
    *,
    host: str = HOST,
    port: int = PORT,
    hosts: tuple[str, ...] = (),
    reader: str = "everything",
    ready: Callable[[str, bool], None] | None = None,
) -> None:
    """Open the collection at `path` and serve it until interrupted.

    Where the port is taken, the next free one is used. `ready` is told the address, and whether it is another
    port than the one asked for, once it listens: who comes from then on is answered. `hosts` are further
    names that the reading room may be addressed by, needed where it does not serve this computer alone and
    is known by a name. `reader` is the class of readers it is for.
    """
    import uvicorn

    from reftel.collection import Collection
    from reftel.web.app import create_app

    app = create_app(Collection.open(path, reader=reader), hosts=names_of(host, hosts))
    with closing(listen(host, port)) as listener:
        # The socket listens: who comes before the server takes the first connection waits in line.
        if ready is not None:
            taken = listener.getsockname()[1]
            ready(address(host, taken), taken != port)
        config = uvicorn.Config(app, log_level="warning", server_header=False, lifespan="off")
        uvicorn.Server(config).run(sockets=[listener])


def names_of(host: str, more: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the names by which the reading room may be addressed.

    On a loopback address only its own: a page elsewhere that points a name of its own here is turned away.
    """
    if not is_loopback(host):
        return more or ("*",)
    return (host.strip("[]"), "localhost", "127.0.0.1", "::1", "[::1]", *more)


def is_loopback(host: str) -> bool:
    """Tell whether only this computer can reach the host."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def listen(host: str, port: int) -> socket.socket:
    """Return a socket listening on the port, or on the next free one after it; 0 takes any."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in range(port, min(port + TRIES, 65536)):
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host.strip("[]"), candidate))
            listener.listen(BACKLOG)
        except (OSError, OverflowError) as error:
            listener.close()
            if not _taken(error):
                raise ReftelError(
                    f"Cannot serve on {host}: {error}. Name another address with --host, or leave it out."
                ) from error
        else:
            return listener
    raise ReftelError(f"No free port from {port} to {port + TRIES - 1}. Name another with --port.")


def _taken(error: Exception) -> bool:
    import errno

    return isinstance(error, OSError) and error.errno in (errno.EADDRINUSE, errno.EACCES)


def address(host: str, port: int) -> str:
    """Return the address to open in a browser."""
    shown = f"[{host.strip('[]')}]" if ":" in host else host
    return f"http://{shown}:{port}/"
