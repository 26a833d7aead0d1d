import { describe, expect, it } from '@jest/globals';
import { step } from './save-session.js';
import { startSession, type SaveInput, type SaveState } from './save-state.js';
import { isAtRisk, saveStatus } from './save-status.js';

const base = { version: 1, title: 'Order', xml: '<a/>', updatedAt: null, updatedBy: null };
const after = (...inputs: SaveInput[]): SaveState => inputs.reduce((state, input) => step(state, input, 0).state, startSession({ session: 's', base, now: 0 }));
const words = (...inputs: SaveInput[]): string => saveStatus(after(...inputs), 0).words;

const offline: SaveInput = { type: 'offline' };
const edited: SaveInput = { type: 'edited' };
const captured: SaveInput = { type: 'captured', revision: 1, xml: '<b/>' };
const kept: SaveInput = { type: 'kept', revision: 1 };

describe('what the toolbar says', () => {
  it('says saved when there is nothing to save', () => {
    expect(words()).toBe('Saved');
    expect(words(offline)).toBe('Saved. You are offline');
  });

  it('says that work is kept on this device once it is, and not a moment before', () => {
    expect(words(offline, edited)).toBe('Offline');
    expect(words(offline, edited, captured)).toBe('Offline');
    expect(words(offline, edited, captured, kept)).toBe('Offline, kept on this device');
    expect(words(offline, edited, captured, kept, edited)).toBe('Offline');
  });

  it('says so when this browser keeps nothing, and that it is tried again', () => {
    expect(words(offline, edited, captured, { type: 'keep-failed', revision: 1 })).toBe('Offline; no copy on this device yet, trying again');
  });

  it('says how long the server asks us to wait, and that the work is kept meanwhile', () => {
    const limited = after(edited, captured, kept, { type: 'save-requested' });
    const key = limited.attempt?.key ?? '';
    const state = step(limited, { type: 'answered', key, answer: { kind: 'limited', retryAfterMs: 40_000 } }, 0).state;
    expect(saveStatus(state, 0)).toEqual({ words: 'Saved on this device. The server asks us to wait 40 s', short: 'Kept, 40 s left', tone: 'waiting', action: null });
    expect(saveStatus(state, 38_500).words).toBe('Saved on this device. The server asks us to wait 2 s');
    expect(saveStatus(step(state, edited, 1).state, 1).words).toBe('The server asks us to wait 40 s');
  });

  it('says that changes are unsaved while they wait', () => {
    expect(words(edited)).toBe('Unsaved changes');
  });

  it('says on a phone what fits beside the tools', () => {
    const said = [after(offline), after(edited), after(offline, edited), after(offline, edited, captured, kept)].map((state) => saveStatus(state, 0));
    expect(said.map(({ short }) => short)).toEqual(['Saved, offline', 'Unsaved', 'Offline', 'Offline, kept']);
  });
});

describe('work at risk', () => {
  const broken: SaveInput = { type: 'keep-failed', revision: 1 };

  it('is what is neither on the server nor on a device that can keep it', () => {
    expect(isAtRisk(after(edited, captured, broken))).toBe(true);
    expect(isAtRisk(after(edited, { type: 'capture-failed', revision: 1, reason: 'why' }))).toBe(true);
  });

  it('is nothing else', () => {
    expect(isAtRisk(after())).toBe(false);
    expect(isAtRisk(after(edited, captured))).toBe(false);
    expect(isAtRisk(after(edited, captured, broken, kept))).toBe(false);
  });
});
