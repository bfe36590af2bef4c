"""The words beside a figure: bounds before and after it, and the phrase that says what is counted."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial

from reftel.extract.annotations import Bound
from reftel.extract.lexicon import word_classes
from reftel.extract.page import Page
from reftel.extract.shape import letters
from reftel.terms import quantities

_LONGEST = 6  # words of a phrase
_MOST_BEFORE = 4  # words of a phrase before a figure
_BEFORE: dict[str, Bound] = {"at_least": "at least", "at_most": "at most", "about": "about"}
_AFTER: dict[str, Bound] = {"or_so": "about", "or_more": "at least", "or_less": "at most"}
DETERMINERS = ("THE", "A", "AN", "ITS", "HIS", "THEIR", "OUR", "ALL", "THESE", "THOSE", "THIS", "SUCH")

words = partial(quantities.word_set, "phrase")

Words = tuple[int, int]  # from one word's place to another's, the last not included


@cache
def _bounds(keys: tuple[str, ...]) -> dict[tuple[str, ...], str]:
    table = quantities.settings("bound")
    return {tuple(phrase.split()): key for key in keys for phrase in table[key]}


def bound_before(upper: Sequence[str], first: int) -> tuple[Bound, int]:
    """Return the bound that the words before a place set, and where these begin."""
    known = _bounds(tuple(_BEFORE))
    for length in (4, 3, 2, 1):
        key = known.get(tuple(upper[max(0, first - length) : first])) if first >= length else None
        if key:
            return _BEFORE[key], first - length
    return "exact", first


def bound_after(upper: Sequence[str], end: int) -> tuple[Bound, int]:
    """Return the bound that the words after a place set, and where these end."""
    words_after = tuple(upper[end : end + 2])
    key = _bounds(tuple(_AFTER)).get(words_after)
    if key:
        return _AFTER[key], end + len(words_after)
    plus = upper[end : end + 1] in (["PLUS"], ["+"]) and not any(
        w[:1] in "$0123456789" for w in upper[end + 1 : end + 2]
    )
    return ("at least", end + 1) if plus else ("exact", end)


def phrase_from(page: Page, codes: str, first: int, *, determined: bool = False) -> Words | None:
    """Return the words of the phrase that begins at a place, without articles; none where none begins."""
    forms = page.tokens.forms
    i = first
    while determined and i < len(forms) and forms[i].upper() in DETERMINERS:
        i += 1
    if i + 2 < len(forms) and forms[i].upper() in words("years") and forms[i + 1].isdecimal():
        i += 2  # 3 million FY 71 credit
        first = i
    begin = i
    i = _end_of_phrase(page, codes, begin, i, determined=determined)
    if i > begin and _is_short_name(page, codes, i):
        i = _end_of_phrase(page, codes, begin, i + 3, determined=determined)  # 40 Harbor Guild (HG) wardens
    while i > begin and codes[i - 1] in (letters()["DASH"], letters()["APOS"], letters()["SLASH"]):
        i -= 1
    if i == begin or codes[begin] not in _nouns() or _is_far(page, first, begin):
        return None
    lone = i == begin + 1 and (
        (_is_participle(forms[begin]) and not determined)
        or _is_adverb(forms[begin])
        or (not determined and forms[begin].upper() in words("alone") | words("comparing"))
    )
    return None if lone else (begin, i)


def _end_of_phrase(page: Page, codes: str, begin: int, i: int, *, determined: bool) -> int:
    stops = words("stops")
    end = i + _LONGEST
    while i < min(end, len(codes)) and _goes_on(page, codes, begin, i, stops, determined=determined):
        i += 1
    return i


def _is_short_name(page: Page, codes: str, i: int) -> bool:
    """Tell whether a short name in brackets begins at a place, and a noun stands behind it."""
    forms = page.tokens.forms
    if i + 3 >= len(forms) or forms[i] != "(" or forms[i + 2] != ")" or not forms[i + 1].isupper():
        return False
    noun = forms[i + 3]
    known = bool(word_classes(noun)) and not is_verb(noun) and noun.upper() not in words("stops")
    return known and codes[i + 3] in _nouns()


def _goes_on(page: Page, codes: str, begin: int, i: int, stops: frozenset[str], *, determined: bool) -> bool:
    """Tell whether the word at a place belongs to the phrase that began before it."""
    forms, starts, ends = page.tokens
    form, joined = forms[i], i > begin and starts[i] == ends[i - 1]
    if codes[i] in (letters()["DASH"], letters()["APOS"], letters()["SLASH"]):
        return joined and form != "—"
    if joined and codes[i - 1] == letters()["DASH"]:
        return True
    if i > begin and form.upper() == "AND" and _is_between_adjectives(forms, i):
        return True  # black and white lanterns
    if codes[i] not in _nouns() or (i > begin and _is_far(page, i, i)):
        return False
    if i == begin and (_is_participle(form) or _is_adverb(form)):
        if determined and form.upper() not in stops:
            return True
        return i + 1 < len(forms) and codes[i + 1] in _nouns() and forms[i + 1].upper() not in stops
    if form.upper() in stops:
        return False
    compound = form.upper().endswith("ING") and forms[i - 1][-1] not in "sS" and i + 1 < len(forms)
    if i > begin and compound and codes[i + 1] in _nouns() and forms[i + 1].upper() not in stops:
        return True  # phosphate mining licences
    return i == begin or (not _is_adverb(form) and (not _is_participle(form) or _is_adverb(forms[i - 1])))


def _is_between_adjectives(forms: Sequence[str], i: int) -> bool:
    """Tell whether a word joins two adjectives before a noun."""
    if not 0 < i < len(forms) - 2:
        return False
    before, after, noun = (frozenset(word_classes(forms[at])) for at in (i - 1, i + 1, i + 2))
    return "adjective" in before and "adjective" in after and bool(noun & {"noun", "nouns"} or not noun)


def is_only_said_of(page: Page, phrase: Words) -> bool:
    """Tell whether a phrase has no noun: the 6 percent [originally promised]."""
    first, *rest = page.tokens.forms[phrase[0] : phrase[1]]
    return _is_adverb(first) and all(_is_participle(form) or is_verb(form) for form in rest)


def _is_far(page: Page, first: int, begin: int) -> bool:
    """Tell whether a blank line or a page's end stands between the word before a place and another."""
    if not first:
        return False
    between = page.text[page.tokens.ends[first - 1] : page.tokens.starts[begin]]
    return between.count("\n") > 1 or "\f" in between


def _is_adverb(form: str) -> bool:
    upper = form.upper()
    return len(form) > 4 and upper.endswith("LY") and upper not in words("nouns_in_ly")


@cache
def _nouns() -> frozenset[str]:
    """Return the letters of classes that may stand in the name of what is counted."""
    kinds = ("WORD", "PORTION", "NUMBERED", "MONEY", "THIS", "THIRD", "ORD", "DAYPART", "FISCAL", "SEASON")
    return frozenset(letters()[name] for name in kinds)


def _is_participle(form: str) -> bool:
    return form.upper() in words("short_participles") or (
        len(form) > 4
        and form.upper().endswith(("ED", "ING"))
        and form[-4:].upper() not in ("DING", "NEED", "SEED", "FEED")
    )


def is_verb(form: str) -> bool:
    """Tell whether a word can only be a verb: had SPOKEN of 40."""
    classes = frozenset(word_classes(form))
    return bool(classes & {"past", "participle", "verb", "verbs"}) and not classes & {"noun", "nouns"}


def _has_subject(page: Page, codes: str, verb: int, begin: int) -> bool:
    """Tell whether a noun stands before a verb, which then is no participle: the guild received checks."""
    if verb <= begin or codes[verb - 1] not in _nouns():
        return False
    before = page.tokens.forms[verb - 1]
    return before.upper() not in words("stops") and not is_verb(before) and not _is_adverb(before)


def phrase_before(page: Page, codes: str, end: int, *, money: bool = False) -> Words | None:
    """Return the phrase before a figure that it is given of.

    A price of [$32.50], increases totaling [$15 million], an increase even [greater than 12 percent];
    cut harbor dues by [20 percent]; the salt tax was put at [6 percent].
    """
    forms = page.tokens.forms
    at = end
    end -= end > 1 and forms[end - 1].upper() in words("only")  # totaled only
    opened = end > 2 and forms[end - 1].upper() in words("giving") and forms[end - 2] == "("
    if opened:
        return _nouns_before(page, codes, end - 2)  # lanterns (worth
    upper = _words_before(page, end)
    if not upper:
        return None
    if upper[-1] == "BY":
        moved = len(upper) > 1 and upper[-2] in words("moving")
        return _subject(page, codes, end - 2) if moved else _changed(page, codes, end - 1)
    helped = len(upper) > 1 and upper[-2] in words("helping")
    if (helped and upper[-1] in words("averaging")) or upper[-1] in words("totaling"):
        return _subject(page, codes, end - 1)
    if upper[-1] == "TO" and len(upper) > 1 and upper[-2] in words("amounted"):
        return _subject(page, codes, end - 2)
    if upper[-1] in ("FROM", "TO"):
        return _moved(page, codes, end - 1)
    if upper[-1] == "OF":
        found = _nouns_before(page, codes, end - 1)
        said = found is not None and any(not _is_empty(form) for form in forms[found[0] : found[1] - 1])
        if len(upper) < 2 or (_is_empty(forms[end - 2]) and not said) or _is_price(page, end - 1):
            return None  # a rate of, but an interest rate of
        return None if found and _is_place(forms[found[1] - 1]) else found
    if money and upper[-1] == "FOR" and len(upper) > 1 and upper[-2] in words("made_out"):
        return _nouns_before(page, codes, end - 1)
    if upper[-1] in words("giving"):
        return _nouns_before(page, codes, end - 1)
    if " ".join(upper[-2:]) in quantities.settings("phrase")["amounting"]:
        return _nouns_before(page, codes, end - 2)
    if end < len(forms) and forms[end].upper() in words("comparing"):
        return _nouns_before(page, codes, end - (upper[-1] in words("strengthening")))
    return _put_at(page, codes, at, money=money) or _label(page, codes, end)


def is_of_total(page: Page, codes: str, figure: Words) -> bool:
    """Tell whether a share is one of a total that is not named: 40 percent of total."""
    forms = page.tokens.forms
    i = figure[1] + 1
    i += i < len(forms) and forms[i].upper() in DETERMINERS
    if i >= len(forms) or forms[i].upper() not in words("totals"):
        return False
    if i + 1 == len(forms) or not forms[i + 1][0].isalnum() or _is_far(page, i + 1, i + 1):
        return True
    return _begins(page, i + 1) and _label(page, codes, figure[0]) is not None


def total_after(page: Page, codes: str, figure: Words) -> Words | None:
    """Return the total that a share is given of, where nothing says what it is the share of."""
    of = page.tokens.forms[figure[1] : figure[1] + 1]
    if [form.upper() for form in of] != ["OF"] or not is_of_total(page, codes, figure):
        return None
    at = figure[1] + 1 + (page.tokens.forms[figure[1] + 1].upper() in DETERMINERS)
    return at, at + 1


def _put_at(page: Page, codes: str, end: int, *, money: bool) -> Words | None:
    """Return what is said to be so many: the rate was, is put at, was estimated to be; puts the rate at."""
    forms = page.tokens.forms
    i = end
    while i > 0 and forms[i - 1].upper() in words("only"):
        i -= 1
    if i > 0 and forms[i - 1].upper() in ("AT", "AS"):
        i -= 1
        if i > 0 and forms[i - 1].upper() not in words("putting"):
            return _put(page, codes, i)
    elif i > 1 and forms[i - 1].upper() == "BE" and forms[i - 2].upper() == "TO":
        i -= 2
    i -= i > 0 and forms[i - 1].upper() in words("putting")
    if not i or forms[i - 1].upper() not in words("being") or (i == end and money):
        return None  # what costs so much is seldom said to be it
    return _subject(page, codes, i - 1)


def _put(page: Page, codes: str, end: int) -> Words | None:
    """Return what somebody puts at so many: estimates [its assets] at."""
    forms = page.tokens.forms
    for verb in range(end - 1, max(-1, end - 1 - _LONGEST - 1), -1):
        if forms[verb].upper() in words("putting"):
            found = phrase_from(page, codes, verb + 1, determined=True)
            found = _of_which(page, codes, found) or found
            if found is not None and found[1] < end and forms[found[1]][0].isdecimal():
                return _nouns_before(page, codes, end)  # projects its total 1992 catch at
            return found if found is not None and found[1] <= end else None
    return None


def _label(page: Page, codes: str, end: int) -> Words | None:
    """Return the nouns that label a figure in a list, a row or an entry of it, no sentence.

    `MILLED WHEAT 40 PERCENT OF TOTAL`, `; coal: 300 tons`.
    """
    forms = page.tokens.forms
    last = end - (end > 0 and forms[end - 1] in ("-", "–", ":", ","))
    first = last
    while (
        first > 0
        and last - first <= _LONGEST
        and forms[first - 1] not in ";:"
        and not _begins(page, first)
        and not (first > 1 and forms[first - 1] == "." and forms[first - 2][-1].isdecimal())
    ):
        first -= 1
    if not first < last <= first + _LONGEST or not _begins_entry(page, first):
        return None
    if any(_is_said(form) or form == "." for form in forms[first:last]):
        return None
    return _nouns_before(page, codes, last, first)


def _begins(page: Page, i: int) -> bool:
    """Tell whether a word begins a line."""
    return i == 0 or "\n" in page.text[page.tokens.ends[i - 1] : page.tokens.starts[i]]


def _begins_entry(page: Page, first: int) -> bool:
    """Tell whether a word begins an entry of a list: what stands before has ended."""
    forms, starts, ends = page.tokens
    if not first or forms[first - 1] in ";:.)" or forms[first - 1][-1].isdecimal():
        return True
    blank = page.text.count("\n", ends[first - 1], starts[first]) > 1
    return blank or forms[first - 1].upper() in words("ends_entry")


def _is_said(form: str) -> bool:
    """Tell whether a word makes a sentence: a verb, or one of those a phrase ends with."""
    upper = form.upper()
    stops = upper in words("stops") and upper not in ("OF", "AND")
    return stops or upper.endswith("ING") or is_verb(form)


def of_a_body(page: Page, end: int) -> Words | None:
    """Return the body of people that a figure before a verb is the size of: a crew of [nine] serves."""
    forms = page.tokens.forms
    stands = end > 1 and forms[end - 1].upper() == "OF" and forms[end - 2].upper() in words("bodies")
    return (end - 2, end - 1) if stands else None


def is_verb_only(page: Page, phrase: Words) -> bool:
    """Tell whether the first word of a phrase is a verb more than a noun: four [serves]."""
    return bool(frozenset(word_classes(page.tokens.forms[phrase[0]])) & {"verbs", "past"})


def _is_price(page: Page, of: int) -> bool:
    """Tell whether a sum stands behind words that only say it is a price: at a cost of."""
    before = [form.upper() for form in page.tokens.forms[max(0, of - 3) : of]]
    return before[:2] in (["AT", "A"], ["AT", "AN"], ["AT", "THE"]) and before[-1] in words("prices")


def _is_place(form: str) -> bool:
    return bool(frozenset(word_classes(form)) & {"country", "city"})


def _moved(page: Page, codes: str, end: int) -> Words | None:
    """Return the subject of a verb behind which it is told from what and to what it changed.

    Arrivals will fall from a forecast [900] to [700].
    """
    forms, moving = page.tokens.forms, words("moving")
    for verb in range(end - 1, max(-1, end - 1 - _LONGEST - 2), -1):
        if forms[verb] in ".;:":
            break
        if forms[verb].upper() in moving:
            noun = verb > 0 and is_verb(forms[verb - 1])
            return None if noun else _subject(page, codes, verb)  # it conceals an increase from
    return None


def _words_before(page: Page, end: int) -> list[str]:
    """Return the two words before a place, in upper case."""
    return [form.upper() for form in page.tokens.forms[max(0, end - 2) : end]]


def _is_empty(form: str) -> bool:
    return form.upper() in words("empty") or is_verb(form)


def _nouns_before(page: Page, codes: str, end: int, begin: int = 0) -> Words | None:
    """Return the nouns that end at a place, four at most, none before `begin`."""
    forms, stops = page.tokens.forms, words("stops")
    i = end
    while (
        i > begin
        and end - i < _MOST_BEFORE
        and codes[i - 1] in _nouns()
        and forms[i - 1].upper() not in stops
        and not (i < end and is_verb(forms[i - 1]) and _has_subject(page, codes, i - 1, begin))
    ):
        i -= 1
    return (i, end) if i < end else None


def _subject(page: Page, codes: str, verb: int) -> Words | None:
    """Return the subject of a verb, without what tells when: imports of flour in 1973 [totaled]."""
    forms, stops = page.tokens.forms, words("stops")
    end = verb
    while end > 0 and forms[end - 1].upper() in words("helping"):
        end -= 1
    i = end
    while i > 0 and end - i < _LONGEST + 2 and forms[i - 1] not in ".,;:()":
        if i < end and (
            forms[i - 1].upper() == "THAT" or (i > 1 and forms[i - 2].upper() in words("speaking"))
        ):
            break  # we reckon the catch was
        i -= 1
    while i < end and (forms[i].upper() in stops or codes[i] not in _nouns() or is_verb(forms[i])):
        i += 1
    found = phrase_from(page, codes, i)
    if found is not None and found[1] < end:
        found = _of_which(page, codes, found)
    return (found[0], min(found[1], end)) if found is not None and found[0] < end else None


def _of_which(page: Page, codes: str, found: Words | None) -> Words | None:
    """Return what a word that says nothing by itself is the number of: the total number of [sets]."""
    forms = page.tokens.forms
    if found is None or found[1] >= len(forms) or forms[found[1] - 1].upper() not in words("empty"):
        return found
    named = forms[found[1]].upper() == "OF"
    return phrase_from(page, codes, found[1] + 1, determined=True) if named else None


def _changed(page: Page, codes: str, by: int) -> Words | None:
    """Return what a verb changes, before the BY that says by how much."""
    forms, changing = page.tokens.forms, words("changing")
    reach = range(by - 1, max(-1, by - 1 - _LONGEST), -1)
    verb = next((i for i in reach if forms[i].upper() in changing), None)
    if verb is None or verb + 1 >= by:
        return None
    found = phrase_from(page, codes, verb + 1, determined=True)
    return found if found is not None and found[1] <= by else None
