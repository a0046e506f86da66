"""Contacts of before the numbers asked what the bot did in them, and who had been here before, read out of the log at
once: without that they drop out of what is counted over such contacts. And erasing a person reaches what their browsers
did before they logged in, and no order is known by its number any more."""

from alembic import op

revision = "0023"
down_revision = "0022"

REQUEST = """$.intents[*] ? (!(@.intent like_regex "^(greet|goodbye|thank|affirm|deny|bot_challenge|smalltalk)$"))"""
ANSWER = (
    """$.intents[*] ? (@.gate == "sure" && @.intent like_regex """
    """"^((billing|onboarding|account|order|shipping|warranty)(_.*)?|orders|support|contact_hours|complaint|feedback)$")"""
)
UNDERSTOOD = """$.intents[*] ? (@.gate == "sure" && @.intent != "out_of_scope")"""
BOT = f"""
UPDATE contact
   SET asked_bot = found.asked, answered_by_bot = found.answered, bot_turns = found.turns, fallback_turns = found.lost
  FROM (
    SELECT contact_id, bool_or(type = 'turn_failed' OR asks) AS asked, bool_or(answers) AS answered,
           count(*) FILTER (WHERE type = 'turn_answered') AS turns, count(*) FILTER (WHERE asks AND NOT knows) AS lost
      FROM (
        SELECT contact_id, type,
               type = 'turn_answered' AND jsonb_path_exists(data, '{REQUEST}') AS asks,
               type = 'turn_answered' AND jsonb_path_exists(data, '{ANSWER}') AS answers,
               jsonb_path_exists(data, '{UNDERSTOOD}') AS knows
          FROM journey_event
         WHERE type IN ('turn_answered', 'turn_failed') AND contact_id IS NOT NULL) AS turn
     GROUP BY contact_id) AS found
 WHERE contact.id = found.contact_id AND contact.ended_at IS NOT NULL AND contact.source = 'live'
   AND (contact.asked_bot, contact.answered_by_bot, contact.bot_turns, contact.fallback_turns)
       IS DISTINCT FROM (found.asked, found.answered, found.turns, found.lost)
"""
IMPORTED = """
UPDATE contact
   SET asked_bot = handled_by <> 'agent' OR NOT escalation_reasons <@ ARRAY['reassigned', 'reopened'],
       answered_by_bot = handled_by <> 'agent'
 WHERE source = 'import' AND handled_by IS NOT NULL
"""
RETURNING = """
UPDATE contact SET "returning" = found.here_before
  FROM (
    SELECT id, CASE WHEN customer_id IS NOT NULL THEN started_at > min(started_at) OVER (PARTITION BY customer_id)
                    WHEN conversation_id IS NOT NULL
                    THEN started_at > min(started_at) OVER (PARTITION BY conversation_id) END AS here_before
      FROM contact WHERE ended_at IS NOT NULL AND meaningful) AS found
 WHERE contact.id = found.id AND contact."returning" IS DISTINCT FROM found.here_before
"""

# A reference is an order's number, by which the shop knows whose it was. In its place comes one that nobody can work
# out again (the salt is forgotten), the same for the same order: what FCR counts stays as it is.
ERASE_PERSON = """
CREATE OR REPLACE FUNCTION erase_person(person_customer text, person_anonymous text) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  pseudonym text := 'erased-' || gen_random_uuid();
  salt text := gen_random_uuid();
  browsers text[] := ARRAY(SELECT alias.anonymous_id FROM alias WHERE alias.customer_id = person_customer);
  theirs uuid[];
  changed bigint;
BEGIN
  PERFORM set_config('firsthand.erasing', 'yes', true);
  UPDATE journey_event
     SET customer_id = CASE WHEN customer_id IS NULL THEN NULL ELSE pseudonym END,
         anonymous_id = CASE WHEN anonymous_id IS NULL THEN NULL ELSE pseudonym END,
         data = data - ARRAY['comment', 'name', 'context', 'traits', 'properties', 'key']
           || CASE WHEN data ->> 'reference' <> ''
                   THEN jsonb_build_object('reference', md5(salt || (data ->> 'reference'))) ELSE '{}' END
           || CASE WHEN jsonb_typeof(data -> 'issues') = 'array' THEN jsonb_build_object('issues', (
                SELECT coalesce(jsonb_agg(CASE WHEN issue ->> 'reference' <> '' THEN issue
                         || jsonb_build_object('reference', md5(salt || (issue ->> 'reference'))) ELSE issue END
                         ORDER BY place), '[]')
                  FROM jsonb_array_elements(data -> 'issues') WITH ORDINALITY AS listed (issue, place)))
              ELSE '{}' END
   WHERE customer_id = person_customer OR anonymous_id = person_anonymous
      OR (customer_id IS NULL AND anonymous_id = ANY (browsers));
  GET DIAGNOSTICS changed = ROW_COUNT;
  PERFORM set_config('firsthand.erasing', 'no', true);
  WITH erased AS (
    UPDATE contact
       SET customer_id = CASE WHEN customer_id IS NULL THEN NULL ELSE pseudonym END,
           anonymous_id = CASE WHEN anonymous_id IS NULL THEN NULL ELSE pseudonym END
     WHERE customer_id = person_customer OR anonymous_id = person_anonymous
        OR (customer_id IS NULL AND anonymous_id = ANY (browsers))
     RETURNING id)
  SELECT array_agg(id) INTO theirs FROM erased;
  UPDATE contact_issue SET reference = md5(salt || reference) WHERE contact_id = ANY (theirs) AND reference <> '';
  UPDATE unit SET reference = md5(salt || reference) WHERE contact_id = ANY (theirs) AND reference <> '';
  UPDATE unit SET customer_id = pseudonym WHERE customer_id = person_customer;
  DELETE FROM profile WHERE customer_id = person_customer;
  DELETE FROM risk WHERE customer_id = person_customer;
  DELETE FROM alias WHERE customer_id = person_customer OR anonymous_id = person_anonymous;
  DELETE FROM outreach WHERE customer_id = person_customer OR anonymous_id = person_anonymous;
  RETURN changed;
END $$
"""


def upgrade() -> None:
    for statement in (BOT, IMPORTED, RETURNING, ERASE_PERSON):
        op.execute(statement)
