import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { indexElements, parseBpmn } from '@bpmn-studio/bpmn';
import { seal } from '../../src/features/diagrams/application/bpmn-document.js';
import { SearchDiagrams, type SearchRequest } from '../../src/features/search/application/search-diagrams.js';
import type { SearchIndex } from '../../src/features/search/application/ports.js';
import { searchDocumentOf } from '../../src/features/search/domain/search-document.js';
import type { Database } from '../../src/platform/database/index.js';
import { givenMember, givenPerson, type Person } from './people.js';
import { savingParts } from './saving-parts.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

export interface IndexUnderTest {
  readonly index: SearchIndex;
  /** Makes what was written findable at once. */
  readonly settle: () => Promise<void>;
  readonly close: () => Promise<void>;
}

interface Drawn {
  readonly title: string;
  /** What stands in the process, as BPMN. */
  readonly content?: string;
  readonly by?: Person;
}

/** What every engine keeps. `make` is given a database of the suite's own. */
export function describeSearchIndex(name: string, make: (test: TestDatabase, database: Database) => Promise<IndexUnderTest>): void {
  describe(name, () => {
    let database: TestDatabase;
    let parts: ReturnType<typeof savingParts>;
    let under: IndexUnderTest;
    let ann: Person;

    beforeAll(async () => {
      database = await createTestDatabase();
      parts = savingParts(database);
      under = await make(database, parts.database);
    }, 60_000);
    afterAll(async () => {
      await under?.close();
      await parts.close();
      await database.drop();
    });
    beforeEach(async () => {
      ann = await givenPerson(database);
    });

    async function draw({ title, content = '', by = ann }: Drawn): Promise<string> {
      const id = crypto.randomUUID();
      await parts.diagrams.create(by, { id, workspaceId: by.workspaceId, projectId: null, title, document: seal({ bytes: Buffer.from(bpmn(content)), encoding: 'utf-8' }), origin: {} });
      await put(id, by);
      return id;
    }
    /** Indexes a diagram as the database has it. */
    async function put(id: string, { workspaceId }: Person = ann): Promise<void> {
      const [row] = await database.look<{ version: number; title: string; at: string }>('SELECT version, title, (extract(epoch FROM updated_at) * 1000000)::bigint::text AS at FROM diagrams WHERE id = $1', [id]);
      const { document } = await parts.diagrams.read(ann.workspaceId === workspaceId ? ann : { ...ann, userId: await ownerOf(workspaceId) }, id);
      const entries = indexElements((await parseBpmn(document!.bytes.toString('utf8'))).definitions);
      await under.index.put(await searchDocumentOf({ workspaceId, diagramId: id, projectId: null, version: row!.version, changedAt: row!.at, title: row!.title }, entries));
      await under.settle();
    }
    const ownerOf = async (workspaceId: string): Promise<string> => (await database.look<{ id: string }>('SELECT user_id AS id FROM memberships WHERE workspace_id = $1', [workspaceId]))[0]!.id;
    const ask = (q: string, more: Partial<SearchRequest> = {}, as = ann) => new SearchDiagrams(under.index).run(as, { q, workspaceId: as.workspaceId, projectId: undefined, limit: 20, cursor: undefined, ...more });
    const titles = async (q: string, more: Partial<SearchRequest> = {}): Promise<string[]> => (await ask(q, more)).items.map(({ diagram }) => diagram.title);
    const marked = (snippet: readonly { text: string; hit: boolean }[]): string => snippet.map(({ text, hit }) => (hit ? `[${text}]` : text)).join('');

    it('finds whole words, beginnings and parts of words, in titles and names', async () => {
      await draw({ title: 'Invoice approval', content: '<task id="T" name="Check the invoice"/>' });
      for (const q of ['invoice', 'INVOICE', 'invo', 'voice', 'approval invoice', 'invoice appr', 'check the inv']) expect({ q, found: await titles(q) }).toEqual({ q, found: ['Invoice approval'] });
      for (const q of ['invoices', 'voicex', 'invoice payment', 'oi']) expect({ q, found: await titles(q) }).toEqual({ q, found: [] });
    });

    it('demands every word, and takes only the last one for begun', async () => {
      await draw({ title: 'Order to cash' });
      expect(await titles('to or')).toEqual(['Order to cash']);
      expect(await titles('or to')).toEqual([]);
    });

    it('overlooks case and accents, in any script', async () => {
      await draw({ title: 'Prüfung der Straße', content: '<task id="A" name="Łódź café"/><task id="B" name="Проверить счёт"/><task id="C" name="İstanbul şubesi"/><task id="D" name="ΟΔΟΣ"/>' });
      for (const q of ['prufung', 'PRÜFUNG', 'strasse', 'straße', 'lodz', 'cafe', 'проверить', 'СЧЕТ', 'istanbul', 'sube', 'οδος']) expect({ q, found: (await titles(q)).length }).toEqual({ q, found: 1 });
    });

    it('finds any part of a sentence that is written without blanks', async () => {
      await draw({ title: '订单处理流程', content: '<task id="A" name="請求書を確認する"/>' });
      for (const q of ['订单', '处理', '处理流程', '確認', '書を確']) expect({ q, found: await titles(q) }).toEqual({ q, found: ['订单处理流程'] });
      expect(await titles('流处')).toEqual([]);
    });

    it('says where: element, type, field, and the text around with what was found', async () => {
      await draw({
        title: 'Shipping',
        content: '<userTask id="Pack" name="Pack the parcel"><documentation>Use the small Parcel boxes.</documentation></userTask><task id="Send" name="Send"><documentation>Bring the parcel to the post.</documentation></task>',
      });
      const [result] = (await ask('parcel')).items;
      expect(result?.matches.map(({ snippet, ...match }) => ({ ...match, snippet: marked(snippet) }))).toEqual([
        { elementId: 'Pack', elementType: 'bpmn:UserTask', name: 'Pack the parcel', field: 'name', snippet: 'Pack the [parcel]' },
        { elementId: 'Send', elementType: 'bpmn:Task', name: 'Send', field: 'documentation', snippet: 'Bring the [parcel] to the post.' },
      ]);
    });

    it('finds what matters in BPMN: pools, lanes, events, gateways, data, messages, annotations', async () => {
      const id = crypto.randomUUID();
      const xml = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><message id="M" name="wombat message"/><collaboration id="C"><participant id="Pool" name="wombat pool" processRef="P"/></collaboration>
        <process id="P"><laneSet id="L"><lane id="Lane" name="wombat lane"/></laneSet><startEvent id="S" name="wombat event"/><exclusiveGateway id="G" name="wombat?"/>
        <dataObjectReference id="D" name="wombat data"/><textAnnotation id="N"><text>a wombat remark</text></textAnnotation></process></definitions>`;
      await parts.diagrams.create(ann, { id, workspaceId: ann.workspaceId, projectId: null, title: 'Zoo', document: seal({ bytes: Buffer.from(xml), encoding: 'utf-8' }), origin: {} });
      await put(id);
      const found = new Set<string | null>();
      for (const q of ['message', 'pool', 'lane', 'event', 'wombat?', 'data', 'remark']) for (const { matches } of (await ask(`wombat ${q}`)).items) for (const { elementId } of matches) found.add(elementId);
      for (const element of ['M', 'Pool', 'Lane', 'S', 'G', 'D', 'N']) expect(found).toContain(element);
    });

    it('ranks titles before names before documentation, whole words before parts, then the last change first', async () => {
      const doc = (text: string): string => `<task id="T" name="x"><documentation>${text}</documentation></task>`;
      const given: Drawn[] = [
        { title: 'i', content: doc('unscoredly') }, { title: 'h', content: doc('scoring') }, { title: 'g', content: doc('score') }, { title: 'f', content: '<task id="T" name="unscored"/>' },
        { title: 'e', content: '<task id="T" name="scored"/>' }, { title: 'd', content: '<task id="T" name="score"/>' }, { title: 'underscore' }, { title: 'Scores older' }, { title: 'Scores newer' }, { title: 'score' },
      ];
      for (const each of given) await draw(each);
      expect(await titles('score')).toEqual(['score', 'Scores newer', 'Scores older', 'underscore', 'd', 'e', 'f', 'g', 'i']);
      expect(await titles('scor')).toEqual(['score', 'Scores newer', 'Scores older', 'underscore', 'd', 'e', 'f', 'g', 'h', 'i']);
    });

    it('pages through everything once, whatever the size of a page', async () => {
      for (let n = 0; n < 7; n++) await draw(n % 2 === 0 ? { title: `Page ${n}` } : { title: `Other ${n}`, content: '<task id="T" name="turn the page"/>' });
      const all = await titles('page');
      expect(all).toHaveLength(7);
      for (const limit of [1, 2, 3]) {
        const seen: string[] = [];
        let cursor: string | null | undefined;
        do {
          const answer = await ask('page', { limit, cursor: cursor ?? undefined });
          seen.push(...answer.items.map(({ diagram }) => diagram.title));
          cursor = answer.nextCursor;
        } while (cursor !== null && seen.length < 20);
        expect(seen).toEqual(all);
      }
    });

    it('shows at most five places of a diagram', async () => {
      await draw({ title: 'Many', content: Array.from({ length: 30 }, (_, n) => `<task id="T${n}" name="crowd ${n}"/>`).join('') });
      expect((await ask('crowd')).items[0]?.matches).toHaveLength(5);
    });

    it('has no syntax: operators, wildcards and quotes are words or nothing', async () => {
      await draw({ title: 'Plain & simple', content: '<task id="T" name="100% of a_b"/>' });
      await draw({ title: 'Another one' });
      for (const q of ['*', '%%', '__', '?*', '""', "';", '(){}', ':*', '--', '\\\\']) expect({ q, found: await titles(q) }).toEqual({ q, found: [] });
      for (const q of ['plain*', 'plain"', 'plain & simple', 'plain:simple', '+plain -"simple"', '100%', 'a_b', 'plain | simple']) expect({ q, found: await titles(q) }).toEqual({ q, found: ['Plain & simple'] });
      for (const q of ['plain OR another', 'plain | another', 'title:another plain', 'NOT plain', 'pla?n', 'pl*n', '{"match_all":{}}', "x' OR '1'='1", 'workspaceId:*']) expect({ q, found: await titles(q) }).toEqual({ q, found: [] });
    });

    it('never leaves the workspace, whatever is asked', async () => {
      const bob = await givenPerson(database, 'Bob');
      await draw({ title: 'Secret plan', content: '<task id="T" name="hide the secret"/>', by: bob });
      for (const q of ['secret', 'sec', 'ecre', `secret" OR workspaceId:"${bob.workspaceId}`, bob.workspaceId, `workspaceId ${bob.workspaceId}`]) expect({ q, found: await titles(q) }).toEqual({ q, found: [] });
      await expect(ask('secret', { workspaceId: bob.workspaceId })).rejects.toMatchObject({ code: 'workspace.not_found' });
      await givenMember(database, bob.workspaceId, ann.userId, 'viewer');
      expect(await titles('secret', { workspaceId: bob.workspaceId })).toEqual(['Secret plan']);
    });

    it('keeps to a project', async () => {
      const project = crypto.randomUUID();
      await database.look("INSERT INTO projects (workspace_id, id, name) VALUES ($1, $2, 'Project')", [ann.workspaceId, project]);
      await draw({ title: 'Loose budget' });
      expect(await titles('budget', { projectId: project })).toEqual([]);
      expect(await titles('budget')).toEqual(['Loose budget']);
    });

    it('does not find what is in the trash, even before the index knows, and finds it again', async () => {
      const id = await draw({ title: 'Thrown away' });
      await parts.diagrams.delete(ann, id);
      expect(await titles('thrown')).toEqual([]);
      await under.index.remove({ workspaceId: ann.workspaceId, diagramId: id, version: 1 });
      await under.settle();
      expect(await titles('thrown')).toEqual([]);
      await parts.diagrams.restore(ann, id);
      await put(id);
      expect(await titles('thrown')).toEqual(['Thrown away']);
    });

    it('forgets what is not there any more, and never goes back to an older version', async () => {
      const id = await draw({ title: 'Before', content: '<task id="T" name="antelope"/>' });
      const older = await searchDocumentOf({ workspaceId: ann.workspaceId, diagramId: id, projectId: null, version: 1, changedAt: '1', title: 'Before' }, [{ elementId: 'T', type: 'bpmn:Task', name: 'antelope', documentation: null, parentId: null }]);
      await parts.diagrams.save(ann, { id, expectedVersion: 1, title: 'After', message: undefined, document: seal({ bytes: Buffer.from(bpmn('<task id="T" name="buffalo"/>')), encoding: 'utf-8' }) });
      await put(id);
      await under.index.put(older);
      await under.settle();
      for (const q of ['before', 'antelope']) expect({ q, found: await titles(q) }).toEqual({ q, found: [] });
      for (const q of ['after', 'buffalo']) expect({ q, found: await titles(q) }).toEqual({ q, found: ['After'] });
    });

    it('bears long, broken and strange texts', async () => {
      const long = 'x'.repeat(1_900);
      await draw({ title: 'Strange 😀 title', content: `<task id="T" name="${long}"/><task id="E" name="&#13;😀&#10;line"/><task id="Q" name="it's &quot;quoted&quot; \\ back"/>` });
      for (const q of ['strange title', 'x'.repeat(150), 'xxx', 'line', "it's", '"quoted"', '\\ back']) expect({ q, found: (await titles(q)).length }).toEqual({ q, found: 1 });
      expect(await titles('😀😀')).toEqual([]);
    });
  });
}

function bpmn(content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="Definitions_1"><process id="P">${content}</process></definitions>`;
}
