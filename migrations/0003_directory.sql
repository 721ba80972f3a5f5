-- Customers, groups, people, rotations, policies and overrides. They are read as one snapshot and never
-- searched by a column, so each is one document; `version` keeps every process's snapshot honest.
CREATE TABLE directory (
    kind TEXT NOT NULL,
    id   TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (kind, id)
);
INSERT INTO counters (name, value) VALUES ('directory', 0);

-- Time-limited rights to work. `fence` grows with every new holder; an old holder cannot write.
CREATE TABLE leases (
    name   TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    fence  BIGINT NOT NULL,
    until  TIMESTAMPTZ NOT NULL
);
