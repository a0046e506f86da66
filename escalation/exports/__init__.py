"""The journey log and its numbers as files that other programs read."""
