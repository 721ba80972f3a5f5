INSERT INTO express_account (customer_id, seq, at, incident_id, purse, is_return, by_whom)
VALUES ('lakeside', 1, '2026-03-02T01:00:00.123+00:00', '00000000-0000-0000-0000-000000000001', 'month 2026-03-01', FALSE,
    'Wen Xiaohe');
