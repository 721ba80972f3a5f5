-- What was said in rooms while an incident was open there, secrets taken out. One line is one row; a line that may be
-- about several incidents is kept with each of them. `place` puts the lines of an incident in their order.
CREATE TABLE transcript (
    incident_id TEXT NOT NULL REFERENCES incidents (id),
    place       BIGINT NOT NULL,
    -- The event or the message it was, so that places that are alike do no harm.
    id          TEXT NOT NULL,
    at          TIMESTAMPTZ NOT NULL,
    room        TEXT NOT NULL,
    visibility  TEXT NOT NULL CHECK (visibility IN ('customer', 'internal')),
    speaker     TEXT NOT NULL,
    -- How it is known what it is about.
    tie         TEXT NOT NULL,
    words       TEXT NOT NULL,
    PRIMARY KEY (incident_id, place, id)
);

-- When the transcript of a closed incident is forgotten. An open incident has no row.
CREATE TABLE transcript_ends (
    incident_id TEXT PRIMARY KEY REFERENCES incidents (id),
    forget_at   TIMESTAMPTZ NOT NULL
);
CREATE INDEX transcript_ends_due ON transcript_ends (forget_at);
