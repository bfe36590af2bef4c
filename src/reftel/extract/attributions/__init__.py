"""Who is reported to have said, thought, wanted, asked or denied what.

Three models in turn, each a CRF over features of words: which words report and who is named (`roles`), what
each reporting word frames (`frames`, asked anew for every cue, so what is reported can nest), and whose voice
each sentence is (`voices`).  Two small ones say how it is said and whether the post says it (`telling`).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reftel.extract.annotations import Attribution, Mention
from reftel.extract.page import Page

__all__ = ["find_attributions"]


def find_attributions(
    page: Page, mentions: Sequence[Mention] = (), folder: Path | None = None
) -> list[Attribution]:
    """Return the attributions of a page in order of appearance; spans are offsets of the page's text.

    `mentions` (with their entities) give speaker and hearer; without them both stay null.
    `folder` holds the models; reftel's own where none is given.
    """
    from reftel.extract.attributions.assembly import assemble
    from reftel.extract.attributions.layout import Layout
    from reftel.extract.attributions.models import HOME, kept
    from reftel.extract.attributions.writing import written

    layout = Layout(page)
    return written(layout, assemble(kept(folder or HOME), layout), mentions) if layout.sentences else []
