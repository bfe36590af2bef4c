"""Training the six models of attributions from annotated texts; the same code for reftel and for its users.

The later steps learn from what the earlier steps find in texts that those had not been trained on, as they
will have to at run time: the texts are parted in `PARTS`, and each part is read by models of the others.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from reftel.extract.attributions.assembly import drafted
from reftel.extract.attributions.frames import Ground, frame_features
from reftel.extract.attributions.framing import find_tagged, tag_sentence
from reftel.extract.attributions.gold import Lesson, Wanted, lessons
from reftel.extract.attributions.judging import RIGHT, signs, verdicts
from reftel.extract.attributions.layout import Sentence
from reftel.extract.attributions.models import VERSION, Models, file_of, opened
from reftel.extract.attributions.roles import LETTERS, role_features
from reftel.extract.attributions.telling import manner_features, owner_features
from reftel.extract.attributions.voices import Cue, Frame, voice_features

PARTS = 4
# Strengths of the two penalties and rounds, by step; chosen by cross-validation (docs/measurements.md).
SETTINGS = {
    "roles": (0.3, 0.5, 60),
    "frames": (0.3, 0.5, 80),
    "voices": (0.3, 6.0, 80),
    "manners": (0.05, 0.05, 100),
    "owners": (0.05, 0.05, 100),
    "sure": (0.0, 2.0, 200),
}
Sequences = list[tuple[Sequence[Any], list[str]]]
Tagged = list[tuple[list[str], list[Cue]]]


def train_attributions(paths: Iterable[Path], out: Path, seed: int = 0) -> None:
    """Train on annotated texts (files of JSON lines, or folders of them) and write the models to a folder.

    The same texts, seed and version of python-crfsuite give the same models.
    """
    files = list(paths)
    train_on(lessons(files), out, seed)
    names = sorted(f.name for p in files for f in (p.glob("*.jsonl") if p.is_dir() else [p]))
    listed = ", ".join(f'"{n}"' for n in names)
    (out / "attributions.toml").write_text(
        "# What attributions_*.crfsuite were trained on, by reftel.extract.attributions.training.\n"
        f"data = [{listed}]\nseed = {seed}\nfeatures = {VERSION}\n",
        encoding="utf-8",
    )


def train_on(taught: Sequence[Lesson], out: Path, seed: int = 0) -> Models:
    """Train the models on these lessons, write them to a folder and open them."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        school = _School(taught, out, Path(scratch), seed)
        school.train("roles", [_role_lessons(t) for t in taught])
        tagged = school.read(lambda m, t, i: [tag_sentence(m, t.layout, s) for s in t.layout.sentences])
        school.train("frames", [_frame_lessons(t, g) for t, g in zip(taught, tagged, strict=True)])
        frames = school.read(lambda m, t, i: _framed(m, t, tagged[i]))
        school.train(
            "voices",
            [[(voice_features(t.layout, f), voices_of(t))] for t, f in zip(taught, frames, strict=True)],
        )
        manners, owners = zip(*(_telling_lessons(t) for t in taught), strict=True)
        school.train("manners", manners)
        school.train("owners", owners)
        school.train("sure", school.read(lambda m, t, i: _judgements(m, t)))
    return opened(out)


class _School:
    """Trains each step on all texts, and for each part of them on the others; these read that part."""

    def __init__(self, taught: Sequence[Lesson], out: Path, scratch: Path, seed: int) -> None:
        self.taught, self.out, self.scratch = taught, out, scratch
        self.parts = _parted(len(taught), seed)
        self.others = [Models(None, None, None, None, None) for _ in self.parts]

    def train(self, step: str, data: Sequence[Sequences]) -> None:
        """Train a step on the sequences of each text."""
        for k, part in enumerate(self.parts):
            most = [s for i, d in enumerate(data) if i not in part for s in d]
            tagger = _trained(step, most, self.scratch / f"{step}{k}")
            self.others[k] = replace(self.others[k], **{step: tagger})
        _trained(step, [s for d in data for s in d], file_of(step, self.out))

    def read(self, reading: Callable[[Models, Lesson, int], Any]) -> list[Any]:
        """Return what the models of the other parts read in each text."""
        found: list[Any] = [None] * len(self.taught)
        for models, part in zip(self.others, self.parts, strict=True):
            for i in part:
                found[i] = reading(models, self.taught[i], i)
        return found


def _parted(n: int, seed: int) -> list[set[int]]:
    order = list(range(n))
    random.Random(seed).shuffle(order)
    return [set(order[i::PARTS]) for i in range(PARTS) if order[i::PARTS]]


def _trained(step: str, sequences: Sequences, path: Path) -> Any:
    import pycrfsuite

    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    for features, labels in sequences:
        if features:
            trainer.append(features, labels)
    c1, c2, rounds = SETTINGS[step]
    trainer.set_params({"c1": c1, "c2": c2, "max_iterations": rounds})
    trainer.train(str(path))
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    return tagger


def _role_lessons(lesson: Lesson) -> Sequences:
    tags = ["O"] * len(lesson.layout.words)
    for role in ("addressee", "source", "cue"):
        for a in lesson.wanted:
            for first, last in getattr(a, role):
                for i in range(first, last):
                    tags[i] = ("B-" if i == first else "I-") + LETTERS[role]
    return [
        (role_features(lesson.layout, s), _mended(tags[s.first : s.last])) for s in lesson.layout.sentences
    ]


def _mended(tags: list[str]) -> list[str]:
    """Let every run begin with B-, where a later role overwrote its beginning."""
    for i, tag in enumerate(tags):
        if tag[0] == "I" and (i == 0 or tags[i - 1][-1] != tag[-1] or tags[i - 1][0] not in "BI"):
            tags[i] = "B" + tag[1:]
    return tags


def _frame_lessons(lesson: Lesson, tagged: Tagged) -> Sequences:
    found: Sequences = []
    for sentence, (tags, cues) in zip(lesson.layout.sentences, tagged, strict=True):
        wanted = [a for a in lesson.wanted if a.cue and sentence.first <= a.cue[0][0] < sentence.last]
        if not wanted and not cues:
            continue
        ground = Ground(lesson.layout, sentence, tags)
        for cue, told in _cues_to_learn(sentence, wanted, cues):
            found.append((frame_features(ground, *cue), _frame_tags(sentence, cue, told)))
    return found


def _cues_to_learn(
    sentence: Sentence, wanted: list[Wanted], cues: list[Cue]
) -> list[tuple[tuple[int, int], Wanted | None]]:
    """Return the annotated cues, those found in their place, and those found where there is none."""
    found: list[tuple[tuple[int, int], Wanted | None]] = []
    taken: set[tuple[int, int]] = set()
    for a in wanted:
        right = (a.cue[0][0] - sentence.first, min(a.cue[0][1], sentence.last) - sentence.first)
        near = [c[:2] for c in cues if c.first < right[1] and right[0] < c.last]
        taken.update(near)
        found += [(c, a) for c in dict.fromkeys([right, *near])]
    return found + [(c[:2], None) for c in cues if c[:2] not in taken]


def _frame_tags(sentence: Sentence, cue: tuple[int, int], told: Wanted | None) -> list[str]:
    tags = ["O"] * (sentence.last - sentence.first)
    for role, letter in (("content", "X"), ("addressee", "A"), ("source", "S")):
        for first, last in getattr(told, role, ()):
            first = max(first, sentence.first)
            for i in range(first, min(last, sentence.last)):
                tags[i - sentence.first] = ("B-" if i == first else "I-") + letter
    for i in range(*cue):
        tags[i] = "Q"
    return _mended(tags)


def _framed(models: Models, lesson: Lesson, tagged: Tagged) -> list[list[Frame]]:
    return [
        find_tagged(models, lesson.layout, s, tags, cues)
        for s, (tags, cues) in zip(lesson.layout.sentences, tagged, strict=True)
    ]


def voices_of(lesson: Lesson) -> list[str]:
    """Return the voice of each sentence as annotated (see `voices`)."""
    return [_voice(lesson, s) for s in lesson.layout.sentences]


def _voice(lesson: Lesson, sentence: Sentence) -> str:
    body = range(sentence.body, sentence.last)
    for a in lesson.wanted:
        if not a.cue and not a.source and (a.continues is not None or a.own):
            held = sum(max(0, min(e, body.stop) - max(s, body.start)) for s, e in a.content)
            if held >= 0.55 * len(body):
                return "C" if a.continues is not None else "W"
    own = [
        a.own
        for a in lesson.wanted
        if a.cue and a.cue[0][0] in range(sentence.first, sentence.last) and not _nested(lesson, a)
    ]
    return "P" if any(own) else "T" if own else "O"


def _nested(lesson: Lesson, a: Wanted) -> bool:
    at = a.cue[0][0]
    return any(b is not a and any(s <= at < e for s, e in b.content) for b in lesson.wanted)


def _telling_lessons(lesson: Lesson) -> tuple[Sequences, Sequences]:
    manners: Sequences = []
    owners: Sequences = []
    for a in lesson.wanted:
        if not a.cue:
            continue
        frame = Frame(a.cue, a.source, a.addressee, a.content)
        number = next(i for i, s in enumerate(lesson.layout.sentences) if a.cue[0][0] < s.last)
        manners.append(([manner_features(lesson.layout, frame)], [a.manner]))
        told = owner_features(lesson.layout, number, frame, _nested(lesson, a))
        owners.append(([told], ["own" if a.own else "not"]))
    return manners, owners


def _judgements(models: Models, lesson: Lesson) -> Sequences:
    drafts = drafted(models, lesson.layout)
    right = verdicts(drafts, lesson.wanted)
    return [
        ([signs(lesson.layout, d)], [RIGHT if good else "wrong"])
        for d, good in zip(drafts, right, strict=True)
    ]
