from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from reftel.refs.channels import Channel, Sent, channels_of
from reftel.refs.completeness import Material
from reftel.refs.examine import examine
from reftel.refs.numbering import Numbered
from reftel.refs.periods import bounds

FIRST, LAST = bounds(1986)


def sent(count: int = 600, *, start: int = 1, share: float = 0.6, held: float = 0.5) -> list[Sent]:
    """Telegrams of a year of which such a share goes to one addressee; of these some are held."""
    draw, serial, found = random.Random(5), start - 1, []
    for number in range(1, count + 1):
        if draw.random() < share:
            serial = (serial + 1) % 10_000
            if draw.random() < held:
                found.append(Sent(number, FIRST + number // 2, "STATE", serial))
    return found


def only(points: list[Sent]) -> Channel:
    (channel,) = channels_of(points)
    return channel


def test_serials_tell_how_many_went_to_an_addressee() -> None:
    channel = only(sent())
    assert channel.share is not None
    assert 0.55 < channel.share < 0.65
    assert channel.share_held is not None
    assert 0.45 < channel.share_held < 0.55
    assert channel.agrees is True
    assert (channel.turns, channel.restarts, channel.misread, channel.contradictions) == (0, 0, 0, 0)


def test_a_serial_that_turns_over_goes_on() -> None:
    turned, plain = only(sent(start=9900)), only(sent())
    assert (turned.turns, turned.sent, turned.share) == (1, plain.sent, plain.share)


def test_a_channel_that_begins_anew_is_counted_on_both_sides() -> None:
    points = sent(start=3000)
    half = len(points) // 2
    points[half:] = [p._replace(serial=p.serial - points[half].serial + 1) for p in points[half:]]
    channel = only(points)
    assert channel.restarts == 1
    assert channel.agrees is True


def test_a_single_misread_serial_is_left_out() -> None:
    points = sent()
    points[40] = points[40]._replace(serial=9_000)
    assert only(points).misread == 1
    assert only(points).agrees is True
    assert only(points).sent == only(sent()).sent


def test_more_sent_to_one_than_at_all_is_a_contradiction() -> None:
    points = [Sent(n, FIRST + n, "STATE", 3 * n) for n in range(10, 400, 10)]
    channel = only(points)
    assert channel.agrees is False
    found = examine(
        Material("EXERCISE", 1986, [Numbered(n, FIRST + n) for n in range(1, 360)], sent=points, horizon=LAST)
    )
    assert found is not None
    assert "channel-contradicts" in {c.code for c in found.told.cautions}


def test_a_turn_too_many_is_not_ruled_out_between_far_numbers() -> None:
    assert only([Sent(1, FIRST, "STATE", 10), Sent(30_000, LAST, "STATE", 500)]).unsure_turns == 1


@given(
    st.lists(
        st.builds(
            Sent, st.integers(1, 500), st.integers(FIRST, LAST), st.sampled_from("AB"), st.integers(0, 9999)
        )
    )
)
def test_whatever_the_serials_the_counts_hold(points: list[Sent]) -> None:
    for channel in channels_of(points):
        assert channel.held + channel.misread == len({p.number for p in points if p.to == channel.to})
        assert channel.share is None or channel.share >= 0
        assert channel.share_held is None or 0 <= channel.share_held <= 1
