import { Injectable } from '@nestjs/common';
import { RelayDatabase } from '../../../platform/database/index.js';
import { Samples } from '../application/ports.js';
import { OF_FAILURES, RESOLUTIONS } from '../domain/resolutions.js';
import type { Failure, Sample } from '../domain/sample.js';
import type { SampleRow } from '../domain/sample-row.js';

/** The shape of Sample; a new number when old rows could not be read as the new shape. */
const FORMAT = 1;
/** 96 buckets of a hundred processes. */
const MOST_ROWS = 9_600;

interface Row {
  readonly processId: string;
  readonly host: string;
  readonly pid: number;
  readonly roles: readonly string[];
  readonly version: string;
  readonly startedAt: Date;
  readonly seconds: number;
  readonly at: Date;
  readonly since: Date;
  readonly until: Date;
  readonly stopped: boolean;
  readonly sample: Sample;
}

/** The samples in PostgreSQL, as the relay's role, which is nobody's tenant. */
@Injectable()
export class SqlSamples extends Samples {
  constructor(private readonly database: RelayDatabase) {
    super();
  }

  override async write(rows: readonly SampleRow[]): Promise<void> {
    if (rows.length > 0) await this.database.query(WRITE, [JSON.stringify(rows.map(written)), FORMAT]);
  }

  override async read(seconds: number, from: number, to: number): Promise<SampleRow[]> {
    const rows = await this.database.query<Row>(READ, [seconds, new Date(from), new Date(to), FORMAT, MOST_ROWS]);
    return rows.map(readRow);
  }

  override async failures(since: number, limit: number): Promise<Failure[]> {
    const rows = await this.database.query<{ failure: Failure }>(FAILURES, [OF_FAILURES.seconds, new Date(since - OF_FAILURES.seconds * 1_000), FORMAT, new Date(since).toISOString(), limit]);
    return rows.map(({ failure }) => failure);
  }

  override async purge(limit: number): Promise<number> {
    let purged = 0;
    for (const { seconds, keepSeconds } of RESOLUTIONS) {
      const [row] = await this.database.query<{ purged: number }>(PURGE, [seconds, keepSeconds, limit - purged]);
      purged += row?.purged ?? 0;
    }
    return purged;
  }
}

function written({ process, seconds, at, since, until, stopped, sample }: SampleRow): object {
  const { id: process_id, startedAt, ...facts } = process;
  return { ...facts, process_id, started_at: startedAt, seconds, at: new Date(at), since: new Date(since), until: new Date(until), stopped, sample };
}

function readRow({ processId, host, pid, roles, version, startedAt, seconds, at, since, until, stopped, sample }: Row): SampleRow {
  return { process: { id: processId, host, pid, roles, version, startedAt }, seconds, at: at.getTime(), since: since.getTime(), until: until.getTime(), stopped, sample };
}

const WRITE = `
INSERT INTO operations_samples (seconds, at, process_id, format, host, pid, roles, version, started_at, since, until, stopped, sample)
SELECT seconds, at, process_id, $2, host, pid, roles, version, started_at, since, until, stopped, sample
FROM json_to_recordset($1::json) AS r (seconds integer, at timestamptz, process_id uuid, host text, pid integer, roles text[], version text,
  started_at timestamptz, since timestamptz, until timestamptz, stopped boolean, sample json)
ON CONFLICT (seconds, at, process_id) DO UPDATE SET until = excluded.until, stopped = excluded.stopped, sample = excluded.sample`;

// The newest processes win when there are more rows than anyone should have.
const READ = `
SELECT process_id AS "processId", host, pid, roles, version, started_at AS "startedAt", seconds, at, since, until, stopped, sample
FROM operations_samples WHERE seconds = $1 AND at >= $2 AND at < $3 AND format = $4 ORDER BY at DESC LIMIT $5`;

const FAILURES = `
SELECT failure FROM operations_samples, json_array_elements(sample->'failures') AS failure
WHERE seconds = $1 AND at >= $2 AND format = $3 AND failure->>'at' >= $4 ORDER BY failure->>'at' DESC LIMIT $5`;

const PURGE = `
WITH gone AS (
  DELETE FROM operations_samples WHERE (seconds, at, process_id) IN (
    SELECT seconds, at, process_id FROM operations_samples WHERE seconds = $1 AND at < now() - make_interval(secs => $2) ORDER BY at LIMIT $3)
  RETURNING 1)
SELECT count(*)::int AS purged FROM gone`;
