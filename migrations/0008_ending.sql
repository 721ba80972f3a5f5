-- Until when the words of a closed incident are kept, and which closed incident another goes on with.
ALTER TABLE incidents ADD COLUMN kept_until TIMESTAMPTZ;
ALTER TABLE incidents ADD COLUMN continues BIGINT;
CREATE INDEX incidents_kept_until ON incidents (kept_until) WHERE kept_until IS NOT NULL;
CREATE INDEX incidents_continuing ON incidents (continues) WHERE continues IS NOT NULL;
CREATE INDEX pages_of_incident ON pages (incident_id);
