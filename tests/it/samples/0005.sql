INSERT INTO transcript (incident_id, place, id, at, room, visibility, speaker, tie, words)
VALUES ('00000000-0000-0000-0000-000000000001', 1772413200123000, 'fake:m-2', '2026-03-02T01:00:00.123+00:00',
    'fake:lakeside', 'customer', '{"kind":"bot"}', 'time', 'the pump is still down');
INSERT INTO transcript_ends (incident_id, forget_at)
VALUES ('00000000-0000-0000-0000-000000000001', '2026-08-29T01:00:00+00:00');
