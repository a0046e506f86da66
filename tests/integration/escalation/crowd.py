"""Many customers who wait, without playing each of them."""

from uuid import UUID

from tests.integration.escalation.world import World


async def copy_tickets(world: World, source: UUID, count: int) -> None:
    """`count` more conversations like `source`, each due a second after the one before."""
    statements = [
        """INSERT INTO conversation
                  (id, visitor_id, last_seq, owner, epoch, contact_id, dialogue_id, created_at, active_at)
           SELECT md5('c' || n)::uuid, visitor_id, last_seq, owner, epoch, md5('k' || n)::uuid, dialogue_id, created_at,
                  active_at FROM conversation, generate_series(1, {count}) n WHERE id = '{source}'""",
        """INSERT INTO contact (id, conversation_id, started_at, last_activity_at)
           SELECT md5('k' || n)::uuid, md5('c' || n)::uuid, now(), now() FROM generate_series(1, {count}) n""",
        """INSERT INTO ticket
                  (id, conversation_id, contact_id, queue, priority, epoch, respond_by, language, created_at)
           SELECT md5('t' || n)::uuid, md5('c' || n)::uuid, md5('k' || n)::uuid, queue, priority, epoch,
                  respond_by + n * interval '1 second', language, created_at
             FROM ticket, generate_series(1, {count}) n WHERE conversation_id = '{source}'""",
    ]
    async with world.engine.begin() as connection:
        for statement in statements:
            await connection.exec_driver_sql(statement.format(count=count, source=source))
