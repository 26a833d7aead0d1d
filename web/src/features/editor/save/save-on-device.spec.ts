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
