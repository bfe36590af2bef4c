"""Annotating whatever a text holds: it never raises, and every place lies within."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reftel.extract import annotate
from reftel.extract.annotations import Annotations
from reftel.model import Span
from tests.properties.inputs import any_text

TEXT = """
Ambassador Vella told DCM that 300 boats had come by May 5, 6 or 7 , and a day and a half
6 - 3/8 percent from $4 to $6 million ; THE MINISTER DENIED IT . According to the Guild's chairman ( FHG ) we
"""
WORDS = TEXT.split()
NUMBERS = st.characters(categories=["Nd", "Nl", "No"])  # ², ③ and Ⅷ are digits to Unicode, but no decimals


def spans_of(found: Annotations) -> list[Span]:
    roles = (a.source + a.cue + a.addressee + a.content + a.grounds for a in found.attributions)
    single = (*found.mentions, *found.dates, *found.figures)
    return [*(one.span for one in single), *(span for some in roles for span in some)]


@settings(max_examples=150, deadline=None)
@given(st.one_of(any_text(), st.lists(st.one_of(st.sampled_from(WORDS), NUMBERS)).map(" ".join)))
def test_any_text_is_annotated_within_its_bounds(text: str) -> None:
    assert all(0 <= s.start <= s.end <= len(text) for s in spans_of(annotate(text)))


@pytest.mark.parametrize("number", ["¹", "²³", "③", "½", "Ⅷ", "٣", "1²"])
def test_a_number_in_other_signs_stops_nothing(number: str) -> None:
    text = f"Ambassador Vella said that {number} boats came on March 2 and 40 boats left."
    found = annotate(text)
    assert [text[f.span.start : f.span.end] for f in found.figures][-1:] == ["40"]
    assert found.attributions
