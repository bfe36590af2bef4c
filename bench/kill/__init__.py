"""Work on a collection killed at random moments: nothing may be lost, and finishing it leads to the same."""
