"""A person can be erased whole: nothing is said any more in an erased conversation, what a contact's words were can be
taken out of the log, and everybody whom an erasure makes nameless stays told apart from the others, as the numbers do.

What the log keeps is listed, not what it loses: a field that nobody counts goes."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"

# What is counted, replayed or exported of an event: codes, numbers, times, and ids of tickets and agents.
COUNTED = (
    *("abandoned_after_open_s", "abandoned_after_s", "action", "actions", "agent_id", "attempt", "by", "code"),
    *("confidence", "counts", "csat", "decision", "effort", "emotion", "ended_by", "escalation_reasons", "failures"),
    *("first", "first_bot_response_s", "first_contact_solved", "first_human_response_open_s"),
    *("first_human_response_s", "first_resolved_s", "from_queue", "gate", "handle_s", "handled_by", "handoff"),
    *("intent", "intents", "issues", "kind", "label", "language", "latency_ms", "model_id", "negative", "noise"),
    *("not_first", "ok", "outcome", "priority", "queue", "queue_wait_open_s", "queue_wait_s", "reason", "reasons"),
    *("reference", "requeued", "resolved_open_s", "resolved_s", "returning", "score", "seq", "solved", "source"),
    *("started_at", "ticket_id", "to_agent_id", "topic", "turn_id", "waited_s"),
)
_LIST = ", ".join(f"'{name}'" for name in COUNTED)

# A reference is an order's number, by which the shop knows whose it was: with a salt, that is forgotten, it becomes
# one that nobody can work out again, the same for the same order.
BARE_FACTS = f"""
CREATE FUNCTION bare_facts(told jsonb, salt text) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  CASE jsonb_typeof(told)
    WHEN 'object' THEN
      RETURN coalesce((
        SELECT jsonb_object_agg(field.key, CASE
                 WHEN field.key = 'reference' AND salt IS NOT NULL AND field.value #>> '{{}}' <> ''
                 THEN to_jsonb(md5(salt || (field.value #>> '{{}}')))
                 ELSE bare_facts(field.value, salt) END)
          FROM jsonb_each(told) AS field WHERE field.key = ANY (ARRAY[{_LIST}])), '{{}}');
    WHEN 'array' THEN
      RETURN coalesce((
        SELECT jsonb_agg(bare_facts(item, salt) ORDER BY place)
          FROM jsonb_array_elements(told) WITH ORDINALITY AS listed (item, place)), '[]');
    ELSE RETURN told;
  END CASE;
END $$
"""

# The browsers that their owner logged in with become the same nobody as the customer; every other one a nobody of its
# own. `person_contacts`: those in the person's conversations, from before anybody was logged in.
ERASE_PERSON = """
CREATE FUNCTION erase_person(
  person_customer text, person_anonymous text, person_browsers text[] DEFAULT '{}', person_contacts uuid[] DEFAULT '{}')
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  pseudonym text := 'erased-' || gen_random_uuid();
  salt text := gen_random_uuid();
  known text[] := ARRAY(SELECT alias.anonymous_id FROM alias WHERE alias.customer_id = person_customer);
  browsers text[] := known || person_browsers || person_anonymous;
  theirs uuid[];
  changed bigint;
BEGIN
  WITH erased AS (
    UPDATE contact
       SET customer_id = CASE WHEN customer_id IS NULL THEN NULL ELSE pseudonym END,
           anonymous_id = CASE WHEN anonymous_id IS NULL THEN NULL WHEN anonymous_id = ANY (known) THEN pseudonym
                               ELSE 'erased-' || md5(salt || anonymous_id) END,
           external_id = NULL, emptied_at = coalesce(emptied_at, now())
     WHERE customer_id = person_customer
        OR (customer_id IS NULL AND (anonymous_id = ANY (browsers) OR id = ANY (person_contacts)))
     RETURNING id)
  SELECT coalesce(array_agg(id), '{}') INTO theirs FROM erased;
  PERFORM set_config('firsthand.erasing', 'yes', true);
  UPDATE journey_event
     SET customer_id = CASE WHEN customer_id IS NULL THEN NULL ELSE pseudonym END,
         anonymous_id = CASE WHEN anonymous_id IS NULL THEN NULL WHEN anonymous_id = ANY (known) THEN pseudonym
                             ELSE 'erased-' || md5(salt || anonymous_id) END,
         source_id = NULL, data = bare_facts(data, salt)
   WHERE customer_id = person_customer
      OR (customer_id IS NULL AND (anonymous_id = ANY (browsers) OR contact_id = ANY (theirs)));
  GET DIAGNOSTICS changed = ROW_COUNT;
  PERFORM set_config('firsthand.erasing', 'no', true);
  UPDATE contact_issue SET reference = md5(salt || reference) WHERE contact_id = ANY (theirs) AND reference <> '';
  UPDATE unit SET reference = md5(salt || reference) WHERE contact_id = ANY (theirs) AND reference <> '';
  UPDATE unit SET customer_id = pseudonym WHERE customer_id = person_customer;
  UPDATE outreach
     SET customer_id = CASE WHEN customer_id IS NULL THEN NULL ELSE pseudonym END,
         anonymous_id = 'erased-' || md5(salt || anonymous_id),
         key = CASE kind WHEN 'late_order' THEN md5(salt || key) ELSE key END,
         data = jsonb_strip_nulls(jsonb_build_object('contact_id', data -> 'contact_id'))
   WHERE customer_id = person_customer OR (customer_id IS NULL AND anonymous_id = ANY (browsers));
  DELETE FROM profile WHERE customer_id = person_customer;
  DELETE FROM risk WHERE customer_id = person_customer;
  DELETE FROM alias WHERE customer_id = person_customer OR anonymous_id = person_anonymous;
  RETURN changed;
END $$
"""

# By age: what was said in these contacts goes out of the log, whose they were stays.
FORGET_WORDS = """
CREATE FUNCTION forget_words(old_contacts uuid[]) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  changed bigint;
BEGIN
  PERFORM set_config('firsthand.erasing', 'yes', true);
  UPDATE journey_event SET data = bare_facts(data, NULL)
   WHERE contact_id = ANY (old_contacts) AND data <> bare_facts(data, NULL);
  GET DIAGNOSTICS changed = ROW_COUNT;
  PERFORM set_config('firsthand.erasing', 'no', true);
  RETURN changed;
END $$
"""


def upgrade() -> None:
    op.add_column("conversation", sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("contact", sa.Column("emptied_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_contact_wordy",
        "contact",
        ["ended_at"],
        postgresql_where=sa.text("conversation_id IS NOT NULL AND emptied_at IS NULL"),
    )
    op.execute("DROP FUNCTION erase_person(text, text)")
    for function in (BARE_FACTS, ERASE_PERSON, FORGET_WORDS):
        op.execute(function)
