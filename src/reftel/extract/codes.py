"""Short codes for long names of classes, so that what the models see of a word stays quick to pass on.

The models' library copies and hashes the name of every feature of every word; up to fifteen characters it
needs no memory of its own for that (docs/measurements.md says what it gained).
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from functools import lru_cache
from hashlib import blake2b


@lru_cache(maxsize=1 << 14)
def code(name: str, length: int = 4) -> str:
    """Return what stands for a name within a feature: itself if it is short, else `length` characters.

    >>> code("to"), len(code("preposition")), len(code("preposition", 3))
    ('to', 4, 3)
    """
    if len(name) <= length:
        return name
    return urlsafe_b64encode(blake2b(name.encode(errors="replace"), digest_size=3).digest()).decode()[:length]
