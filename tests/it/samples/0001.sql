INSERT INTO destinations (id, platform, address, recent)
VALUES (1, 'fake', 'lakeside', '[{"at":1772413200123,"priority":"page"}]');
INSERT INTO incidents (number, version, room, is_closed, deadline_at, next_timer_at, anonymise_at, transcript_until,
    continues, chain, seal, body)
VALUES (1, 3, 1, FALSE, 9223372036854775807, 1772415000000, NULL, NULL, NULL,
    '0000000000000000000000000000000000000000000000000000000000000000',
    '0000000000000000000000000000000000000000000000000000000000000000', '{"contract_ref":{"on":"contract","customer":"lakeside","plan":"daocloud","plan_version":"1","tier":"vip","channel":"im"},"room":{"platform":"fake","address":"lakeside"},"group":null,"language":"zh","zone":"Asia/Shanghai","severity":"core_production_down","rank":1,"title":"the pump is down","reporter":{"kind":"guest","account":"u-1","name":"Wen Xiaohe"},"opened_at":1772413200123,"state":{"is":"open"},"owner":null,"response":{"promise":{"is":"no_clock","why":{"kind":"none"}},"given":null,"missed":null},"paging":{"running_since":null,"pending":null,"open":[]},"updates":{"every_seconds":null,"next_at":null,"sequence":0,"last":null,"missed":0},"silenced_until":null,"handoff":null,"ending":{},"timers":{"response_due":1772415000000},"last_seq":2}');
INSERT INTO incidents (number, version, room, is_closed, deadline_at, next_timer_at, anonymise_at, transcript_until,
    continues, chain, seal, body)
VALUES (2, 3, 1, TRUE, 9223372036854775807, NULL, 1835571600123, 1787965200000, 1,
    '0000000000000000000000000000000000000000000000000000000000000000',
    '0000000000000000000000000000000000000000000000000000000000000000', '{"contract_ref":{"on":"contract","customer":"lakeside","plan":"daocloud","plan_version":"1","tier":"vip","channel":"im"},"room":{"platform":"fake","address":"lakeside"},"group":null,"language":"zh","zone":"Asia/Shanghai","severity":"core_production_down","rank":1,"title":"the pump is down again","reporter":{"kind":"guest","account":"u-1","name":"Wen Xiaohe"},"opened_at":1772413200123,"state":{"is":"closed","outcome":"agreed","by":{"kind":"bot"},"at":1772415600000},"owner":null,"response":{"promise":{"is":"no_clock","why":{"kind":"none"}},"given":null,"missed":null},"paging":{"running_since":null,"pending":null,"open":[]},"updates":{"every_seconds":null,"next_at":null,"sequence":0,"last":null,"missed":0},"silenced_until":null,"handoff":null,"ending":{"continues":1,"kept_until":1835571600123,"transcript_until":1787965200000},"timers":{},"last_seq":2}');
UPDATE counters SET value = 2 WHERE name = 'incident';
INSERT INTO acts (id, incident, seq, at, facts, origin, digest, hash)
VALUES (1048577, 1, 1, 1772413200123,
    '[{"by":{"kind":"bot"},"fact":{"fact":"noted","text":"the pump is down"}},{"inside":true,"fact":{"fact":"confirmed"}}]', NULL, NULL,
    '0000000000000000000000000000000000000000000000000000000000000000');
INSERT INTO page_codes (person, code, incident, at)
VALUES ('lin-yue', '42', 1, 1772413201000);
INSERT INTO events (id, platform, event, incident, reply)
VALUES (1858509943732174849, 'fake', 'm-1', 1,
    '{"to":{"room":{"platform":"fake","address":"lakeside"}},"priority":"reply","intent":{"say":"receipt"}}');
INSERT INTO outbox (id, incident, destination, priority, contact_method, notice, is_card_update, reply_to, created_at,
    due_at, attempts, unrecorded, arrived_by, claimed_until)
VALUES (1858509943732175105, 1, 1, 0, 0,
    '{"to":{"person":"lin-yue"},"priority":"page","intent":{"say":"tell_at_once","role":"tam"}}', FALSE, NULL,
    1772413200123, 1772413200123, 2, 1, 2, 1772413230123);
INSERT INTO messages (id, destination, reference, incident, intent, is_card)
VALUES (1858509943732175361, 1, 'message-1', 1, '{"say":"receipt"}', TRUE);
INSERT INTO dead_letters (id, incident, destination, notice, error, created_at)
VALUES (1858509943732175617, 1, 1,
    '{"to":{"person":"lin-yue"},"priority":"page","intent":{"say":"tell_at_once","role":"tam"}}', 'gone',
    1772413200123);
INSERT INTO confirmations (code, platform, account, room, command, expires_at)
VALUES ('K7', 'fake', 'u-1', 'fake:lakeside', 'close INC-1', 1772413800000);
INSERT INTO held_reports (id, platform, room, account, body)
VALUES (1858509943732175874, 'fake', 'fake:lakeside', 'u-1', '{"words":"the pump is down too"}');
INSERT INTO transcript (incident, position, id, at, room, visibility, speaker, attribution, words)
VALUES (1, 1858509943732175873, 'fake:m-2', 1772413200123, 'fake:lakeside', 'customer', '{"kind":"bot"}', 'time',
    'the pump is still down');
INSERT INTO directory (kind, id, body)
VALUES ('person', 'lin-yue', '{"id": "lin-yue", "name": "Lin Yue", "role": "engineer"}');
UPDATE counters SET value = 1 WHERE name = 'directory';
INSERT INTO directory_history (id, at, body, hash)
VALUES (1, 1772413200123, '{"by":"mei@office","files":[{"path":"directory.toml","digest":"0123456789ab"}],"added":1,"changed":0,"removed":0,"changes":["+ person lin-yue"]}',
    '0000000000000000000000000000000000000000000000000000000000000000');
INSERT INTO processes (id, name, directory, seen_at) VALUES (1, 'host-a, process 7', 1, 1772413200123);
INSERT INTO credits (number, seq, customer, incident, at, state, days, body)
VALUES (1, 1, 'lakeside', 1, 1772420400123, 'proposed', 0,
    '{"by":{"kind":"bot"},"reason":"","claim":{"owed_for":"response","due_at":"2026-03-02T01:30:00Z","until":"2026-03-02T03:00:00.123Z","overrun_seconds":5400,"days":6}}');
INSERT INTO undecided_credits (number) VALUES (1);
INSERT INTO express_account (customer, seq, at, incident, quota, is_return, by_whom)
VALUES ('lakeside', 1, 1772413200123, 1, 'month 2026-03-01', FALSE, 'Wen Xiaohe');
INSERT INTO instances (id, until) VALUES ('replica-1', 1772413260000);
UPDATE partitions SET holder = 'replica-1', term = 4 WHERE id = 3;
INSERT INTO leases (name, holder, fence, until)
VALUES ('timers', 'replica-1', 4, 1772413260000);
INSERT INTO operations (id, at, body, hash)
VALUES (1, 1772413200123, '{"by":"mei@office","did":"restored","taken_at":1772413100000}',
    '0000000000000000000000000000000000000000000000000000000000000000');
