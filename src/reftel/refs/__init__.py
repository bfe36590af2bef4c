"""What telegrams refer to: the places in the text that use a reference, and the telegram each one means."""
