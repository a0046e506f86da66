"""What the keeper works out, each with how often."""

from escalation.insight import goal_watch, risk_refresher
from escalation.insight.keeper import Refresher
from escalation.service import Service


def refreshers(service: Service) -> tuple[Refresher, ...]:
    """In the order in which they are looked at."""
    return (goal_watch.refresher(), risk_refresher.refresher())
