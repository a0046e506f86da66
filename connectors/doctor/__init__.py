"""Looks at a set-up as it is meant to run, and says what to do about what is not right."""
