"""A file that is not taken in: one reason, one code, and what the user can do about it."""

from __future__ import annotations

from reftel.model import Record


class Rejected(Record, frozen=True):
    """A file that was not taken in, why, and what to do about it."""

    path: str
    reason: str
    remedy: str
    code: str = "other"


# code: (why, what to do); the list in the documentation is made from this table.
REASONS: dict[str, tuple[str, str]] = {
    "no-such-file": (
        "There is no such file or folder.",
        "Check the name and build again.",
    ),
    "broken-link": (
        "It is a link to something that is not there.",
        "Mend or remove the link, then build again.",
    ),
    "no-rights": (
        "It may not be read: {detail}.",
        "Give yourself the right to read it (chmod u+r, for a folder u+rx), then build again.",
    ),
    "unreadable": (
        "It cannot be read: {detail}.",
        "Check the disk or the drive it is on, then build again.",
    ),
    "not-a-file": (
        "It is a {detail}, not a file.",
        "Nothing to do: there is no text in it.",
    ),
    "empty": (
        "It is empty.",
        "Fetch it again if it should hold a telegram.",
    ),
    "too-big": (
        "It is too big for a telegram text: {detail}.",
        "Split it into files of one or several telegrams each, or raise the limit (build --limit).",
    ),
    "binary": (
        "It is not text: {detail}.",
        "Turn it into plain text and build again.",
    ),
    "pdf": (
        "It is a PDF of pictures, without a text in it.",
        "Have its text recognised (ocrmypdf {detail} out.pdf) and build from out.pdf.",
    ),
    "pdf-stamped": (
        "It is a PDF of pictures, with no text but a few words such as stamps.",
        "Have its text recognised (ocrmypdf --redo-ocr {detail} out.pdf) and build from out.pdf.",
    ),
    "encrypted": (
        "It is encrypted ({detail}) and opens with a password only.",
        "Open it with the password, save it without one, and build again.",
    ),
    "damaged": (
        "It is damaged: {detail}.",
        "Fetch it again, then build again. What could be read of it was taken in.",
    ),
    "archive": (
        "It is a packed archive ({detail}) of a kind that is not read.",
        "Unpack it and build from the folder.",
    ),
    "link-inside": (
        "It is a link in an archive, to {detail}; links in archives are not followed.",
        "Nothing to do where the archive holds that file too; else unpack it and build from the folder.",
    ),
    "too-deep": (
        "It is an archive within more than {detail} others.",
        "Unpack the outer ones and build from the folder, or raise the limit (build --depth).",
    ),
    "too-many": (
        "It holds more than {detail} files; those beyond were not read.",
        "Split it, or raise the limit (build --members).",
    ),
    "too-much": (
        "It unpacks to more than {detail}; what lies beyond was not read.",
        "Split it, or raise the limit (build --unpacked).",
    ),
    "too-packed": (
        "It unpacks to more than {detail}, as archives made to fill a disk do; the rest was not read.",
        "If you trust where it comes from, raise the limit (build --ratio).",
    ),
    "office": (
        "It is a word processor's or spreadsheet's file ({detail}), which is not read yet.",
        "Save it as plain text and build again.",
    ),
    "picture": (
        "It is a picture ({detail}), not text.",
        "Recognise its text (OCR) with a program such as tesseract, and build from the text.",
    ),
    "markup": (
        "It is markup ({detail}) of a kind that is not read.",
        "Turn it into plain text, HTML or TEI, and build again.",
    ),
    "broken-markup": (
        "Its markup is broken: {detail}.",
        "Mend it, or fetch it again, then build again.",
    ),
    "no-text": (
        "There is no text in it.",
        "Look at it in a browser or mail program: if it shows a telegram, save that as text and build again.",
    ),
    "not-a-telegram": (
        "It is not a telegram: {detail}.",
        "Nothing to do, unless it should be one: then 'reftel parse --explain' shows what was read of it.",
    ),
    "crashed": (
        "Reading it ended the process that read it.",
        "This is a fault of reftel: please report it, with the file if you can. The rest was built.",
    ),
    "failed": (
        "Reading it failed: {detail}.",
        "This is a fault of reftel: please report it, with the file if you can. The rest was built.",
    ),
}


def rejected(path: str, code: str, detail: str = "") -> Rejected:
    """Return why this file is not taken in.

    >>> rejected("notes/empty.txt", "empty").reason
    'It is empty.'
    """
    reason, remedy = REASONS[code]
    return Rejected(path, reason.format(detail=detail), remedy.format(detail=detail), code)
