"""How many customers did not ask because they were told: what a notice saved, from those who by lot were not told."""

from dataclasses import dataclass

from escalation.numbers.intervals import Estimate
from escalation.numbers.metrics import wilson


@dataclass(frozen=True, slots=True)
class Group:
    """Customers the notice was meant for, and how many of them asked within the days that follow, by its button too."""

    customers: int
    asked: int

    def rate(self) -> Estimate | None:
        """The share that asked; None for nobody."""
        interval = wilson(self.asked, self.customers)
        return None if interval is None else Estimate(self.asked / self.customers, *interval)


def contacts_saved(told: Group, held_back: Group) -> Estimate | None:
    """(rate of those held back - rate of those told) x those told; below zero where telling made more ask.

    Everybody counts in the group the lot put them in, whether they saw the notice or not, and so does every contact,
    also one begun by the notice itself: only then the two differ by nothing else (intention to treat). None as long as
    one of the groups is empty.
    """
    asked_untold, asked_told = held_back.rate(), told.rate()
    if asked_untold is None or asked_told is None:
        return None
    return asked_untold.difference(asked_told).times(told.customers)
