import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isDirty } from './save-state.js';
import { SimulatedWorld, type Fault } from './testing/simulated-world.js';

const fault = fc.constantFrom<Fault>('none', 'none', 'none', 'slow', 'request-lost', 'answer-lost', 'unavailable', 'limited', 'signed-out', 'in-flight');
const kind = fc.constantFrom('draw', 'draw', 'draw', 'draw-elsewhere', 'draw-elsewhere', 'hint', 'save', 'hidden', 'visible', 'offline', 'online', 'signed-in', 'crash', 'crash-offline');
const ms = fc.oneof(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 15_000 }));
const happening = fc.record({ kind, ms, property: fc.constantFrom('a', 'b', 'c'), side: fc.constantFrom('mine' as const, 'theirs' as const) });

/** Everybody draws: mine on properties of my own, theirs on theirs; with `shared`, on the same ones. */
function live(world: SimulatedWorld, { kind, ms, property }: { kind: string; ms: number; property: string }, count: number, shared: boolean): void {
  if (kind === 'draw') world.draw(shared ? property : `m${property}`, count);
  else if (kind === 'draw-elsewhere') world.drawElsewhere(shared ? property : `t${property}`, count);
  else if (kind === 'hint') world.input({ type: 'changed-elsewhere', version: world.server.version });
  else if (kind === 'save') world.input({ type: 'save-requested' });
  else if (kind === 'signed-in') world.signedIn = true;
  else if (kind.startsWith('crash')) {
    world.pass(1000);
    if (kind === 'crash') world.crashAndReopen();
    else world.crashAndReopenOffline();
  } else world.input({ type: kind as 'hidden' | 'visible' | 'offline' | 'online' });
  world.pass(ms);
}

describe('two people draw at once', () => {
  it('and nothing of either is lost, nor is anybody asked, while they draw on different things', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 30 }), fc.array(fault, { maxLength: 30 }), (happenings, faults) => {
        const world = new SimulatedWorld('start=0');
        world.faults = [...faults];
        const expected = new Map<string, number>();
        happenings.forEach((each, index) => {
          live(world, each, index, false);
          if (each.kind === 'draw') expected.set(`m${each.property}`, index);
          if (each.kind === 'draw-elsewhere') expected.set(`t${each.property}`, index);
          expect(world.state.hold?.kind).not.toBe('conflict');
        });
        world.settle();
        expect(isDirty(world.state)).toBe(false);
        for (const [property, value] of expected) expect(` ${world.server.xml} `).toContain(` ${property}=${value} `);
        expect(world.draft).toBeNull();
      }),
      { numRuns: 400 },
    );
  });

  it('and on the same things: whatever is chosen, both sides can be had back', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 30 }), fc.array(fault, { maxLength: 30 }), (happenings, faults) => {
        const world = new SimulatedWorld('start=0');
        world.faults = [...faults];
        const losers: string[] = [];
        let waiting: string | undefined; // mine, given up for theirs, until the merge is made of it
        const decide = (side: 'mine' | 'theirs') => {
          const { hold, xml } = world.state;
          if (hold?.kind !== 'conflict' || hold.reason.kind !== 'clashes' || world.state.captured !== world.state.revision) return;
          losers.push(side === 'mine' ? hold.current.xml : xml);
          world.decide(() => side);
          world.pass(200);
          waiting = side === 'theirs' && world.state.hold?.kind === 'merging' ? xml : undefined;
        };
        happenings.forEach((each, index) => {
          if (world.state.hold?.kind !== 'merging') waiting = undefined;
          if (each.kind === 'draw' && waiting !== undefined) losers.pop(); // drawn over by the same hand: it is another one that is given up
          if (each.kind === 'draw') waiting = undefined;
          live(world, each, index, true);
          decide(each.side);
        });
        world.settle();
        expect(isDirty(world.state)).toBe(false);
        expect(world.state.hold).toBeNull();
        for (const loser of losers) expect(world.kept).toContain(loser);
        expect(world.trampled).toEqual([]);
        world.input({ type: 'changed-elsewhere', version: world.server.version });
        world.pass(1000);
        expect(world.canvas).toBe(world.server.xml);
      }),
      { numRuns: 400 },
    );
  });

  it('and never has two writes in flight', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 30 }), (happenings) => {
        const world = new SimulatedWorld('start=0');
        happenings.forEach((each, index) => {
          live(world, each, index, true);
          world.decide(() => each.side);
        });
        world.settle();
        expect(world.mostWrites).toBeLessThanOrEqual(1);
      }),
      { numRuns: 200 },
    );
  });
});
