INSERT INTO incidents (id, number, version, customer_id, room, state, severity, level, opened_at, deadline_at, body)
VALUES ('00000000-0000-0000-0000-000000000001', 1, 3, 'lakeside', 'fake:lakeside', 'open', NULL, 1,
    '2026-03-02T01:00:00.123+00:00', NULL, '{}');
INSERT INTO timeline (incident_id, seq, at, visibility, actor, fact)
VALUES ('00000000-0000-0000-0000-000000000001', 1, '2026-03-02T01:00:00.123+00:00', 'customer', '{}', '{}');
INSERT INTO timers (incident_id, kind, due_at)
VALUES ('00000000-0000-0000-0000-000000000001', 'response_due', '2026-03-02T01:30:00+00:00');
INSERT INTO pages (code, person_id, incident_id, at)
VALUES ('42', 'lin-yue', '00000000-0000-0000-0000-000000000001', '2026-03-02T01:00:01+00:00');
UPDATE counters SET value = 1 WHERE name = 'incident';
