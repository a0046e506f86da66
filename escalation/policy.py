"""The written policy: when a person is offered, and when a person is called. Change a number here, nowhere else."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Policy:
    """Limits of the router. Counts are in a row and start again after a turn that went well."""

    # Turns that failed (error, failure code, nothing said): at the first a person is offered, here one is called.
    failures_to_hand_off: int = 2
    # Messages the bot did not understand: first the bot asks to rephrase, then a person is offered, then called.
    not_understood_to_offer: int = 2
    not_understood_to_hand_off: int = 3
    # An angry message: a person is offered; still angry in the next one: a person is called.
    angry_to_offer: int = 1
    angry_to_hand_off: int = 2
    # Anger is one of these labels, at least so negative.
    angry_labels: frozenset[str] = frozenset({"anger", "angry"})
    angry_negative: float = 0.6
    # Wrong guesses at whose order it is, per contact: somebody may be trying numbers.
    guesses_to_hand_off: int = 5
    # Somebody who waits for a person and has neither written nor read for so long is gone: no ticket waits for ever.
    silence_to_abandon: timedelta = timedelta(hours=24)

    def __post_init__(self) -> None:
        """Refuse limits that contradict each other. Raises ValueError naming them."""
        if not 1 <= self.not_understood_to_offer < self.not_understood_to_hand_off:
            raise ValueError("policy: expected 1 <= not_understood_to_offer < not_understood_to_hand_off")
        if not 1 <= self.angry_to_offer < self.angry_to_hand_off:
            raise ValueError("policy: expected 1 <= angry_to_offer < angry_to_hand_off")
        if self.failures_to_hand_off < 2 or self.guesses_to_hand_off < 1:
            raise ValueError("policy: expected failures_to_hand_off >= 2 and guesses_to_hand_off >= 1")
        if self.silence_to_abandon <= timedelta(0):
            raise ValueError("policy: expected silence_to_abandon longer than nothing")


POLICY = Policy()
