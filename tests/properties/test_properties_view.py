"""A view leads back to the text it was made of, however it was cut."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reftel.model import Span
from reftel.view import View

FIXED = settings(derandomize=True, database=None, deadline=None, max_examples=150)


@st.composite
def kept(draw: st.DrawFn) -> tuple[str, int, list[Span], View]:
    """A text, the offset of its first character, pieces kept of it, and their view."""
    text = draw(st.text(st.sampled_from("ab \n¶é"), max_size=60))
    base = draw(st.integers(0, 1000))
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=12)))
    spans = [Span(a + base, b + base) for a, b in zip(places[::2], places[1::2], strict=False)]
    return text, base, spans, View.of(text, spans, base=base)


@FIXED
@given(kept())
def test_a_view_is_its_pieces_end_to_end(made: tuple[str, int, list[Span], View]) -> None:
    text, base, spans, view = made
    assert view.text == "".join(text[s.start - base : s.end - base] for s in spans)
    assert len(view) == len(view.text)
    assert View.of(text, view.pieces(), base=base).text == view.text


@FIXED
@given(kept())
def test_each_character_stands_at_its_place(made: tuple[str, int, list[Span], View]) -> None:
    text, base, _, view = made
    places = [view.place(i) for i in range(len(view))]
    assert [text[place - base] for place in places] == list(view.text)
    assert places == sorted(set(places))


@FIXED
@given(kept(), st.integers(0, 70), st.integers(0, 70))
def test_a_span_holds_the_characters_of_the_view(
    made: tuple[str, int, list[Span], View], one: int, two: int
) -> None:
    text, base, _, view = made
    start, end = sorted((min(one, len(view)), min(two, len(view))))
    span = view.span(start, end)
    assert span.start <= span.end
    if start < end:
        assert text[span.start - base] == view.text[start]
        assert text[span.end - base - 1] == view.text[end - 1]
        assert len(span) >= end - start


@FIXED
@given(kept(), st.integers(0, 70), st.integers(0, 70))
def test_a_slice_is_a_view_of_those_characters(
    made: tuple[str, int, list[Span], View], one: int, two: int
) -> None:
    _, _, _, view = made
    start, end = sorted((one, two))
    part = view.slice(start, end)
    assert part.text == view.text[start:end]
    for i in range(len(part)):
        assert part.place(i) == view.place(start + i)


@FIXED
@given(kept())
def test_a_stripped_view_has_no_blanks_at_its_ends(made: tuple[str, int, list[Span], View]) -> None:
    _, _, _, view = made
    assert view.strip().text == view.text.strip()
