"""The shop as Firsthand sees it: one protocol, values, and the adapters that speak to a real one."""
