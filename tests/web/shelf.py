"""A small collection in memory, for tests of the pages: exercise telegrams written here, people invented."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence

from reftel.collection.answers import (
    BuildReport,
    Card,
    Citation,
    Copy,
    Facet,
    Hit,
    Link,
    Member,
    Near,
    Overview,
    Passage,
    PostYear,
    Provenance,
    Rejected,
    Resolution,
    Results,
    SourceGroup,
    Thread,
)
from reftel.collection.contrasts import Against
from reftel.collection.contrasts import Found as ContrastsFound
from reftel.collection.entries import Entry
from reftel.collection.gaps import CitedNumber, Gaps, Point
from reftel.collection.missing import Citing, Missing, State, Wanted
from reftel.collection.profiles import Arrival, Feed, News, Profile, ProfileError
from reftel.collection.said import AnnotationState, Asked, Claim, Happening, Known
from reftel.errors import CollectionError, QueryError
from reftel.extract.contrast import LeftOut
from reftel.model import (
    Addressee,
    Classifier,
    Defect,
    Dtg,
    Found,
    Mrn,
    Originator,
    Paragraph,
    Reference,
    Segment,
    Source,
    Span,
    Telegram,
)
from reftel.refs.completeness import Completeness, Material, gaps_of
from reftel.refs.examine import examine
from reftel.refs.numbering import Numbered
from reftel.refs.periods import bounds
from reftel.release.compare import Comparison, compare
from reftel.release.relation import relate


class Draft:
    """Lays pieces of a telegram end to end and remembers where each stands."""

    def __init__(self) -> None:
        self.text = ""
        self.segments: list[Segment] = []

    def put(self, kind: str, text: str) -> Span:
        """Add a piece; neighbours of one kind stay apart."""
        span = Span(len(self.text), len(self.text) + len(text))
        self.text += text
        self.segments.append(Segment(kind, span))
        return span


def exercise(
    post: str, serial: int, year: int, subject: str, paragraphs: Sequence[str], cites: Sequence[Mrn] = ()
) -> Telegram:
    """Return an exercise telegram with a header, references and paragraphs, the second of them repaired."""
    d = Draft()
    dtg = d.put("dtg", f"R 12{serial % 24:02d}00Z MAY {year % 100:02d}\r\n")
    originator = d.put("originator", f"FM AMEMBASSY {post}\n")
    to = d.put("to", "TO RUEHC/SECSTATE WASHDC 0042\n")
    d.put("blank", "\n")
    line = d.put("classification_line", f"C O N F I D E N T I A L {post} {serial:06d}\n")
    caption = d.put("caption", "SIPDIS\n")
    d.put("unread", "EXERCISE <EXERCISE> & EXERCISE\n")
    eo = d.put("executive_order", f"E.O. 12958: DECL: 5/12/{year + 10}\n")
    tags = d.put("tags", "TAGS: EFIS PREL\n")
    subj = d.put("subject", f"SUBJECT: {subject}\n")
    refs = d.put("references", "REF: " + " ".join(f"{chr(65 + i)}. {m}" for i, m in enumerate(cites)) + "\n")
    spans = []
    for i, words in enumerate(paragraphs):
        if i:
            d.put("page", "\n          C O N F I D E N T I A L\n\n")
        spans.append(d.put("paragraph", f"{i + 1}. (C) {words}\n"))
    signature = d.put("signature", "QUILLFEATHER\n")
    key = hashlib.sha256(d.text.encode()).hexdigest()
    return Telegram(
        key=key,
        family="text_2000s",
        source=Source(key, "utf-8", "text/plain", Span(0, len(d.text))),
        text=d.text,
        segments=tuple(d.segments),
        mrn=Found(Mrn(post, serial, year), line),
        dtg=Found(Dtg(f"{year}-05-12T{serial % 24:02d}:00:00Z"), dtg),
        originator=Found(Originator(f"AMEMBASSY {post}", post), originator),
        addressees=(
            Found(Addressee("action", "SECSTATE WASHDC", "RUEHC", None, 42), to),
            Found(Addressee("info", "AMEMBASSY LISBON"), to),
            Found(Addressee("info", "NATO COLLECTIVE", collective=True), to),
            Found(Addressee("info", "AMEMBASSY TUNIS"), to),
        ),
        classification=Found("CONFIDENTIAL", line),
        captions=(Found("SIPDIS", caption),),
        executive_order=Found("12958", eo),
        declassify_on=Found(f"{year + 10}-05-12", eo),
        classified_by=Found(Classifier("Orla Quillfeather", "DCM"), eo),
        reasons=(Found("1.4(b)", eo),),
        tags=(Found("EFIS", tags), Found("PREL", tags)),
        subject=Found(subject, subj),
        references=(
            *(Found(Reference(chr(65 + i), "telegram", m, str(m)), refs) for i, m in enumerate(cites)),
            Found(Reference("Z", "email", None, "QUILLFEATHER E-MAIL OF MAY 9"), refs),
        ),
        paragraphs=tuple(
            Paragraph(i + 1, "C", "SUMMARY" if i == 0 else None, words, span)
            for i, (words, span) in enumerate(zip(paragraphs, spans, strict=True))
        ),
        signature=Found("QUILLFEATHER", signature),
        defects=(
            Defect("link-artefact", "tags[0]", "[EFIS](#)", "EFIS", "a link left by a web page", tags),
            Defect(
                "paragraph-number-misread",
                "paragraphs[1].number",
                "12",
                "2",
                "a paragraph mark read as the digit 1: the number before is 1",
                spans[1],
            ),
        ),
    )


VALLETTA = Mrn("VALLETTA", 488, 2008)
TUNIS = Mrn("TUNIS", 1277, 2008)
PRAIA = Mrn("PRAIA", 719, 2008)  # cited, not held

TELEGRAMS = (
    exercise(
        "VALLETTA",
        488,
        2008,
        'EXERCISE: TALKS ON THE "LAMPUKI" QUOTA <STALLED> & ADJOURNED',
        [
            "Summary: The exercise talks on the quota stalled on May 10 & were adjourned. End Summary.",
            "The chairman, Bartholomew Zammarit, told us that <neither> side would move\nbefore the autumn, "
            "and that the figures of ref B were twice too high.",
        ],
        cites=(TUNIS, PRAIA),
    ),
    exercise(
        "TUNIS",
        1277,
        2008,
        "EXERCISE: FIGURES FOR THE CATCH",
        ["The exercise catch was 300 to 350 tons.", "Boat    Tons\nAzure    120\nGull    190"],
        cites=(VALLETTA,),
    ),
    exercise("LISBON", 2801, 2008, "EXERCISE: FIRST COPY", ["One text.", "Two."]),
    exercise("LISBON", 2801, 2008, "EXERCISE: CORRECTED COPY", ["Another text.", "Two."]),
)


def card_of(t: Telegram) -> Card:
    """Return the card of a telegram."""
    return Card(
        key=t.key,
        mrn=str(t.mrn.value) if t.mrn else None,
        date=t.dtg.value.iso if t.dtg else None,
        originator=t.originator.value.plad if t.originator else None,
        post=t.mrn.value.post if t.mrn else None,
        subject=t.subject.value if t.subject else None,
        classification=t.classification.value if t.classification else None,
        captions=tuple(c.value for c in t.captions),
        tags=tuple(c.value for c in t.tags),
        family=t.family,
        source_name="exercise/telegram.txt",
        words=len(t.text.split()),
        provenance=Provenance(
            "The <Exercise> Archive", "2014-03", "https://archive.example/release", licence="CC0"
        ),
    )


class ShelfSelection:
    """What a query finds on the shelf."""

    def __init__(self, telegrams: Sequence[Telegram]) -> None:
        self._telegrams = telegrams

    def entries(self) -> Iterator[Entry]:
        for t in self._telegrams:
            c = card_of(t)
            yield Entry(
                c.key, c.mrn, c.date, c.originator, (), (), c.classification, c.captions, c.tags, c.subject,
                (), c.words, c.source_name, Provenance(),
            )  # fmt: skip

    def telegrams(self) -> Iterator[tuple[Telegram, Provenance]]:
        return ((t, Provenance()) for t in self._telegrams)


class ShelfProfiles:
    """One profile, to which two telegrams are new."""

    def __init__(self, cards: Sequence[Card]) -> None:
        self._profile = Profile("catch", 'quota <&> "catch"', "2026-05-01T08:00:00+00:00")
        self._new = tuple(Arrival(card, "2026-05-02T08:00:00+00:00", ("catch",)) for card in cards)

    def peek(self, names: Sequence[str] = ()) -> tuple[News, ...]:
        return (News(self._profile, self._new),)

    def feed(self, names: Sequence[str] = ()) -> Feed:
        if set(names) - {"catch"}:
            raise ProfileError(f"There is no profile {names[0]}. There are: catch.")
        return Feed("urn:sha256:0", "Exercise shelf", "2026-05-02T08:00:00+00:00", self._new)


class ShelfSaid:
    """Says nothing: no telegram of the shelf is annotated."""

    def __init__(self, telegrams: int) -> None:
        self.telegrams = telegrams

    def state(self) -> AnnotationState:
        return AnnotationState(self.telegrams, 0, 0, 0)

    def claims(self, asked: Asked, *, limit: int | None = 100, offset: int = 0) -> tuple[Claim, ...]:
        return ()

    def claims_of(self, key: str) -> tuple[Claim, ...]:
        return ()

    def counted(
        self, asked: Asked, *, limit: int | None = 100, offset: int = 0
    ) -> tuple[tuple[Claim, ...], int]:
        return (), 0

    def timeline(self, **asked: object) -> tuple[Happening, ...]:
        return ()

    def people(
        self, name: str | None = None, *, limit: int | None = 100, offset: int = 0
    ) -> tuple[Known, ...]:
        return ()

    places = people

    def count_people(self) -> int:
        return 0

    count_places = count_people


class Shelf:
    """Holds telegrams in memory and answers as a collection does, simply."""

    def __init__(self, telegrams: Sequence[Telegram] = TELEGRAMS) -> None:
        self.telegrams = {t.key: t for t in telegrams}
        self.all_cards = tuple(card_of(t) for t in telegrams)

    @property
    def said(self) -> ShelfSaid:
        return ShelfSaid(len(self.telegrams))

    def overview(self) -> Overview:
        held = Counter((c.post, int(c.date[:4]) if c.date else None) for c in self.all_cards)
        return Overview(
            name="Exercise shelf",
            telegrams=len(self.all_cards),
            files=len(self.all_cards),
            words=sum(c.words for c in self.all_cards),
            first="2008-05-12T08:00:00Z" if self.all_cards else None,
            last="2008-05-12T17:00:00Z" if self.all_cards else None,
            by_post_and_year=tuple(PostYear(p, y, n) for (p, y), n in held.items()),
            families=(Facet("text_2000s", len(self.all_cards)),) if self.all_cards else (),
            classifications=(Facet("CONFIDENTIAL", len(self.all_cards)),) if self.all_cards else (),
            tags=(Facet("EFIS", 4), Facet("PREL", 4)) if self.all_cards else (),
            missing=1 if self.all_cards else 0,
        )

    def search(self, query: str, *, limit: int = 20, offset: int = 0, order: str = "relevance") -> Results:
        if query.count('"') % 2:
            raise QueryError(
                "This quotation mark is not closed.", place=query.rindex('"'), suggestion=query + '"'
            )
        word = query.split()[0].casefold()
        hits = tuple(
            Hit(card_of(t), 1.0, (self._passage(t, word),))
            for t in self.telegrams.values()
            if word in t.text.casefold()
        )
        return Results(
            query=query,
            total=len(hits),
            offset=offset,
            hits=hits[offset : offset + limit],
            facets={"posts": (Facet("VALLETTA", 1),), "tags": (Facet("EFIS", len(hits)),)} if hits else {},
            suggestion=None if hits else "quota",
        )

    def _passage(self, t: Telegram, word: str) -> Passage:
        for i, p in enumerate(t.paragraphs):
            at = p.text.casefold().find(word)
            if at >= 0:
                end = at + len(word)
                pieces = ((p.text[:at], False), (p.text[at:end], True), (p.text[end:], False))
                return Passage(pieces, i, p.number, p.portion)
        return Passage(((t.subject.value if t.subject else "", False),), None, None, None)

    def select(self, query: str = "", *, order: str = "date") -> ShelfSelection:
        word = query.split()[0].casefold() if query else ""
        return ShelfSelection([t for t in self.telegrams.values() if word in t.text.casefold()])

    def profiles(self) -> ShelfProfiles:
        return ShelfProfiles(self.all_cards[:2])

    def find(self, number: str) -> tuple[Card, ...]:
        wanted = number.upper().split()
        return tuple(
            c for c in self.all_cards if c.mrn and (c.mrn.split() == wanted or c.mrn.split()[1:] == wanted)
        )

    def like(self, key: str, *, limit: int = 10) -> Sequence[Card]:
        return tuple(c for c in self.all_cards if c.key != self.card(key).key)[:limit]

    def near(self, number: str) -> Near | None:
        words = number.upper().split()
        if len(words) != 3 or not words[0].isdigit() or not words[2].isdigit():
            return None
        cards = [c for c in self.all_cards if c.post == words[1]]
        before = self.all_cards[0] if words[1] == "PRAIA" else None
        return Near(" ".join(words), self.cited_by(" ".join(words)), before, cards[0] if cards else None)

    def telegram(self, key: str) -> Telegram:
        return self.telegrams[self.card(key).key]

    def card(self, key: str) -> Card:
        for card in self.all_cards:
            if card.key.startswith(key):
                return card
        raise CollectionError(f"No telegram has a key that begins with {key}. Search for its words instead.")

    def copies(self, key: str) -> tuple[Copy, ...]:
        this = self.telegram(key)
        found = ((t, relate(this, t)) for t in self.telegrams.values() if t.key != this.key)
        return tuple(Copy(card_of(t), r.name, r.reason, r.sure) for t, r in found if r is not None)

    def compare(self, left: str, right: str) -> Comparison:
        return compare(self.telegram(left), self.telegram(right))

    def resolve(self, telegram: Telegram) -> tuple[Resolution, ...]:
        return tuple(self._resolution(found.value) for found in telegram.references)

    def _resolution(self, ref: Reference) -> Resolution:
        if ref.mrn is None:
            return Resolution(ref, "not-a-telegram", (), "an e-mail")
        cards = self.find(str(ref.mrn))
        if len(cards) > 1:
            return Resolution(ref, "ambiguous", cards, "several bear the number")
        return Resolution(ref, "held" if cards else "not-held", cards, "by number")

    def cited_by(self, mrn: str) -> tuple[Citation, ...]:
        return tuple(
            Citation(card_of(t), f.value.letter, f.value.text)
            for t in self.telegrams.values()
            for f in t.references
            if str(f.value.mrn) == mrn
        )

    def thread(self, number: str) -> Thread:
        cards = self.find(number)
        if not cards:
            raise CollectionError(f"{number} is not held.")
        praia = str(PRAIA)
        gone = Member(praia, (), "2008-01-02", "2008-01-03", "2008-01-04", 0, None, (), self.cited_by(praia))
        held = Member(cards[0].mrn, cards, None, None, None, 1, 0, (Link(0, "A", "PRAIA", "stated"),))
        return Thread(number, (gone, held), ("It is cut here.",))

    def missing(self, limit: int = 100, wanted: Wanted | None = None) -> tuple[Missing, ...]:
        if wanted is not None and wanted.post not in (None, PRAIA.post):
            return ()
        cited = tuple(Citing(c.card, c.letter, c.text) for c in self.cited_by(str(PRAIA)))
        return (Missing(str(PRAIA), cited),)[:limit] if cited else ()

    def contrasts(self, asked: Against | None = None, *, limit: int | None = 50) -> ContrastsFound:
        return ContrastsFound(0, (), 0, 0, LeftOut())

    def gaps(self, post: str | None = None, year: int | None = None) -> tuple[Completeness, ...]:
        found = [self.gaps_of(p, 2008) for p in sorted({c.post for c in self.all_cards if c.post})]
        told = (gaps.completeness for gaps in found if gaps is not None)
        return tuple(c for c in told if post in (None, c.post) and year in (None, c.period))

    def gaps_of(self, post: str, year: int) -> Gaps | None:
        held = [t.mrn.value for t in self.telegrams.values() if t.mrn and t.mrn.value.post == post]
        first, _ = bounds(year)
        found = examine(
            Material(post, year, [Numbered(m.serial, first + 132) for m in held if m.year == year])
        )
        if found is None:
            return None
        points = tuple(Point(m.serial, "2008-05-12") for m in held)
        runs = gaps_of(found.numbering, ())
        return Gaps(
            completeness=found.told, footnote="A <footnote>.", collection="Exercise shelf", built=None,
            points=points, aside=(), cited=(CitedNumber(7, None, "2008-05-12"),), runs=runs,
        )  # fmt: skip

    def count_missing(self, wanted: Wanted | None = None) -> dict[State, int]:
        return {"not-held": len(self.missing(wanted=wanted)), "stub": 0, "withdrawn": 0}

    def missing_number(self, number: str) -> Missing:
        if number != str(PRAIA):
            raise CollectionError(f"{number} is held.")
        (only,) = self.missing()
        return only

    def neighbours(self, key: str) -> tuple[Card | None, Card | None]:
        return None, next((c for c in self.all_cards if c.key != key), None)

    def cards(
        self, post: str | None = None, year: int | None = None, limit: int = 50, offset: int = 0
    ) -> tuple[Card, ...]:
        kept = [c for c in self.all_cards if post in (None, c.post) and str(year or "") in (c.date or "")[:4]]
        return tuple(kept[offset : offset + limit])

    def rejects(self) -> tuple[Rejected, ...]:
        return (Rejected("notes/<readme>.md", "not a telegram", "Nothing to do."),)

    def sources(self) -> tuple[SourceGroup, ...]:
        return (
            SourceGroup("exercise", 4, 4, Provenance("The <Exercise> Archive", "2014-03", licence="CC0")),
            SourceGroup("notes", 1, 0, Provenance()),
        )

    def build_report(self) -> BuildReport | None:
        return BuildReport(5, 4, 0, 0, 1, 4, 4, self.rejects(), 0.5)
