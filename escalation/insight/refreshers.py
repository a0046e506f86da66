"""What the keeper works out, each with how often."""

from escalation.insight import clustering, goal_watch, rises, risk_refresher
from escalation.insight.keeper import Refresher
from escalation.service import Service


def refreshers(service: Service) -> tuple[Refresher, ...]:
    """In the order in which they are looked at."""
    return (
        goal_watch.refresher(),
        rises.refresher(),
        risk_refresher.refresher(),
        *clustering.refreshers(service.assistant),
    )
