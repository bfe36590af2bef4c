"""Whatever the words are, the readers of words answer and do not raise."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reftel.terms import captions, levels, orders, posts, precedence, routing, signals, tags

WORDS = st.one_of(
    st.text(max_size=60),
    st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 /-.()#¶'", max_size=60),
    st.lists(
        st.sampled_from(["NODIS", "S", "/", "REL TO", "USA", "PREL", " ", "LISBON", "1.4", "(a)", "GDS"])
    ).map("".join),
)


@given(WORDS)
def test_every_reader_answers(words: str) -> None:
    posts.read_post(words)
    tags.meaning(words)
    tags.nearest(words)
    tags.find_by_meaning(words)
    precedence.read_word(words)
    routing.meaning(words)
    signals.security_meaning(words)
    orders.nearest_order(words, "2007-09-26")
    orders.meaning_of_reason(words)
    orders.meaning_of_schedule(words)


@given(WORDS)
def test_a_level_ends_within_the_text(words: str) -> None:
    read = levels.read_level(words)
    if read is not None:
        assert read[0] in levels.LEVELS
        assert 0 < read[1] <= len(words)


@given(WORDS)
def test_a_portion_mark_is_its_own_reading(words: str) -> None:
    mark = levels.portion(words)
    if mark is not None:
        assert levels.portion(mark) == mark


@given(WORDS)
def test_a_run_of_codes_is_cut_and_not_changed(words: str) -> None:
    codes = tags.split_run_together(words)
    if codes is not None:
        assert "".join(codes) == words.upper()
        assert all(tags.is_known(code) for code in codes)


@given(WORDS)
def test_captions_of_a_line_make_a_line_of_captions(words: str) -> None:
    names = captions.read_caption_line(words)
    if names is not None:
        assert captions.read_caption_line("/".join(names)) == names
