import { describe, expect, it } from '@jest/globals';
import { step } from './save-session.js';
import { isDirty, startSession, TIMES, type Failure } from './save-state.js';
import { saveStatus } from './save-status.js';
import { retryDelay, wakeAt } from './save-timing.js';
import { SimulatedWorld } from './testing/simulated-world.js';

const words = (world: SimulatedWorld) => saveStatus(world.state, world.now).words;

describe('opening', () => {
  it('sends nothing and keeps nothing', () => {
    const world = new SimulatedWorld();
    world.input({ type: 'tick' });
    world.input({ type: 'hidden' });
    world.pass(600_000);
    expect(world.log).toEqual([]);
    expect(words(world)).toBe('Saved');
  });

  it('asks for no wake-up while there is nothing to do', () => {
    expect(wakeAt(new SimulatedWorld().state)).toBeNull();
  });
});

describe('an edit', () => {
  it('is on the device within a second and before the network', () => {
    const world = new SimulatedWorld();
    world.edit('second');
    world.pass(1000);
    expect(world.draft?.xml).toBe('second');
    expect(world.puts).toEqual([]);
    world.pass(3000);
    expect(world.log).toEqual(['capture', 'keep', 'put', 'announce', 'drop-draft']);
    expect(world.server.xml).toBe('second');
    expect(world.draft).toBeNull();
  });

  it('is saved two seconds after the last one, not before', () => {
    const world = new SimulatedWorld();
    world.edit('a');
    world.pass(1500);
    world.edit('b');
    world.pass(1900);
    expect(world.puts).toEqual([]);
    world.pass(200);
    expect(world.puts).toMatchObject([{ body: { bpmnXml: 'b' }, ifMatch: 1 }]);
  });

  it('is saved even when the edits never stop', () => {
    const world = new SimulatedWorld();
    for (let second = 0; second < 12; second++) {
      world.edit(`edit ${second}`);
      world.pass(1000);
    }
    expect(world.puts).toHaveLength(1);
    expect(world.puts[0]?.at).toBe(TIMES.longest);
  });

  it('made during a save is sent by the next one', () => {
    const world = new SimulatedWorld();
    world.faults = ['slow'];
    world.edit('a');
    world.pass(2500);
    world.edit('b');
    world.pass(1000);
    expect(world.puts).toHaveLength(1);
    expect(world.draft).toMatchObject({ xml: 'b', sent: ['a'] });
    world.pass(20_000);
    expect(world.server).toMatchObject({ xml: 'b', version: 3 });
    expect(world.draft).toBeNull();
  });

  it('undone to what the server holds needs no save', () => {
    const world = new SimulatedWorld();
    world.edit('second');
    world.pass(700);
    world.edit('first');
    world.pass(60_000);
    expect(world.puts).toEqual([]);
    expect(world.draft).toBeNull();
    expect(words(world)).toBe('Saved');
  });

  it('that cannot be written down is told, and what was written before is still saved', () => {
    let state = step(startSession({ session: 's', base: new SimulatedWorld().server, now: 0 }), { type: 'edited' }, 0).state;
    state = step(state, { type: 'tick' }, 500).state;
    state = step(state, { type: 'capture-failed', revision: 1, reason: 'broken' }, 510).state;
    expect(saveStatus(state, 600).words).toBe('The last change could not be written down');
    expect(wakeAt(state)).toBeNull();
    state = step(state, { type: 'edited' }, 1000).state;
    expect(wakeAt(state)).toBe(1500);
    state = step(state, { type: 'capture-failed', revision: 2, reason: 'broken' }, 1510).state;
    expect(step(state, { type: 'save-requested' }, 1600).effects).toEqual([{ type: 'capture', revision: 2 }]);
  });
});

describe('the pace', () => {
  it('keeps seven seconds between autosaves', () => {
    const world = new SimulatedWorld();
    for (let edit = 0; edit < 40; edit++) {
      world.edit(`edit ${edit}`);
      world.pass(2300);
    }
    world.pass(10_000);
    const gaps = world.puts.slice(1).map(({ at }, index) => at - (world.puts[index]?.at ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(TIMES.betweenAutosaves);
    expect(world.server.xml).toBe('edit 39');
  });

  it('lets Ctrl+S go at once, with the newest edit', () => {
    const world = new SimulatedWorld();
    world.edit('a');
    world.input({ type: 'save-requested' });
    world.pass(100);
    world.edit('b');
    world.input({ type: 'save-requested' });
    world.pass(200);
    expect(world.puts.map(({ body }) => body.bpmnXml)).toEqual(['a', 'b']);
    expect(words(world)).toBe('Saved');
  });

  it('does nothing on Ctrl+S when everything is saved', () => {
    const world = new SimulatedWorld();
    world.input({ type: 'save-requested' });
    world.pass(10_000);
    expect(world.log).toEqual([]);
  });

  it('saves at once when the page is hidden', () => {
    const world = new SimulatedWorld();
    world.edit('a');
    world.input({ type: 'hidden' });
    world.pass(100);
    expect(world.puts).toMatchObject([{ body: { bpmnXml: 'a' }, hidden: true }]);
  });
});

describe('a lost answer', () => {
  it('is asked for again with the same key and body, although there are newer edits', () => {
    const world = new SimulatedWorld();
    world.faults = ['answer-lost'];
    world.edit('a');
    world.pass(2100);
    world.edit('b');
    world.pass(30_000);
    const [first, second, third] = world.puts;
    expect(second).toMatchObject({ key: first?.key, body: { bpmnXml: 'a' }, ifMatch: 1 });
    expect(third).toMatchObject({ body: { bpmnXml: 'b' }, ifMatch: 2 });
    expect(third?.key).not.toBe(first?.key);
    expect(world.server).toMatchObject({ xml: 'b', version: 3 });
  });

  it('is recognised as my own save after a crash', () => {
    const world = new SimulatedWorld();
    world.faults = ['answer-lost'];
    world.edit('a');
    world.pass(2100);
    world.edit('b');
    world.pass(1000);
    world.crashAndReopen();
    expect(world.canvas).toBe('b');
    expect(world.state.hold).toBeNull();
    world.settle();
    expect(world.server.xml).toBe('b');
  });
});

describe('trouble', () => {
  it('backs off, bounded, for as long as there is unsaved work', () => {
    const world = new SimulatedWorld();
    world.faults = Array.from({ length: 80 }, () => 'request-lost');
    world.edit('a');
    world.pass(15 * 60_000);
    const gaps = world.puts.slice(1).map(({ at }, index) => at - (world.puts[index]?.at ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(TIMES.longestRetry + 1000);
    expect(new Set(world.puts.map(({ key }) => key)).size).toBe(1);
    expect(words(world)).toBe('Offline, kept on this device');
    world.settle();
    expect(world.server.xml).toBe('a');
  });

  it('waits as long as a 429 says, and counts the seconds', () => {
    const world = new SimulatedWorld();
    world.faults = ['limited'];
    world.edit('a');
    world.pass(2100);
    expect(words(world)).toBe('Saved on this device. The server asks us to wait 5 s');
    world.input({ type: 'save-requested' });
    world.pass(4000);
    expect(world.puts).toHaveLength(1);
    world.pass(1100);
    expect(words(world)).toBe('Saved');
  });

  it('keeps the work on the device while signed out and goes on afterwards', () => {
    const world = new SimulatedWorld();
    world.faults = ['signed-out'];
    world.edit('a');
    world.pass(60_000);
    expect(words(world)).toBe('Sign in again to save; kept on this device');
    expect(world.puts).toHaveLength(1);
    world.edit('b');
    world.pass(2000);
    expect(world.draft?.xml).toBe('b');
    world.signedIn = true;
    world.input({ type: 'signed-in' });
    world.pass(1000);
    expect(world.server.xml).toBe('b');
  });

  it('stops at a refusal, tells why, and tries again at the next edit', () => {
    const world = new SimulatedWorld();
    world.edit('too large');
    world.pass(2000);
    const refused: Failure = { kind: 'refused', reason: 'The file is too large' };
    world.input({ type: 'answered', key: world.puts[0]?.key ?? '', answer: refused });
    expect(world.state.hold).toEqual(refused);
    world.pass(60_000);
    expect(world.puts).toHaveLength(1);
    expect(words(world)).toBe('Could not be saved; kept on this device');
    world.edit('smaller');
    world.pass(10_000);
    expect(world.server.xml).toBe('smaller');
  });

  it('never claims a copy on the device that is not there', () => {
    const world = new SimulatedWorld();
    world.isDeviceBroken = true;
    world.faults = ['request-lost', 'request-lost'];
    world.edit('a');
    world.pass(3500);
    expect(words(world)).toBe('Offline; no copy on this device yet, trying again');
    world.settle();
    expect(world.server.xml).toBe('a');
  });

  it('goes on as soon as the network is back', () => {
    const world = new SimulatedWorld();
    world.input({ type: 'offline' });
    world.edit('a');
    world.pass(10_000);
    expect(world.puts).toEqual([]);
    expect(words(world)).toBe('Offline, kept on this device');
    world.input({ type: 'online' });
    world.pass(100);
    expect(world.server.xml).toBe('a');
  });

  it('ignores answers to something else', () => {
    const world = new SimulatedWorld();
    world.edit('a');
    world.input({ type: 'answered', key: 'nobody', answer: { kind: 'gone' } });
    expect(world.state.hold).toBeNull();
    expect(isDirty(world.state)).toBe(true);
  });

  it('spreads the waits of different sessions', () => {
    expect(retryDelay('one', 3)).not.toBe(retryDelay('two', 3));
    expect(retryDelay('one', 50)).toBeLessThanOrEqual(TIMES.longestRetry);
  });
});

describe('naming a version', () => {
  it('sends the name alone when the document is saved, and with the edits when it is not', () => {
    const world = new SimulatedWorld();
    world.input({ type: 'save-requested', message: 'Reviewed' });
    world.pass(100);
    world.edit('a');
    world.input({ type: 'save-requested', message: 'Approved' });
    world.pass(200);
    expect(world.puts.map(({ body }) => body)).toEqual([{ message: 'Reviewed' }, { bpmnXml: 'a', message: 'Approved' }]);
    expect(isDirty(world.state)).toBe(false);
  });
});

describe('opening from the device while the server is out of reach', () => {
  it('asks the server before anything is sent, and follows it when there is no work of mine', () => {
    const world = new SimulatedWorld();
    world.changeElsewhere({ xml: 'newer' });
    world.faults = ['request-lost', 'request-lost'];
    world.crashAndReopenOffline();
    expect(words(world)).toBe('Saved. You are offline');
    world.pass(60_000);
    expect(world.canvas).toBe('newer');
    expect(words(world)).toBe('Saved');
    expect(world.puts).toEqual([]);
  });

  it('sends what was kept once the server answers with the version it was made on', () => {
    const world = new SimulatedWorld();
    world.faults = ['request-lost'];
    world.edit('mine');
    world.pass(2100);
    world.crashAndReopenOffline();
    world.pass(60_000);
    expect(world.server.xml).toBe('mine');
    expect(words(world)).toBe('Saved');
  });
});
