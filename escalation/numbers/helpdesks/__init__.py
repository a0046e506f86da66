"""History out of other helpdesks: a record of theirs as a line of ours (`escalation/numbers/history.py`)."""
