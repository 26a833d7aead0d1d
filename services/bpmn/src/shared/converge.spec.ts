import { describe, expect, it } from '@jest/globals';
import { readFixture } from '../../fixtures/read-fixture.js';
import { gateBpmn } from '../gate/gate-bpmn.js';
import { parseBpmn } from '../model/parse-bpmn.js';
import { runSession } from '../testing/shared-session.js';

const DIAGRAMS = ['collaboration', 'order-process', 'gateways-and-data', 'several-diagrams', 'vertical-pools', 'colours'];
/** Three real editors do a hundred in the browser test (web/e2e/converge.test.ts), and `npm run chaos -- converge` thousands here and there. */
const SEEDS = 40;
const AT_ONCE = 5;
const STEPS = 60;
/** What issue 6 wants to see edited together, by how the edits say it. */
const KINDS = ['move', 'resize', 'append', 'insert', 'connect', 'reconnect', 'rename', 'colour', 'document', 'assign', 'put', 'add', 'dissolve', 'close', 'open', 'attach', 'annotate', 'group', 'send', 'show', 'bring', 'delete', 'undo', 'redo'];

describe('three people who edit one document', () => {
  const seen = new Set<string>();

  it.each(Array.from({ length: SEEDS / AT_ONCE }, (_, i) => i * AT_ONCE))('end with the same, seeds %i and on', async (first) => {
    for (let seed = first; seed < first + AT_ONCE; seed++) {
      const { text, faults, said } = await runSession(readFixture(DIAGRAMS[seed % DIAGRAMS.length]!), seed, STEPS);
      expect({ seed, faults }).toEqual({ seed, faults: [] });
      gateBpmn(text);
      const { warnings, unresolved } = await parseBpmn(text);
      expect({ seed, warnings, unresolved }).toEqual({ seed, warnings: [], unresolved: [] });
      for (const line of said) for (const word of line.split(' ').slice(1, 4)) seen.add(word.replace(',', ''));
    }
  });

  it('did all there is to do', () => {
    expect(KINDS.filter((kind) => !seen.has(kind))).toEqual([]);
  });

  it('would be told apart if one edit were lost', async () => {
    const { faults } = await runSession(readFixture('order-process'), 1, STEPS, true);
    expect(faults).toContain('the files of 0 and 2 differ');
  });
});
