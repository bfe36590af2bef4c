from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reftel.release import align as module
from reftel.release.align import align

WORDS = st.lists(st.sampled_from(["a", "b", "c", "d", "e", "f", "MARK"]), max_size=40)


@given(WORDS, WORDS)
def test_runs_are_the_same_on_both_sides_and_in_order(left: list[str], right: list[str]) -> None:
    found = align(left, right, mark="MARK")
    for match in found:
        assert match.size > 0
        assert left[match.left : match.left + match.size] == right[match.right : match.right + match.size]
    for before, behind in pairwise(found):
        assert before.left + before.size <= behind.left
        assert before.right + before.size <= behind.right


@given(WORDS)
def test_a_list_is_the_same_as_itself(words: list[str]) -> None:
    assert [tuple(m) for m in align(words, words)] == ([(0, 0, len(words))] if words else [])


def test_a_word_common_by_chance_parts_no_change() -> None:
    left = ["begin", "one", "two", "the", "three", "four", "end"]
    right = ["begin", "five", "six", "the", "seven", "eight", "end"]
    assert [(m.left, m.size) for m in align(left, right)] == [(0, 1), (6, 1)]


def test_a_word_left_between_two_marks_is_kept() -> None:
    left = ["begin", "MARK", "and", "MARK", "end"]
    right = ["begin", "five", "six", "and", "seven", "eight", "end"]
    assert [(m.left, m.size) for m in align(left, right, mark="MARK")] == [(0, 1), (2, 1), (4, 1)]


def test_long_lists_are_cut_at_what_both_have_once() -> None:
    left = [f"w{n}" for n in range(30_000)]
    right = [*left[:9_000], "new", "words", *left[9_000:21_000], *left[21_500:]]
    found = align(left, right)
    assert sum(m.size for m in found) == 29_500
    assert len(found) == 3


def test_long_lists_with_nothing_to_cut_at_are_aligned_in_pieces() -> None:
    left = ["a", "b"] * 12_000
    right = ["b", "a", "c"] * 8_000
    found = align(left, right)
    assert sum(m.size for m in found) > 10_000
    assert all(left[m.left : m.left + m.size] == right[m.right : m.right + m.size] for m in found)


def test_no_piece_is_larger_than_the_limit() -> None:
    for size in (1, 7_000, 90_000):
        pieces = module._cut(0, size, 0, 100_000)
        assert all((b - a) * (d - c) <= module.MOST for a, b, c, d in pieces)
        assert (pieces[0][0], pieces[-1][1], pieces[0][2], pieces[-1][3]) == (0, size, 0, 100_000)
