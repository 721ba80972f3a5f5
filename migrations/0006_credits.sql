-- The ledger of service credits, append-only: what was proposed, what was decided, what was taken back. Each is a row
-- of its own and no row is ever changed, so a credit cannot be decided twice: two rows would have one key.
CREATE TABLE credits (
    number      BIGINT NOT NULL,
    -- 1 the proposal, 2 the decision, 3 the reversal.
    seq         BIGINT NOT NULL,
    customer_id TEXT NOT NULL,
    incident_id TEXT NOT NULL REFERENCES incidents (id),
    at          TIMESTAMPTZ NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('proposed', 'approved', 'refused', 'reversed')),
    -- By how many days this row moves the contract's end.
    days        BIGINT NOT NULL,
    body        TEXT NOT NULL,
    PRIMARY KEY (number, seq)
);
CREATE INDEX credits_of_customer ON credits (customer_id, number, seq);
