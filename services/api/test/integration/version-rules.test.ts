import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AppError } from '../../src/kernel/app-error.js';
import { begin, decide, type Command, type History, type Version } from '../../src/features/diagrams/domain/version-history.js';
import { documentWith, savingParts } from '../support/saving-parts.js';
import { givenPerson, type Person } from '../support/people.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

// What the database may keep is AUTOSAVES_KEPT; runs are long enough to go beyond it.
const KEPT = 10;
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

type Step = (history: History) => Command;
const optional = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined, freq: 2 });
const save: fc.Arbitrary<Step> = fc
  .record({
    content: optional(fc.constantFrom('a', 'b', 'c', 'd')),
    title: optional(fc.constantFrom('Order', 'Claim')),
    message: fc.option(fc.constantFrom('approved', 'sent'), { nil: undefined, freq: 6 }),
    off: fc.constantFrom(0, 0, 0, 0, -1, 1),
  })
  .map(({ off, ...rest }) => (history) => ({ type: 'save', expected: Math.max(1, history.version + off), ...rest }));
const restoreVersion: fc.Arbitrary<Step> = fc
  .tuple(fc.integer({ min: 0, max: 14 }), fc.constantFrom(undefined, 0, -1))
  .map(([back, off]) => (history) => ({ type: 'restoreVersion', version: Math.max(1, history.version - back), ...(off === undefined ? {} : { expected: Math.max(1, history.version + off) }) }));
const nameVersion: fc.Arbitrary<Step> = fc
  .tuple(fc.integer({ min: 0, max: 14 }), fc.constantFrom(null, 'approved', 'sent'))
  .map(([back, message]) => (history) => ({ type: 'nameVersion', version: Math.max(1, history.version - back), message }));
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: save },
  { weight: 3, arbitrary: restoreVersion },
  { weight: 2, arbitrary: nameVersion },
  { weight: 1, arbitrary: fc.constant<Step>(() => ({ type: 'delete' })) },
  { weight: 2, arbitrary: fc.constant<Step>(() => ({ type: 'restore' })) },
);

/** Carries a command out by the database and tells what became of it, in the words of the model. */
async function carryOut(id: string, command: Command): Promise<string> {
  try {
    switch (command.type) {
      case 'save':
        await parts.diagrams.save(ann, { id, expectedVersion: command.expected, title: command.title, message: command.message, document: command.content === undefined ? undefined : documentWith(command.content) });
        break;
      case 'restoreVersion':
        await parts.diagrams.restoreVersion(ann, { id, version: command.version, expectedVersion: command.expected });
        break;
      case 'nameVersion':
        await parts.diagrams.nameVersion(ann, { id, version: command.version, message: command.message });
        break;
      case 'delete':
        await parts.diagrams.delete(ann, id);
        break;
      case 'restore':
        await parts.diagrams.restore(ann, id);
    }
    return 'done';
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

const SAID: Readonly<Record<string, string>> = { conflict: 'diagram.version_conflict', deleted: 'diagram.deleted', version_not_found: 'diagram.version_not_found' };

/** What the database holds, in the shape of the model. */
async function historyOf(id: string): Promise<History> {
  const [diagram] = await test.look<{ version: number; title: string; sha: string; deleted: boolean }>(
    "SELECT version, title, encode(content_sha256, 'hex') AS sha, deleted_at IS NOT NULL AS deleted FROM diagrams WHERE id = $1",
    [id],
  );
  const versions = await test.look<Version>(
    `SELECT version, kind, message, title, encode(sha256, 'hex') AS content, restored_from AS "restoredFrom" FROM diagram_versions WHERE diagram_id = $1 AND kind <> 'base' ORDER BY version`,
    [id],
  );
  if (diagram === undefined) throw new Error('The diagram is gone');
  return { version: diagram.version, title: diagram.title, content: diagram.sha, deleted: diagram.deleted, versions };
}

describe('the rules of saving', () => {
  it('are the same in the model and in the database, whatever is done', async () => {
    const { sha256 } = await import('../../src/features/diagrams/application/bpmn-document.js');
    const hash = (word: string) => sha256(documentWith(word).bytes).toString('hex');
    const inHashes = (history: History): History => ({ ...history, content: hash(history.content), versions: history.versions.map((one) => ({ ...one, content: hash(one.content) })) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const id = crypto.randomUUID();
        await parts.diagrams.create(ann, { id, workspaceId: ann.workspaceId, projectId: null, title: 'Order', document: documentWith('a'), origin: {} });
        let history = begin('Order', 'a');
        let changes = 1;
        for (const make of steps) {
          const command = make(history);
          const decision = decide(history, command, KEPT);
          const said = await carryOut(id, command);
          if (history.version % 3 === 0) await parts.packVersions.run({ workspaceId: ann.workspaceId, diagramId: id }, history.version);
          expect({ command, said }).toEqual({ command, said: SAID[decision.outcome] ?? 'done' });
          if (['saved', 'named', 'trashed', 'restored'].includes(decision.outcome)) changes++;
          history = decision.history;
        }
        expect(await historyOf(id)).toEqual(inHashes(history));
        const [written] = await test.look("SELECT (SELECT count(*)::int FROM audit_entries WHERE subject_id = $1) AS audited, (SELECT count(*)::int FROM outbox WHERE payload->>'diagramId' = $1) AS told", [id]);
        expect(written).toEqual({ audited: changes, told: changes });
      }),
      { numRuns: 40 },
    );
  }, 90_000);
});
