import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PurgeIdempotencyKeys } from '../../src/features/diagrams/adapters/purge-idempotency-keys.jobs.js';
import { PurgeTrash } from '../../src/features/diagrams/adapters/purge-trash.jobs.js';
import { RelayDatabase } from '../../src/platform/database/index.js';
import { documentWith, savingParts } from '../support/saving-parts.js';
import { givenPerson, type Person } from '../support/people.js';
import { gateOf } from '../support/gate-of.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let test: TestDatabase;
let parts: ReturnType<typeof savingParts>;
let relay: RelayDatabase;
let people: Person[];
const signal = new AbortController().signal;

beforeAll(async () => {
  test = await createTestDatabase();
  parts = savingParts(test);
  relay = new RelayDatabase(test.config(), gateOf(test.config()));
  people = [await givenPerson(test, 'Ann'), await givenPerson(test, 'Bob')];
});
afterAll(async () => {
  await parts?.close();
  await relay?.onApplicationShutdown();
  await test?.drop();
});

/** A diagram, in the trash for so many days; null: not in the trash. */
async function given(person: Person, days: number | null, key?: string): Promise<string> {
  const id = crypto.randomUUID();
  const once = key === undefined ? undefined : { key, request: Buffer.alloc(32) };
  await parts.diagrams.create(person, { id, workspaceId: person.workspaceId, projectId: null, title: 'Order', document: documentWith('a'), origin: {} }, once);
  if (days !== null) await test.look("UPDATE diagrams SET deleted_at = now() - $2 * interval '1 day' WHERE id = $1", [id, days]);
  return id;
}

describe('the purge', () => {
  it('takes what was in the trash for 30 days, of every workspace, with all that belongs to it', async () => {
    const old = [await given(people[0] as Person, 31), await given(people[1] as Person, 400)];
    const young = [await given(people[0] as Person, 29), await given(people[1] as Person, null)];
    await new PurgeTrash(relay).run(signal);
    const left = await test.look<{ id: string }>('SELECT id FROM diagrams');
    expect(left.map(({ id }) => id).sort()).toEqual([...young].sort());
    expect(await test.look('SELECT count(*)::int AS n FROM diagram_versions WHERE diagram_id = ANY($1)', [old])).toEqual([{ n: 0 }]);
    const audited = await test.look<{ subject_id: string; details: unknown }>("SELECT subject_id, details FROM audit_entries WHERE action = 'diagram.purged' AND actor_id IS NULL");
    expect(audited.map((entry) => entry.subject_id).sort()).toEqual([...old].sort());
    expect(audited[0]?.details).toEqual({ title: 'Order' }); // the only place where it still stands
  });

  it('works through more than one batch', async () => {
    for (let n = 0; n < 103; n++) await given(people[0] as Person, 31);
    await new PurgeTrash(relay).run(signal);
    expect(await test.look("SELECT count(*)::int AS n FROM diagrams WHERE deleted_at < now() - interval '30 days'")).toEqual([{ n: 0 }]);
  });

  it('forgets first answers after a day', async () => {
    await given(people[0] as Person, null, 'old');
    await given(people[0] as Person, null, 'young');
    await test.look("UPDATE idempotency_keys SET created_at = now() - CASE key WHEN 'old' THEN interval '25 hours' ELSE interval '23 hours' END");
    await new PurgeIdempotencyKeys(relay).run(signal);
    expect(await test.look('SELECT key FROM idempotency_keys')).toEqual([{ key: 'young' }]);
  });

  it('cannot touch what is not in the trash, whoever asks for it', async () => {
    const id = await given(people[0] as Person, null);
    expect(await relay.query('SELECT id FROM diagrams WHERE id = $1', [id])).toEqual([]);
    expect(await relay.query('DELETE FROM diagrams WHERE id = $1 RETURNING id', [id])).toEqual([]);
    await expect(relay.query('SELECT content_sha256 FROM diagrams')).rejects.toThrow(/permission denied/);
    await expect(relay.query("INSERT INTO audit_entries (workspace_id, at, action, subject_type, subject_id) VALUES ($1, now(), 'diagram.saved', 'diagram', $2)", [people[0]?.workspaceId, id])).rejects.toThrow(/row-level security/);
  });
});
