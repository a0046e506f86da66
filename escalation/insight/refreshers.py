"""What the keeper works out, each with how often."""

from escalation.insight import risk_refresher
from escalation.insight.keeper import Refresher
from escalation.service import Service


def refreshers(service: Service) -> tuple[Refresher, ...]:
    """In the order in which they are looked at."""
    return (risk_refresher.refresher(),)
