-- What every process counted, for the page of operations (docs/adr/0014): one row a process and bucket, written again and
-- again until the bucket is past. Figures and ids only. No tenant's data; the relay's role, which sees all tenants' events
-- already, keeps and reads it.

CREATE TABLE operations_samples (
  seconds integer NOT NULL, -- width of the bucket
  at timestamptz NOT NULL, -- its beginning
  process_id uuid NOT NULL,
  format integer NOT NULL, -- of `sample`; a version reads its own only
  host text NOT NULL,
  pid integer NOT NULL,
  roles text[] NOT NULL,
  version text NOT NULL,
  started_at timestamptz NOT NULL,
  since timestamptz NOT NULL,
  until timestamptz NOT NULL,
  stopped boolean NOT NULL,
  sample json NOT NULL CHECK (octet_length(sample::text) <= 65536), -- read whole and by the thousand: not jsonb, which is written out anew each time
  PRIMARY KEY (seconds, at, process_id)
);

ALTER TABLE operations_samples ENABLE ROW LEVEL SECURITY;
ALTER TABLE operations_samples FORCE ROW LEVEL SECURITY;
CREATE POLICY relay ON operations_samples TO bpmn_relay USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON operations_samples TO bpmn_relay;
