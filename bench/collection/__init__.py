"""What a collection costs: built, asked, read while it grows, opened; beside SQLite's FTS5 in one run."""
