"""Format lines 1 to 4: transmission identification, routing, station, security (ACP 127(G), FL1-FL4)."""

from __future__ import annotations

import re

from reftel.model import Dtg, Found, SecuritySignal, Station
from reftel.reading.dates import day_time, filing_time, span_of
from reftel.reading.defects import Defects
from reftel.terms import precedence, signals
from reftel.view import View

_TI = re.compile(r"V?ZCZC[ ]?[A-Z]{2,3}\d{3,5}")
_ROUTING = re.compile(r"(ZZ|OO|PP|RR|YY)((?:[ \t]+R[A-Z]{3,7})+)")
_RI = re.compile(r"R[A-Z]{3,7}")
_STATION = re.compile(
    r"DE[ \t]+(?P<ri>R[A-Z]{3,7})[ \t]*#[ \t]*(?P<serial>\d+)(?:/(?P<section>\d+))?(?:[ \t]+(?:"
    r"(?P<day>\d{3})(?P<time>\d{4})Z?|(?P<dd>\d\d)/(?P<dtime>\d{4})Z))?"
)
_SECURITY = re.compile(r"ZN[RY][ \t]+([A-Z]{5})(?:/[A-Z]{5})?")


def read_transmission_id(view: View) -> Found[str] | None:
    """Read format line 1, `VZCZCXRO5127`: start-of-message letters, channel, channel serial."""
    m = _TI.search(view.text)
    return Found(m[0].replace(" ", ""), span_of(view, m)) if m else None


def read_routing(view: View) -> tuple[Found[str] | None, tuple[Found[str], ...]]:
    """Read format line 2: the precedence prosign and the routing indicators of this transmission."""
    m = _ROUTING.search(view.text)
    if not m:
        return None, ()
    indicators = (Found(r[0], span_of(view, r)) for r in _RI.finditer(view.text, m.start(2), m.end(2)))
    word = precedence.of_prosign(m[1][0])
    return (Found(word, span_of(view, m, 1), "routing-line") if word else None), tuple(indicators)


def read_station(view: View, sent: Dtg | None, defects: Defects) -> Found[Station] | None:
    """Read format line 3, `DE RUEHPD #0028 3651640`: station, station serial, filing time in UTC."""
    m = _STATION.search(view.text)
    if not m:
        return None
    filed = None
    if m["day"]:
        filed = filing_time(int(m["day"]), m["time"], sent)
    elif m["dd"] and sent is not None:
        filed = day_time(int(m["dd"]), m["dtime"], sent)
    if filed is None and sent is not None and (m["day"] or m["dd"]):
        why = "no such day or time of day"
        place = span_of(view, m, "day" if m["day"] else "dd")
        written = m[0].split()[-1]
        defects.note("filing-time-impossible", why, field="station.filed", written=written, span=place)
    return Found(Station(m["ri"], int(m["serial"]), filed), span_of(view, m))


def read_security(view: View) -> Found[SecuritySignal] | None:
    """Read format line 4, `ZNY SSSSS ZZH`: the prosign and the level its letters stand for."""
    m = _SECURITY.search(view.text)
    return Found(SecuritySignal(m[0][:3], signals.security(m[1])), span_of(view, m)) if m else None
