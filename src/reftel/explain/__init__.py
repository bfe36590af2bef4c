"""What the parts of a telegram say, in plain English; the facts are the record's and those of `terms`."""

from reftel.explain.about import About
from reftel.explain.values import explain_value
from reftel.explain.walk import Explanation, explain

__all__ = ["About", "Explanation", "explain", "explain_value"]
