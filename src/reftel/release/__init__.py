"""What was released: two copies of a telegram compared word by word, and how they belong together."""

from reftel.release.compare import compare
from reftel.release.relation import relate

__all__ = ["compare", "relate"]
