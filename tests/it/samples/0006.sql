INSERT INTO credits (number, seq, customer_id, incident_id, at, state, days, body)
VALUES (1, 1, 'lakeside', '00000000-0000-0000-0000-000000000001', '2026-03-02T03:00:00.123+00:00', 'proposed', 0,
    '{"incident":1,"by":{"kind":"bot"},"reason":"","claim":{"owed_for":"response","due_at":"2026-03-02T01:30:00Z","until":"2026-03-02T03:00:00.123Z","overrun_seconds":5400,"days":6}}');
