"""The words of claims marked in the reading view: each mark leads to who says so, and back."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec
from markupsafe import Markup

from reftel.collection.said.answers import Claim
from reftel.collection.said.telling import PIECES
from reftel.web import links
from reftel.web.body import Block, Para

_SPACES = re.compile(r"\s+")


def with_marks(
    paragraphs: Sequence[Para], claims: Sequence[Claim]
) -> tuple[tuple[Para, ...], dict[int, str]]:
    """Return the paragraphs with claims marked in them, and for each claim the anchor of its words.

    Where the words of a claim stand within those of another, or cannot be found as the page is set, the
    anchor is that of the other, or of the paragraph.
    """
    anchors = {c.n: links.paragraph(c.paragraph) if c.paragraph is not None else "subject" for c in claims}
    shown = []
    for place, paragraph in enumerate(paragraphs):
        its = [c for c in claims if c.paragraph == place]
        blocks = (
            tuple(_marked(block, its, anchors) for block in paragraph.blocks) if its else paragraph.blocks
        )
        shown.append(msgspec.structs.replace(paragraph, blocks=blocks))
    return tuple(shown), anchors


def _marked(block: Block, claims: Sequence[Claim], anchors: dict[int, str]) -> Block:
    """Return a block with the outermost claims in it marked."""
    if block.kind == "table":
        return block
    text = _SPACES.sub(" ", block.text)
    marks: list[tuple[int, int, Claim]] = []
    for claim in claims:
        for i, piece in enumerate(claim.quote.split(PIECES)):
            start = text.find(piece) if piece else -1
            around = next((m for m in marks if m[0] <= start < m[1]), None)
            if start < 0 or (
                around is None and any(m[0] < start + len(piece) for m in marks if m[0] > start)
            ):
                continue
            if i == 0:
                anchors[claim.n] = f"said-{(around[2] if around else claim).n}"
            if around is None:
                marks.append((start, start + len(piece), claim))
                marks.sort(key=lambda m: m[:2])
    return msgspec.structs.replace(block, marked=_rendered(text, marks)) if marks else block


def _rendered(text: str, marks: Sequence[tuple[int, int, Claim]]) -> Markup:
    pieces, at, seen = [], 0, set()
    for start, end, claim in marks:
        if start < at:
            continue
        who = claim.speaker.name if claim.speaker else "somebody not named"
        name = "" if claim.n in seen else Markup(' id="said-{}"').format(claim.n)
        seen.add(claim.n)
        pieces += [
            Markup("{}").format(text[at:start]),
            Markup('<span class="said"{}>{}</span>').format(name, text[start:end]),
            Markup('<a class="said-mark" href="#claim-{}" aria-label="Who says so: {}">*</a>').format(
                claim.n, who
            ),
        ]
        at = end
    return Markup("").join([*pieces, Markup("{}").format(text[at:])])
