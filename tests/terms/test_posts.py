from __future__ import annotations

import pytest

from reftel.terms.posts import (
    all_posts,
    post_of_plad,
    post_of_routing_indicator,
    read_numbered,
    read_post,
)

READ = (
    ("VALLETTA", "VALLETTA", "name"),
    ("valletta", "VALLETTA", "name"),
    ("PORT AU PRINCE", "PORT AU PRINCE", "name"),
    ("PORTAUPRINCE", "PORT AU PRINCE", "station"),
    ("PORT-AU-PRINCE", "PORT AU PRINCE", "station"),
    ("PORT A", "PORT AU PRINCE", "variant"),
    ("PORT AU PR", "PORT AU PRINCE", "truncated"),
    ("N'DJAMENA", "NDJAMENA", "station"),
    ("STATE", "STATE", "name"),
    ("SECSTATE", "STATE", "variant"),
    ("SECSTATE WASHDC", "STATE", "plad"),
    ("AMEMBASSY LISBON", "LISBON", "plad"),
    ("AMEMBASSYLISBON", "LISBON", "plad"),
    ("EMBASSY VIENNA", "VIENNA", "plad"),
    ("USMISSION USUN NEW YORK", "USUN NEW YORK", "plad"),
    ("USUN NE YORK", "USUN NEW YORK", "variant"),
    ("HCMC", "HO CHI MINH CITY", "variant"),
    ("HK", "HONG KONG", "variant"),
    ("BA", "BUENOS AIRES", "variant"),
    ("PARIS FR", "UNESCO PARIS FR", "variant"),
    ("USUNESCO PARIS FR", "UNESCO PARIS FR", "variant"),
    ("UNVIE", "UNVIE VIENNA", "variant"),
    ("USEU", "USEU BRUSSELS", "variant"),
    ("HAGUE", "THE HAGUE", "variant"),
    ("RIO", "RIO DE JANEIRO", "variant"),
    ("VAT", "VATICAN", "variant"),
    ("KUALALUMP", "KUALA LUMPUR", "variant"),
    ("SAO PAUO", "SAO PAULO", "variant"),
    ("MADRID SP", "MADRID", "variant"),
    ("LISBON PO", "LISBON", "variant"),
    ("BEIJING CH", "BEIJING", "variant"),
    ("VATICA", "VATICAN", "truncated"),
    ("STOCKH", "STOCKHOLM", "nara-code"),
    ("LAPAZ", "LA PAZ", "station"),
    ("LA P AZ", "LA PAZ", "station"),
    ("COLOMOBO", "COLOMBO", "misspelt"),
    ("NICSOIA", "NICOSIA", "misspelt"),
    ("COTON0U", "COTONOU", "variant"),
    ("0TTAWA", "OTTAWA", "variant"),
    ("L1SBON", "LISBON", "misspelt"),
    ("OUAGADUGUO", "OUAGADOUGOU", "misspelt"),
    ("USDOC WASHDC", "USDOC", "plad"),
    ("CIA WASHINGTON DC", "CIA", "variant"),
    ("SECDEF WASHINGTON DC", "SECDEF", "plad"),
    ("TREASURY", "TREASURY", "name"),
    ("USAID", "AID", "variant"),
    ("KYEV", "KYIV", "variant"),
    ("JIDDAH", "JIDDA", "variant"),
    ("HOLY SEE", "VATICAN", "variant"),
    ("VATICAN CITY", "VATICAN", "variant"),
    ("CD JUAREZ", "CIUDAD JUAREZ", "variant"),
    ("JOBURG", "JOHANNESBURG", "variant"),
    ("AIT", "AIT TAIPEI", "variant"),
    ("BRUSSELS USEU", "USEU BRUSSELS", "variant"),
    ("PRAIS", "PARIS", "misspelt"),
)
NOT_POSTS = [
    "MEMO",
    "EMAIL",
    "SUBJECT",
    "PARA",
    "PARAS",
    "TELECON",
    "NOTAL",
    "STATES",
    "STATED",
    "LETTER",
    "DRAFT",
    "POUCH",
    "MARCH",
    "JUNE",
    "APRIL",
    "MAY",
    "AUGUST",
    "SECRETARY",
    "SECTION",
    "PARTS",
    "PARTY",
    "PHONE",
    "REPORT",
    "WHITE",
    "MEDIAN",
    "STATUS",
    "QUIET",
    "THE",
    "AND",
    "OF",
    "A",
    "I",
    "REFTEL",
    "SEPTEL",
    "AIRGRAM",
    "PRINTING",
    "URBAN",
    "GOVERNMENT",
    "MINISTER",
    "12345",
    "2007",
    "ROMEE",
    "LIMAA",
]


@pytest.mark.parametrize(("written", "name", "how"), READ, ids=[r[0] for r in READ])
def test_a_post_is_read_however_it_is_written(written: str, name: str, how: str) -> None:
    reading = read_post(written)
    assert reading is not None
    assert (reading.post.name, reading.how) == (name, how)
    assert reading.written == written
    assert reading.why


@pytest.mark.parametrize("word", NOT_POSTS)
def test_an_ordinary_word_is_no_post(word: str) -> None:
    assert read_post(word) is None


def test_a_spelling_between_two_posts_is_neither() -> None:
    assert read_post("MANAMA") is not None
    assert read_post("BANAMA") is None  # one letter from MANAMA and from PANAMA


def test_a_beginning_shared_by_two_posts_is_neither() -> None:
    assert read_post("SANTI") is not None
    assert read_post("MONTE") is None


def test_every_post_is_read_by_its_own_names() -> None:
    for post in all_posts():
        for written in (post.name, post.station, post.plad):
            reading = read_post(written)
            assert reading is not None, written
            assert reading.post == post, written


def test_every_code_of_the_archive_is_read() -> None:
    for post in all_posts():
        if post.nara_code:
            assert read_post(post.nara_code) is not None, post.nara_code
    assert getattr(post_of_plad("GEORGE"), "name", None) == "GEORGETOWN"


def test_every_variant_is_read_as_some_post() -> None:
    for post in all_posts():
        for variant in post.variants:
            assert read_post(variant) is not None, variant


def test_words_too_long_for_a_name_are_not_compared() -> None:
    assert read_post("LISBON" * 100_000) is None


def test_a_routing_indicator_names_its_post() -> None:
    assert getattr(post_of_routing_indicator("RUEHVT"), "name", None) == "VALLETTA"
    assert getattr(post_of_routing_indicator("RUEHC"), "name", None) == "STATE"
    assert post_of_routing_indicator("RXXXXX") is None


def test_an_address_names_its_post() -> None:
    assert getattr(post_of_plad("AMEMBASSY TUNIS"), "city", None) == "Tunis"
    assert getattr(post_of_plad("USCINCEUR VAIHINGEN GE J2"), "kind", None) == "military command"
    assert post_of_plad("CDR NOWHERE") is None


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("SEOU", "SEOUL"),
        ("TOKY", "TOKYO"),
        ("DEPT", "STATE"),
        ("DEPTELS", "STATE"),
        ("THE DEPARTMENT'S", "STATE"),
    ],
)
def test_before_a_number_less_of_a_name_is_enough(written: str, name: str) -> None:
    reading = read_numbered(written)
    assert reading is not None
    assert reading.post.name == name
    assert read_post(written) is None


@pytest.mark.parametrize("word", ["EMBTEL", "CONTEL", "YOUR", "MEMO", "LISB0Q9", "ROM", "A" * 100])
def test_before_a_number_too_a_word_is_no_post(word: str) -> None:
    assert read_numbered(word) is None
