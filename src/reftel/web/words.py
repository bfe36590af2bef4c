"""How values are worded on the pages: dates, counts, names of families and facets."""

from __future__ import annotations

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

FAMILIES = {
    "text_1960s_70s": "Telegrams of the 1960s and 70s",
    "sas_1973_79": "Archive records, 1973–79",
    "text_1980s_90s": "Telegrams of the 1980s and 90s",
    "text_2000s": "Telegrams of the 2000s",
    "smart": "SMART messages",
    "frus": "Foreign Relations of the United States",
    "foia_ocr": "Scans released under FOIA",
    "cable_form": "Printed forms",
    "attribute_table": "Attribute tables",
    "unknown": "Layout not recognised",
}

FACETS = {
    "posts": "Post",
    "countries": "Country of the post",
    "years": "Year",
    "months": "Month",
    "classification": "Classification",
    "captions": "Caption",
    "tags": "TAGS",
    "families": "Layout",
}

# The reference kinds that are not telegrams, as a reader would name them.
REFERENCE_KINDS = {
    "telegram": "telegram",
    "airgram": "airgram",
    "email": "e-mail",
    "phone": "telephone call",
    "memo": "memorandum",
    "report": "report",
    "other": "not a telegram",
}

# The parts of a header that a comparison shows.
PARTS = {
    "dtg": "Date-time group",
    "originator": "From",
    "to": "To",
    "info": "Info",
    "exempt": "Except",
    "classification_line": "Classification and number",
    "caption": "Captions",
    "passing": "Passing",
    "executive_order": "E.O.",
    "tags": "TAGS",
    "subject": "Subject",
    "references": "References",
    "classified_by": "Classified by",
}

# What a mark put on at release is.
STAMPS = {
    "release": "release",
    "review": "review for declassification",
    "case": "case and document number",
    "exemption": "exemption",
    "other": "other mark",
}

# Whose entries stand beside the telegram in its file.
RECORDS = {
    "sas_1973_79": "The archive’s own record",
    "attribute_table": "The archive’s own record",
    "smart": "The message form",
    "foia_ocr": "The release form",
}
OTHER_RECORD = "What else the file says of it"


def day(iso: str | None) -> str:
    """Return a date in words, as exact as it is given.

    >>> day("2008-05-12T09:30:00Z"), day("1974-05"), day(None)
    ('12 May 2008', 'May 1974', 'no date')
    """
    if not iso:
        return "no date"
    parts = iso[:10].split("-")
    if len(parts) == 1:
        return parts[0]
    month = MONTHS[int(parts[1]) - 1]
    return f"{month} {parts[0]}" if len(parts) == 2 else f"{int(parts[2])} {month} {parts[0]}"


def moment(iso: str | None) -> str:
    """Return a date and time in words.

    >>> moment("2008-05-12T09:30:00Z"), moment("1955-04-21T16:00:00")
    ('12 May 2008, 09:30 Z', '21 April 1955, 16:00 local time')
    """
    if not iso or "T" not in iso:
        return day(iso)
    zone = "Z" if iso.endswith("Z") else "local time"
    return f"{day(iso)}, {iso[11:16]} {zone}"


def count(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun.

    >>> count(1, "telegram"), count(12000, "telegram"), count(0, "reply", "replies")
    ('1 telegram', '12,000 telegrams', 'no replies')
    """
    noun = one if number == 1 else many or one + "s"
    return f"{number:,} {noun}" if number else f"no {noun}"


def family(name: str) -> str:
    """Return what a layout family is called."""
    return FAMILIES.get(name, name.replace("_", " "))


def facet_value(facet: str, value: str) -> str:
    """Return what a value of a facet is called."""
    if facet == "months":
        return day(value)
    return family(value) if facet == "families" else value


def letters(number: int) -> str:
    """Return the mark of the nth note of an apparatus, from 0: a to z, then aa, ab.

    >>> letters(0), letters(25), letters(26)
    ('a', 'z', 'aa')
    """
    mark = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        mark = chr(ord("a") + rest) + mark
    return mark
