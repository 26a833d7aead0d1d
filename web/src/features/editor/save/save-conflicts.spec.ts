import { describe, expect, it } from '@jest/globals';
import { isDirty } from './save-state.js';
import { saveStatus } from './save-status.js';
import { SimulatedWorld } from './testing/simulated-world.js';

const words = (world: SimulatedWorld) => saveStatus(world.state, world.now).words;

describe('changes elsewhere', () => {
  it('rebases silently when only the title changed there', () => {
    const world = new SimulatedWorld();
    world.edit('mine');
    world.changeElsewhere({ title: 'Their title' });
    world.pass(10_000);
    expect(world.server).toMatchObject({ xml: 'mine', title: 'Their title', version: 3 });
    expect(world.state).toMatchObject({ title: 'Their title', hold: null });
  });

  it('takes their drawing when only the title changed here', () => {
    const world = new SimulatedWorld();
    world.input({ type: 'renamed', title: 'My title' });
    world.changeElsewhere({ xml: 'theirs' });
    world.pass(10_000);
    expect(world.server).toMatchObject({ xml: 'theirs', title: 'My title' });
    expect(world.canvas).toBe('theirs');
  });

  it('asks when both drawings changed, and keeps mine on the device meanwhile', () => {
    const world = new SimulatedWorld();
    world.edit('mine');
    world.changeElsewhere({ xml: 'theirs' });
    world.pass(10_000);
    expect(world.state.hold).toMatchObject({ kind: 'conflict', current: { xml: 'theirs', version: 2 } });
    expect(words(world)).toBe('Changed elsewhere');
    world.edit('mine, later');
    world.pass(60_000);
    expect(world.puts).toHaveLength(1);
    expect(world.draft?.xml).toBe('mine, later');
    expect(world.server.xml).toBe('theirs');
  });

  it('overwrites when told to, with the version that was shown', () => {
    const world = new SimulatedWorld();
    world.edit('mine');
    world.changeElsewhere({ xml: 'theirs', title: 'Their title' });
    world.pass(10_000);
    world.input({ type: 'overwrite' });
    world.pass(1000);
    expect(world.puts.at(-1)).toMatchObject({ ifMatch: 2, body: { bpmnXml: 'mine' } });
    expect(world.server).toMatchObject({ xml: 'mine', title: 'Their title', version: 3 });
  });

  it('asks again when somebody was faster than the overwrite', () => {
    const world = new SimulatedWorld();
    world.edit('mine');
    world.changeElsewhere({ xml: 'theirs' });
    world.pass(10_000);
    world.changeElsewhere({ xml: 'theirs, later' });
    world.input({ type: 'overwrite' });
    world.pass(1000);
    expect(world.state.hold).toMatchObject({ kind: 'conflict', current: { xml: 'theirs, later' } });
  });

  it('shows the newest at once when there is no work of mine', () => {
    const world = new SimulatedWorld();
    world.changeElsewhere({ xml: 'theirs' });
    world.input({ type: 'changed-elsewhere', version: 2 });
    world.pass(1000);
    expect(world.canvas).toBe('theirs');
    expect(world.state).toMatchObject({ base: { version: 2 }, hold: null });
    expect(world.puts).toEqual([]);
  });

  it('looks early when another tab tells of a save, and ignores old news', () => {
    const world = new SimulatedWorld();
    world.edit('mine');
    world.input({ type: 'changed-elsewhere', version: 1 });
    expect(world.state.hold).toBeNull();
    world.changeElsewhere({ xml: 'theirs' });
    world.input({ type: 'changed-elsewhere', version: 2 });
    world.pass(1000);
    expect(world.state.hold?.kind).toBe('conflict');
    expect(world.puts).toEqual([]);
  });

  it('offers nothing but a copy when the diagram is gone', () => {
    const world = new SimulatedWorld();
    world.edit('mine');
    world.pass(2000);
    world.input({ type: 'answered', key: world.puts[0]?.key ?? '', answer: { kind: 'gone' } });
    world.pass(60_000);
    expect(world.puts).toHaveLength(1);
    expect(words(world)).toBe('No longer there; kept on this device');
    world.input({ type: 'copied', revision: world.state.revision });
    world.pass(100);
    expect(isDirty(world.state)).toBe(false);
    expect(world.draft).toBeNull();
  });

  it('keeps what was drawn while the copy was made', () => {
    const world = new SimulatedWorld();
    world.edit('mine');
    world.changeElsewhere({ xml: 'theirs' });
    world.pass(10_000);
    const { revision } = world.state;
    world.edit('mine, later');
    world.pass(1000);
    world.input({ type: 'copied', revision });
    world.pass(1000);
    expect(isDirty(world.state)).toBe(true);
    expect(world.draft?.xml).toBe('mine, later');
  });

  it('gives a name to the drawing it was meant for, although somebody else saved meanwhile', () => {
    const world = new SimulatedWorld();
    world.changeElsewhere({ xml: 'theirs' });
    world.input({ type: 'save-requested', message: 'Reviewed' });
    world.pass(10_000);
    expect(world.canvas).toBe('theirs');
    expect([...world.named]).toEqual([[1, 'Reviewed']]);
    expect(words(world)).toBe('Saved');
  });

  it('looks again when asked to save what was deleted: it may be back from the trash', () => {
    const world = new SimulatedWorld();
    world.edit('mine');
    world.pass(2000);
    world.input({ type: 'answered', key: world.puts[0]?.key ?? '', answer: { kind: 'gone' } });
    world.input({ type: 'save-requested' });
    world.pass(5000);
    expect(world.server.xml).toBe('mine');
    expect(words(world)).toBe('Saved');
  });

  it('brings unsaved work back after a crash and asks when the server moved on', () => {
    const world = new SimulatedWorld();
    world.input({ type: 'offline' });
    world.edit('mine');
    world.pass(1000);
    world.changeElsewhere({ xml: 'theirs' });
    world.crashAndReopen();
    expect(world.canvas).toBe('mine');
    world.pass(100);
    expect(world.state.hold).toMatchObject({ kind: 'conflict', reason: { kind: 'unrelated' }, current: { xml: 'theirs' } });
  });
});
