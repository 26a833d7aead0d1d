import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { begin, decide, type Command, type History, type Version } from './version-history.js';

const KEPT = 3;
const title = fc.constantFrom('Order', 'Invoice', 'Claim');
const content = fc.constantFrom('a', 'b', 'c', 'd');
const near = fc.integer({ min: -3, max: 1 });
type Step = (history: History) => Command;
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ content: fc.option(content, { nil: undefined }), title: fc.option(title, { nil: undefined }), message: fc.option(fc.constantFrom('v1', 'v2'), { nil: undefined }), off: fc.constantFrom(0, 0, 0, -1, 1) }).map(({ off, ...rest }): Step => (history) => ({ type: 'save', expected: history.version + off, ...rest })) },
  { weight: 2, arbitrary: near.map((off): Step => (history) => ({ type: 'restoreVersion', version: Math.max(1, history.version + off) })) },
  { weight: 2, arbitrary: fc.record({ off: near, message: fc.constantFrom(null, 'v1', 'v2') }).map(({ off, message }): Step => (history) => ({ type: 'nameVersion', version: Math.max(1, history.version + off), message })) },
  { weight: 1, arbitrary: fc.constantFrom<Step>(() => ({ type: 'delete' }), () => ({ type: 'restore' })) },
);

/** Every state a random run of commands goes through, with what led to it. */
function run(steps: Step[]) {
  let history = begin('Order', 'a');
  return steps.map((make) => {
    const before = history;
    const command = make(before);
    const decision = decide(before, command, KEPT);
    history = decision.history;
    return { before, command, outcome: decision.outcome, after: history };
  });
}
const always = (check: (moment: ReturnType<typeof run>[number]) => void) =>
  fc.assert(fc.property(fc.array(step, { maxLength: 40 }), (steps) => run(steps).forEach(check)));

describe('version history', () => {
  it('holds the current state as its newest version', () =>
    always(({ after }) => expect(after.versions.at(-1)).toMatchObject({ version: after.version, title: after.title, content: after.content })));

  it('keeps the last autosaves and no more', () =>
    always(({ after }) => expect(after.versions.filter((one) => one.kind === 'autosave').length).toBeLessThanOrEqual(KEPT)));

  it('never forgets a named version, unless its name is taken away', () =>
    always(({ before, command, after }) => {
      const named = before.versions.filter((one) => one.kind === 'named' && !(command.type === 'nameVersion' && command.version === one.version));
      expect(after.versions).toEqual(expect.arrayContaining(named));
    }));

  it('changes nothing of a version but its name', () =>
    always(({ before, after }) => {
      const bare = ({ kind: _kind, message: _message, ...rest }: Version) => rest;
      for (const one of after.versions) {
        const old = before.versions.find(({ version }) => version === one.version);
        if (old !== undefined) expect(bare(one)).toEqual(bare(old));
      }
    }));

  it('forgets the oldest autosave first', () =>
    always(({ before, command, after }) => {
      const gone = before.versions.filter((one) => !after.versions.some(({ version }) => version === one.version)).map(({ version }) => version);
      const unnamed = command.type === 'nameVersion' && command.message === null ? command.version : undefined;
      const oldest = before.versions.filter((one) => one.kind === 'autosave' || one.version === unnamed).map(({ version }) => version).slice(0, gone.length);
      expect(gone).toEqual(oldest);
    }));

  it('counts up by one with every change and never otherwise', () =>
    always(({ before, outcome, after }) => expect(after.version).toBe(before.version + (outcome === 'saved' ? 1 : 0))));

  it('leaves everything as it is when it refuses', () =>
    always(({ before, outcome, after }) => {
      if (['conflict', 'deleted', 'unchanged', 'version_not_found'].includes(outcome)) expect(after).toBe(before);
    }));

  it('refuses a stale save before it looks at the content', () => {
    const { history } = decide(begin('Order', 'a'), { type: 'save', expected: 1, content: 'b' }, KEPT);
    expect(decide(history, { type: 'save', expected: 1, content: 'b' }, KEPT).outcome).toBe('conflict');
  });

  it('makes a named version of the same content when a message names it', () => {
    const { outcome, history } = decide(begin('Order', 'a'), { type: 'save', expected: 1, content: 'a', message: 'Approved' }, KEPT);
    expect(outcome).toBe('saved');
    expect(history.versions.at(-1)).toMatchObject({ version: 2, kind: 'named', message: 'Approved', content: 'a' });
  });

  it('names a version that is kept, and takes the name away', () => {
    const { outcome, history } = decide(begin('Order', 'a'), { type: 'nameVersion', version: 1, message: 'Approved' }, KEPT);
    expect([outcome, history.version, history.versions]).toEqual(['named', 1, [expect.objectContaining({ kind: 'named', message: 'Approved' })]]);
    expect(decide(history, { type: 'nameVersion', version: 1, message: 'Approved' }, KEPT).outcome).toBe('unchanged');
    expect(decide(history, { type: 'nameVersion', version: 1, message: null }, KEPT).history.versions).toEqual([expect.objectContaining({ kind: 'autosave', message: null })]);
    expect(decide(history, { type: 'nameVersion', version: 2, message: 'x' }, KEPT).outcome).toBe('version_not_found');
  });

  it('restores content and title as a new version', () => {
    const renamed = decide(begin('Order', 'a'), { type: 'save', expected: 1, content: 'b', title: 'Claim' }, KEPT).history;
    const { history } = decide(renamed, { type: 'restoreVersion', version: 1 }, KEPT);
    expect(history).toMatchObject({ version: 3, title: 'Order', content: 'a' });
    expect(history.versions.at(-1)).toMatchObject({ kind: 'autosave', restoredFrom: 1 });
  });

  it('refuses to change what is in the trash', () => {
    const { history } = decide(begin('Order', 'a'), { type: 'delete' }, KEPT);
    expect(decide(history, { type: 'save', expected: 1, content: 'b' }, KEPT).outcome).toBe('deleted');
    expect(decide(history, { type: 'restoreVersion', version: 1 }, KEPT).outcome).toBe('deleted');
    expect(decide(history, { type: 'restore' }, KEPT).outcome).toBe('restored');
  });
});
