"""The journey log read into numbers: one classifier, one registry."""
