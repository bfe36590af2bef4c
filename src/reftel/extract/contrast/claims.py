"""From the annotations of a text to its claims, as they are held against each other."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from msgspec.structs import replace

from reftel.extract.annotations import Annotations, Attribution, Entity, Figure, Manner, Mention, When
from reftel.extract.contrast.bare import bare_figures, count_of
from reftel.extract.contrast.matter import (
    is_denial,
    is_listed,
    meanings,
    points_back,
)
from reftel.extract.contrast.mending import has_verb, mended
from reftel.extract.contrast.proper import proper_words
from reftel.extract.contrast.records import Claim, Days, Name, Quantity
from reftel.extract.contrast.texts import Block, Text, looks_misread, sentences
from reftel.model import Span
from reftel.terms import contrast
from reftel.terms.tables import squeeze

# What makes the one person that a sentence names its speaker, where no attribution was found.
_TELLS = re.compile(
    r"\b(?:according to|said|says|told|stated|claimed|estimated|reported|put|gave|spoke|mentioned)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_NUMBER = re.compile(
    r"(?:about|some|around|over|only|nearly)?\s*\d[\d,.]*(?:\s*(?:-|to|or)\s*\d[\d,.]*)?", re.IGNORECASE
)
_JOINED = re.compile(r"\s*(?:,|\band\b|\bor\b)\s*", re.IGNORECASE)
_PLACE = re.compile(r"\s+(?:of|in|from|at)\s+|\s*[(]", re.IGNORECASE)
_IT = re.compile(r"\b(?:it|this|that|these|those)\b", re.IGNORECASE)
_WILL = re.compile(r"^(?:\W*\w+\b){0,6}?\W*\b(?:will|would|shall|should|to|be)\b", re.IGNORECASE)
_WAS = re.compile(r"\b(?:is|are|was|were|has|had|did|would)\b", re.IGNORECASE)
_DENIALS = ("deny", "refuse")
_TOLD = ("state", "confirm", "deny", "believe")
_LONGEST_ANSWER = 90  # characters of a sentence that answers without saying it again
_PRONOUN = re.compile(
    r"(?:he|she|they|it|we|i|us|who|which|that|him|her|them|one|this|these|those|the)", re.IGNORECASE
)


def folded(name: str) -> str:
    """Return a name as it is compared: in capitals, without articles and marks."""
    return " ".join(
        squeeze(w) for w in re.split(r"[\s-]+", name) if squeeze(w) and w.lower() not in ("the", "a", "an")
    )


def claims_of(
    text: Text, found: Annotations, *, key_of: Callable[[Entity], str] | None = None
) -> list[Claim]:
    """Return the claims of a text in its order; figures that nobody is named for are its own claims.

    `key_of` gives the key of an entity that is the same in every text; without it the folded name is taken.
    """
    return list(_Reader(text, found, key_of or (lambda e: folded(e.name))).claims())


class _Reader:
    """Reads the claims of one text."""

    def __init__(self, text: Text, found: Annotations, key_of: Callable[[Entity], str]) -> None:
        self._text = text
        self._found = found
        self._entities = {e.number: e for e in found.entities}
        self._keys = {e.number: f"{key_of(e)}" for e in found.entities}
        self._sentences = [s for block in text.blocks for s in sentences(text, block)]
        self._named = sorted((m for m in found.mentions if m.kind == "name"), key=lambda m: m.span.start)
        self._told = mended(found.attributions, text.words, self._around)
        self._by_n = {a.n: a for a in self._told}
        self._saying = {a.n for a in self._told if self._says(a)}
        self._outer = {a.within for a in self._told if a.n in self._saying}
        self._within: dict[int | None, list[Attribution]] = {}
        for a in self._told:
            self._within.setdefault(a.within, []).append(a)
        self._contents = sorted((s for a in self._told for s in a.content), key=lambda s: s.start)
        saying = [a for a in self._told if a.within is None or a.n in self._saying]
        self._inner = _innermost(saying, found.figures)

    def claims(self) -> Iterator[Claim]:
        told: set[Figure] = set()
        claims = []
        for attribution in self._told:
            if attribution.content:
                figures = [f for f in self._found.figures if self._inner.get(f.span) == attribution.n]
                told.update(figures)
                figures = [self._with_count(f) for f in figures]
                figures += self._bare(attribution, figures)
                claims.append((attribution.content[0].start, self._claim(attribution, figures)))
        claims += self._untold([f for f in self._found.figures if f not in told])
        claims += self._answers([(place, claim.span) for place, claim in claims if claim.span is not None])
        for place, (_, claim) in enumerate(sorted(claims, key=lambda c: c[0])):
            yield _placed(claim, place)

    def _claim(self, a: Attribution, figures: Sequence[Figure]) -> Claim:
        block = self._block(a.content[0].start)
        roles = [s for s in _roles(a) if block is None or _is_in(s, block.span)] or [a.content[0]]
        whole = Span(min(s.start for s in roles), max(s.end for s in roles))
        quote = self._around(whole)
        inside = [w for w in self._found.dates if _within(w.span, a.content)]
        beside = [w for w in self._found.dates if _is_in(w.span, quote) and w not in inside]
        speaker, name, person = self._speaker(a)
        told = " ".join(self._text.words(s) for s in a.content)
        return self._filled(
            Claim(
                key=f"{self._text.key}:{a.n}",
                telegram=self._text.key,
                place=0,
                content=told,
                quote=self._text.words(quote),
                manner=self._manner(a),
                cue=" ".join(self._text.words(s) for s in a.cue),
                own=a.own,
                speaker=speaker,
                speaker_name=name,
                person=person,
                hearer=self._keys.get(a.hearer) if a.hearer is not None else None,
                hearer_name=self._hearer(a),
                said=_one_day(beside, self._text.date) or self._text.date,
                meant=_meant([*inside, *(w for w in beside if w.earliest != w.latest)]),
                figures=_in_a_list([self._quantity(f) for f in figures], told),
                names=self._names(a.content),
                within=None if a.within is None else f"{self._text.key}:{a.within}",
                grounds=self._grounds(a)
                or tuple(Name(folded(self._text.words(g)), "person", self._text.words(g)) for g in a.grounds),
                relays=self._relays(a),
                span=quote,
            ),
            whole,
        )

    def _says(self, a: Attribution) -> bool:
        """Tell whether what is said is a sentence or a number: not where somebody `had seen 40 boats`."""
        words = " ".join(map(self._text.words, a.content))
        return has_verb(words) or (bool(a.source) and _NUMBER.fullmatch(words.strip()) is not None)

    def _manner(self, a: Attribution) -> Manner:
        """Return how it is said: who insists, assures or objects that something was so states it."""
        cue = " ".join(map(self._text.words, a.cue))
        told = " ".join(map(self._text.words, a.content))
        finite = (_WAS.search(told) and not _WILL.search(told)) or _NUMBER.match(told)
        if a.manner in ("doubt", "refuse", "state", "confirm") and is_denial(cue):
            return "deny"
        if a.manner in _TOLD and self._is_called_untrue(a):
            return "deny"
        if a.manner == "refuse" and _IT.search(told) and not meanings(told):
            return "deny"  # would have none of it
        said = _WAS.search(told) if not is_denial(cue) else has_verb(told)
        if a.manner == "deny" and not (said or points_back(told, pronouns=True)):
            return "state"  # men who have not brought back the boat they bought deny nothing
        asks = a.manner in ("ask", "promise", "refuse", "order") and contrast.is_told(cue)
        return "state" if asks and finite else a.manner

    def _is_called_untrue(self, a: Attribution) -> bool:
        """Tell whether words of the sentence outside what is said deny it: refuted claims that.

        Those from the speaker to what is said, and those before both: it was not true, he said, that.
        """
        begin = a.content[-1].start
        sentence = self._around(a.content[-1])
        told = self._contents[
            bisect_left(self._contents, sentence.start, key=lambda s: s.start) : bisect_left(
                self._contents, sentence.end, key=lambda s: s.start
            )
        ]
        first = max((s.end for s in (*a.source, *told) if s.end <= begin), default=sentence.start)
        between = self._text.words(Span(first, begin)) if first < begin else ""
        if contrast.is_untrue(between) or is_denial(between):
            return True
        if contrast.denying(" ".join(map(self._text.words, a.source))):
            return True  # the verb was taken into the source
        until = min(s.start for s in (*a.source, *a.cue, *a.content))
        head = Span(sentence.start, until)
        if head.start >= head.end or any(s.start < head.end and head.start < s.end for s in told):
            return False
        return contrast.is_untrue(self._text.words(head))

    def _with_count(self, figure: Figure) -> Figure:
        """Return a figure that counts nothing with what `number of` before it says to be counted."""
        if figure.counted or figure.unit or figure.currency:
            return figure
        sentence = self._around(figure.span)
        before = Span(sentence.start, figure.span.start)
        words = self._text.words(before) if before.start < before.end else ""
        counted = count_of(words) if len(words) == before.end - before.start else None
        return replace(figure, counted=_moved(counted, before.start)) if counted else figure

    def _bare(self, a: Attribution, figures: Sequence[Figure]) -> Iterator[Figure]:
        """Yield the numbers by themselves in what is said, where it has no other figure."""
        if figures or a.n in self._outer:
            return
        places = [f.span for f in self._found.figures] + [d.span for d in self._found.dates]
        for content in (*a.content, *a.cue):
            sentence = self._around(content)
            words = self._text.words(sentence)
            if len(words) != sentence.end - sentence.start:
                continue  # a page line stands within: places in the words are not those of the text
            taken = [Span(p.start - sentence.start, p.end - sentence.start) for p in places]
            counted = count_of(words[: max(0, content.end - sentence.start)])
            for f in bare_figures(words, taken):
                span = _moved(f.span, sentence.start)
                if _is_in(span, content):
                    yield Figure(
                        span, f.low, f.high, counted=_moved(counted, sentence.start) if counted else None
                    )

    def _untold(self, figures: Sequence[Figure]) -> Iterator[tuple[int, Claim]]:
        """Yield the sentences with figures that are nobody's claim."""
        by_sentence: dict[Span, list[Figure]] = {}
        for figure in figures:
            by_sentence.setdefault(self._around(figure.span), []).append(figure)
        for place, some in by_sentence.items():
            words = self._text.words(place)
            inside = [s for a in self._told for s in a.content if _is_in(s, place)]
            content = words
            for span in inside:  # what somebody else in the sentence says is not said here
                content = content.replace(self._text.words(span), " ")
            speaker = self._only_person(place) if _TELLS.search(words) and not inside else None
            content = self._without(content, speaker)
            some = [self._with_count(f) for f in some]
            dates = [w for w in self._found.dates if _is_in(w.span, place)]
            claim = Claim(
                key=f"{self._text.key}:{place.start}-{place.end}",
                telegram=self._text.key,
                place=0,
                content=content,
                quote=words,
                said=self._text.date,
                meant=_meant(dates),
                figures=_in_a_list([self._quantity(f) for f in some], content),
                names=self._names((place,)),
                speaker=self._keys[speaker.number] if speaker else None,
                speaker_name=speaker.name if speaker else None,
                person=speaker is not None,
                span=place,
            )
            yield place.start, self._filled(claim, place)

    def _without(self, content: str, speaker: Entity | None) -> str:
        """Return what is said without the name of who says it."""
        for m in self._found.mentions if speaker else ():
            if speaker and m.entity == speaker.number and m.kind == "name":
                content = content.replace(self._text.words(m.span), " ")
        return content

    def _only_person(self, sentence: Span) -> Entity | None:
        """Return the one person that a sentence names, if it names one only."""
        people = {
            m.entity for m in self._named_in(sentence) if m.type == "person" and _is_in(m.span, sentence)
        }
        return self._entities.get(people.pop()) if len(people) == 1 else None

    def _answers(self, told: Sequence[tuple[int, Span]]) -> Iterator[tuple[int, Claim]]:
        """Yield short sentences that answer the claim before, untold by attributions: he denied this."""
        ends = {span.end for _, span in told}
        starts = {span.start for _, span in told}
        places = [f.span for f in self._found.figures] + [d.span for d in self._found.dates]
        for before, sentence in pairwise(self._sentences):
            if before.end not in ends or sentence.start in starts or sentence.end in ends:
                continue
            words = self._text.words(sentence)
            if len(words) > _LONGEST_ANSWER or len(words) != sentence.end - sentence.start:
                continue
            taken = [Span(p.start - sentence.start, p.end - sentence.start) for p in places]
            figures = [replace(f, span=_moved(f.span, sentence.start)) for f in bare_figures(words, taken)]
            denying = contrast.denying(words)
            if not points_back(words, pronouns=denying is not None) or (not figures and denying is None):
                continue
            yield sentence.start, self._answer(sentence, words, figures, denying)

    def _answer(
        self, sentence: Span, words: str, figures: Sequence[Figure], denying: re.Match[str] | None
    ) -> Claim:
        entity = self._only_person(sentence)
        claim = Claim(
            key=f"{self._text.key}:{sentence.start}-{sentence.end}",
            telegram=self._text.key,
            place=0,
            content=words[denying.end() :].strip() if denying and not figures else words,
            quote=words,
            manner="deny" if denying and not figures else "state",
            speaker=self._keys[entity.number] if entity else None,
            speaker_name=entity.name if entity else None,
            person=entity is not None,
            said=self._text.date,
            figures=tuple(self._quantity(f) for f in figures),
            answers=True,
            span=sentence,
        )
        return self._filled(claim, sentence)

    def _filled(self, claim: Claim, where: Span) -> Claim:
        block = self._block(where.start)
        misread = self._text.scanned or looks_misread(claim.quote)
        if block is None:
            return _with(claim, mrn=self._text.mrn, misread=misread)
        return _with(
            claim,
            mrn=self._text.mrn,
            misread=misread,
            paragraph=block.place,
            number=block.number,
            portion=block.portion,
            label=block.label,
        )

    def _block(self, at: int) -> Block | None:
        return next((b for b in self._text.blocks if b.span.start <= at < b.span.end), None)

    def _speaker(self, a: Attribution) -> tuple[str | None, str | None, bool]:
        """Return the key and name of who speaks, and whether it is one person."""
        seen: set[int] = set()
        while not a.source and a.continues is not None and a.n not in seen:
            seen.add(a.n)
            a = self._by_n.get(a.continues, a)
        entity = self._entities.get(a.speaker) if a.speaker is not None else None
        words = " ".join(" ".join(self._text.words(s) for s in a.source).split())
        if entity is not None and (not words or _may_mean(words, entity)):
            return self._keys[entity.number], entity.name, entity.type == "person"
        if a.own:
            return (
                (folded(self._text.post), self._text.post, False) if self._text.post else (None, None, False)
            )
        if not words or _PRONOUN.fullmatch(words):
            return None, words or None, False
        return folded(words), words, any(kind == "person" or kind == "any" for _, kind in proper_words(words))

    def _hearer(self, a: Attribution) -> str | None:
        entity = self._entities.get(a.hearer) if a.hearer is not None else None
        return (
            entity.name if entity else " ".join(" ".join(map(self._text.words, a.addressee)).split()) or None
        )

    def _quantity(self, f: Figure) -> Quantity:
        counted, of = (
            None if s is None else " ".join(self._text.words(s).split()) for s in (f.counted, f.of)
        )
        return Quantity(f.low, f.high, f.bound, f.unit, f.currency, counted, of, self._text.words(f.span))

    def _names(self, spans: Sequence[Span]) -> tuple[Name, ...]:
        named = (
            m
            for span in spans
            for m in self._named_in(span)
            if _is_in(m.span, span) and _has_capital(self._text.words(m.span))
        )
        return tuple(
            dict.fromkeys(
                Name(
                    self._keys.get(m.entity) or folded(self._text.words(m.span)),
                    m.type,
                    " ".join(self._text.words(m.span).split()),
                )
                for m in named
            )
        )

    def _named_in(self, span: Span) -> Sequence[Mention]:
        """Return the names that begin in a place."""
        first = bisect_left(self._named, span.start, key=lambda m: m.span.start)
        return self._named[first : bisect_left(self._named, span.end, key=lambda m: m.span.start)]

    def _grounds(self, a: Attribution) -> tuple[Name, ...]:
        """Return the names of a source's own sources: the people among them, none that stands in another."""
        names = self._names(a.grounds)
        names = tuple(n for n in names if n.type == "person") or names
        names += tuple(self._unfound(a, names))
        people = tuple(n for n in names if n.type == "person") or names
        return tuple(n for n in people if not any(n.words != o.words and n.words in o.words for o in people))

    def _unfound(self, a: Attribution, found: Sequence[Name]) -> Iterator[Name]:
        """Yield the names of people among a source's sources that are no mentions: Roe of ROE AND DOE."""
        for span in a.grounds:
            for part in _JOINED.split(" ".join(self._text.words(span).split())):
                words = _PLACE.split(part)[0].strip()
                known = any(n.words in words or words in n.words for n in found if n.type == "person")
                if (
                    words
                    and not known
                    and any(kind != "place" for _, kind in proper_words(words, inside=True))
                ):
                    yield Name(folded(words), "person", words)

    def _relays(self, a: Attribution) -> bool:
        """Tell whether an attribution says nothing of its own: another stands in it, or it in a denial."""
        outer = self._by_n.get(a.within) if a.within is not None else None
        if outer is not None and self._denies(outer, a) and (not a.source or self._is_noun(a)):
            return True  # he denied reports that ...: nobody else says it
        inner = [
            b for b in self._within.get(a.n, ()) if b.source and b.manner in _TOLD and b.n in self._saying
        ]
        return a.manner not in _DENIALS and 2 * sum(map(_length, inner)) >= _length(a)

    def _denies(self, outer: Attribution, inner: Attribution) -> bool:
        """Tell whether an attribution denies what it reports, by its manner or before the inner one."""
        if outer.manner in _DENIALS or contrast.denying(" ".join(map(self._text.words, outer.cue))):
            return True
        begin = min(s.start for s in (*inner.cue, *inner.content))
        spans = (Span(s.start, min(s.end, begin)) for s in outer.content if s.start < begin)
        told = " ".join(map(self._text.words, spans))
        return contrast.is_untrue(told)

    def _is_noun(self, a: Attribution) -> bool:
        """Tell whether a noun stands for the report: the allegation that, reports that."""
        words = " ".join(map(self._text.words, a.cue))
        return points_back(words, pronouns=False) and not _TELLS.search(words)

    def _around(self, span: Span) -> Span:
        """Return the sentences that a place stands in."""
        first = bisect_right(self._sentences, span.start, key=lambda s: s.start) - 1
        last = bisect_right(self._sentences, max(span.start, span.end - 1), key=lambda s: s.start) - 1
        if first < 0:
            return span
        return Span(min(span.start, self._sentences[first].start), max(span.end, self._sentences[last].end))


def _in_a_list(figures: Sequence[Quantity], content: str) -> tuple[Quantity, ...]:
    """Give a figure of a list by years the unit of the one before: 1975: 11 tons; 1976: 12."""
    found: list[Quantity] = []
    for q in figures:
        bare = not (q.unit or q.currency or q.counted) and bool(found)
        unit = found[-1].unit if bare and is_listed(q, content) else None
        found.append(replace(q, unit=unit) if unit else q)
    return tuple(found)


def _innermost(attributions: Sequence[Attribution], figures: Sequence[Figure]) -> dict[Span, int]:
    """Return, for each figure, the shortest attribution in whose content it stands."""
    found = {}
    for figure in figures:
        around = [a for a in attributions if _within(figure.span, a.content)]
        if around:
            found[figure.span] = min(around, key=_length).n
    return found


def _may_mean(words: str, entity: Entity) -> bool:
    """Tell whether words can mean an entity: a name among them must be one of its names."""
    names = {word for word, _ in proper_words(words)}
    told = {w.lower() for name in (entity.name, *entity.also) for w in re.findall(r"\w+", name)}
    if words.lower().endswith(f" {entity.name.lower()}"):
        return True  # office and body before the name: PORTS AUTHORITY ADVISER RUI ROE
    return not names or (names <= told if len(names) > 1 else bool(names & told))


def _has_capital(words: str) -> bool:
    """Tell whether words hold one that begins with a capital, as names do in either case."""
    return any(w[0].isupper() for w in _WORD.findall(words)) or words[:1].isupper()


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _length(a: Attribution) -> int:
    return sum(s.end - s.start for s in a.content)


def _roles(a: Attribution) -> tuple[Span, ...]:
    return (*a.content, *a.source, *a.cue) if not a.continues else (*a.content, *a.cue)


def _is_in(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _within(span: Span, spans: Sequence[Span]) -> bool:
    return any(_is_in(span, s) for s in spans)


def _meant(dates: Sequence[When]) -> tuple[Days, ...]:
    return tuple((w.earliest, w.latest) for w in dates if w.earliest or w.latest)


def _one_day(dates: Sequence[When], sent: str | None) -> str | None:
    """Return the day that stands beside what is said, where it is one day and not after the telegram's."""
    days = {
        w.earliest
        for w in dates
        if w.earliest and w.earliest == w.latest and (not sent or w.earliest <= sent)
    }
    return days.pop() if len(days) == 1 else None


def _with(claim: Claim, **changes: Any) -> Claim:
    return replace(claim, **changes)


def _placed(claim: Claim, place: int) -> Claim:
    return _with(claim, place=place)
