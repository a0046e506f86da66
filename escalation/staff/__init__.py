"""Accounts at the desk, what supervisors look after, and the audit log of it."""
