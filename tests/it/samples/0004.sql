INSERT INTO outbox (id, incident_id, destination, priority, recipient, way, intent, reply_to, created_at, due_at, state,
    attempts, unrecorded, lease_until, sent_at, reference, error)
VALUES ('o-2', '00000000-0000-0000-0000-000000000001', 'fake:lakeside', 1, '{}', 0, '{"say":"receipt"}', NULL,
    '2026-03-02T01:00:00.123+00:00', '2026-03-02T01:00:00.123+00:00', 'sent', 1, 0, NULL,
    '2026-03-02T01:00:01.123+00:00', 'message-1', NULL);
