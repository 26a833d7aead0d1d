import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readFixture } from '../../fixtures/read-fixture.js';
import { gateBpmn } from '../gate/gate-bpmn.js';
import { parseBpmn, writeBpmn } from '../model/parse-bpmn.js';
import { idsIn, referencesOf } from '../references/references.js';
import { canonicalXml } from '../testing/canonical-xml.js';
import { lostEdits } from '../testing/lost-edits.js';
import { randomEdits, seeded } from '../testing/random-edit.js';
import { parseXml } from '../xml/parse-xml.js';
import { attributeOf, withDescendants } from '../xml/xml-tree.js';
import { mergeBpmn } from './merge-bpmn.js';

const FIXTURES = ['collaboration', 'order-process', 'gateways-and-data', 'every-event', 'vertical-pools', 'colours', 'several-diagrams', 'vendor-extensions'];
const two = fc.record({ fixture: fc.constantFrom(...FIXTURES), mine: fc.nat(), theirs: fc.nat(), many: fc.integer({ min: 1, max: 5 }) });

async function edited({ fixture, mine, theirs, many }: { fixture: string; mine: number; theirs: number; many: number }) {
  const base = await writeBpmn((await parseBpmn(readFixture(fixture))).definitions);
  return { base, mine: (await randomEdits(base, seeded(mine), many)).text, theirs: (await randomEdits(base, seeded(theirs), many)).text };
}

function holds(property: (documents: { base: string; mine: string; theirs: string }) => unknown, numRuns: number) {
  return fc.assert(
    fc.asyncProperty(two, async (seeds) => {
      await property(await edited(seeds));
    }),
    { numRuns, seed: 20_261_121 },
  );
}

function unresolved(text: string): string[] {
  const { root } = parseXml(text);
  const ids = idsIn(root);
  return [...withDescendants(root)].flatMap((element) => referencesOf(element, ids).filter(({ id }) => !ids.has(id)).map(({ property, id }) => `${property} ${id}`));
}

function repeatedIds(text: string): string[] {
  const ids = [...withDescendants(parseXml(text).root)].map((element) => attributeOf(element, 'id')).filter((id) => id !== undefined);
  return ids.filter((id, index) => ids.indexOf(id) !== index);
}

describe('mergeBpmn, whatever both did', () => {
  it('gives a sound document, whoever is chosen', async () => {
    await holds(async (input) => {
      const { text, clashes } = mergeBpmn(input);
      const mine = mergeBpmn({ ...input, choices: Object.fromEntries(clashes.map(({ id }) => [id, 'mine' as const])) });
      for (const result of [text, mine.text]) {
        gateBpmn(result);
        expect((await parseBpmn(result)).warnings).toEqual([]);
        expect(unresolved(result)).toEqual([]);
        expect(repeatedIds(result)).toEqual([]);
      }
    }, 40);
  });

  it('is the same from either side', async () => {
    await holds((input) => {
      const { text, clashes } = mergeBpmn(input);
      const swapped = mergeBpmn({ base: input.base, mine: input.theirs, theirs: input.mine, choices: Object.fromEntries(clashes.map(({ id }) => [id, 'mine' as const])) });
      expect(swapped.clashes.map(({ id }) => id).sort()).toEqual(clashes.map(({ id }) => id).sort());
      expect(canonicalXml(swapped.text)).toBe(canonicalXml(text));
    }, 40);
  });

  it('has the edits of both when nothing clashes', async () => {
    await holds((input) => {
      const { text, clashes } = mergeBpmn(input);
      if (clashes.length > 0) return;
      const lost = [...lostEdits(input.base, input.mine, text), ...lostEdits(input.base, input.theirs, text)];
      expect(lost).toEqual([]);
    }, 40);
  });

  it('leaves what one side did alone', async () => {
    await holds(({ base, mine, theirs }) => {
      expect(mergeBpmn({ base, mine, theirs: base })).toMatchObject({ text: mine, clashes: [] });
      expect(mergeBpmn({ base, mine: base, theirs })).toMatchObject({ text: theirs, clashes: [] });
      expect(mergeBpmn({ base, mine, theirs: mine })).toMatchObject({ text: mine, clashes: [] });
    }, 20);
  });

  it('loses nothing when it is merged again', async () => {
    await holds(({ base, mine, theirs }) => {
      const { text } = mergeBpmn({ base, mine, theirs });
      expect(mergeBpmn({ base: theirs, mine: text, theirs: text }).text).toBe(text);
      expect(canonicalXml(mergeBpmn({ base: theirs, mine: text, theirs }).text)).toBe(canonicalXml(text));
    }, 20);
  });
});
