"""What a customer types right after our own offer of a person: its buttons, said in words."""

from dataclasses import replace

from escalation.routing.facts import TurnFacts
from escalation.routing.memory import Memory


def as_answer(facts: TurnFacts, memory: Memory) -> TurnFacts:
    """The facts of a turn, read as the answer to the offer that was the last thing said before it; else unchanged.

    `memory` is that of before the turn. A yes or no belongs to the question asked last, so it is not taken for the
    answer to the bot's 'did that solve it?' above the offer.
    """
    wanted = _wanted(facts) if memory.asking else None
    return facts if wanted is None else replace(facts, wants_person=wanted, solved=None)


def _wanted(facts: TurnFacts) -> bool | None:
    """A person asked for, a sure yes or a sure no; None for anything else, and for a yes beside a no."""
    if facts.is_sure_of("human_agent"):
        return True
    yes, no = facts.is_sure_of("affirm"), facts.is_sure_of("deny")
    return None if yes == no else yes
