"""How everything is kept: a conversation's thread, one transaction, then Redis, then the hints to screens."""
