"""What telegrams of one collection say of each other."""

from __future__ import annotations

from pathlib import Path

from reftel.collection import Collection
from reftel.marking import SERIES_CHECKS, Channel, Citing, Numbered, check_collection
from reftel.model import Span


def row(serial: int, dtg: str, *, post: str = "PRAIA", year: int = 2008) -> Numbered:
    return Numbered(str(serial), post, year, serial, dtg)


ROWS = [row(n, f"2008-03-{n:02d}T10:00:00Z") for n in range(1, 12)]


def test_numbers_that_follow_the_time_are_in_order() -> None:
    assert check_collection(ROWS) == ()


def test_a_month_mistyped_falls_out_of_the_series() -> None:
    rows = [*ROWS[:5], row(6, "2008-08-06T10:00:00Z"), *ROWS[6:]]
    [(key, finding)] = check_collection(rows)
    assert key == "6"
    assert finding.code == "dtg-out-of-series"
    assert "2008 PRAIA 6 is dated 2008-08-06 10:00Z" in finding.message
    assert "5 2008-03-05 10:00Z and 7 2008-03-07 10:00Z" in finding.message


def test_the_first_and_the_last_of_a_series_are_judged_by_one_side() -> None:
    rows = [row(1, "2008-09-01T10:00:00Z"), *ROWS[1:10], row(11, "2008-01-02T10:00:00Z")]
    assert [key for key, _ in check_collection(rows)] == ["1", "11"]


def test_a_low_number_released_a_day_late_is_in_order() -> None:
    assert check_collection([*ROWS[:5], row(6, "2008-03-08T09:00:00Z"), *ROWS[6:]]) == ()


def test_series_of_other_posts_and_years_are_others() -> None:
    other = [row(6, "2008-11-06T10:00:00Z", post="TUNIS"), row(6, "2009-01-06T10:00:00Z", year=2009)]
    assert check_collection([*ROWS, *other]) == ()


def test_a_date_known_only_in_part_is_not_judged() -> None:
    assert check_collection([*ROWS[:5], row(6, "2008-11"), *ROWS[6:]]) == ()


def test_numbers_of_fiscal_years_are_not_judged() -> None:
    """Until 1973 the numbers of a year began anew in July."""
    rows = [row(2310, "1963-03-16T14:00:00Z", year=1963), row(24, "1963-12-03T14:00:00Z", year=1963)]
    assert check_collection(rows) == ()


def channel(mrn: str, serial: int, dtg: str) -> Channel:
    return Channel(mrn, mrn, "PRAIA", "SECSTATE WASHDC", serial, dtg)


def test_a_channel_serial_on_two_numbers_is_found() -> None:
    serials = [
        channel("2008 PRAIA 7", 3025, "2008-03-07T10:00:00Z"),
        channel("2008 PRAIA 7", 3025, "2008-03-07T10:00:00Z"),
        channel("2008 PRAIA 17", 3025, "2008-03-07T10:00:00Z"),
    ]
    [(key, finding)] = check_collection((), (), serials)
    assert (key, finding.code) == ("2008 PRAIA 17", "channel-serial-used-twice")
    assert (
        finding.message == "2008 PRAIA 17 and 2008 PRAIA 7 have the channel serial 3025 to SECSTATE WASHDC."
    )


def test_a_channel_serial_out_of_its_series_is_found() -> None:
    serials = [channel(f"2008 PRAIA {n}", 3000 + n, f"2008-03-{n:02d}T10:00:00Z") for n in range(1, 9)]
    assert check_collection((), (), serials) == ()
    slipped = [*serials, channel("2008 PRAIA 9", 3001, "2008-03-30T10:00:00Z")]
    assert {f.code for _, f in check_collection((), (), slipped)} == {
        "channel-serial-used-twice",
        "channel-serial-out-of-series",
    }


def test_a_reference_to_what_was_sent_later_is_found() -> None:
    citing = Citing("5", "2008-03-05T10:00:00Z", "PRAIA 9", "PRAIA", 2008, 9, Span(4, 11))
    [(key, finding)] = check_collection(ROWS, [citing])
    assert (key, finding.code, finding.spans) == ("5", "cited-later", (Span(4, 11),))
    earlier = Citing("5", "2008-03-05T10:00:00Z", "PRAIA 2", "PRAIA", 2008, 2)
    assert check_collection(ROWS, [earlier]) == ()


def test_a_collection_tells_what_its_telegrams_say_of_each_other(sample_collection: Path) -> None:
    with Collection.open(sample_collection) as held:
        found = held.findings(code="cited-later")
        assert {each.card.mrn for each in found} == {"2008 VALLETTA 497"}
        for each in SERIES_CHECKS:
            if each.code != "cited-later":
                assert held.findings(code=each.code) == ()


def test_findings_of_a_collection_can_be_chosen_and_searched(sample_collection: Path) -> None:
    with Collection.open(sample_collection) as held:
        assert held.are_checked()
        errors = held.findings(severity="error")
        assert {each.finding.code for each in errors} == {
            "portion-above-overall",
            "signal-differs",
            "station-serial-differs",
        }
        results = held.search("finding:portion-above-overall")
        assert [hit.card.mrn for hit in results.hits] == ["2009 TUNIS 3"]
