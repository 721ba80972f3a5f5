-- Both engines read this file. Instants are milliseconds since 1970 (UTC). Two words that only SQLite knows are
-- replaced for PostgreSQL in src/store/schema.rs.

-- A platform and an address there, as one number. `recent` is what was sent there within the platform's rate window.
CREATE TABLE destinations (
    id             INTEGER PRIMARY KEY,
    platform       TEXT NOT NULL,
    address        TEXT NOT NULL,
    recent         TEXT,
    -- Of a declared group: since when messages are expected from there, and when one last came, to the day.
    expected_since BIGINT,
    received_at    BIGINT,
    UNIQUE (platform, address)
);

-- What is wrong. `body` is the incident as the domain knows it, its timers included; the other columns are copies of
-- what must be found or sorted by. The number is the one people say.
CREATE TABLE incidents (
    number           INTEGER PRIMARY KEY,
    version          BIGINT NOT NULL,
    room             BIGINT NOT NULL,
    is_closed        BOOLEAN NOT NULL,
    -- The nearest instant at which something is promised to the customer; the largest number where nothing is.
    deadline_at      BIGINT NOT NULL,
    next_timer_at    BIGINT,
    -- From when the words of a closed incident are removed, and from when its transcript is.
    anonymise_at     BIGINT,
    transcript_until BIGINT,
    -- The closed incident that this one goes on with.
    continues        BIGINT,
    -- The hash of its last act, to which the next one is chained; and a hash over this and the row, as the bot wrote it.
    chain            TEXT NOT NULL,
    seal             TEXT NOT NULL,
    body             TEXT NOT NULL
);
CREATE INDEX incidents_open_in_room ON incidents (room, number) WHERE NOT is_closed;
CREATE INDEX incidents_closed_in_room ON incidents (room, number) WHERE is_closed;
CREATE INDEX incidents_open_by_deadline ON incidents (deadline_at, number) WHERE NOT is_closed;
CREATE INDEX incidents_by_timer ON incidents (next_timer_at, number) WHERE next_timer_at IS NOT NULL;
CREATE INDEX incidents_to_anonymise ON incidents (anonymise_at) WHERE anonymise_at IS NOT NULL;
CREATE INDEX incidents_with_transcript ON incidents (transcript_until) WHERE transcript_until IS NOT NULL;
CREATE INDEX incidents_continuing ON incidents (continues, number) WHERE continues IS NOT NULL;

-- The timeline, append-only: one row for each act, with its facts in a JSON array. `seq` is the number of the first. The
-- id is incident × 1,048,576 + seq: the timeline of an incident is a range of one integer key, to which SQLite appends
-- without moving the rows before it.
CREATE TABLE acts (
    id       INTEGER PRIMARY KEY,
    incident BIGINT NOT NULL,
    seq      BIGINT NOT NULL,
    at       BIGINT NOT NULL,
    facts    TEXT NOT NULL,
    -- From where it was asked for: the room, the account, and by which means. Of what the bot does by itself, nothing.
    origin   TEXT,
    -- The digest of facts and origin as they were, once their texts are removed.
    digest   TEXT,
    -- A hash over the act before it and this one, so that a changed, removed or added act is found.
    hash     TEXT NOT NULL
);

-- The short code by which a page is acknowledged. Codes come again; the newest page is meant.
CREATE TABLE page_codes (
    person   TEXT NOT NULL,
    code     TEXT NOT NULL,
    incident BIGINT NOT NULL,
    at       BIGINT NOT NULL,
    PRIMARY KEY (code, person)
) WITHOUT ROWID;
CREATE INDEX page_codes_by_time ON page_codes (person, at);

-- Inbound events already handled, with the reply where the platform's own response carried it. Ids of this and of the
-- tables below grow with time, so that what is old is a range of the key.
CREATE TABLE events (
    id       INTEGER PRIMARY KEY,
    platform TEXT NOT NULL,
    event    TEXT NOT NULL,
    -- What the reply is about.
    incident BIGINT,
    reply    TEXT,
    UNIQUE (platform, event)
);

-- What waits to be sent, and nothing else: a row that was sent is removed. `notice` is put into words when it is sent.
CREATE TABLE outbox (
    id             INTEGER PRIMARY KEY,
    incident       BIGINT,
    destination    BIGINT NOT NULL,
    priority       BIGINT NOT NULL,
    -- Which of the recipient's contact methods this is, counted from zero.
    contact_method BIGINT NOT NULL,
    notice         TEXT NOT NULL,
    -- Whether it only brings a card up to date, so that the last of several is enough.
    is_card_update BOOLEAN NOT NULL,
    reply_to       TEXT,
    created_at     BIGINT NOT NULL,
    due_at         BIGINT NOT NULL,
    attempts       BIGINT NOT NULL,
    -- Grows with each claim that ended without a record: the message may have been seen already.
    unrecorded     BIGINT NOT NULL,
    -- By which of the recipient's contact methods a copy may have arrived: bit n for the n-th one.
    arrived_by     BIGINT NOT NULL,
    claimed_until  BIGINT
);

-- Messages that a platform gave a reference for: people quote them, cards are edited, threads begin at them.
CREATE TABLE messages (
    id          INTEGER PRIMARY KEY,
    destination BIGINT NOT NULL,
    reference   TEXT NOT NULL,
    incident    BIGINT NOT NULL,
    intent      TEXT NOT NULL,
    -- Whether it shows how this incident stands and nothing else, so that it can be edited.
    is_card     BOOLEAN NOT NULL
);
CREATE INDEX messages_by_reference ON messages (destination, reference, id);
CREATE INDEX messages_cards ON messages (incident, destination, id) WHERE is_card;

-- Messages that could not be delivered.
CREATE TABLE dead_letters (
    id          INTEGER PRIMARY KEY,
    incident    BIGINT,
    destination BIGINT NOT NULL,
    notice      TEXT NOT NULL,
    error       TEXT NOT NULL,
    created_at  BIGINT NOT NULL
);
CREATE INDEX dead_letters_of_incident ON dead_letters (incident) WHERE incident IS NOT NULL;

-- Acts that wait for a yes, bound to who asked and where.
CREATE TABLE confirmations (
    code       TEXT NOT NULL,
    platform   TEXT NOT NULL,
    account    TEXT NOT NULL,
    room       TEXT NOT NULL,
    command    TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (code)
);
CREATE INDEX confirmations_by_end ON confirmations (expires_at);

-- Reports that were typed when too many had just been opened, kept until a yes of whoever typed them opens them. Ids
-- grow with time.
CREATE TABLE held_reports (
    id       INTEGER PRIMARY KEY,
    platform TEXT NOT NULL,
    room     TEXT NOT NULL,
    account  TEXT NOT NULL,
    body     TEXT NOT NULL
);
CREATE INDEX held_reports_of_account ON held_reports (platform, account, room, id);

-- What was said in rooms while an incident was open there, secrets taken out. A line that may be about several
-- incidents is kept with each of them.
CREATE TABLE transcript (
    -- Grows with time and is nobody else's.
    position    INTEGER PRIMARY KEY,
    incident    BIGINT NOT NULL,
    -- The event or the message it was.
    id          TEXT NOT NULL,
    at          BIGINT NOT NULL,
    room        TEXT NOT NULL,
    visibility  TEXT NOT NULL CHECK (visibility IN ('customer', 'internal')),
    speaker     TEXT NOT NULL,
    -- How it is known what it is about.
    attribution TEXT NOT NULL,
    words       TEXT NOT NULL
);
CREATE INDEX transcript_of_incident ON transcript (incident, position);

-- Customers, groups, people, rotations, policies and overrides. They are read as one snapshot and never searched by a
-- column, so each is one document; the counter `directory` is the snapshot's version.
CREATE TABLE directory (
    kind TEXT NOT NULL,
    id   TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (kind, id)
);

-- Which files were applied to the directory, by whom and when. The id is the version of the directory afterwards; `body`
-- names the files and what they changed.
CREATE TABLE directory_history (
    id   INTEGER PRIMARY KEY,
    at   BIGINT NOT NULL,
    body TEXT NOT NULL,
    -- A hash over the row before it and this one.
    hash TEXT NOT NULL
);

-- What operators did to the whole database: copied, restored, moved. A copy says in its last row that it is one.
CREATE TABLE operations (
    -- 1, 2, 3 …
    id   INTEGER PRIMARY KEY,
    at   BIGINT NOT NULL,
    body TEXT NOT NULL,
    hash TEXT NOT NULL
);

-- How many rows the tables `directory_history` and `operations` have, and the hash of the last one.
CREATE TABLE chains (
    name   TEXT NOT NULL,
    length BIGINT NOT NULL,
    head   TEXT NOT NULL,
    PRIMARY KEY (name)
);
INSERT INTO chains (name, length, head) VALUES
    ('directory_history', 0, '0000000000000000000000000000000000000000000000000000000000000000'),
    ('operations', 0, '0000000000000000000000000000000000000000000000000000000000000000');

-- The processes that serve, and the version of the directory that each works with. One that was not seen for half a
-- minute is gone.
CREATE TABLE processes (
    id        INTEGER PRIMARY KEY,
    name      TEXT NOT NULL,
    directory BIGINT NOT NULL,
    seen_at   BIGINT NOT NULL
);
CREATE INDEX processes_by_time ON processes (seen_at);

-- The ledger of service credits, append-only: a row for the proposal, one for the decision, one for a reversal. A
-- credit cannot be decided twice: two rows would have one key.
CREATE TABLE credits (
    number   BIGINT NOT NULL,
    -- 1 the proposal, 2 the decision, 3 the reversal.
    seq      BIGINT NOT NULL,
    customer TEXT NOT NULL,
    incident BIGINT NOT NULL,
    at       BIGINT NOT NULL,
    state    TEXT NOT NULL CHECK (state IN ('proposed', 'approved', 'refused', 'reversed')),
    -- By how many days this row moves the contract's end.
    days     BIGINT NOT NULL,
    body     TEXT NOT NULL,
    PRIMARY KEY (number, seq)
);
CREATE INDEX credits_of_customer ON credits (customer, number, seq);

-- The proposals that wait for a decision, so that nobody has to look through the ledger for them.
CREATE TABLE undecided_credits (
    number INTEGER PRIMARY KEY
);

-- The accounts of express tickets, append-only: what was spent from which quota, and what came back. Of two lines that
-- were decided on the same account only one can be written.
CREATE TABLE express_account (
    customer  TEXT NOT NULL,
    -- 1, 2, 3 … of the customer.
    seq       BIGINT NOT NULL,
    at        BIGINT NOT NULL,
    incident  BIGINT NOT NULL,
    quota     TEXT NOT NULL,
    is_return BOOLEAN NOT NULL,
    -- Who spent it or caused it to come back, by name; empty once the incident is anonymised.
    by_whom   TEXT NOT NULL,
    PRIMARY KEY (customer, seq)
);
CREATE INDEX express_of_incident ON express_account (incident);

-- A row of a process that finds out whether rows can be written; it is removed at once.
CREATE TABLE write_probes (
    process BIGINT NOT NULL,
    filling TEXT NOT NULL,
    PRIMARY KEY (process)
);

-- Time-limited rights to work. `fence` grows with every new holder; an old holder cannot write.
CREATE TABLE leases (
    name   TEXT NOT NULL,
    holder TEXT NOT NULL,
    fence  BIGINT NOT NULL,
    until  BIGINT NOT NULL,
    PRIMARY KEY (name)
);

-- The instances that share the work, and until when each may do its part. One that says nothing any more is gone then.
CREATE TABLE instances (
    id    TEXT NOT NULL,
    until BIGINT NOT NULL,
    PRIMARY KEY (id)
);

-- The parts of the work: an incident's timers and a destination's messages belong to the partition that is the rest of
-- their number after a division by sixteen. `holder` is an instance, or empty. `term` grows with every new holder; what
-- an old one decided in its term is refused.
CREATE TABLE partitions (
    id     INTEGER PRIMARY KEY,
    holder TEXT NOT NULL,
    term   BIGINT NOT NULL
);
INSERT INTO partitions (id, holder, term)
VALUES (0, '', 0), (1, '', 0), (2, '', 0), (3, '', 0), (4, '', 0), (5, '', 0), (6, '', 0), (7, '', 0), (8, '', 0),
    (9, '', 0), (10, '', 0), (11, '', 0), (12, '', 0), (13, '', 0), (14, '', 0), (15, '', 0);

-- `incident` is the last number given, `directory` the version of the directory, `process` the number of the process
-- that opened the database last, `page_code` how often codes of pages were given: two processes that give codes wait
-- for each other here.
CREATE TABLE counters (
    name  TEXT NOT NULL,
    value BIGINT NOT NULL,
    PRIMARY KEY (name)
);
INSERT INTO counters (name, value) VALUES ('incident', 0), ('directory', 0), ('process', 0), ('page_code', 0);
