"""Calling a person. The action only says so; the gateway routes, opens the ticket and tells the customer."""

from actions.answer import Answer
from actions.exchange import Exchange


class HumanAgent(Answer):
    """The customer asked for one: no argument, no detour."""

    def name(self) -> str:
        return "action_human_agent"

    async def answer(self, x: Exchange) -> None:
        x.hand_off("asked_for_person")


class ReportCharge(Answer):
    """A charge the customer did not make, or money taken twice: a person's decision, by policy."""

    def name(self) -> str:
        return "action_report_charge"

    async def answer(self, x: Exchange) -> None:
        x.hand_off("policy")
