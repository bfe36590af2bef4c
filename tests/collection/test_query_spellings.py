"""Names in their other spellings: which words meet, and which do not."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

from reftel.collection.search.folding import terms
from reftel.collection.search.words import joined_words
from reftel.terms import tables
from reftel.terms.transliteration import beginnings, outline, outlines, sounds

TABLE = tables.settings("transliteration")

ALIKE = [
    "qaddafi gaddafi qadhafi kadafi khadafy qadhdhafi",
    "husayn hussein hussain hossein huseyin",
    "mohammed muhammad mohamed mohammad",
    "usama osama",
    "shaykh sheikh shaikh sheik",
    "hasan hassan",
    "tamimi tameemi",
    "abdallah abdullah",
    "zarqawi zarkawi",
    "mubarak moubarak",
    "riyadh riyad",
    "tehran teheran",
    "kandahar qandahar",
    "dostoyevsky dostoyevskii",
]
APART = [
    "affect effect", "personal personnel", "better batter butter", "patrol petrol", "report rapport",
    "letter latter litter", "planned planed", "form farm firm", "man men", "said sayyid", "council counsel",
    "columbia colombia", "grenada granada", "nigerian nigerien", "desert dessert", "station stationery",
    "government governor", "minister ministry", "kennedy gennadiy", "vessel vassal", "mandala mandela",
]  # fmt: skip


@pytest.mark.parametrize("words", ALIKE)
def test_spellings_of_a_name_sound_alike(words: str) -> None:
    assert None not in {sounds(w) for w in words.split()}
    assert len({sounds(w) for w in words.split()}) == 1


@pytest.mark.parametrize("words", APART)
def test_ordinary_words_do_not(words: str) -> None:
    for one, other in pairwise(words.split()):
        assert sounds(one) is None or sounds(one) != sounds(other)


@pytest.mark.parametrize("words", ALIKE)
def test_what_sounds_alike_begins_as_one_looks_for_it(words: str) -> None:
    for one in words.split():
        for other in words.split():
            assert other.startswith(beginnings(one))
            assert outline(other) in outlines(one)


def test_the_table_is_sound() -> None:
    listed = [word for row in TABLE["same"] for word in row["words"]]
    assert len(listed) == len(set(listed))
    assert all(terms(word) == [word] for word in listed)
    for row in TABLE["same"]:
        assert len({sounds(w) for w in row["words"]}) == 1, row
    assert not set(listed) & set(TABLE["ordinary"]["words"].split())
    for word in TABLE["ordinary"]["words"].split():
        assert sounds(word) is None


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("PARTICIPA-\nTION", ["participation"]),
        ("participa- \r\n  tion of", ["participation"]),
        ("M'Bala and al-Qa'ida", ["alqaida", "mbala", "qaida"]),
        ("co-operation, (Kuo-feng)", ["cooperation", "kuofeng"]),
        ("the embassy's dogs don't", []),
        ("pages 3-4, 07-12 and A-1 -- or - none", []),
        ("a-b-c-d-e-f", []),
    ],
)
def test_words_with_signs_are_joined(text: str, joined: list[str]) -> None:
    assert joined_words(text) == joined


@pytest.mark.real
def test_hardly_any_word_of_real_telegrams_drags_in_another(real_data: Path) -> None:
    """Of all words, fewer than one in a hundred are found as another, mostly slips of the same word."""
    found: set[str] = set()
    for path in sorted(real_data.rglob("*.txt")):
        found.update(terms(path.read_text(encoding="utf-8", errors="replace")))
    alike: dict[str, set[str]] = defaultdict(set)
    for word in found:
        if sound := sounds(word):
            alike[sound].add(word)
    dragging = sum(len(words) for words in alike.values() if len(words) > 1)
    assert dragging < len(found) / 100
