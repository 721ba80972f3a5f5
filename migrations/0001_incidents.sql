-- What is wrong, and what happened to it. `body` is the aggregate as the domain knows it; the other
-- columns are copies of what must be looked up or sorted by.
CREATE TABLE incidents (
    id          TEXT PRIMARY KEY,
    number      BIGINT NOT NULL UNIQUE,
    version     BIGINT NOT NULL,
    customer_id TEXT,
    room        TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('open', 'acknowledged', 'resolved', 'closed')),
    severity    TEXT,
    level       BIGINT NOT NULL,
    opened_at   TIMESTAMPTZ NOT NULL,
    -- The nearest instant at which something is promised to the customer.
    deadline_at TIMESTAMPTZ,
    body        TEXT NOT NULL
);
CREATE INDEX incidents_open_in_room ON incidents (room, number) WHERE state <> 'closed';
CREATE INDEX incidents_in_room ON incidents (room, number);
CREATE INDEX incidents_open_by_deadline ON incidents (deadline_at, number) WHERE state <> 'closed';

-- Append-only facts.
CREATE TABLE timeline (
    incident_id TEXT NOT NULL REFERENCES incidents (id),
    seq         BIGINT NOT NULL,
    at          TIMESTAMPTZ NOT NULL,
    visibility  TEXT NOT NULL CHECK (visibility IN ('customer', 'internal')),
    actor       TEXT NOT NULL,
    fact        TEXT NOT NULL,
    PRIMARY KEY (incident_id, seq)
);

-- What should happen at an instant. One row of each kind for an incident.
CREATE TABLE timers (
    incident_id TEXT NOT NULL REFERENCES incidents (id),
    kind        TEXT NOT NULL,
    due_at      TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (incident_id, kind)
);
CREATE INDEX timers_due ON timers (due_at);

-- The short codes by which a page is acknowledged.
CREATE TABLE pages (
    code        TEXT NOT NULL,
    person_id   TEXT NOT NULL,
    incident_id TEXT NOT NULL REFERENCES incidents (id),
    at          TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (code, person_id, incident_id)
);

-- The next number people will say.
CREATE TABLE counters (
    name  TEXT PRIMARY KEY,
    value BIGINT NOT NULL
);
INSERT INTO counters (name, value) VALUES ('incident', 0);
