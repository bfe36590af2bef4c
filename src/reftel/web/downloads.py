"""What is taken away from the reading room: whole result sets, and feeds of what is new."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from reftel.collection.profiles import ProfileError
from reftel.export import format_named, letter_text, news_atom
from reftel.web import asking
from reftel.web.answers import as_json
from reftel.web.needs import Holdings
from reftel.web.pages.find import ORDERS
from reftel.web.pages.missing import asked_for

# Handed to the server at once: a line at a time would cost more than making it.
_PIECE = 64 * 1024


class Downloads:
    """Answers that are files: each method is one address."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings

    def result_set(self, name: str) -> Callable[[Request], Response]:
        """Return the answer that writes all that a query finds in a format; all there is without a query."""
        form = format_named(name)

        def answer(request: Request) -> Response:
            order = request.query_params.get("order", "")
            found = self._holdings.select(
                asking.text(request, "q") or "", order=order if order in ORDERS else "date"
            )
            kept = {"Content-Disposition": f'attachment; filename="telegrams.{form.name}"'}
            if request.method == "HEAD":
                return Response(media_type=form.media_type, headers=kept)
            return StreamingResponse(gathered(form.written(found)), media_type=form.media_type, headers=kept)

        return answer

    def letter(self, form: str) -> Callable[[Request], Response]:
        """Return the answer that gives the letter for a missing telegram as txt or pdf."""

        def answer(request: Request) -> Response:
            page = asked_for(self._holdings, request)
            kept = {"Content-Disposition": f'attachment; filename="request.{form}"'}
            if form == "pdf":
                from reftel.export import letter_pdf

                body, media = b"".join(letter_pdf.written(page.letter)), letter_pdf.MEDIA_TYPE
            else:
                body, media = (
                    letter_text.text(page.letter).encode("utf-8", "replace"),
                    "text/plain; charset=utf-8",
                )
            return Response(body, media_type=media, headers=kept)

        return answer

    def news(self, _: Request) -> Response:
        """Tell what is new to each profile."""
        return as_json({"profiles": self._holdings.profiles().peek()})

    def feed(self, request: Request) -> Response:
        """Give the feed of one profile, or of all where the address names none."""
        name = request.path_params.get("name")
        try:
            feed = self._holdings.profiles().feed([] if name is None else [str(name)])
        except ProfileError as error:
            raise HTTPException(404, str(error)) from error
        own = str(request.url.replace(query=""))
        return Response(
            news_atom.atom(feed, base=str(request.base_url), own=own), media_type=news_atom.MEDIA_TYPE
        )


def gathered(pieces: Iterator[bytes], size: int = _PIECE) -> Iterator[bytes]:
    """Yield the pieces joined to larger ones."""
    held = bytearray()
    for piece in pieces:
        held += piece
        if len(held) >= size:
            yield bytes(held)
            held.clear()
    if held:
        yield bytes(held)
