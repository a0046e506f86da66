"""What a customer's tags said is found by who they are, however much else the log holds."""

from sqlalchemy import text

from escalation.numbers.stuck_steps import progress_of
from tests.integration.escalation.world import START, World

MANY_EVENTS = """
INSERT INTO journey_event (id, at, customer_id, anonymous_id, stage, touchpoint, type, channel)
SELECT gen_random_uuid(), :start, CASE WHEN n % 2 = 0 THEN 'c' || n / 20 END, 'b' || n / 20, 'post_purchase',
       CASE WHEN n % 2 = 0 THEN 'account_verified' ELSE 'signed_up' END, 'touchpoint_reached', 'web'
  FROM generate_series(1, 20000) AS n
"""
BROWSERS = (
    "INSERT INTO alias (anonymous_id, customer_id, at) SELECT 'b' || n, 'c' || n, :start FROM generate_series(1, 900) n"
)
LOOKED_AT = "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = 'journey_event'"


async def test_one_customer_s_steps_are_read_without_looking_at_everybody_s(world: World) -> None:
    async with world.engine.begin() as connection:
        for statement in (MANY_EVENTS, BROWSERS):
            await connection.execute(text(statement), {"start": START})
        await connection.execute(text("ANALYZE journey_event, alias"))
    async with world.engine.begin() as connection:
        assert await progress_of(connection, "c7") == {"signed_up": START, "verified": START}
        looked_at = await connection.scalar(text(LOOKED_AT))
        assert 0 < looked_at < 100, "rows of the log"
        assert await progress_of(connection, "c950") == {"verified": START}, "nobody's browser is theirs"
