"""Words of one meaning and irregular forms, distilled from WordNet 3.0 into two tables of `terms/data`.

    python -m bench.wordnet FOLDER    with WordNet's own files (Debian: wordnet-base, /usr/share/wordnet)

Two words are taken for one where WordNet has them in one synset and that is what both of them nearly always
mean: the first sense of each, and 60 % of its uses in WordNet's counted texts.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "src" / "reftel" / "terms" / "data"
KINDS = {"1": "noun", "2": "verb"}
MAINLY = 0.6  # the share of a word's uses that its first sense must have
LEAST = 2  # uses that a group must have in the counted texts
SOURCE = "WordNet 3.0"


def main(folder: Path) -> int:
    """Write both tables and tell how many rows they have."""
    used = _used(folder)
    same = list(_same(folder, used))
    forms = sorted(set(_forms(folder, used)))
    for name, head, rows in (
        ("synonyms", ("words", "source"), [(" ".join(group), SOURCE) for group in same]),
        ("plain_forms", ("form", "plain", "source"), [(*pair, SOURCE) for pair in forms]),
    ):
        with (DATA / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(head)
            writer.writerows(rows)
        print(f"{name}.csv: {len(rows)} rows")
    return 0


def _used(folder: Path) -> dict[tuple[str, str], dict[int, int]]:
    """Return how often each word is used in each sense."""
    found: defaultdict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    for line in (folder / "cntlist.rev").read_text("utf-8").splitlines():
        key, number, count = line.split()
        word, _, rest = key.partition("%")
        found[rest[0], word][int(number)] = int(count)
    return found


def _same(folder: Path, used: dict[tuple[str, str], dict[int, int]]) -> Iterator[list[str]]:
    groups: defaultdict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for kind, name in KINDS.items():
        for line in (folder / f"index.{name}").read_text("utf-8").splitlines():
            word, *fields = line.split()
            if line.startswith(" ") or not (word.isascii() and word.isalpha()):
                continue
            senses, counts = int(fields[1]), used.get((kind, word), {})
            if senses == 1 or counts.get(1, 0) >= MAINLY * max(sum(counts.values()), 1):
                groups[kind, fields[-senses]].append((-counts.get(1, 0), word))
    for group in groups.values():
        if len(group) > 1 and -sum(count for count, _ in group) >= LEAST:
            yield [word for _, word in sorted(group)]


def _forms(folder: Path, used: dict[tuple[str, str], dict[int, int]]) -> Iterator[tuple[str, str]]:
    for kind, name in KINDS.items():
        for line in (folder / f"{name}.exc").read_text("utf-8").splitlines():
            form, plain = line.split()[:2]
            own = any(sum(used.get((k, form), {}).values()) >= LEAST for k in KINDS)  # saw, ground, wound
            often = sum(used.get((kind, plain), {}).values()) >= LEAST
            if form.isalpha() and plain.isalpha() and often and not own and form != plain:
                yield form, plain


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
