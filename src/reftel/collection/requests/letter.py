"""Drafting the letters: one for each agency and kind of request, with what the rules require.

Nothing is invented: no address, no fee, no case number.  What only the sender knows stands in [brackets].
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence

from reftel.collection.missing.answers import Missing
from reftel.collection.requests.answers import Asking, Item, Letter, RequestError
from reftel.collection.requests.choice import kind_for, warnings_for
from reftel.collection.requests.evidence import WHERE_PUBLISHED, described
from reftel.terms.orders import in_force
from reftel.terms.posts import all_posts, read_post
from reftel.terms.requests import Agency, Kind, KindOfRequest, agencies, agency_of, kinds

NAME = "[your name]"
ADDRESS = "[your postal address]"
EMAIL = "[your e-mail address]"
TELEPHONE = "[your telephone number]"
FEES = "[the most you will pay, for example 25 dollars]"
AGENCY_ADDRESS = "[the agency's present address for such requests: look it up on its own site]"
CATEGORY = "[choose one: news media / educational or noncommercial scientific institution / all others]"
WAIVER = (
    "[If you ask for the fees to be waived (5 U.S.C. 552(a)(4)(A)(iii)), say here how disclosure adds "
    "significantly to public understanding of the government's operations, and that your interest is not "
    "mainly commercial. Otherwise strike out this paragraph.]"
)
SENDER = "[the agency that sent it, which the number names: {post}]"
_BLANKS = (
    NAME, ADDRESS, EMAIL, TELEPHONE, FEES, AGENCY_ADDRESS, CATEGORY, WAIVER, WHERE_PUBLISHED,
)  # fmt: skip

OTHER = "OTHER"


def draft(
    missing: Sequence[Missing], asking: Asking, *, kind: Kind | None = None, agency: str | None = None
) -> tuple[Letter, ...]:
    """Return the letters for these telegrams, in the order that the first of each is given.

    Without a `kind` each telegram gets the one that suits; `agency` is the code of one of the table.
    """
    if agency is not None and agency not in agencies():
        raise RequestError(f"There is no agency {agency} in the table. There are: {', '.join(agencies())}.")
    if not missing:
        raise RequestError("No telegram was named to ask for.")
    sorted_out: dict[tuple[str, Kind], list[tuple[Missing, Item]]] = defaultdict(list)
    for each in dict.fromkeys(missing):
        suits, reasons = kind_for(each, asking.date)
        if kind is not None and kind != suits:
            reasons = (f"as you asked; {suits.upper()} would suit better: {'; '.join(reasons)}",)
        elif kind is not None:
            reasons = ("as you asked", *reasons)
        sorted_out[agency or agency_code(each.mrn), kind or suits].append((each, Item(each.mrn, reasons)))
    return tuple(_letter(code, of, found, asking) for (code, of), found in sorted_out.items())


def agency_code(mrn: str) -> str:
    """Return who is to be asked: where the sender is no post of the Department, that has to be found out."""
    post = _post(mrn)
    reading = read_post(post)
    by_name = {p.name: p for p in all_posts()}
    known = by_name.get(post) or (reading.post if reading else None)
    if known is not None and known.kind in ("agency", "military command"):
        return f"{OTHER} {post}"
    return agency_of(int(mrn[:4])).code


def _post(mrn: str) -> str:
    return mrn.partition(" ")[2].rpartition(" ")[0]


def _letter(code: str, kind: Kind, found: Sequence[tuple[Missing, Item]], asking: Asking) -> Letter:
    agency = agencies().get(code)
    name = agency.name if agency else SENDER.format(post=code.removeprefix(f"{OTHER} "))
    what = kinds()[kind]
    subject = f"{what.name}: {_named([item.mrn for _, item in found])}"
    text = "\n\n".join(_paragraphs(what, agency, name, subject, [m for m, _ in found], asking))
    warned = [warning for each, _ in found for warning in warnings_for(each, kind, asking.date)]
    return Letter(
        kind=kind,
        agency=code,
        agency_name=name,
        date=asking.date,
        subject=subject,
        text=text,
        items=tuple(item for _, item in found),
        placeholders=tuple(b for b in (*_BLANKS, name) if b.startswith("[") and b in text),
        warnings=(*warned, *_general_warnings(what, agency, asking.date)),
    )


def _named(mrns: Sequence[str]) -> str:
    if len(mrns) == 1:
        return f"telegram {mrns[0]}"
    others = "1 other" if len(mrns) == 2 else f"{len(mrns) - 1} others"
    return f"telegrams {mrns[0]} and {others}"


def _general_warnings(what: KindOfRequest, agency: Agency | None, on: str) -> Iterator[str]:
    yield "Check the agency's present address before you send it; none is given here."
    if agency is None:
        yield "The sender is no post of the Department of State: find out which agency answers for it."
    elif agency.unverified:
        yield f"That {agency.name} holds it, and its rules ({agency.source}), are not verified: check them."
    order = in_force(on)
    if what.order and order is not None and order.number != what.order:
        yield f"E.O. {order.number} is in force on {on}; the letter speaks of E.O. {what.order}: check it."


def _paragraphs(
    what: KindOfRequest,
    agency: Agency | None,
    name: str,
    subject: str,
    found: Sequence[Missing],
    asking: Asking,
) -> Iterator[str]:
    yield "\n".join(
        (asking.name or NAME, asking.address or ADDRESS, asking.email or EMAIL, asking.telephone or TELEPHONE)
    )
    date = dt.date.fromisoformat(asking.date)
    yield f"{date.day} {date:%B} {date.year}"
    yield f"{name}\n{AGENCY_ADDRESS}"
    yield f"Subject: {subject}"
    yield "To whom it may concern:"
    yield from (_open_foia if what.code == "foia" else _open_mdr)(what, agency, len(found))
    for number, each in enumerate(found, 1):
        yield "\n".join(described(each, number))
    yield _search(agency, found)
    yield from (_close_foia if what.code == "foia" else _close_mdr)(asking)
    yield "Please send any question to me at the address above."
    yield f"Yours sincerely,\n\n\n{asking.name or NAME}"


def _open_foia(what: KindOfRequest, agency: Agency | None, count: int) -> Iterator[str]:
    rules = f" and your rules ({agency.foia_rules})" if agency else ""
    these = "this telegram" if count == 1 else f"these {count} telegrams"
    yield f"Under the {what.law}{rules} I request a copy of {these}:"


def _open_mdr(what: KindOfRequest, agency: Agency | None, count: int) -> Iterator[str]:
    rules = f" ({agency.mdr_rules})" if agency else ""
    these = "this telegram" if count == 1 else f"these {count} telegrams"
    yield (
        f"I request a Mandatory Declassification Review under {what.law}{rules} of {these}. This is not a "
        "request under the Freedom of Information Act or the Privacy Act."
    )


def _search(agency: Agency | None, found: Sequence[Missing]) -> str:
    each = "The telegram bears" if len(found) == 1 else "Each telegram bears"
    said = f"{each} the number given here, under which it can be found with little effort."
    inferred = [m.mrn for m in found if not m.year_is_sure]
    if inferred:
        said += (
            f" The year of {', '.join(inferred)} is not written where it is cited but inferred from who "
            "cites it; if there is nothing under it, please search for the number in the year before."
        )
    years = [int(m.mrn[:4]) for m in found]
    if agency and agency.series and agency.series_from and min(years) >= agency.series_from:
        said += f" It belongs to {agency.series}." if len(found) == 1 else f" They belong to {agency.series}."
    return said


def _close_foia(asking: Asking) -> Iterator[str]:
    yield (
        "If it has been released already, please tell me where. If parts of it are exempt, please release "
        "all that can be segregated (5 U.S.C. 552(b)), and mark at each place how much is withheld and under "
        "which exemption."
    )
    yield "I ask for electronic copies, by e-mail if possible (5 U.S.C. 552(a)(3)(B))."
    yield (
        f"For fees (5 U.S.C. 552(a)(4)(A)) I belong to the category: {CATEGORY}. I will pay fees up to "
        f"{asking.fees or FEES}; please ask me before they are more."
    )
    yield WAIVER
    yield "I do not ask for expedited processing."


def _close_mdr(asking: Asking) -> Iterator[str]:
    yield (
        "The number, the post and the date above describe the document exactly enough to find it with a "
        "reasonable effort. To my knowledge it is not the subject of litigation. If it was reviewed within "
        "the last two years, please tell me the result of that review, and how it can be appealed."
    )
    yield (
        "If it cannot be declassified in full, please release all portions that can be segregated, give the "
        "exemption for each that is withheld, and tell me how to appeal, to the agency and then to the "
        "Interagency Security Classification Appeals Panel."
    )
    yield f"I ask for electronic copies, by e-mail if possible, and will pay up to {asking.fees or FEES}."
