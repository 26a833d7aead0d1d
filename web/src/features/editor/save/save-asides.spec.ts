import { describe, expect, it } from '@jest/globals';
import { saveStatus } from './save-status.js';
import { SimulatedWorld } from './testing/simulated-world.js';

/** Both changed the same, and a person is asked. */
function clashed(): SimulatedWorld {
  const world = new SimulatedWorld('a=0 b=0');
  world.edit('a=1 b=1');
  world.changeElsewhere({ xml: 'a=2 b=0' });
  world.input({ type: 'save-requested' });
  world.pass(2000);
  return world;
}

describe('the version that is kept under a name', () => {
  it('is saved anew when the one to be named is not there any more', () => {
    const world = clashed();
    world.faults = ['refused'];
    world.decide(() => 'mine');
    world.pass(2000);
    expect(world.server.xml).toBe('a=1 b=1');
    expect(world.kept).toContain('a=2 b=0');
    expect([...world.named.values()]).toEqual(['Before merging: the version of somebody else']);
    expect(world.state.unnamed).toBeNull();
  });

  it('is told of when nobody has it any more, and the work goes on', () => {
    const world = clashed();
    world.decide(() => 'mine');
    world.state = { ...world.state, asides: [{ kind: 'name', version: 1, message: 'Long gone' }] };
    world.faults = ['refused'];
    world.pass(5000);
    expect(world.state.unnamed).toEqual({ message: 'Long gone', reason: 'There is no such version' });
    expect(world.server.xml).toBe('a=1 b=1');
  });

  it.each(['forbidden', 'gone'] as const)('is not given up when the diagram is %s', (fault) => {
    const world = clashed();
    world.faults = [fault];
    world.decide(() => 'mine');
    world.pass(60_000);
    expect(world.state.hold).toEqual({ kind: fault });
    expect(world.state.asides).toHaveLength(1);
    expect(world.draft?.asides).toHaveLength(1);
    world.input({ type: 'online' });
    world.pass(5000);
    expect(world.named.has(2)).toBe(true);
    expect(world.server.xml).toBe('a=1 b=1');
  });

  it('is not sent over and over when it is refused, and says why', () => {
    const world = clashed();
    world.faults = Array.from({ length: 50 }, () => 'refused' as const);
    world.decide(() => 'theirs');
    world.pass(60_000);
    expect(world.puts).toHaveLength(2);
    expect(world.state.hold).toEqual({ kind: 'refused', reason: 'not good' });
    world.draw('c', 1);
    world.pass(20_000);
    expect(world.puts).toHaveLength(3);
    expect(world.draft?.xml).toBe('a=2 b=1 c=1');
  });
});

describe('what is said offline', () => {
  it('as the name of a version outlives the tab', () => {
    const world = new SimulatedWorld();
    world.faults = ['request-lost'];
    world.edit('second');
    world.input({ type: 'save-requested', message: 'Reviewed' });
    world.pass(900);
    world.crashAndReopen();
    world.pass(10_000);
    expect(world.server.xml).toBe('second');
    expect([...world.named.values()]).toEqual(['Reviewed']);
    expect(world.draft).toBeNull();
  });

  it('as the name of a version is given to the one it was meant for, and not to what others made of it', () => {
    const world = new SimulatedWorld();
    world.faults = ['request-lost'];
    world.input({ type: 'save-requested', message: 'Reviewed' });
    world.pass(900);
    expect(world.draft).toMatchObject({ message: 'Reviewed' });
    world.changeElsewhere({ xml: 'theirs' });
    world.crashAndReopen();
    world.pass(10_000);
    expect([...world.named]).toEqual([[1, 'Reviewed']]);
    expect(world.state.message).toBeNull();
  });

  it('as a choice among clashes outlives the tab, and decides nothing by itself', () => {
    const world = clashed();
    world.input({ type: 'chosen', choices: { a: 'mine' } });
    world.pass(100);
    world.crashAndReopen();
    world.pass(2000);
    expect(world.state.hold).toMatchObject({ kind: 'conflict', reason: { kind: 'clashes' } });
    expect(world.state.chosen).toEqual({ version: 2, choices: { a: 'mine' } });
    world.input({ type: 'resolved', choices: { a: 'mine' } });
    world.pass(5000);
    expect(world.state.chosen).toBeNull();
    expect(world.server.xml).toBe('a=1 b=1');
  });
});

describe('a role that was taken away', () => {
  it('holds the work on the device, sends nothing more, and says so', () => {
    const world = new SimulatedWorld();
    world.faults = ['forbidden'];
    world.edit('second');
    world.pass(5000);
    world.edit('third');
    world.pass(60_000);
    expect(world.puts).toHaveLength(1);
    expect(saveStatus(world.state, world.now)).toMatchObject({ words: 'You may only view this now; kept on this device', tone: 'trouble', action: 'decide' });
    expect(world.draft?.xml).toBe('third');
  });

  it('and given back: the work is saved', () => {
    const world = new SimulatedWorld();
    world.faults = ['forbidden'];
    world.edit('second');
    world.pass(5000);
    world.input({ type: 'save-requested' });
    world.pass(1000);
    expect(world.server.xml).toBe('second');
  });
});
