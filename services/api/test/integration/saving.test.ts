import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { eventually } from '../support/eventually.js';
import { documentWith, savingParts } from '../support/saving-parts.js';
import { givenMember, givenPerson, type Person } from '../support/people.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let test: TestDatabase;
let parts: ReturnType<typeof savingParts>;
let ann: Person;

beforeAll(async () => {
  test = await createTestDatabase();
  parts = savingParts(test);
  ann = await givenPerson(test);
});
afterAll(async () => {
  await parts?.close();
  await test?.drop();
});

const once = (key: string, request = key) => ({ key, request: createHash('sha256').update(request).digest() });
const given = async (title = 'Order') => {
  const id = crypto.randomUUID();
  await parts.diagrams.create(ann, { id, workspaceId: ann.workspaceId, projectId: null, title, document: documentWith('first'), origin: {} });
  return id;
};
const change = (id: string, expectedVersion: number, word: string) => ({ id, expectedVersion, title: undefined, message: undefined, document: documentWith(word) });
const rows = async (table: string, id: string) =>
  (await test.look<{ n: number }>(`SELECT count(*)::int AS n FROM ${table} WHERE ${table === 'outbox' ? "payload->>'diagramId'" : table === 'diagram_versions' ? 'diagram_id::text' : 'subject_id'} = $1`, [id]))[0]?.n;

describe('a save', () => {
  it('looks its diagram up by an index scan, which passes over older states it has seen once', async () => {
    const [{ settings }] = (await test.look<{ settings: string[] }>("SELECT proconfig AS settings FROM pg_proc WHERE oid = 'app.access_to_diagram(uuid, uuid)'::regprocedure")) as [{ settings: string[] }];
    expect(settings).toEqual(expect.arrayContaining(['enable_bitmapscan=off', 'search_path=pg_catalog, public']));
  });

  it('writes the version, the audit entry and the event together, and wakes the relay', async () => {
    const id = await given();
    const before = parts.wakes();
    const saved = await parts.diagrams.save(ann, change(id, 1, 'second'));
    expect(saved).toMatchObject({ id, version: 2, title: 'Order', updatedBy: { id: ann.userId, name: 'Ann' }, deletedAt: null, thumbnailUrl: null });
    expect(parts.wakes()).toBe(before + 1);
    const [audit] = await test.look("SELECT * FROM audit_entries WHERE subject_id = $1 AND action = 'diagram.saved'", [id]);
    expect(audit).toMatchObject({ actor_id: ann.userId, request_id: ann.requestId, details: { title: 'Order', version: 2 }, subject_type: 'diagram' });
    const [event] = await test.look("SELECT * FROM outbox WHERE payload->>'diagramId' = $1 AND type = 'diagram.saved'", [id]);
    expect(event).toMatchObject({ payload: { diagramId: id, version: 2 }, actor_id: ann.userId, published_at: null });
    expect((await parts.diagrams.read(ann, id)).document).toMatchObject({ bytes: documentWith('second').bytes, encoding: 'utf-8' });
  });

  it('over a stale version is refused with the current one and leaves nothing behind', async () => {
    const id = await given();
    await parts.diagrams.save(ann, change(id, 1, 'second'));
    for (const stale of [1, 3, 99]) {
      await expect(parts.diagrams.save(ann, change(id, stale, 'other'))).rejects.toMatchObject({ code: 'diagram.version_conflict', status: 409, fields: { currentVersion: 2 } });
    }
    expect([await rows('diagram_versions', id), await rows('audit_entries', id), await rows('outbox', id)]).toEqual([2, 2, 2]);
  });

  it('of the same content changes nothing', async () => {
    const id = await given();
    const saved = await parts.diagrams.save(ann, change(id, 1, 'first'));
    expect(saved).toMatchObject({ version: 1 });
    expect([await rows('diagram_versions', id), await rows('audit_entries', id), await rows('outbox', id)]).toEqual([1, 1, 1]);
  });

  it('of the title alone is a new version with the old content', async () => {
    const id = await given();
    const saved = await parts.diagrams.save(ann, { id, expectedVersion: 1, title: 'Claim', message: undefined, document: undefined });
    expect(saved).toMatchObject({ version: 2, title: 'Claim' });
    expect((await parts.diagrams.readVersion(ann, id, 2)).document).toMatchObject({ bytes: documentWith('first').bytes, encoding: 'utf-8' });
    expect(await test.look("SELECT type FROM outbox WHERE payload->>'diagramId' = $1 ORDER BY id", [id])).toEqual([{ type: 'diagram.created' }, { type: 'diagram.renamed' }]);
    const [audit] = await test.look("SELECT details FROM audit_entries WHERE subject_id = $1 AND action = 'diagram.renamed'", [id]);
    expect(audit).toEqual({ details: { title: 'Claim', titleBefore: 'Order', version: 2 } });
  });

  it('by one of 16 writers wins, and the others learn the version', async () => {
    const id = await given();
    for (let version = 1; version <= 5; version++) {
      const answers = await Promise.allSettled(Array.from({ length: 16 }, (_, writer) => parts.diagrams.save(ann, change(id, version, `${version}-${writer}`))));
      expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(1);
      for (const lost of answers.filter((answer) => answer.status === 'rejected')) {
        expect(lost.reason).toMatchObject({ code: 'diagram.version_conflict', fields: { currentVersion: version + 1 } });
      }
    }
    expect([await rows('diagram_versions', id), await rows('audit_entries', id), await rows('outbox', id)]).toEqual([6, 6, 6]);
  });
});

describe('a repeated save', () => {
  it('gives the first answer again, whatever happened since', async () => {
    const id = await given();
    const first = await parts.diagrams.save(ann, change(id, 1, 'second'), once(`a-${id}`));
    await parts.diagrams.save(ann, change(id, 2, 'third'));
    expect(await parts.diagrams.save(ann, change(id, 1, 'second'), once(`a-${id}`))).toEqual(first);
    expect(await rows('diagram_versions', id)).toBe(3);
  });

  it('with the key of another request is refused', async () => {
    const id = await given();
    await parts.diagrams.save(ann, change(id, 1, 'second'), once(`b-${id}`));
    await expect(parts.diagrams.save(ann, change(id, 2, 'third'), once(`b-${id}`, 'another'))).rejects.toMatchObject({ code: 'idempotency.key_reused', status: 422 });
    expect(await rows('diagram_versions', id)).toBe(2);
  });

  it('may use the key of a refused one, because nothing was done', async () => {
    const id = await given();
    await expect(parts.diagrams.save(ann, change(id, 7, 'second'), once(`c-${id}`))).rejects.toMatchObject({ code: 'diagram.version_conflict' });
    expect(await parts.diagrams.save(ann, change(id, 1, 'second'), once(`c-${id}`, 'another'))).toMatchObject({ version: 2 });
  });

  it('is told so while the first is still on its way', async () => {
    const id = await given();
    const other = new pg.Client({ connectionString: test.adminUrl });
    await other.connect();
    try {
      await other.query('BEGIN');
      await other.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`${ann.workspaceId}${ann.userId}d-${id}`]);
      await expect(parts.diagrams.save(ann, change(id, 1, 'second'), once(`d-${id}`))).rejects.toMatchObject({ code: 'idempotency.in_flight', status: 409 });
      await other.query('ROLLBACK');
    } finally {
      await other.end();
    }
    expect(await parts.diagrams.save(ann, change(id, 1, 'second'), once(`d-${id}`))).toMatchObject({ version: 2 });
  });

  it('by 16 writers at once with one key is done once', async () => {
    const id = await given();
    const answers = await Promise.allSettled(Array.from({ length: 16 }, () => parts.diagrams.save(ann, change(id, 1, 'second'), once(`e-${id}`))));
    for (const answer of answers) {
      if (answer.status === 'fulfilled') expect(answer.value).toMatchObject({ version: 2 });
      else expect(answer.reason).toMatchObject({ code: 'idempotency.in_flight' });
    }
    expect(answers.some((answer) => answer.status === 'fulfilled')).toBe(true);
    expect(await rows('diagram_versions', id)).toBe(2);
  });

  it('is done once when the connection died before the answer came', async () => {
    const id = await given();
    const holder = new pg.Client({ connectionString: test.adminUrl });
    await holder.connect();
    try {
      await holder.query('BEGIN');
      await holder.query('SELECT FROM diagrams WHERE id = $1 FOR UPDATE', [id]);
      const cut = parts.diagrams.save(ann, change(id, 1, 'second'), once(`f-${id}`));
      // Not by the holder: inside a transaction PostgreSQL shows the same activity again and again.
      const cutOff = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%save_diagram%'";
      await eventually(async () => expect(await test.look(cutOff)).toHaveLength(1));
      await expect(cut).rejects.toMatchObject({ code: 'server.unavailable', status: 503 });
      await holder.query('ROLLBACK');
    } finally {
      await holder.end();
    }
    expect(await rows('diagram_versions', id)).toBe(1);
    expect(await parts.diagrams.save(ann, change(id, 1, 'second'), once(`f-${id}`))).toMatchObject({ version: 2 });
    expect(await parts.diagrams.save(ann, change(id, 1, 'second'), once(`f-${id}`))).toMatchObject({ version: 2 });
    expect(await rows('diagram_versions', id)).toBe(2);
  });
});

describe('somebody else', () => {
  it('finds an unknown id and a foreign one to be the same', async () => {
    const bob = await givenPerson(test, 'Bob');
    const id = await given();
    const [foreign, unknown] = [id, crypto.randomUUID()];
    const attempts = (target: string) => [
      parts.diagrams.read(bob, target),
      parts.diagrams.readPicture(bob, target),
      parts.diagrams.readVersion(bob, target, 1),
      parts.diagrams.listVersions(bob, target, 10),
      parts.diagrams.save(bob, change(target, 1, 'x'), once(`g-${target}`)),
      parts.diagrams.restoreVersion(bob, { id: target, version: 1, expectedVersion: 1 }),
      parts.diagrams.delete(bob, target),
      parts.diagrams.restore(bob, target),
    ];
    const told = async (target: string) => (await Promise.allSettled(attempts(target))).map((answer) => (answer.status === 'rejected' ? String(answer.reason) : 'let in'));
    expect(await told(foreign)).toEqual(await told(unknown));
    expect(new Set(await told(foreign))).toEqual(new Set(['AppError: diagram.not_found: There is no such diagram']));
    expect(await rows('audit_entries', id)).toBe(1);
  });

  it('with a weaker role may look and not touch', async () => {
    const vic = await givenPerson(test, 'Vic');
    await givenMember(test, ann.workspaceId, vic.userId, 'viewer');
    const id = await given();
    expect((await parts.diagrams.read(vic, id)).summary).toMatchObject({ id });
    for (const attempt of [
      () => parts.diagrams.save(vic, change(id, 1, 'x')),
      () => parts.diagrams.delete(vic, id),
      () => parts.diagrams.restoreVersion(vic, { id, version: 1, expectedVersion: undefined }),
      () => parts.diagrams.create(vic, { id: crypto.randomUUID(), workspaceId: ann.workspaceId, projectId: null, title: 'x', document: documentWith('x'), origin: {} }),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'auth.forbidden' });
    }
  });

  it('cannot create in a foreign workspace or put a diagram into a foreign project', async () => {
    const bob = await givenPerson(test, 'Bob');
    const project = crypto.randomUUID();
    await test.look('INSERT INTO projects (workspace_id, id, name) VALUES ($1, $2, $3)', [ann.workspaceId, project, 'Project']);
    const draft = (workspaceId: string, projectId: string | null) => ({ id: crypto.randomUUID(), workspaceId, projectId, title: 'x', document: documentWith('x'), origin: {} });
    await expect(parts.diagrams.create(bob, draft(ann.workspaceId, null))).rejects.toMatchObject({ code: 'workspace.not_found' });
    await expect(parts.diagrams.create(bob, draft(bob.workspaceId, project))).rejects.toMatchObject({ code: 'project.not_found' });
    expect(await parts.diagrams.create(ann, draft(ann.workspaceId, project))).toMatchObject({ projectId: project });
  });
});
