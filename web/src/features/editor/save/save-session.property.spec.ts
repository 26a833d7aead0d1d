import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isDirty } from './save-state.js';
import { SimulatedWorld, type Fault } from './testing/simulated-world.js';

const fault = fc.constantFrom<Fault>('none', 'none', 'slow', 'request-lost', 'answer-lost', 'unavailable', 'limited', 'signed-out', 'in-flight');
const own = ['edit', 'edit', 'rename', 'save', 'hidden', 'visible', 'offline', 'online', 'signed-in', 'undo'] as const;
const happening = <T extends string>(...kinds: T[]) => fc.record({ kind: fc.constantFrom(...kinds), ms: fc.oneof(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 15_000 })) });

function act(world: SimulatedWorld, kind: string, count: number): void {
  if (kind === 'edit') return world.edit(`edit ${count}`);
  if (kind === 'undo') return world.edit('first');
  if (kind === 'rename') return world.input({ type: 'renamed', title: `Title ${count}` });
  if (kind === 'save') return world.input({ type: 'save-requested' });
  if (kind === 'signed-in') world.signedIn = true;
  if (kind === 'title-elsewhere') return world.changeElsewhere({ title: `Their title ${count}` });
  if (kind === 'crash') return world.crashAndReopen();
  if (kind === 'crash-offline') return world.crashAndReopenOffline();
  if (kind === 'hint') return world.input({ type: 'changed-elsewhere', version: world.server.version });
  world.input({ type: kind as 'hidden' | 'visible' | 'offline' | 'online' | 'signed-in' });
}

describe('the last edit is never lost', () => {
  it('reaches the server whatever order of answers', () => {
    fc.assert(
      fc.property(fc.array(happening(...own, 'title-elsewhere', 'hint'), { maxLength: 25 }), fc.array(fault, { maxLength: 25 }), (happenings, faults) => {
        const world = new SimulatedWorld();
        world.faults = [...faults];
        let title: string | null = null;
        happenings.forEach(({ kind, ms }, index) => {
          act(world, kind, index);
          if (kind === 'rename') title = `Title ${index}`;
          world.pass(ms);
        });
        const canvas = world.canvas;
        world.settle();
        expect(isDirty(world.state)).toBe(false);
        expect(world.state.hold).toBeNull();
        expect(world.server.xml).toBe(canvas);
        if (title !== null && !happenings.some(({ kind }) => kind === 'title-elsewhere')) expect(world.server.title).toBe(title);
        expect(world.draft).toBeNull();
      }),
      { numRuns: 400 },
    );
  });

  it('survives crashes once a second has passed', () => {
    fc.assert(
      fc.property(fc.array(happening(...own, 'crash', 'crash-offline', 'title-elsewhere'), { maxLength: 25 }), fc.array(fault, { maxLength: 25 }), (happenings, faults) => {
        const world = new SimulatedWorld();
        world.faults = [...faults];
        happenings.forEach(({ kind, ms }, index) => {
          const isCrash = kind.startsWith('crash');
          if (isCrash) world.pass(1000);
          const before = world.canvas;
          act(world, kind, index);
          if (isCrash) expect(world.canvas).toBe(before);
          world.pass(ms);
        });
        const canvas = world.canvas;
        world.settle();
        expect(world.server.xml).toBe(canvas);
      }),
      { numRuns: 400 },
    );
  });

  it("never replaces somebody else's drawing unasked", () => {
    fc.assert(
      fc.property(fc.array(happening(...own, 'crash', 'crash-offline', 'hint', 'draw-elsewhere'), { maxLength: 25 }), fc.array(fault, { maxLength: 25 }), (happenings, faults) => {
        const world = new SimulatedWorld();
        world.faults = [...faults];
        happenings.forEach(({ kind, ms }, index) => {
          if (kind === 'draw-elsewhere') world.changeElsewhere({ xml: `theirs ${index}` });
          else act(world, kind, index);
          world.pass(ms);
        });
        const canvas = world.canvas;
        const isMine = isDirty(world.state) && world.state.hold?.kind === 'conflict';
        world.settle();
        expect(world.trampled).toEqual([]);
        if (isMine) expect(world.server.xml).toBe(canvas);
      }),
      { numRuns: 400 },
    );
  });

  it('never has two saves in flight and never hurries autosaves', () => {
    fc.assert(
      fc.property(fc.array(happening('edit', 'rename', 'undo'), { maxLength: 40 }), (happenings) => {
        const world = new SimulatedWorld();
        happenings.forEach(({ kind, ms }, index) => {
          act(world, kind, index);
          world.pass(ms);
        });
        world.pass(60_000);
        for (let index = 1; index < world.puts.length; index++) expect(world.puts[index]!.at - world.puts[index - 1]!.at).toBeGreaterThanOrEqual(7000);
      }),
      { numRuns: 200 },
    );
  });
});
