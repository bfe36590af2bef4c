"""From a sentence to its frames: cues that are likely enough, and what each of them frames."""

from __future__ import annotations

from typing import Any

from reftel.extract.attributions.asides import with_asides
from reftel.extract.attributions.beside import far_clause, parted, with_shared_subject, without_doubles
from reftel.extract.attributions.counts import with_counts
from reftel.extract.attributions.frames import Ground, frame_features, tag_runs
from reftel.extract.attributions.hearers import by_grammar
from reftel.extract.attributions.layout import Layout, Sentence
from reftel.extract.attributions.models import Models, chance_at
from reftel.extract.attributions.roles import role_features
from reftel.extract.attributions.voices import Chances, Cue, Frame

Words = tuple[int, int]


def tag_sentence(models: Models, layout: Layout, sentence: Sentence) -> tuple[list[str], list[Cue]]:
    """Return the tags of the first step and the likely cues, as places within the sentence.

    The likeliest tags leave out what is doubtful, so cues and sources above a lower chance are tagged too;
    the second step decides.
    """
    tagger = models.roles
    tags: list[str] = tagger.tag(role_features(layout, sentence))
    filled = list(tags)
    for i, tag in enumerate(tags):
        if tag != "O" or filled[i] != "O" or not layout.words[sentence.first + i].form[0].isalpha():
            continue
        if tagger.marginal("O", i) < 1 - models.eager:
            for letter, least in (("Q", models.eager), ("S", models.eager_source)):
                chance = chance_at(tagger, "B-" + letter, i)
                if chance > least:
                    _fill(tagger, tags, filled, letter, i, chance)
                    break
    cues = [(a, b) for letter, a, b in tag_runs(filled) if letter == "Q"]
    return filled, [Cue(a, b, max(_not_plain(tagger, i) for i in range(a, b))) for a, b in cues]


def _not_plain(tagger: Any, i: int) -> float:
    return chance_at(tagger, "B-Q", i) + chance_at(tagger, "I-Q", i)


def _fill(tagger: Any, tags: list[str], filled: list[str], letter: str, first: int, chance: float) -> None:
    filled[first] = "B-" + letter
    inside, i = "I-" + letter, first + 1
    while i < len(tags) and tags[i] == "O" and chance_at(tagger, inside, i) > 0.5 * chance:
        filled[i] = inside
        i += 1


def find_frames(models: Models, layout: Layout) -> list[list[Frame]]:
    """Return the frames of each sentence, in order of their cues.

    One step after the other over the whole page: a model's tables then stay in the processor's cache.
    """
    tagged = [tag_sentence(models, layout, s) for s in layout.sentences]
    return [
        find_tagged(models, layout, s, tags, cues)
        for s, (tags, cues) in zip(layout.sentences, tagged, strict=True)
    ]


def find_tagged(
    models: Models, layout: Layout, sentence: Sentence, tags: list[str], cues: list[Cue]
) -> list[Frame]:
    """Return the frames of these cues in a sentence tagged by the first step."""
    if not cues:
        return with_counts(layout, sentence, with_asides(layout, sentence, []))
    ground = Ground(layout, sentence, tags)
    frames = (
        best_frame(models, sentence, cue, frame_features(ground, cue.first, cue.last))
        or far_clause(layout, sentence, cue, tags)
        for cue in cues
    )
    drawn = [by_grammar(layout, sentence, f) for f in frames if f is not None]
    found = with_counts(layout, sentence, with_asides(layout, sentence, drawn))
    return with_shared_subject(layout, without_doubles(layout, parted(layout, found)))


def best_frame(models: Models, sentence: Sentence, cue: Cue, features: list[list[str]]) -> Frame | None:
    """Return what the second step draws around a cue; roles it is unsure of where they are likely enough.

    The likeliest tags leave out a role as soon as its best place is doubtful; for a reader of claims a
    doubtful source is worth more than none, so the likeliest place is taken above a threshold.
    """
    tagger = models.frames
    tags: list[str] = tagger.tag(features)
    runs = tag_runs(["O" if t == "Q" else t for t in tags])
    if not any(letter == "X" for letter, _, _ in runs):
        run = _likeliest(tagger, tags, "X", models.least_content)
        if run is None:
            return None
        runs.append(run)
    if not any(letter == "S" for letter, _, _ in runs):
        run = _likeliest(tagger, tags, "S", models.least_source)
        if run is not None:
            runs.append(run)
    at = sentence.first
    roles: dict[str, list[Words]] = {"S": [], "A": [], "X": []}
    for letter, a, b in sorted(runs, key=lambda r: r[1]):
        roles[letter].append((at + a, at + b))
    return Frame(
        ((at + cue.first, at + cue.last),), tuple(roles["S"][:1]), tuple(roles["A"][:1]), tuple(roles["X"]),
        _chances(tagger, cue, tags, runs),
    )  # fmt: skip


def _chances(tagger: Any, cue: Cue, tags: list[str], runs: list[tuple[str, int, int]]) -> Chances:
    """Return how likely the roles begin where they were drawn, and how likely all tags."""
    begun = dict.fromkeys("XS", 0.0)
    for letter, first, _ in runs:
        if letter in begun and not begun[letter]:
            begun[letter] = chance_at(tagger, "B-" + letter, first)
    return Chances(cue.chance, begun["X"], begun["S"], tagger.probability(tags))


def _likeliest(tagger: Any, tags: list[str], letter: str, least: float) -> tuple[str, int, int] | None:
    begin, inside = "B-" + letter, "I-" + letter
    chances = [chance_at(tagger, begin, i) if t == "O" else 0.0 for i, t in enumerate(tags)]
    chance = max(chances, default=0.0)
    if chance < least:
        return None
    first = chances.index(chance)
    last = first + 1
    while last < len(tags) and tags[last] == "O" and chance_at(tagger, inside, last) > 0.5 * chance:
        last += 1
    return letter, first, last
