INSERT INTO incidents (id, number, version, customer_id, room, state, severity, level, opened_at, deadline_at, body,
    kept_until, continues)
VALUES ('00000000-0000-0000-0000-000000000008', 8, 3, 'lakeside', 'fake:lakeside', 'closed', NULL, 1,
    '2026-03-02T01:00:00.123+00:00', NULL, '{}', '2028-03-02T01:00:00.123+00:00', 1);
