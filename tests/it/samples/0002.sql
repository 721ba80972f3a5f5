INSERT INTO seen (platform, event_id, at, answer)
VALUES ('fake', 'm-1', '2026-03-02T01:00:00.123+00:00', 'INC-1 is open');
INSERT INTO outbox (id, incident_id, destination, priority, recipient, way, intent, reply_to, created_at, due_at, state,
    attempts, unrecorded, lease_until, sent_at, reference, error)
VALUES ('o-1', '00000000-0000-0000-0000-000000000001', 'fake:lakeside', 0, '{}', 0, '{}', NULL,
    '2026-03-02T01:00:00.123+00:00', '2026-03-02T01:00:00.123+00:00', 'dead', 8, 0, NULL, NULL, NULL, 'gone');
INSERT INTO confirmations (code, platform, account, room, command, expires_at)
VALUES ('K7', 'fake', 'u-1', 'fake:lakeside', 'close INC-1', '2026-03-02T01:10:00+00:00');
