"""What may be shown to whom, and what was: editions for classes of readers, and two releases compared."""
