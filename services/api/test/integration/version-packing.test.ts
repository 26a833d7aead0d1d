import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PurgeTrash } from '../../src/features/diagrams/adapters/purge-trash.jobs.js';
import { SqlPackedVersions } from '../../src/features/diagrams/adapters/sql-packed-versions.js';
import { seal } from '../../src/features/diagrams/application/bpmn-document.js';
import { PackVersions } from '../../src/features/diagrams/application/pack-versions.js';
import { RelayDatabase } from '../../src/platform/database/index.js';
import { gateOf } from '../support/gate-of.js';
import { givenPerson, type Person } from '../support/people.js';
import { savingParts } from '../support/saving-parts.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let test: TestDatabase;
let parts: ReturnType<typeof savingParts>;
let ann: Person;

beforeAll(async () => {
  test = await createTestDatabase();
  parts = savingParts(test, { cacheBytes: 0 });
  ann = await givenPerson(test);
});
afterAll(async () => {
  await parts?.close();
  await test?.drop();
});

/** About 10 KB in which a word stands at a place that moves about. */
const textWith = (word: string) => Array.from({ length: 150 }, (_, n) => `<task id="Task_${n}" name="Check the order of customer ${(n * 7919) % 1009}${n === word.length * 13 ? ` and ${word}` : ''}" />\n`).join('') + word;
const documentWith = (word: string, encoding = 'utf-8') => seal({ bytes: Buffer.from(textWith(word), encoding === 'utf-16le' ? 'utf16le' : 'utf8'), encoding });
const placeOf = (id: string) => ({ workspaceId: ann.workspaceId, diagramId: id });

async function given(...words: string[]): Promise<string> {
  const id = crypto.randomUUID();
  const [first = 'first', ...rest] = words;
  await parts.diagrams.create(ann, { id, workspaceId: ann.workspaceId, projectId: null, title: 'Order', document: documentWith(first), origin: {} });
  for (const word of rest) await save(id, word);
  return id;
}
const currentOf = async (id: string) => (await parts.diagrams.read(ann, id)).summary.version;
async function save(id: string, word: string, message?: string): Promise<void> {
  await parts.diagrams.save(ann, { id, expectedVersion: await currentOf(id), title: undefined, message, document: documentWith(word) });
}
const pack = async (id: string, how = parts.packVersions) => how.run(placeOf(id), await currentOf(id));
const name = (id: string, version: number, message: string | null) => parts.diagrams.nameVersion(ann, { id, version, message });
const wordOf = async (id: string, version: number) => {
  const { document } = await parts.diagrams.readVersion(ann, id, version);
  return document.bytes.toString(document.encoding === 'utf-16le' ? 'utf16le' : 'utf8').split('\n').at(-1);
};
interface Row {
  readonly version: number;
  readonly kind: string;
  readonly base: number | null;
  readonly bytes: number;
}
const rows = (id: string) => test.look<Row>('SELECT version, kind, base_version AS base, length(content) AS bytes FROM diagram_versions WHERE diagram_id = $1 ORDER BY version', [id]);

describe('packed versions', () => {
  it('take a few bytes each and give back every byte', async () => {
    const id = await given('a', 'b', 'c', 'd', 'e');
    await pack(id);
    const packed = await rows(id);
    expect(packed.map(({ base }) => base)).toEqual([2, 3, 4, 5, null]);
    expect(Math.max(...packed.slice(0, -1).map(({ bytes }) => bytes))).toBeLessThan(100);
    for (const [index, word] of ['a', 'b', 'c', 'd', 'e'].entries()) expect(await parts.diagrams.readVersion(ann, id, index + 1)).toMatchObject({ document: { bytes: documentWith(word).bytes } });
  });

  it('cost nothing when only the title or the name is new', async () => {
    const id = await given('a');
    await parts.diagrams.save(ann, { id, expectedVersion: 1, title: 'Claim', message: undefined, document: undefined });
    await parts.diagrams.save(ann, { id, expectedVersion: 2, title: undefined, message: 'Approved', document: undefined });
    await pack(id);
    expect((await rows(id)).map(({ bytes }) => bytes).slice(0, -1)).toEqual([0, 0]);
    expect(await wordOf(id, 1)).toBe('a');
  });

  it('keep their own encoding', async () => {
    const id = crypto.randomUUID();
    await parts.diagrams.create(ann, { id, workspaceId: ann.workspaceId, projectId: null, title: 'Order', document: documentWith('wide', 'utf-16le'), origin: {} });
    await save(id, 'narrow');
    await pack(id);
    const { document } = await parts.diagrams.readVersion(ann, id, 1);
    expect(document).toMatchObject({ encoding: 'utf-16le', bytes: documentWith('wide', 'utf-16le').bytes });
  });

  it('are restored from a difference, once for one key, with the content they had', async () => {
    const id = await given('a', 'b', 'c');
    await pack(id);
    const once = { key: `restore-${id}`, request: Buffer.alloc(32) };
    const restored = await parts.diagrams.restoreVersion(ann, { id, version: 1, expectedVersion: 3 }, once);
    expect(restored).toMatchObject({ version: 4 });
    expect(await parts.diagrams.restoreVersion(ann, { id, version: 1, expectedVersion: 3 }, once)).toEqual(restored);
    expect((await parts.diagrams.read(ann, id)).document?.bytes).toEqual(documentWith('a').bytes);
    expect((await rows(id)).at(-1)).toMatchObject({ version: 4, base: null });
    await expect(parts.diagrams.restoreVersion(ann, { id, version: 2, expectedVersion: 3 })).rejects.toMatchObject({ code: 'diagram.version_conflict' });
  });

  it('that are damaged are a fault of ours, and never wrong bytes', async () => {
    const id = await given('a', 'b', 'c', 'd');
    await pack(id);
    await test.look("UPDATE diagram_versions SET content = '' WHERE diagram_id = $1 AND version = 2", [id]); // "the bytes of its base"
    await expect(parts.diagrams.readVersion(ann, id, 2)).rejects.toThrow('does not unpack to the bytes');
    expect(await wordOf(id, 3)).toBe('c');
    await expect(parts.packedVersions.read(placeOf(id), 2)).rejects.toThrow('does not unpack to the bytes');
  });

  it('stay a base for what is named, unseen, until that is packed anew', async () => {
    const id = await given('1', '2', '3');
    await pack(id);
    await name(id, 1, 'Approved'); // it is the difference to version 2, an autosave
    for (let word = 4; word <= 13; word++) await save(id, String(word));
    expect((await rows(id)).slice(0, 2)).toMatchObject([{ version: 1, kind: 'named', base: 2 }, { version: 2, kind: 'base', base: 3 }]);
    expect((await parts.diagrams.listVersions(ann, id, 50)).map(({ version }) => version)).toEqual([13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 1]);
    for (const gone of [parts.diagrams.readVersion(ann, id, 2), name(id, 2, 'x'), parts.diagrams.restoreVersion(ann, { id, version: 2, expectedVersion: undefined })]) {
      await expect(gone).rejects.toMatchObject({ code: 'diagram.version_not_found' });
    }
    expect(await wordOf(id, 1)).toBe('1');
    await pack(id);
    expect((await rows(id)).map(({ version }) => version)).toEqual([1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
    expect(await wordOf(id, 1)).toBe('1');
  });

  it('are read by looking up what they are based on, however many versions there are', async () => {
    const id = await given('a');
    const columns = 'title, created_at, created_by, size_bytes, sha256, codec, content, base_version';
    await test.look(
      `INSERT INTO diagram_versions (workspace_id, diagram_id, version, kind, message, ${columns})
        SELECT workspace_id, diagram_id, n, 'named', 'Approved', title, created_at, created_by, size_bytes, sha256, codec, '', CASE WHEN n < 800 THEN n + 100 END
        FROM diagram_versions, generate_series(2, 1000) n WHERE diagram_id = $1`,
      [id],
    );
    // Most diagrams have a few versions: that is what plans are made for.
    await test.look(
      `WITH others AS (INSERT INTO diagrams (workspace_id, id, title, version, content_sha256, created_at, created_by, updated_at, updated_by)
          SELECT workspace_id, gen_random_uuid(), title, 1, content_sha256, created_at, created_by, updated_at, updated_by FROM diagrams, generate_series(1, 2000) WHERE id = $1 RETURNING *)
        INSERT INTO diagram_versions (workspace_id, diagram_id, version, kind, ${columns})
          SELECT o.workspace_id, o.id, n, 'autosave', o.title, o.created_at, o.created_by, 1, o.content_sha256, 'zstd', '', NULL FROM others o, generate_series(1, 5) n`,
      [id],
    );
    await test.look('ANALYZE diagram_versions');
    const [read] = await test.look(
      `SELECT steps, pg_stat_get_xact_tuples_fetched('diagram_versions_pkey'::regclass)::int AS fetched
        FROM app.enter($1, NULL) entered, LATERAL (SELECT cardinality(app.version_chain($2, 2 + length(entered::text))) AS steps OFFSET 0) chain`,
      [ann.workspaceId, id],
    );
    expect(read).toEqual({ steps: 9, fetched: 9 });
  });

  it('go with their diagram when the trash is emptied', async () => {
    const id = await given('a', 'b', 'c');
    await pack(id);
    await parts.diagrams.delete(ann, id);
    await test.look("UPDATE diagrams SET deleted_at = now() - interval '31 days' WHERE id = $1", [id]);
    const relay = new RelayDatabase(test.config(), gateOf(test.config()));
    await new PurgeTrash(relay).run(new AbortController().signal);
    await relay.onApplicationShutdown();
    expect(await rows(id)).toEqual([]);
  });

  it('are not written while the version before, which cannot read them, may still run', async () => {
    const id = await given('a', 'b');
    const [before] = await test.look<{ from: string }>("SELECT pg_get_functiondef('app.packing_from'::regproc) AS from");
    await test.look("CREATE OR REPLACE FUNCTION app.packing_from() RETURNS timestamptz LANGUAGE sql RETURN now() + interval '1 minute'");
    await pack(id);
    expect((await rows(id)).map(({ base }) => base)).toEqual([null, null]);
    await test.look(before?.from ?? '');
    await pack(id);
    expect((await rows(id)).map(({ base }) => base)).toEqual([2, null]);
  });

  it('are nobody else\'s: in another workspace there is nothing to pack', async () => {
    const id = await given('a', 'b');
    const bob = await givenPerson(test, 'Bob');
    await parts.packVersions.run({ workspaceId: bob.workspaceId, diagramId: id }, 2);
    expect((await rows(id)).map(({ base }) => base)).toEqual([null, null]);
    await expect(parts.packedVersions.read({ workspaceId: bob.workspaceId, diagramId: id }, 1)).resolves.toBeUndefined();
    await expect(parts.diagrams.nameVersion(bob, { id, version: 1, message: 'x' })).rejects.toMatchObject({ code: 'diagram.not_found' });
  });
});

/** Packed versions where something happens between looking and writing. */
class Interrupted extends SqlPackedVersions {
  written: boolean[] = [];

  constructor(private readonly before: () => Promise<void>) {
    super(parts.database);
  }

  override async write(...args: Parameters<SqlPackedVersions['write']>): Promise<boolean> {
    await this.before();
    const written = await super.write(...args);
    this.written.push(written);
    return written;
  }
}

describe('packing', () => {
  it('leaves everything readable when the process dies before a step or after it, and is finished by the next', async () => {
    const id = await given('1');
    for (let n = 2; n <= 60; n++) await save(id, String(n), `Named ${n}`);
    let steps = 0;
    const dies = new Interrupted(async () => {
      if (++steps === 2) throw new Error('killed');
    });
    await expect(pack(id, new PackVersions(dies))).rejects.toThrow('killed');
    expect((await rows(id)).filter(({ base }) => base !== null).length).toBeGreaterThan(10);
    for (let n = 1; n <= 60; n++) expect(await wordOf(id, n)).toBe(String(n));
    await pack(id);
    expect((await rows(id)).filter(({ base }) => base === null).length).toBe(4); // the current one, and where chains end
    for (let n = 1; n <= 60; n++) expect(await wordOf(id, n)).toBe(String(n));
  });

  it('is done for what was there when a save comes in between', async () => {
    const id = await given('1', '2', '3');
    const late = new Interrupted(async () => {
      if (late.written.length === 0) await save(id, '4');
    });
    await new PackVersions(late).run(placeOf(id), 3);
    expect(late.written).toEqual([true]);
    expect((await rows(id)).map(({ base }) => base)).toEqual([2, 3, null, null]);
    await pack(id);
    expect((await rows(id)).map(({ base }) => base)).toEqual([2, 3, 4, null]);
    for (let n = 1; n <= 4; n++) expect(await wordOf(id, n)).toBe(String(n));
  });

  it('is thought out again when a version was named, or packed by another worker, in between', async () => {
    const id = await given('1', '2', '3');
    const late = new Interrupted(async () => {
      if (late.written.length === 0) await name(id, 1, 'Approved');
      if (late.written.length === 1) await pack(id);
    });
    await new PackVersions(late).run(placeOf(id), 3);
    expect(late.written).toEqual([false, false]);
    expect((await rows(id)).map(({ base }) => base)).toEqual([null, 3, null]);
  });

  it('is thought out again when a version was forgotten in between, and that is no failure', async () => {
    const id = await given(...Array.from({ length: 11 }, (_, n) => String(n + 1)));
    let looks = 0;
    const late = new (class extends SqlPackedVersions {
      override async look(...args: Parameters<SqlPackedVersions['look']>) {
        const found = await super.look(...args);
        if (++looks === 1) await test.look('DELETE FROM diagram_versions WHERE diagram_id = $1 AND version = 2', [id]);
        return found;
      }
    })(parts.database);
    await new PackVersions(late).run(placeOf(id), 11);
    expect(looks).toBeGreaterThan(1);
    expect((await rows(id)).map(({ version, base }) => [version, base])).toEqual([3, 4, 5, 6, 7, 8, 9, 10].map((version) => [version, version + 1]).concat([[11, null as never]]));
  });

  it('by three workers at once, while people save, name and restore, loses nothing', async () => {
    const id = await given('0');
    const words = new Map([[1, '0']]);
    let done = false;
    const worker = async () => {
      while (!done) await pack(id);
    };
    const workers = [worker(), worker(), worker()];
    for (let n = 1; n <= 40; n++) {
      if (n % 9 === 0) {
        const version = await currentOf(id) - 3;
        await parts.diagrams.restoreVersion(ann, { id, version, expectedVersion: undefined });
        words.set(await currentOf(id), words.get(version) ?? '?');
      } else {
        await save(id, String(n));
        words.set(await currentOf(id), String(n));
      }
      if (n % 5 === 0) await name(id, (await currentOf(id)) - 2, `Named ${n}`);
      for (const { version } of await parts.diagrams.listVersions(ann, id, 100)) expect([version, await wordOf(id, version)]).toEqual([version, words.get(version)]);
    }
    done = true;
    await Promise.all(workers);
    const listed = await parts.diagrams.listVersions(ann, id, 100);
    expect(listed.filter(({ kind }) => kind === 'autosave')).toHaveLength(9); // the tenth has a name
    expect(listed.filter(({ kind }) => kind === 'named')).toHaveLength(8);
    await pack(id);
    expect((await rows(id)).filter(({ kind }) => kind === 'base')).toEqual([]);
  }, 60_000);

  it('in any order with all else gives back every listed version as it was saved', async () => {
    const back = fc.integer({ min: 0, max: 14 });
    const step = fc.oneof(
      { weight: 8, arbitrary: fc.record({ type: fc.constant('save' as const), word: fc.constantFrom('a', 'bb', 'ccc', 'dddd'), message: fc.option(fc.constant('Named'), { nil: undefined, freq: 5 }) }) },
      { weight: 2, arbitrary: fc.record({ type: fc.constant('title' as const), title: fc.constantFrom('Order', 'Claim') }) },
      { weight: 2, arbitrary: fc.record({ type: fc.constant('restore' as const), back }) },
      { weight: 3, arbitrary: fc.record({ type: fc.constant('name' as const), back, message: fc.constantFrom(null, 'Approved') }) },
      { weight: 5, arbitrary: fc.record({ type: fc.constant('pack' as const) }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
        const id = await given('a');
        const words = new Map([[1, 'a']]);
        const named = new Set<number>();
        let current = 1;
        for (const one of steps) {
          const listed = (await parts.diagrams.listVersions(ann, id, 100)).map(({ version }) => version);
          const chosen = 'back' in one ? (listed[one.back % listed.length] as number) : current;
          if (one.type === 'save') await save(id, one.word, one.message);
          if (one.type === 'title') await parts.diagrams.save(ann, { id, expectedVersion: current, title: one.title, message: undefined, document: undefined });
          if (one.type === 'restore') await parts.diagrams.restoreVersion(ann, { id, version: chosen, expectedVersion: undefined });
          if (one.type === 'name') await name(id, chosen, one.message);
          if (one.type === 'name') named[one.message === null ? 'delete' : 'add'](chosen);
          if (one.type === 'pack') await pack(id);
          const now = await currentOf(id);
          if (now === current) continue;
          words.set(now, one.type === 'save' ? one.word : (words.get(chosen) as string));
          if (one.type === 'save' && one.message !== undefined) named.add(now);
          current = now;
        }
        const listed = await parts.diagrams.listVersions(ann, id, 100);
        expect(listed.filter(({ kind }) => kind === 'autosave').length).toBeLessThanOrEqual(10);
        expect(listed.filter(({ kind }) => kind === 'named').map(({ version }) => version).sort()).toEqual([...named].sort());
        for (const { version } of listed) expect([version, await wordOf(id, version)]).toEqual([version, words.get(version)]);
      }),
      { numRuns: 25 },
    );
  }, 120_000);
});
