"""How well references are read and resolved, and what resolving costs."""
