"""What is said in a collection: claims, people, places and days, from the annotations of its telegrams."""

from __future__ import annotations

from reftel.collection.said.answers import (
    AnnotateReport,
    AnnotationState,
    Asked,
    Claim,
    Day,
    Happening,
    Judgement,
    Known,
    Likeness,
    Tenure,
)

__all__ = [
    "AnnotateReport",
    "AnnotationState",
    "Asked",
    "Claim",
    "Day",
    "Happening",
    "Judgement",
    "Known",
    "Likeness",
    "Tenure",
]
