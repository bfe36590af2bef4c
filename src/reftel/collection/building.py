"""Building a collection: files in, telegrams held, counts that add up, and nothing lost however it ends."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial

from reftel import __version__
from reftel.collection.answers import BuildReport, Note, Rejected
from reftel.collection.batches import BATCH_FILES
from reftel.collection.create import make
from reftel.collection.holdings import MOST_TOLD
from reftel.collection.layout import Layout, check_free, check_whole, read_settings, told_as_collection_error
from reftel.collection.listing import Listing
from reftel.collection.lock import writing
from reftel.collection.naming import named
from reftel.collection.pool import outcomes
from reftel.collection.provenance import Provenances, is_sidecar
from reftel.collection.work import Manner, Tell, Work, no_step, now, opened, work_on
from reftel.collection.worker import Outcome, Taken, Task, place_of, read_task
from reftel.errors import CollectionError
from reftel.intake.archives import files_in, look_inside
from reftel.intake.files import FileSeen, find_files
from reftel.intake.judge import Parse
from reftel.intake.limits import DEFAULT_LIMIT, USUAL, Unpacking

_LISTED_AT_ONCE = 500

Sources = Iterable[str | os.PathLike[str]]


def build(
    folder: str | os.PathLike[str],
    sources: Sources,
    *,
    parse: Parse,
    name: str | None = None,
    provenance: Mapping[str, str] | None = None,
    workers: int | None = None,
    progress: Tell | None = None,
    limit: int = DEFAULT_LIMIT,
    unpacking: Unpacking = USUAL,
    batch: int = BATCH_FILES,
    on_step: Callable[[str], None] = no_step,
    clock: Callable[[], str] = now,
    read_by: str = __version__,
) -> BuildReport:
    """Make the collection if there is none, and take in these files, folders and archives.

    May be stopped at any moment: the same command again goes on and leads to the same collection.
    `provenance` says of all the files who released them, when, and so on (the fields of `Provenance`;
    an empty text takes back what was said before).  `workers` is how many processes read where there
    are many files, `limit` the size in bytes above which a file is refused, `unpacking` what may come
    out of one archive, `batch` how many files are made lasting at once.  `progress` is told of each
    file, `on_step` of each point at which something has become lasting; `read_by` is the version that
    the files are then known to be read by.
    """
    layout = Layout(folder)
    if not layout.exists():
        check_free(layout)
        with told_as_collection_error(layout):
            layout.folder.mkdir(parents=True, exist_ok=True)
    manner = Manner(parse, progress, batch, on_step, clock, read_by)
    with writing(layout):
        if not layout.exists():
            make(layout, name, on_step)
        check_whole(layout, read_settings(layout))
        with opened(layout, "build", manner) as work:
            run = _Build(work, provenance or {}, limit=limit, unpacking=unpacking)
            return run.run(sources, workers=workers)


def retry(
    folder: str | os.PathLike[str],
    sources: Sources,
    *,
    parse: Parse,
    names: Collection[str] = (),
    code: str | None = None,
    workers: int | None = None,
    progress: Tell | None = None,
    limit: int = DEFAULT_LIMIT,
    unpacking: Unpacking = USUAL,
    batch: int = BATCH_FILES,
    on_step: Callable[[str], None] = no_step,
    clock: Callable[[], str] = now,
) -> BuildReport:
    """Read again the files that were not taken in, where they lie under the sources of the builds.

    `names` (files, folders, patterns) and `code` choose among them.  One that is taken in leaves the
    list of rejects; `absent` of the report names those that are not there any more.
    """
    manner, layout = Manner(parse, progress, batch, on_step, clock), Layout(folder)
    with work_on(layout, "retry", manner) as work:
        only = Only(_wanted(work, names, code))
        if not only.left and (names or code):
            work.forget()
            raise CollectionError(_nothing_so(layout, names, code))
        return _Build(work, {}, limit=limit, unpacking=unpacking, only=only).run(sources, workers=workers)


def _wanted(work: Work, names: Collection[str], code: str | None) -> Iterator[tuple[str, str]]:
    where, values = named("name", names) if names else ("TRUE", [])
    yield from work.db.execute(
        f"SELECT place, name FROM rejects WHERE ({where}) AND (? IS NULL OR code = ?) ORDER BY name, place",
        (*values, code, code),
    )


def _nothing_so(layout: Layout, names: Collection[str], code: str | None) -> str:
    wanted = [*(f"the name {name}" for name in names), *([f"the reason {code}"] if code else [])]
    return (
        f"None of the files that {layout.folder} did not take in has {' and '.join(wanted)}. "
        f"'reftel status {layout.folder}' lists them; --json has the codes of the reasons."
    )


class Only:
    """The files that a retry is about, by their places; those of them that were not met yet."""

    def __init__(self, rejects: Iterable[tuple[str, str]]) -> None:
        """Take the place and the name of each."""
        self.left = dict(rejects)
        self.places = frozenset(self.left)
        self.above = {name[:at] for name in self.left.values() for at in _slashes(name)}

    def wants(self, path: str, top: str) -> bool:
        """Tell whether a file is one of them, or lies in an archive (up to `top`) that is one."""
        while place_of(path) not in self.places:
            if path == top:
                return False
            path = path.rpartition("/")[0]
        return True

    def may_hold(self, file: FileSeen) -> bool:
        """Tell whether one of them is a file, or may lie in it if that is an archive."""
        return file.name in self.above or self.wants(file.path, file.path)

    def met(self, path: str) -> None:
        """Count a file as met."""
        self.left.pop(place_of(path), None)


def _slashes(name: str) -> list[int]:
    return [at for at, sign in enumerate(name) if sign == "/"]


class _Build:
    """One build: its counts, and what it has to tell."""

    def __init__(
        self,
        work: Work,
        given: Mapping[str, str],
        *,
        limit: int,
        unpacking: Unpacking,
        only: Only | None = None,
    ) -> None:
        self.work = work
        self.store = work.store
        self.limit = limit
        self.unpacking = unpacking
        self.provenances = Provenances(dict(given))
        self.only = only
        self.total = 0  # files that are to be read
        self.fates: Counter[str] = Counter()
        self.provenance_changed = 0
        self.rejects: list[Rejected] = []
        self.notes: list[Note] = []

    def run(self, sources: Sources, *, workers: int | None) -> BuildReport:
        work = self.work
        folder = str(work.layout.folder.absolute())
        read = partial(read_task, parse=work.manner.parse, folder=folder, limit=self.limit)
        with told_as_collection_error(work.layout):
            listing = Listing(work.layout.incoming)
        with listing:
            with told_as_collection_error(work.layout):
                self._list(sources, listing)
            work.step("listed")
            self._take_in(outcomes(self._tasks(listing), read, files=self.total, workers=workers))
        work.clear_incoming()
        return self._end()

    def _list(self, sources: Sources, listing: Listing) -> None:
        for file in listing.fill(self._found(sources)):
            self.provenances.of(file.path, file.name)  # a bad sidecar is told before anything is read
            self.total += 1 if file.inside is None else file.inside.files
            if listing.files % _LISTED_AT_ONCE == 0:
                self._tell_listed(file.name)
        if self.only is not None:
            self.total = min(self.total, len(self.only.places))

    def _found(self, sources: Sources) -> Iterator[FileSeen]:
        """Yield the files to read, archives with what is in them."""
        for found in find_files(sources, leave_out=(str(self.work.layout.folder),)):
            if is_sidecar(found.path) or not (self.only is None or self.only.may_hold(found)):
                continue
            tell = partial(self._tell_listed, found.name)
            file = look_inside(found, limit=self.limit, unpacking=self.unpacking, tell=tell)
            if file.inside is not None or self._is_wanted(file.path, file.path):
                yield file

    def _tell_listed(self, name: str, inside: int = 0) -> None:
        self.work.tell("listing", self.total + inside, 0, name=name)

    def _is_wanted(self, path: str, top: str) -> bool:
        return self.only is None or self.only.wants(path, top)

    def _tasks(self, listing: Listing) -> Iterator[Task]:
        for file in listing:
            if file.inside is None:
                yield Task(file, self.store.known(file.path))
            else:
                yield from self._tasks_in(file)

    def _tasks_in(self, archive: FileSeen) -> Iterator[Task]:
        """Yield the files of an archive with their bytes, read as they are wanted."""
        for file, raw, beside, is_archive in files_in(archive, limit=self.limit, unpacking=self.unpacking):
            if is_archive:  # what was wrong with it is found again, if it still is
                self.store.accept(place_of(file.path))
                self._is_met(file.path)
            elif self._is_wanted(file.path, archive.path):
                yield Task(file, self.store.known(file.path), raw, beside)

    def _is_met(self, path: str) -> None:
        if self.only is not None:
            self.only.met(path)

    def _take_in(self, done: Iterator[tuple[Task, Outcome]]) -> None:
        with self.work.batches.open():
            for number, (task, outcome) in enumerate(done, start=1):
                self._take(task, outcome)
                self.work.tell("reading", number, self.total, name=task.seen.name)

    def _take(self, task: Task, outcome: Outcome) -> None:
        fate, reject = self.store.put(task, outcome)
        self.fates[fate] += 1
        self._is_met(task.seen.path)
        said = self.provenances.of(task.seen.path, task.seen.name)
        if said and self.store.describe(task.seen.path, said) and fate == "unchanged":
            self.provenance_changed += 1
        if reject is not None and len(self.rejects) < MOST_TOLD:
            self.rejects.append(reject)
        size = 0
        if isinstance(outcome, Taken):
            size = outcome.size
            if len(self.notes) < MOST_TOLD:
                self.notes += [Note(task.seen.name, note) for note in outcome.notes]
        self.work.batches.done(size)

    def _end(self) -> BuildReport:
        work, fates = self.work, self.fates
        report = BuildReport(
            seen=fates.total(),
            added=fates["added"],
            unchanged=fates["unchanged"],
            duplicates=fates["duplicate"],
            rejected=fates["rejected"],
            telegrams=work.held(),
            telegrams_added=work.batches.telegrams_added,
            rejects=tuple(self.rejects),
            seconds=work.seconds(),
            notes=tuple(self.notes),
            provenance_changed=self.provenance_changed,
            absent=tuple(sorted(self.only.left.values()))[:MOST_TOLD] if self.only else (),
        )
        work.end(
            seen=report.seen,
            added=report.added,
            unchanged=report.unchanged,
            duplicates=report.duplicates,
            rejected=report.rejected,
            telegrams=report.telegrams,
            telegrams_added=report.telegrams_added,
            seconds=report.seconds,
        )
        return report
