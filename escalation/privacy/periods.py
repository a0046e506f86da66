"""Periods: how long each class of what is kept stays."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Periods:
    """Days; 0 keeps for ever. What ends sooner is no part of what ends later: words go with their files."""

    words: int = 365  # what was said, noted and understood in a contact, after its end
    files: int = 180
    addresses: int = 90  # mailboxes, letters, what was written into forms
    deliveries: int = 30  # what webhooks were told
    browsers: int = 395  # of visitors who never logged in, after their last visit
    customers: int = 0  # after the last sign of them anywhere
