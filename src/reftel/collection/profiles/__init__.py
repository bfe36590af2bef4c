"""Profiles: saved queries that tell what is new, each telegram once."""

from __future__ import annotations

from reftel.collection.profiles.answers import Arrival, Feed, News, Profile, ProfileError
from reftel.collection.profiles.profiles import Profiles

__all__ = ["Arrival", "Feed", "News", "Profile", "ProfileError", "Profiles"]
