import { describe, expect, it } from '@jest/globals';
import { isDirty, MOST_MERGES } from './save-state.js';
import { saveStatus } from './save-status.js';
import { mergedTitle } from './save-merging.js';
import { SimulatedWorld } from './testing/simulated-world.js';

const words = (world: SimulatedWorld) => saveStatus(world.state, world.now).words;

/** Both changed, and my save was refused. */
function collided(mine: string, theirs: string): SimulatedWorld {
  const world = new SimulatedWorld('a=0 b=0');
  world.edit(mine);
  world.changeElsewhere({ xml: theirs });
  world.input({ type: 'save-requested' });
  world.pass(1000);
  return world;
}

describe('changes on both sides', () => {
  it('that do not touch each other are merged and saved on top of theirs, unasked', () => {
    const world = collided('a=1 b=0', 'a=0 b=1');
    world.pass(1000);
    expect(world.server).toMatchObject({ xml: 'a=1 b=1', version: 3 });
    expect(world.canvas).toBe('a=1 b=1');
    expect(world.puts.at(-1)).toMatchObject({ ifMatch: 2, body: { bpmnXml: 'a=1 b=1' } });
    expect(world.state.lastMerge).toMatchObject({ theirs: { version: 2 }, base: 1, mine: { xml: 'a=1 b=0' } });
    expect(words(world)).toBe('Saved');
  });

  it('are on the device before they are sent', () => {
    const world = collided('a=1 b=0', 'a=0 b=1');
    const merged = world.log.indexOf('merge');
    expect(world.log.slice(merged)).toEqual(['merge', 'show', 'keep', 'put', 'announce', 'drop-draft']);
  });

  it('merge titles three ways', () => {
    expect(mergedTitle('Old', 'Old', 'Theirs')).toBe('Theirs');
    expect(mergedTitle('Old', 'Mine', 'Old')).toBe('Mine');
    expect(mergedTitle('Old', 'Same', 'Same')).toBe('Same');
    expect(mergedTitle('Old', 'Mine', 'Theirs')).toBeNull();
  });

  it('ask about a title that both changed', () => {
    const world = new SimulatedWorld('a=0 b=0');
    world.draw('a', 1);
    world.input({ type: 'renamed', title: 'Mine' });
    world.changeElsewhere({ title: 'Theirs' });
    world.pass(10_000);
    expect(world.state.hold).toMatchObject({ kind: 'conflict', reason: { kind: 'clashes', clashes: [{ id: 'title', mine: 'Mine', theirs: 'Theirs' }] } });
    world.decide(() => 'mine');
    world.pass(10_000);
    expect(world.server).toMatchObject({ xml: 'a=1 b=0', title: 'Mine' });
  });

  it('wait for what is being drawn: a merge never lands on an edit', () => {
    const world = new SimulatedWorld('a=0 b=0');
    world.draw('a', 1);
    world.changeElsewhere({ xml: 'a=0 b=1' });
    world.input({ type: 'save-requested' });
    while (world.state.hold?.kind !== 'merging') world.pass(10);
    world.draw('a', 2);
    world.pass(100);
    expect(world.canvas).toBe('a=2 b=0');
    world.pass(10_000);
    expect(world.server.xml).toBe('a=2 b=1');
  });
});

describe('what the two sides came from', () => {
  it('is the version both began from, however many others saved since', () => {
    const world = new SimulatedWorld('a=0 b=0');
    world.draw('a', 1);
    for (const value of [1, 2, 3]) world.drawElsewhere('b', value);
    world.pass(10_000);
    expect(world.state.lastMerge).toMatchObject({ base: 1, theirs: { version: 4 } });
  });

  it('is my own save when only its answer was lost', () => {
    const world = new SimulatedWorld('a=0 b=0');
    world.faults = ['answer-lost'];
    world.draw('a', 1);
    world.pass(2200);
    world.drawElsewhere('b', 1);
    world.draw('a', 2);
    world.pass(20_000);
    expect(world.server.xml).toBe('a=2 b=1');
    expect(world.state.lastMerge).toMatchObject({ base: 2, theirs: { version: 3 } });
  });
});

describe('a clash', () => {
  it('is asked about, with nothing sent and mine on the device meanwhile', () => {
    const world = collided('a=1 b=1', 'a=2 b=0');
    expect(world.state.hold).toMatchObject({ kind: 'conflict', reason: { kind: 'clashes', clashes: [{ id: 'a', base: '0', mine: '1', theirs: '2' }] } });
    expect(words(world)).toBe('Changed elsewhere');
    world.draw('c', 1);
    world.pass(60_000);
    expect(world.puts).toHaveLength(1);
    expect(world.draft?.xml).toBe('a=1 b=1 c=1');
  });

  it('settled for mine names the version of theirs first', () => {
    const world = collided('a=1 b=1', 'a=2 b=0');
    world.decide(() => 'mine');
    world.pass(2000);
    expect(world.server).toMatchObject({ xml: 'a=1 b=1', version: 3 });
    expect(world.named.get(2)).toBe('Before merging: the version of somebody else');
  });

  it('settled for theirs saves mine under a name first, then the merged document', () => {
    const world = collided('a=1 b=1', 'a=2 b=0');
    world.decide(() => 'theirs');
    world.pass(2000);
    expect(world.server).toMatchObject({ xml: 'a=2 b=1', version: 4 });
    expect(world.versions.get(3)).toBe('a=1 b=1');
    expect(world.named.get(3)).toBe('Before merging with somebody else: the other version');
    expect(world.puts.slice(1).map(({ ifMatch }) => ifMatch)).toEqual([2, 3]);
  });

  it('settled, and the tab dies before anything is sent: goes on where it was', () => {
    const world = collided('a=1 b=1', 'a=2 b=0');
    world.faults = ['request-lost'];
    world.decide(() => 'theirs');
    world.pass(200);
    expect(world.server.version).toBe(2);
    world.crashAndReopen();
    world.pass(5000);
    expect(world.server.xml).toBe('a=2 b=1');
    expect(world.kept).toContain('a=1 b=1');
  });

  it('settled, and the tab dies between the two saves: goes on where it was', () => {
    const world = collided('a=1 b=1', 'a=2 b=0');
    world.faults = ['answer-lost'];
    world.decide(() => 'theirs');
    world.pass(300);
    expect(world.server).toMatchObject({ xml: 'a=1 b=1', version: 3 });
    world.crashAndReopen();
    world.pass(5000);
    expect(world.server).toMatchObject({ xml: 'a=2 b=1', version: 4 });
    expect(world.named.has(3)).toBe(true);
  });

  it('is merged anew with what was drawn while it waited', () => {
    const world = collided('a=1 b=0', 'a=2 b=0');
    world.draw('b', 5);
    world.decide(() => 'mine');
    world.pass(5000);
    expect(world.server.xml).toBe('a=1 b=5');
  });

  it('that is taken back by hand is none any more', () => {
    const world = collided('a=1 b=1', 'a=2 b=0');
    world.edit('a=0 b=1');
    world.pass(1000);
    world.input({ type: 'resolved', choices: {} });
    world.pass(5000);
    expect(world.server.xml).toBe('a=2 b=1');
    expect(world.state.hold).toBeNull();
  });
});

describe('what cannot be merged', () => {
  it.each([
    ['shares nothing', 'other', false, 'unrelated'],
    ['breaks the merge', 'a=2 b=0', true, 'failed'],
  ])('because it %s leaves the three choices', (_name, theirs, isBroken, reason) => {
    const world = new SimulatedWorld('a=0 b=0');
    world.isMergeBroken = isBroken;
    world.draw('a', 1);
    world.changeElsewhere({ xml: theirs });
    world.pass(10_000);
    expect(world.state.hold).toMatchObject({ kind: 'conflict', reason: { kind: reason } });
    world.input({ type: 'overwrite' });
    world.pass(5000);
    expect(world.server.xml).toBe('a=1 b=0');
    expect(world.named.has(2)).toBe(true);
  });

  it('because there are more clashes than are listed decides none of them unseen', () => {
    const world = new SimulatedWorld('a=0 b=0 c=0 d=0');
    world.edit('a=1 b=1 c=1 d=1');
    world.changeElsewhere({ xml: 'a=2 b=2 c=2 d=2' });
    world.pass(10_000);
    expect(world.state.hold).toMatchObject({ kind: 'conflict', reason: { kind: 'countless' } });
    expect(world.server.xml).toBe('a=2 b=2 c=2 d=2');
  });

  it('ends a race that nobody wins, with growing waits in between', () => {
    const world = new SimulatedWorld('a=0 b=0');
    world.draw('a', 1);
    world.input({ type: 'save-requested' });
    for (let version = 0; version < 4000 && world.state.hold?.kind !== 'conflict'; version++) {
      world.drawElsewhere('b', version);
      world.pass(50);
    }
    expect(world.state.hold).toMatchObject({ kind: 'conflict', reason: { kind: 'contended' } });
    expect(world.puts).toHaveLength(MOST_MERGES + 1);
    const waits = world.puts.slice(1).map(({ at }, index) => at - world.puts[index]!.at);
    expect(waits.at(-1)).toBeGreaterThan(15_000);
    world.input({ type: 'resolved', choices: {} });
    world.pass(60_000);
    expect(world.server.xml).toBe('a=1 b=' + propertyOf(world, 'b'));
  });
});

describe('what saving would lose', () => {
  const PART = { elementId: 'Task_1', type: 'bpmn:Task', name: 'Pay', what: 'the attribute x:y' };

  it('is asked about first, with the work on the device', () => {
    const world = new SimulatedWorld('a=0');
    world.lost = [PART];
    world.draw('a', 1);
    world.pass(30_000);
    expect(world.puts).toEqual([]);
    expect(words(world)).toBe('Not saved yet; kept on this device');
    expect(world.draft).toMatchObject({ xml: 'a=1', lost: [PART] });
  });

  it('is named before it goes, and not asked about twice', () => {
    const world = new SimulatedWorld('a=0');
    world.lost = [PART];
    world.draw('a', 1);
    world.pass(5000);
    world.input({ type: 'loss-accepted' });
    world.pass(5000);
    expect(world.server.xml).toBe('a=1');
    expect(world.named.get(1)).toBe('Before losing Pay');
    world.draw('a', 2);
    world.pass(10_000);
    expect(world.server.xml).toBe('a=2');
  });

  it('is asked about again after a crash', () => {
    const world = new SimulatedWorld('a=0');
    world.lost = [PART];
    world.draw('a', 1);
    world.pass(5000);
    world.crashAndReopen();
    world.pass(30_000);
    expect(world.state.hold?.kind).toBe('loss');
    expect(world.puts).toEqual([]);
  });

  it('is no longer asked about when the edit is taken back', () => {
    const world = new SimulatedWorld('a=0');
    world.lost = [PART];
    world.draw('a', 1);
    world.pass(5000);
    world.lost = [];
    world.draw('a', 0);
    world.pass(5000);
    expect(isDirty(world.state)).toBe(false);
    expect(world.state.hold).toBeNull();
  });
});

const propertyOf = (world: SimulatedWorld, name: string) => new RegExp(`${name}=(\\d+)`).exec(world.server.xml)?.[1];
