"""Pages, e-mail, editions and PDFs: the text that comes out, and what is told where none does."""

from __future__ import annotations

import hashlib

import pytest

from reftel.intake import Rejected, Text, telegrams_in, texts_of
from reftel.reading import parse
from tests.collection import exercise
from tests.intake.made import mail_of, pdf_of, tar_of, zip_of

TELEGRAM = exercise.telegram(body="1. (U) The harbour master was out.\n\n2. (U) He is back.")

ATTRIBUTES = {
    "Document Number:": "1975TUNIS03120",
    "Sent Date:": "04 SEP 1975",
    "From:": "TUNIS",
    "Original Classification:": "CONFIDENTIAL",
    "TAGS:": "EWWT, ELAB, TS",
    "Subject:": "EXERCISE HARBOR LANTERN",
    "Concepts:": "ANTIQUITIES",
    "Locator:": "TEXT ON-LINE",
}
BODY = "1. KEEPER SAW THE LANTERN ON SEPTEMBER 2.\n\n2. HE WOULD NOT NAME A SUM.\nMACCANDLESH"


def texts(raw: bytes, name: str = "x") -> tuple[Text, ...]:
    found = texts_of(raw, name)
    assert not isinstance(found, Rejected), found
    assert {t.sha256 for t in found} == {hashlib.sha256(raw).hexdigest()}
    assert texts_of(raw, name) == found
    return found


def said(raw: bytes) -> str:
    (text,) = texts(raw)
    return text.raw.decode()


def refused(raw: bytes, name: str = "in/x.pdf") -> Rejected:
    found = texts_of(raw, name)
    assert isinstance(found, Rejected)
    return found


# -- pages -------------------------------------------------------------------------------------


def test_a_page_gives_its_text_line_by_line() -> None:
    page = (
        "<!DOCTYPE html><html><head><title>Archive</title><style>p {}</style></head><body>"
        "<nav>Home | Search</nav><script>let x = 1</script><h1>Lanterns &amp; lamps</h1>"
        "<p>One <b>bold</b>\n word<br>and a line.</p><div>Block</div><div hidden>no</div>"
        "<table><tr><th>Post</th><td>TUNIS</td></tr><tr><th>Year</th><td><p>1975</p></td></tr></table></body></html>"
    )
    assert said(page.encode()) == (
        "Lanterns & lamps\n\nOne bold word\nand a line.\n\nBlock\nPost\tTUNIS\nYear\t1975\n"
    )


def test_the_text_in_pre_is_the_telegram_and_the_page_around_it_is_not() -> None:
    page = (
        "<html><body><h1>Document 12</h1><table><tr><th>Reference</th><th>Date</th></tr>"
        "<tr><td>08VALLETTA488</td><td>2008</td></tr></table>"
        f"<pre>\n{TELEGRAM.replace('harbour', '<a href=#>harbour</a>')}</pre><p>Share this</p></body></html>"
    )
    assert said(page.encode()) == TELEGRAM
    (telegram,) = telegrams_in(texts(page.encode()), exercise.parse)
    assert not isinstance(telegram, Rejected)
    assert telegram.source.media_type == "text/html"
    assert telegram.source.sha256 == hashlib.sha256(page.encode()).hexdigest()


@pytest.mark.parametrize(
    "page",
    [
        "<table>{rows}</table><pre>{body}</pre>".replace(
            "{rows}", "".join(f"<tr><th>{n}</th><td>{v}</td></tr>" for n, v in ATTRIBUTES.items())
        ),
        "<dl>{rows}<dt>Message Text</dt><dd><pre>{body}</pre></dd></dl>".replace(
            "{rows}", "".join(f"<dt>{n}</dt>\n<dd>{v}</dd>" for n, v in ATTRIBUTES.items())
        ),
    ],
)
def test_a_page_of_attributes_is_a_record_of_the_archive(page: str) -> None:
    raw = f"<html><body><h1>Display record</h1>{page}</body></html>".replace("{body}", BODY).encode()
    found = telegrams_in(texts(raw), parse)
    assert not isinstance(found, Rejected)
    (telegram,) = found
    assert telegram.mrn is not None
    assert (telegram.family, str(telegram.mrn.value)) == ("attribute_table", "1975 TUNIS 3120")
    assert [p.number for p in telegram.paragraphs] == [1, 2]
    assert telegram.archive["Concepts"] == "ANTIQUITIES"
    assert telegram.text.encode(telegram.source.encoding) == texts(raw)[0].raw


@pytest.mark.parametrize(
    "raw",
    [
        "<html><meta charset=utf-8><p>Se\xf1or</p></html>".encode(),
        "<html><meta charset='iso-8859-1'><p>Se\xf1or</p></html>".encode("latin-1"),
        "<html><p>Se\xf1or</p></html>".encode("cp1252"),
        b"\xff\xfe" + "<html><p>Se\xf1or</p></html>".encode("utf-16-le"),
        b"<html><p>Se&ntilde;or</p></html>",
    ],
)
def test_a_page_is_read_in_its_encoding(raw: bytes) -> None:
    assert said(raw) == "Se\xf1or\n"


def test_a_page_nested_as_no_page_is_is_refused() -> None:
    assert refused(b"<html>" + b"<div>" * 5000 + b"x</html>").code == "broken-markup"


# -- e-mail ------------------------------------------------------------------------------------


def test_body_and_attachments_are_texts_of_their_own() -> None:
    raw = mail_of(
        TELEGRAM,
        {
            "annex.txt": b"An annex.\n",
            "page.html": b"<html><p>A page.</p></html>",
            "more.zip": zip_of({"in/a.txt": b"Packed.\n", "logo.png": b"\x89PNG\r\n\x1a\n"}),
        },
        page=f"<html><pre>{TELEGRAM}</pre></html>",
    )
    found = texts(raw, "a.eml")
    assert [(t.part, t.raw.decode()) for t in found] == [
        ("body", TELEGRAM),
        ("annex.txt", "An annex.\n"),
        ("page.html", "A page.\n"),
        ("more.zip/in/a.txt", "Packed.\n"),
    ]
    assert {t.media_type for t in found} == {"message/rfc822"}
    telegrams = telegrams_in(found, exercise.parse)
    assert not isinstance(telegrams, Rejected)
    assert [t.source.part for t in telegrams] == ["body"]


def test_what_cannot_be_read_of_an_email_is_noted() -> None:
    (text,) = texts(mail_of(TELEGRAM, {"scan.pdf": pdf_of([""], scanned=[1])}))
    assert "scan.pdf in it was not read. It is a PDF of pictures" in text.notes[0]


def test_a_mail_with_a_scan_alone_is_refused_for_the_scan() -> None:
    assert refused(mail_of("", {"scan.pdf": pdf_of([""], scanned=[1])}), "a.eml").code == "pdf"


def test_a_telegram_with_lines_like_a_mail_is_no_mail() -> None:
    raw = b"From: AMEMBASSY TUNIS\nTo: SECSTATE WASHDC\nDate: 2008-12-22\nSubject: LANTERNS\n\n1. Text.\n"
    (text,) = texts(raw)
    assert (text.raw, text.media_type) == (raw, None)


def test_a_packed_bomb_in_a_mail_is_refused() -> None:
    bomb = tar_of({"a": bytes(60_000_000), "b": bytes(60_000_000)}, "gz")
    (text,) = texts(mail_of("A body.", {"b.tgz": bomb}))
    assert "b.tgz in it was not read" in text.notes[0]


# -- editions ----------------------------------------------------------------------------------

DOCUMENT = """<div type="document" xml:id="d{n}" n="{n}">
  <head>{n}. Telegram From the <gloss>Embassy in Portugal</gloss> to the Department of State<note n="1"
    type="source">Source: Exercise Files, 853.00/4-1161. Confidential.</note></head>
  <dateline><placeName>Lisbon</placeName>, <date when="1961-04-11">April 11, 1961</date>, 7 p.m.</dateline>
  <p>88{n}. Deptel 702.<note n="2" xml:id="d{n}fn2">Not printed.</note> The harbor works, said the
    <choice><sic>Comodore</sic><corr>Commodore</corr></choice>, would be <gap/> finished by autumn.</p>
  <pb n="12"/><signed>Ellingworth</signed>
</div>"""

LAID_OUT = """{n}. Telegram From the Embassy in Portugal to the Department of State

Lisbon, April 11, 1961, 7 p.m.

88{n}. Deptel 702.[2] The harbor works, said the Comodore, would be [...] finished by autumn.

Ellingworth

Footnotes

[2] Not printed.

Source note

Source: Exercise Files, 853.00/4-1161. Confidential.
"""


def edition(inside: str, header: str = "") -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>'
        f"{header}</teiHeader><text><body>{inside}</body></text></TEI>"
    ).encode()


def test_each_document_of_a_volume_is_a_text_of_its_own() -> None:
    raw = edition("<p>A preface.</p>" + "".join(DOCUMENT.replace("{n}", str(n)) for n in (1, 2, 3)))
    found = texts(raw, "volume.xml")
    assert [t.part for t in found] == ["d1", "d2", "d3"]
    assert [t.raw.decode() for t in found] == [LAID_OUT.replace("{n}", str(n)) for n in (1, 2, 3)]
    telegrams = telegrams_in(found, parse)
    assert not isinstance(telegrams, Rejected)
    assert [(t.family, t.dtg and t.dtg.value.iso) for t in telegrams] == [("frus", "1961-04-11T19:00:00")] * 3
    assert {t.source.media_type for t in telegrams} == {"application/tei+xml"}


def test_an_edition_without_documents_begins_with_what_its_header_says() -> None:
    header = (
        "<fileDesc><titleStmt><title>Telegram 12</title></titleStmt></fileDesc><profileDesc><correspDesc>"
        '<correspAction type="sent"><placeName>Lisbon</placeName>, <date>April 11, 1961</date>'
        "</correspAction></correspDesc></profileDesc>"
    )
    assert said(edition("<p>Text.</p>", header)) == "Telegram 12\nLisbon, April 11, 1961\n\nText.\n"


def test_an_edition_that_declares_what_may_unpack_to_anything_is_refused() -> None:
    raw = b'<!DOCTYPE TEI [<!ENTITY a "aaaaaaaaaaaaaaaaaaaaaaaa"><!ENTITY b "&a;&a;">]><TEI><p>&b;</p></TEI>'
    assert refused(raw).code == "markup"
    assert said(b'<!DOCTYPE TEI [<!ENTITY eacute "&#233;">]><TEI><p>caf&eacute;</p></TEI>') == "caf\xe9\n"


def test_a_broken_edition_says_where() -> None:
    assert "line 2" in refused(b"<TEI><text>\n<p>x</text></TEI>").reason
    assert "unknown encoding" in refused(b'<?xml version="1.0" encoding="U-8"?><TEI>x</TEI>').reason


# -- PDF ---------------------------------------------------------------------------------------


def test_a_pdf_gives_the_text_of_its_pages_with_blank_lines() -> None:
    assert said(pdf_of([TELEGRAM, "3. (U) Next page."])) == TELEGRAM + "\f3. (U) Next page.\n"


@pytest.mark.parametrize(
    ("raw", "code", "remedy"),
    [
        (pdf_of(["", ""], scanned=[1, 2]), "pdf", "ocrmypdf x.pdf out.pdf"),
        (pdf_of(["RELEASED IN PART"], scanned=[1]), "pdf-stamped", "ocrmypdf --redo-ocr x.pdf out.pdf"),
        (pdf_of([""]), "pdf", "ocrmypdf x.pdf out.pdf"),
        (pdf_of(["text"])[:200], "damaged", "Fetch it again"),
    ],
)
def test_a_pdf_without_a_text_names_the_command_that_helps(raw: bytes, code: str, remedy: str) -> None:
    reject = refused(raw)
    assert (reject.path, reject.code) == ("in/x.pdf", code)
    assert remedy in reject.remedy


def test_the_pages_of_a_pdf_that_are_pictures_are_noted() -> None:
    (text,) = texts(pdf_of([TELEGRAM, ""], scanned=[2]))
    assert "Page 2" in text.notes[0]
    assert "ocrmypdf" in text.notes[0]
