-- Half a year of journeys, made inside PostgreSQL: {contacts} contacts and about seven events for each of them, the
-- shop's own tags among them. One session, so that the seed makes the same journeys every time.
SELECT setseed(0.42);
-- Indexes are made anew at the end: row by row they take most of the time.
CREATE TEMPORARY TABLE index_of AS
SELECT indexname AS name, indexdef AS made_by FROM pg_indexes
 WHERE tablename IN ('journey_event', 'contact', 'contact_issue', 'unit') AND indexname LIKE 'ix\_%';
DO $$ DECLARE one record; BEGIN
  FOR one IN SELECT name FROM index_of LOOP EXECUTE 'DROP INDEX ' || quote_ident(one.name); END LOOP;
END $$;

CREATE TEMPORARY TABLE drawn AS
SELECT n, gen_random_uuid() AS id, 'c-' || floor({customers} * power(random(), 1.5))::int AS customer_id,
       timestamptz '{now}' - CASE WHEN n % 6 = 5 THEN interval '13 days' + interval '167 days' * random()
                                  ELSE interval '180 days' * random() END AS started_at,
       interval '1 second' * (120 + 1800 * power(random(), 3)) AS lasted,
       ('{topics}'::text[])[1 + floor({topic_count} * power(random(), 1.6))::int] AS topic,
       CASE WHEN random() < 0.6 THEN 'FH-' || (100000 + n) ELSE '' END AS reference,
       random() AS ended, random() AS met, random() AS felt, random() AS rated, random() AS spoke, random() AS held
  FROM generate_series(1, {contacts}) AS n;
-- Every sixth one comes back to the contact before it: same customer, same issue, within twelve days.
UPDATE drawn SET customer_id = first.customer_id, topic = first.topic, reference = first.reference,
                 started_at = first.started_at + first.lasted + interval '12 days' * drawn.met
  FROM drawn AS first WHERE drawn.n % 6 = 0 AND first.n = drawn.n - 1;

INSERT INTO contact (id, customer_id, anonymous_id, channel, started_at, last_activity_at, ended_at, meaningful, outcome,
                     handled_by, escalation_reasons, csat, queue_wait_s, first_human_response_s, handle_s, resolved_s,
                     first_bot_response_s, abandoned_after_s, language, device, tier, "returning", asked_bot,
                     answered_by_bot, bot_turns, fallback_turns, negative, solved, effort, source)
SELECT id, CASE WHEN met > 0.03 THEN customer_id END, 'a-' || customer_id,
       CASE WHEN met < 0.8 THEN 'chat' WHEN met < 0.93 THEN 'email' ELSE 'phone' END,
       started_at, started_at + lasted, started_at + lasted, held > 0.04, outcome,
       CASE WHEN outcome = 'resolved_by_agent' THEN CASE WHEN spoke < 0.7 THEN 'both' ELSE 'agent' END ELSE 'bot' END,
       CASE WHEN outcome IN ('resolved_by_agent', 'abandoned')
            THEN ARRAY[(ARRAY['asked_for_person', 'anger', 'not_understood', 'bot_unavailable'])[1 + floor(4 * held)::int]]
            ELSE '{}' END,
       CASE WHEN rated < 0.22 THEN 1 + floor(5 * power(felt, 0.6))::int END,
       CASE WHEN outcome = 'resolved_by_agent' THEN 600 * power(met, 3) END,
       CASE WHEN outcome = 'resolved_by_agent' THEN 20 + 700 * power(met, 3) END,
       CASE WHEN outcome = 'resolved_by_agent' THEN 90 + 600 * spoke END,
       CASE WHEN outcome IN ('resolved_by_agent', 'confirmed', 'assumed') THEN extract(epoch FROM lasted) END,
       CASE WHEN met < 0.8 THEN 0.4 + spoke END,
       CASE WHEN outcome = 'abandoned' THEN 30 + 300 * spoke END,
       CASE WHEN spoke < 0.75 THEN 'ko' ELSE 'en' END,
       (ARRAY['phone', 'desktop', 'tablet'])[1 + floor(3 * power(held, 2))::int],
       CASE WHEN rated < 0.1 THEN 'gold' WHEN rated < 0.4 THEN 'silver' END,
       n % 6 = 0, met < 0.8, ended < 0.9, 1 + floor(4 * felt)::int, floor(2 * ended)::int, 1 - felt,
       CASE WHEN rated < 0.2 THEN felt > 0.3 END, CASE WHEN rated < 0.12 THEN 1 + floor(7 * felt)::int END, 'live'
  FROM (SELECT *, CASE WHEN ended < 0.25 THEN 'confirmed' WHEN ended < 0.6 THEN 'assumed'
                       WHEN ended < 0.85 THEN 'resolved_by_agent' WHEN ended < 0.9 THEN 'abandoned'
                       ELSE 'unresolved' END AS outcome FROM drawn) AS drawn;
INSERT INTO contact_issue (contact_id, topic, reference, position) SELECT id, topic, reference, 0 FROM drawn;
INSERT INTO unit (contact_id, topic, reference, customer_id, started_at, ended_at, before_same_s, before_any_s,
                  after_same_s, after_any_s)
SELECT id, topic, reference, customer_id, started_at, ended_at,
       extract(epoch FROM started_at - lag(started_at) OVER same), extract(epoch FROM started_at - lag(started_at) OVER any_),
       CASE WHEN lead(started_at) OVER same > ended_at THEN extract(epoch FROM lead(started_at) OVER same - ended_at) END,
       CASE WHEN lead(started_at) OVER any_ > ended_at THEN extract(epoch FROM lead(started_at) OVER any_ - ended_at) END
  FROM (SELECT contact.id, topic, reference, contact.customer_id, contact.started_at, contact.ended_at
          FROM contact JOIN contact_issue ON contact_issue.contact_id = contact.id WHERE meaningful) AS one
WINDOW same AS (PARTITION BY customer_id, topic, reference ORDER BY started_at, id),
       any_ AS (PARTITION BY customer_id ORDER BY started_at, id);
UPDATE unit SET before_same_s = NULL, before_any_s = NULL, after_same_s = NULL, after_any_s = NULL
 WHERE customer_id IS NULL;

INSERT INTO journey_event (id, at, customer_id, anonymous_id, contact_id, stage, touchpoint, type, topic, channel,
                           emotion, data)
SELECT gen_random_uuid(), contact.started_at + (contact.ended_at - contact.started_at) * step.share, contact.customer_id,
       contact.anonymous_id, contact.id, 'post_purchase', 'support_' || contact.channel, step.type,
       contact_issue.topic, contact.channel,
       CASE WHEN step.type = 'message_received' THEN jsonb_build_object('negative', contact.negative) END,
       CASE WHEN step.type = 'contact_closed'
            THEN jsonb_build_object('source', 'live', 'outcome', contact.outcome, 'handled_by', contact.handled_by,
                                    'csat', contact.csat, 'counts', contact.meaningful)
            ELSE '{}' END
  FROM contact
  JOIN contact_issue ON contact_issue.contact_id = contact.id
 CROSS JOIN (VALUES ('contact_started', 0.0), ('message_received', 0.0), ('turn_answered', 0.1),
                    ('contact_closed', 1.0)) AS step (type, share)
 ORDER BY contact.started_at;

INSERT INTO journey_event (id, at, customer_id, anonymous_id, stage, touchpoint, type, channel, data, source_id)
SELECT gen_random_uuid(), timestamptz '{now}' - interval '180 days' * random(),
       CASE WHEN draw > 0.3 THEN 'c-' || who END, 'a-c-' || who, step.stage, step.touchpoint, 'touchpoint_reached', 'web',
       '{"properties": {}}', 'track:' || n
  FROM (SELECT n, random() AS draw, floor({customers} * power(random(), 1.5))::int AS who,
               1 + floor(12 * power(random(), 1.4))::int AS place
          FROM generate_series(1, {tags}) AS n) AS tag
  JOIN (VALUES (1, 'awareness', 'page_viewed'), (2, 'awareness', 'email_opened'),
               (3, 'consideration', 'product_viewed'), (4, 'consideration', 'product_added'),
               (5, 'purchase', 'checkout_started'), (6, 'purchase', 'order_completed'),
               (7, 'post_purchase', 'signed_up'), (8, 'post_purchase', 'account_verified'),
               (9, 'post_purchase', 'device_connected'), (10, 'post_purchase', 'first_used'),
               (11, 'post_purchase', 'order_delivered'), (12, 'loyalty', 'product_reviewed'))
       AS step (place, stage, touchpoint) ON step.place = tag.place;

INSERT INTO profile (customer_id, tier, traits, first_seen_at, updated_at)
SELECT 'c-' || who, CASE WHEN who % 10 = 0 THEN 'gold' END, '{}', timestamptz '{now}' - interval '180 days',
       timestamptz '{now}' FROM generate_series(0, {customers} - 1) AS who;
INSERT INTO alias (anonymous_id, customer_id, at)
SELECT 'a-c-' || who, 'c-' || who, timestamptz '{now}' - interval '100 days'
  FROM generate_series(0, {customers} - 1) AS who WHERE who % 3 <> 0;
DO $$ DECLARE one record; BEGIN
  FOR one IN SELECT made_by FROM index_of LOOP EXECUTE one.made_by; END LOOP;
END $$;
DROP TABLE drawn, index_of;
