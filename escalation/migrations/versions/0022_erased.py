"""Erasing a person reaches what the journey now keeps of them beside its log: contacts and units under the same
pseudonym, since the numbers count them; profile, browsers, risk and what was said to them first, gone."""

from alembic import op

revision = "0022"
down_revision = "0017"

ERASE_PERSON = """
CREATE OR REPLACE FUNCTION erase_person(person_customer text, person_anonymous text) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  pseudonym text := 'erased-' || gen_random_uuid();
  changed bigint;
BEGIN
  PERFORM set_config('firsthand.erasing', 'yes', true);
  UPDATE journey_event
     SET customer_id = CASE WHEN customer_id IS NULL THEN NULL ELSE pseudonym END,
         anonymous_id = CASE WHEN anonymous_id IS NULL THEN NULL ELSE pseudonym END,
         data = data - ARRAY['comment', 'name', 'context', 'traits', 'properties']
   WHERE customer_id = person_customer OR anonymous_id = person_anonymous;
  GET DIAGNOSTICS changed = ROW_COUNT;
  PERFORM set_config('firsthand.erasing', 'no', true);
  UPDATE contact
     SET customer_id = CASE WHEN customer_id IS NULL THEN NULL ELSE pseudonym END,
         anonymous_id = CASE WHEN anonymous_id IS NULL THEN NULL ELSE pseudonym END
   WHERE customer_id = person_customer OR anonymous_id = person_anonymous;
  UPDATE unit SET customer_id = pseudonym WHERE customer_id = person_customer;
  DELETE FROM profile WHERE customer_id = person_customer;
  DELETE FROM risk WHERE customer_id = person_customer;
  DELETE FROM alias WHERE customer_id = person_customer OR anonymous_id = person_anonymous;
  DELETE FROM outreach WHERE customer_id = person_customer OR anonymous_id = person_anonymous;
  RETURN changed;
END $$
"""


def upgrade() -> None:
    op.execute(ERASE_PERSON)
