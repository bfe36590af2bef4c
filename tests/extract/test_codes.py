"""Short codes in the names of features: each stands for one class."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reftel.extract.attributions.words import word
from reftel.extract.codes import code
from reftel.extract.lexicon import word_classes
from reftel.terms import tables


def test_no_two_classes_of_words_have_one_code() -> None:
    forms = {form for row in tables.rows("words") for form in row["words"].split()}
    forms |= {"Lisbon", "12", "(", '"', "Vella's", "minister's"}
    forms |= {form for words in tables.settings("plain_words")["classes"].values() for form in words.split()}
    forms |= {row["word"] for row in tables.rows("reporting_words")}
    roles = {word(form).role: word(form).code for form in forms}
    assert len(roles) > 30
    assert len(set(roles.values())) == len(roles)
    classes = {c for form in forms for c in word_classes(form)}
    assert len({code(c) for c in classes}) == len(classes)


@given(st.text(), st.integers(1, 4))
def test_a_code_is_no_longer_than_it_may_be(name: str, length: int) -> None:
    assert len(code(name, length)) == min(len(name), length)
