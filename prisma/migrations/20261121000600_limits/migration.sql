-- Limits counted across processes where there is no Redis. Not a tenant's: a row is a caller (a user, a network, a
-- hashed account) and a window of time. UNLOGGED: no WAL, no waiting for the disk; after a crash counting starts anew.
CREATE UNLOGGED TABLE rate_limit_windows (
  key text PRIMARY KEY CHECK (length(key) <= 200),
  hits integer NOT NULL,
  ends_at timestamptz NOT NULL
) WITH (fillfactor = 70);
CREATE INDEX rate_limit_windows_ends ON rate_limit_windows (ends_at);

-- How far the sweep has looked through the published events for those whose jobs were lost with a queue.
CREATE TABLE outbox_sweep (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  published_at timestamptz NOT NULL,
  event_id uuid NOT NULL
);
INSERT INTO outbox_sweep (published_at, event_id) VALUES ('-infinity', '00000000-0000-0000-0000-000000000000');

ALTER TABLE rate_limit_windows ENABLE ROW LEVEL SECURITY;
ALTER TABLE rate_limit_windows FORCE ROW LEVEL SECURITY;
ALTER TABLE outbox_sweep ENABLE ROW LEVEL SECURITY;
ALTER TABLE outbox_sweep FORCE ROW LEVEL SECURITY;
CREATE POLICY counts ON rate_limit_windows TO bpmn_app USING (true) WITH CHECK (true);
CREATE POLICY clears ON rate_limit_windows TO bpmn_relay USING (true);
CREATE POLICY sweeps ON outbox_sweep TO bpmn_relay USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON rate_limit_windows TO bpmn_app;
GRANT SELECT, UPDATE, DELETE ON rate_limit_windows TO bpmn_relay; -- FOR UPDATE SKIP LOCKED needs UPDATE
GRANT SELECT, UPDATE ON outbox_sweep TO bpmn_relay;
