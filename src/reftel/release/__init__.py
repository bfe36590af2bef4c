"""What may be shown to whom: policies, and the edition of a telegram that a class of readers gets."""
