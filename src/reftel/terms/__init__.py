"""What the trade's words mean: posts, TAGS, captions, levels, orders; the facts are tables in `data/`."""
