"""What leaves the house is written in the transaction it speaks of, so nothing is told that did not happen, nor kept
silent when a gateway dies. Delivered is it later, at least once: a receiver knows a repeat by its delivery's id.
"""

from typing import Final

EVENTS: Final = {
    "handoff_requested": "handoff",
    "ticket_claimed": "assigned",
    "ticket_resolved": "resolved",
    "contact_rated": "rated",
}
"""The journey events that webhooks may hear of, with the names they have outside."""
NEWS: Final = {"goal_missed": "goal_missed"}
"""What they may hear of besides, that is no step of anybody's journey."""
NAMES: Final = (*EVENTS.values(), *NEWS.values())

_PAIRS = ", ".join(f"('{type_}', '{name}')" for type_, name in (EVENTS | NEWS).items())

ENQUEUE = f"""
INSERT INTO delivery (id, webhook_id, event_id, type, body, due_at, created_at)
SELECT gen_random_uuid(), webhook.id, event.id, known.name,
       jsonb_build_object(
         'id', event.id, 'type', known.name,
         'at', to_char(event.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
         'data', event.data || jsonb_strip_nulls(jsonb_build_object(
           'contact_id', event.contact_id, 'customer_id', event.customer_id, 'topic', event.topic))),
       event.at, event.at
  FROM jsonb_to_recordset(CAST(:events AS jsonb)) AS event (
         id uuid, at timestamptz, type text, data jsonb, contact_id uuid, customer_id text, topic text)
  JOIN (VALUES {_PAIRS}) AS known (type, name) ON known.type = event.type
  JOIN webhook ON webhook.enabled AND webhook.archived_at IS NULL
   AND (cardinality(webhook.events) = 0 OR known.name = ANY(webhook.events))
"""
"""Writes a delivery for every webhook that wants an event of `journey.packed`; an empty list of wishes is all."""
