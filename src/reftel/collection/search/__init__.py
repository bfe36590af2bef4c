"""Finding telegrams by their words and fields: the query grammar, the index, and the passages."""
