"""What a macro may leave open: the desk fills it in before the agent sends."""

import re

PLACEHOLDERS = (
    "customer_name",
    "agent_name",
    "order_number",
    "order_total",
    "carrier",
    "tracking_number",
    "ticket_number",
)
_BRACES = re.compile(r"\{([^{}]*)\}")


def unknown_placeholders(text: str) -> list[str]:
    """Names in braces that nobody can fill in, in the order they appear."""
    return [name for name in dict.fromkeys(_BRACES.findall(text)) if name not in PLACEHOLDERS]
