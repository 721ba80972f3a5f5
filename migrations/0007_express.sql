-- The accounts of express tickets: what was spent from which purse, and what came back. Append-only; two lines that
-- were decided on the same account have the same number, and only one of them can be written. A line is written
-- before the incident it pays for, in the same transaction.
CREATE TABLE express_account (
    customer_id TEXT NOT NULL,
    -- 1, 2, 3 … of the customer.
    seq         BIGINT NOT NULL,
    at          TIMESTAMPTZ NOT NULL,
    incident_id TEXT NOT NULL REFERENCES incidents (id) DEFERRABLE INITIALLY DEFERRED,
    purse       TEXT NOT NULL,
    is_return   BOOLEAN NOT NULL,
    -- Who spent it or caused it to come back, by name; empty once the incident's words are let go.
    by_whom     TEXT NOT NULL,
    PRIMARY KEY (customer_id, seq)
);
