INSERT INTO directory (kind, id, body)
VALUES ('person', 'lin-yue', '{"id": "lin-yue", "name": "Lin Yue", "role": "engineer"}');
UPDATE counters SET value = 1 WHERE name = 'directory';
INSERT INTO leases (name, holder, fence, until)
VALUES ('timers', 'replica-1', 4, '2026-03-02T01:01:00+00:00');
