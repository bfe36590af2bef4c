"""Who is who inside one text: which mentions mean the same person, body or country, and why."""

from reftel.extract.who.resolving import who_is_who

__all__ = ["who_is_who"]
