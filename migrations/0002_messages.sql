-- Inbound events already handled, with the answer that was given.
CREATE TABLE seen (
    platform TEXT NOT NULL,
    event_id TEXT NOT NULL,
    at       TIMESTAMPTZ NOT NULL,
    answer   TEXT,
    PRIMARY KEY (platform, event_id)
);
CREATE INDEX seen_at ON seen (at);

-- Intents to speak. `intent` is rendered when it is sent.
CREATE TABLE outbox (
    id          TEXT PRIMARY KEY,
    incident_id TEXT REFERENCES incidents (id),
    destination TEXT NOT NULL,
    priority        BIGINT NOT NULL,
    recipient   TEXT NOT NULL,
    -- Which of the recipient's ways this is, counted from zero.
    way         BIGINT NOT NULL,
    intent      TEXT NOT NULL,
    reply_to    TEXT,
    created_at  TIMESTAMPTZ NOT NULL,
    due_at      TIMESTAMPTZ NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'obsolete', 'dead')),
    attempts    BIGINT NOT NULL,
    -- Grows with each claim that ended without a record: the message may have been seen already.
    unrecorded  BIGINT NOT NULL,
    lease_until TIMESTAMPTZ,
    sent_at     TIMESTAMPTZ,
    reference   TEXT,
    -- The row in whose message this one was listed; none for a message of its own.
    carried_by  TEXT,
    error       TEXT
);
CREATE INDEX outbox_waiting ON outbox (destination, priority, due_at) WHERE state = 'waiting';
CREATE INDEX outbox_sent ON outbox (destination, sent_at) WHERE state = 'sent';
CREATE INDEX outbox_dead ON outbox (created_at) WHERE state = 'dead';

-- Acts that wait for a yes, bound to who asked and where.
CREATE TABLE confirmations (
    code       TEXT PRIMARY KEY,
    platform   TEXT NOT NULL,
    account    TEXT NOT NULL,
    room       TEXT NOT NULL,
    command    TEXT NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
);
