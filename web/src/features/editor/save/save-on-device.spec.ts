import { describe, expect, it } from '@jest/globals';
import { saveStatus } from './save-status.js';
import { SimulatedWorld } from './testing/simulated-world.js';

const words = (world: SimulatedWorld) => saveStatus(world.state, world.now).words;

describe('a device that forgets', () => {
  it('is given the work again, and nothing says that it is there before it is', () => {
    const world = new SimulatedWorld();
    world.input({ type: 'offline' });
    world.edit('second');
    world.pass(1000);
    expect(words(world)).toBe('Offline, kept on this device');
    world.draft = null;
    world.input({ type: 'device-forgot' });
    expect(words(world)).not.toContain('kept on this device');
    world.pass(1000);
    expect(world.draft).toMatchObject({ xml: 'second' });
    expect(words(world)).toBe('Offline, kept on this device');
  });
});

describe('a device that keeps nothing', () => {
  const refused = () => {
    const world = new SimulatedWorld();
    world.isDeviceBroken = true;
    world.faults = Array.from({ length: 1000 }, () => 'request-lost' as const);
    world.edit('second');
    world.pass(3_600_000);
    return world;
  };
  const tries = (world: SimulatedWorld) => world.log.filter((effect) => effect === 'keep').length;

  it('is asked again with growing pauses, without another edit', () => {
    const world = refused();
    expect(tries(world)).toBeGreaterThan(100); // an hour, at most 30 s apart
    expect(tries(world)).toBeLessThan(300);
    expect(words(world)).toBe('Offline; no copy on this device yet, trying again');
    world.isDeviceBroken = false;
    world.pass(31_000);
    expect(world.draft).toMatchObject({ xml: 'second' });
    expect(words(world)).toBe('Offline, kept on this device');
    const enough = tries(world);
    world.pass(600_000);
    expect(tries(world)).toBe(enough);
  });

  it.each(['hidden', 'visible'] as const)('is asked at once when the page is %s', (type) => {
    const world = refused();
    world.isDeviceBroken = false;
    world.input({ type });
    world.pass(20);
    expect(world.draft).toMatchObject({ xml: 'second' });
  });

  it('is left alone once the server has everything', () => {
    const world = refused();
    world.settle();
    const enough = tries(world);
    world.pass(600_000);
    expect(tries(world)).toBe(enough);
  });
});

describe('a page that may end', () => {
  it('does not let an edit wait for an earlier one that is being written down', () => {
    const world = new SimulatedWorld();
    world.edit('a');
    world.pass(500);
    world.edit('b');
    world.input({ type: 'hidden' });
    expect(world.log).toEqual(['capture', 'capture']);
    world.pass(100);
    expect(world.server.xml).toBe('b');
  });
});
