"""Who is said to have said what: mentions, who is who, dates, figures and attributions of one text."""

from reftel.later import loading

_HOMES = {
    "Annotations": "reftel.extract.annotations",
    "annotate": "reftel.extract.steps",
}

__all__ = ["Annotations", "annotate"]

__getattr__ = loading(__name__, _HOMES)
