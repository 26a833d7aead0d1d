import { describe, expect, it } from '@jest/globals';
import { SimulatedWorld } from './testing/simulated-world.js';

/** Both changed, and my save was refused. */
function collided(): SimulatedWorld {
  const world = new SimulatedWorld('a=0 b=0');
  world.edit('a=1 b=0');
  world.changeElsewhere({ xml: 'a=0 b=1' });
  world.input({ type: 'save-requested' });
  return world;
}

/** Merged and saved. */
function merged(): SimulatedWorld {
  const world = collided();
  world.pass(2000);
  return world;
}

/** Merged, and the answer to the merged save has not come yet. */
function mergedOnItsWay(): SimulatedWorld {
  const world = collided();
  for (let ms = 0; ms < 5000; ms++) {
    if (world.state.lastMerge !== null && world.state.attempt?.flying) return world;
    world.pass(1);
  }
  throw new Error('no merged save was sent');
}

function expectTakenBack(world: SimulatedWorld): void {
  world.pass(5000);
  expect(world.canvas).toBe('a=1 b=0');
  expect(world.server).toMatchObject({ xml: 'a=1 b=0', version: 4 });
  expect(world.named.has(2)).toBe(true);
}

describe('taking a merge back', () => {
  it('puts mine back as it was, and theirs stays under a name', () => {
    const world = merged();
    world.input({ type: 'merge-undone' });
    expectTakenBack(world);
  });

  it('waits for the merged save that is on its way', () => {
    const world = mergedOnItsWay();
    world.input({ type: 'merge-undone' });
    expect(world.canvas).toBe('a=1 b=1');
    expectTakenBack(world);
  });

  it('is given up when something is drawn while it waits', () => {
    const world = mergedOnItsWay();
    world.input({ type: 'merge-undone' });
    world.draw('c', 1);
    world.pass(20_000);
    expect(world.server.xml).toBe('a=1 b=1 c=1');
  });

  it('is not done under what was drawn since', () => {
    const world = merged();
    world.draw('c', 1);
    world.input({ type: 'merge-undone' });
    expect(world.canvas).toBe('a=1 b=1 c=1');
  });
});
