-- Cards are changed after they were sent, and people quote messages: both ask for a message that stands somewhere.
CREATE INDEX outbox_card ON outbox (incident_id, destination) WHERE reference IS NOT NULL;
CREATE INDEX outbox_reference ON outbox (reference) WHERE reference IS NOT NULL;
