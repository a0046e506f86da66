"""Many who wait at once: one handoff was played, the others are its copies, each due a second after the one before."""

COPIES = (
    """INSERT INTO conversation
              (id, visitor_id, last_seq, owner, epoch, contact_id, dialogue_id, created_at, active_at)
       SELECT md5('c' || n)::uuid, visitor_id, 0, owner, epoch, md5('k' || n)::uuid, dialogue_id, created_at,
              active_at FROM conversation, generate_series(2, {count}) n WHERE id = '{source}'""",
    """INSERT INTO contact (id, conversation_id, started_at, last_activity_at)
       SELECT md5('k' || n)::uuid, md5('c' || n)::uuid, now(), now() FROM generate_series(2, {count}) n""",
    """INSERT INTO ticket
              (id, conversation_id, contact_id, queue, priority, epoch, respond_by, language, created_at)
       SELECT md5('t' || n)::uuid, md5('c' || n)::uuid, md5('k' || n)::uuid, queue,
              (ARRAY['urgent', 'high', 'normal', 'low'])[n % 4 + 1], epoch,
              respond_by + n * interval '1 second', language, created_at
         FROM ticket, generate_series(2, {count}) n WHERE conversation_id = '{source}'""",
)


def copies(source: object, count: int) -> list[str]:
    """The statements that make `count` tickets of the one of conversation `source`."""
    return [statement.format(count=count, source=source) for statement in COPIES]
