import { describe, expect, it } from '@jest/globals';
import { FIXTURES, readFixture } from '../../fixtures/read-fixture.js';
import { gateBpmn } from '../gate/gate-bpmn.js';
import { parseBpmn, writeBpmn } from '../model/parse-bpmn.js';
import { neighbourhood, randomEdits, seeded } from './random-edit.js';

describe('randomEdits', () => {
  it.each(FIXTURES)('leaves %s a document without a warning', async (name) => {
    const text = readFixture(name);
    for (let seed = 1; seed <= 25; seed++) {
      const edited = await randomEdits(text, seeded(seed), 6);
      expect(edited.said).toHaveLength(6);
      gateBpmn(edited.text);
      expect({ seed, said: edited.said, warnings: (await parseBpmn(edited.text)).warnings }).toEqual({ seed, said: edited.said, warnings: [] });
    }
  });

  it('makes the same edits for the same seed, and none when asked for none', async () => {
    const text = readFixture('collaboration');
    expect(await randomEdits(text, seeded(7), 5)).toEqual(await randomEdits(text, seeded(7), 5));
    expect(await randomEdits(text, seeded(7), 0)).toEqual({ text: await writeBpmn((await parseBpmn(text)).definitions), said: [] });
  });

  it('makes every kind of edit somewhere', async () => {
    const said = new Set<string>();
    for (const name of FIXTURES) for (let seed = 1; seed <= 40; seed++) for (const line of (await randomEdits(readFixture(name), seeded(seed * 31), 6)).said) said.add(line.split(' ')[0]!);
    expect([...said].sort()).toEqual(['add', 'annotate', 'append', 'assign', 'attach', 'bend', 'colour', 'condition', 'connect', 'default', 'delete', 'document', 'edit', 'give', 'insert', 'make', 'move', 'put', 'rename', 'repeat', 'resize', 'reword', 'send']);
  });

  it('stays within a neighbourhood', async () => {
    const near = await neighbourhood(readFixture('order-process'), seeded(3), 1);
    expect(near.size).toBeGreaterThan(1);
    expect(near.size).toBeLessThan(12);
  });
});
