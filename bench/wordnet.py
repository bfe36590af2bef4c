"""What WordNet 3.0 knows of words, distilled into five tables of `terms/data`.

    python -m bench.wordnet FOLDER    with WordNet's own files (Debian: wordnet-base, /usr/share/wordnet)

For comparing, only what a word mainly means counts: its first sense, where that has 60 % of its uses in
WordNet's counted texts or is the only one.

    synonyms       words of one synset, each mainly meaning it
    plain_forms    irregular forms
    kin            words near in meaning: the wider word (airliner: plane), another part of speech of the
                   same (expire: expiration), adjectives WordNet calls similar
    contraries     verbs and adjectives that stand against each other (open: shut)
    rare_words     words that words.csv lacks, by part of speech
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).resolve().parents[1] / "src" / "reftel" / "terms" / "data"
KINDS = {"n": "noun", "v": "verb", "a": "adj"}
CLASSES = {"noun": "noun", "verb": "verb", "adj": "adjective", "adv": "adverb"}
SHORTEST = 4  # letters of a rare word
SENSE_KINDS = {"1": "n", "2": "v", "3": "a", "5": "a"}
MAINLY = 0.6  # the share of a word's uses that its first sense must have
LEAST = 2  # uses that a group, or the wider word, must have in the counted texts
# Wider words that tell nothing.
WIDEST = frozenset((
    "person", "individual", "someone", "somebody", "mortal", "soul", "thing", "object", "entity", "act",
    "change", "make", "move", "be", "have", "do", "use",
))  # fmt: skip
SOURCE = "WordNet 3.0"
Pairs = set[tuple[str, str]]


class Synset(NamedTuple):
    """Words of one meaning, and pointers: relation, part of speech, synset, the word here, the word there."""

    words: list[str]
    pointers: list[tuple[str, str, str, int, int]]


class Net:
    """WordNet's files, read."""

    def __init__(self, folder: Path) -> None:
        """Read the files of a folder."""
        self.used = _used(folder)
        self.synsets = {(k, s): synset for k in KINDS for s, synset in _synsets(folder, k)}
        self.senses = {(k, w): found for k in KINDS for w, found in _senses(folder, k)}

    def main(self, kind: str, word: str) -> str | None:
        """Return the synset that a word mainly means."""
        senses, counts = self.senses.get((kind, word), []), self.used.get((kind, word), {})
        if len(senses) == 1 or (senses and counts.get(1, 0) >= MAINLY * max(sum(counts.values()), 1)):
            return senses[0]
        return None

    def count(self, word: str) -> int:
        """Return how often a word is used in the counted texts."""
        return sum(sum(self.used.get((kind, word), {}).values()) for kind in KINDS)

    def pointed(self, kind: str, word: str, relations: str) -> Iterator[str]:
        """Yield the words to which the main sense of a word points."""
        main = self.main(kind, word)
        if main is None:
            return
        words, pointers = self.synsets[kind, main]
        place = words.index(word) + 1 if word in words else 0
        for relation, other, synset, here, there in pointers:
            if relation in relations and here in (0, place):
                found = self.synsets[other, synset].words
                for target in found if not there else found[there - 1 : there]:
                    if there or self.main(other, target) == synset:
                        yield target


def main(folder: Path) -> int:
    """Write the tables and tell how many rows they have."""
    net = Net(folder)
    known = _known() | {word for _, word in net.senses if net.count(word)}
    for name, head, rows in (
        ("synonyms", ("words",), [(" ".join(group),) for group in _same(net)]),
        ("plain_forms", ("form", "plain"), sorted(set(_forms(folder, net)))),
        ("kin", ("word", "kin"), _rows(_kin(net, known))),
        ("contraries", ("word", "contraries"), _rows(_contraries(net, known))),
        ("rare_words", ("class", "words"), list(_rare(folder))),
    ):
        with (DATA / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow((*head, "source"))
            writer.writerows((*row, SOURCE) for row in rows)
        print(f"{name}.csv: {len(rows)} rows")
    return 0


def _used(folder: Path) -> dict[tuple[str, str], dict[int, int]]:
    """Return how often each word is used in each sense."""
    found: defaultdict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    for line in (folder / "cntlist.rev").read_text("utf-8").splitlines():
        key, number, count = line.split()
        word, _, rest = key.partition("%")
        if rest[0] in SENSE_KINDS:
            found[SENSE_KINDS[rest[0]], word][int(number)] = int(count)
    return found


def _synsets(folder: Path, kind: str) -> Iterator[tuple[str, Synset]]:
    for line in _lines(folder / f"data.{KINDS[kind]}"):
        fields = line.split(" | ")[0].split()
        count = int(fields[3], 16)
        words = [re.sub(r"\(.*", "", w).lower() for w in fields[4 : 4 + 2 * count : 2]]
        rest = fields[4 + 2 * count :]
        pointers = []
        for i in range(int(rest[0])):
            relation, synset, other, places = rest[1 + 4 * i : 5 + 4 * i]
            if other.replace("s", "a") in KINDS:
                here, there = int(places[:2], 16), int(places[2:], 16)
                pointers.append((relation, other.replace("s", "a"), synset, here, there))
        yield fields[0], Synset(words, pointers)


def _senses(folder: Path, kind: str) -> Iterator[tuple[str, list[str]]]:
    for line in _lines(folder / f"index.{KINDS[kind]}"):
        word, *fields = line.split()
        yield word, fields[-int(fields[1]) :]


def _lines(path: Path) -> Iterator[str]:
    return (line for line in path.read_text("utf-8").splitlines() if not line.startswith(" "))


def _known() -> frozenset[str]:
    """Return the words that reftel knows as English, in small letters."""
    with (DATA / "words.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(w.lower() for row in csv.DictReader(file) for w in row["words"].split())


def _same(net: Net) -> Iterator[list[str]]:
    groups: defaultdict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for kind, word in net.senses:
        main = net.main(kind, word)
        if kind != "a" and main is not None and word.isascii() and word.isalpha():
            groups[kind, main].append((-net.used.get((kind, word), {}).get(1, 0), word))
    for group in groups.values():
        if len(group) > 1 and -sum(count for count, _ in group) >= LEAST:
            yield [word for _, word in sorted(group)]


def _forms(folder: Path, net: Net) -> Iterator[tuple[str, str]]:
    for kind in "nv":
        for line in (folder / f"{KINDS[kind]}.exc").read_text("utf-8").splitlines():
            form, plain = line.split()[:2]
            own = any(sum(net.used.get((k, form), {}).values()) >= LEAST for k in "nv")  # saw, ground, wound
            often = sum(net.used.get((kind, plain), {}).values()) >= LEAST
            if form.isalpha() and plain.isalpha() and often and not own and form != plain:
                yield form, plain


def _kin(net: Net, known: frozenset[str]) -> Pairs:
    found: Pairs = set()
    for kind, word in net.senses:
        if word not in known:
            continue
        wider = (w for w in net.pointed(kind, word, "@") if w not in WIDEST)
        beside = (*net.pointed(kind, word, "+"), *net.pointed(kind, word, "&"), *_similar(net, kind, word))
        for other in (*wider, *beside):
            if other in known and other != word and net.count(other) >= LEAST:
                found.add((word, other))
    return found


def _similar(net: Net, kind: str, word: str) -> Iterator[str]:
    """Yield the adjectives that mainly mean the same as an adjective."""
    main = net.main(kind, word)
    if kind == "a" and main is not None:
        yield from (w for w in net.synsets[kind, main].words if net.main(kind, w) == main)


def _contraries(net: Net, known: frozenset[str]) -> Pairs:
    pairs = ((kind, word, other) for kind, word in net.senses for other in net.pointed(kind, word, "!"))
    return {(word, other) for kind, word, other in pairs if kind != "n" and word in known and other in known}


def _rare(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield words that are not listed, a row for each class and letter; none written with a capital."""
    known = _known()
    for file, name in CLASSES.items():
        words = {
            re.sub(r"\(.*", "", word)
            for line in _lines(folder / f"data.{file}")
            for word in line.split()[4 : 4 + 2 * int(line.split()[3], 16) : 2]
        }
        capital = {word.lower() for word in words if not word.islower()}
        rare = sorted(
            w.upper() for w in words if w.isascii() and w.isalpha() and w.islower() and w not in capital
        )
        rare = [w for w in rare if len(w) >= SHORTEST and w.lower() not in known]
        yield from ((name, " ".join(some)) for _, some in groupby(rare, key=lambda w: w[0]))


def _rows(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    by_word: defaultdict[str, list[str]] = defaultdict(list)
    for word, other in sorted(pairs):
        by_word[word].append(other)
    return [(word, " ".join(others)) for word, others in by_word.items()]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
