"""The web edge: what browsers reach."""
