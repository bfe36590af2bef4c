"""A post's telegrams of a period examined: the figures, what speaks against them, and which to go by."""

from __future__ import annotations

import msgspec

from reftel.refs.cautions import Caution
from reftel.refs.completeness import Completeness, Examined, Material, measure
from reftel.refs.doubts import doubts
from reftel.refs.totals import Total


def examine(material: Material) -> Examined | None:
    """Return how complete a post's telegrams of a period are; None where no number is held."""
    found = measure(material)
    return None if found is None else found._replace(told=_judged(found.told, doubts(found)))


def _judged(told: Completeness, found: tuple[tuple[Caution, ...], Total | None]) -> Completeness:
    """Add the cautions; where the end is missing, let the curve speak if there is one."""
    cautions, top = found
    told = msgspec.structs.replace(told, cautions=cautions, top=top)
    ends = {"end-missing", "collection-ends"} & {c.code for c in cautions}
    if not ends or told.regression is None:
        return told
    curve = told.regression
    return msgspec.structs.replace(
        told,
        best="regression",
        estimate=curve.estimate,
        low=curve.low,
        high=curve.high,
        share=told.held / curve.estimate,
        share_low=told.held / curve.high,
        share_high=told.held / curve.low,
    )
