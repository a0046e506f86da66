"""Tickets: how they wait, who is asked to take them, and how they pass from hand to hand."""
