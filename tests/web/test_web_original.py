from __future__ import annotations

import html
import itertools
import re

from hypothesis import given
from hypothesis import strategies as st

from reftel.model import Paragraph, Record, Segment, Source, Span, Telegram
from reftel.web import original


class Said(Record, frozen=True):
    """An explanation as `reftel.explain` gives it."""

    span: Span
    words: str
    field: str | None
    says: str


# Texts with the characters that trouble HTML more often than chance would have them.
TEXTS = st.text(
    alphabet=st.one_of(st.sampled_from("<>&\"'\r\n\t \0/a¶"), st.characters(exclude_categories=["Cs"]))
)


@st.composite
def telegrams(draw: st.DrawFn) -> tuple[Telegram, tuple[Said, ...]]:
    text = draw(TEXTS)
    base = draw(st.integers(0, 50))
    places = st.integers(0, len(text))
    cuts = sorted({0, len(text), *draw(st.lists(places, max_size=6))})
    kinds = st.sampled_from(["subject", "paragraph", "unread", 'od"d <kind>'])
    segments = tuple(Segment(draw(kinds), Span(base + s, base + e)) for s, e in itertools.pairwise(cuts))
    spans = st.tuples(places, places).map(lambda p: Span(base + min(p), base + max(p)))
    said = tuple(
        Said(span, "", draw(st.none() | st.just('f"<')), draw(TEXTS))
        for span in draw(st.lists(spans, max_size=5))
    )
    paragraphs = tuple(Paragraph(None, None, None, "", span) for span in draw(st.lists(spans, max_size=3)))
    source = Source("", "utf-8", "text/plain", Span(base, base + len(text)))
    return Telegram("", "unknown", source, text, segments, paragraphs=paragraphs), said


@given(telegrams())
def test_the_original_stripped_of_its_tags_is_the_text(drawn: tuple[Telegram, tuple[Said, ...]]) -> None:
    telegram, said = drawn
    rendered = str(original.render(telegram, said))
    assert html.unescape(re.sub(r"<[^>]*>", "", rendered)) == telegram.text


@given(telegrams())
def test_every_explanation_takes_the_focus_once_at_most_and_lines_are_numbered(
    drawn: tuple[Telegram, tuple[Said, ...]],
) -> None:
    telegram, said = drawn
    rendered = str(original.render(telegram, said))
    ids = re.findall(r' id="([^"]*)"', rendered)
    assert len(ids) == len(set(ids))
    lines = [name for name in ids if name.startswith("L")]
    expected = len(re.findall(r"[^\n]*\n|[^\n]+", telegram.text))
    assert lines == [f"L{n + 1}" for n in range(expected)]
    assert rendered.count("<span") == rendered.count("</span>")


def test_where_explanations_overlap_the_shorter_speaks() -> None:
    text = "R 121400Z MAY 08"
    telegram = Telegram(
        "", "unknown", Source("", "utf-8", "text/plain", Span(0, 16)), text, (Segment("dtg", Span(0, 16)),)
    )
    said = (Said(Span(0, 16), text, "dtg", "the whole line"), Said(Span(0, 1), "R", "precedence", "routine"))
    rendered = str(original.render(telegram, said))
    assert 'data-says="routine">' in rendered
    assert rendered.index("routine") < rendered.index("the whole line")
