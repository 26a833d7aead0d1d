import { describe, expect, it } from '@jest/globals';
import { BEFORE_LIVE, liveStep, waitBefore, type LiveInput, type LiveState } from './live-state.js';

const after = (...inputs: readonly LiveInput[]): LiveState => inputs.reduce(liveStep, BEFORE_LIVE);
const LIVE: readonly LiveInput[] = [{ type: 'ticket', right: 'write' }, { type: 'synced' }];

describe('the state of editing live', () => {
  it('is live once the document is here', () => {
    expect(after(...LIVE)).toMatchObject({ phase: 'live', right: 'write', unsent: 0, end: null });
  });

  it('counts what is drawn until the server has it', () => {
    expect(after(...LIVE, { type: 'edited' }, { type: 'edited' }).unsent).toBe(2);
    expect(after(...LIVE, { type: 'edited' }, { type: 'acknowledged' }).unsent).toBe(0);
  });

  it('keeps counting while it is offline, and what the old socket says then proves nothing', () => {
    const offline = after(...LIVE, { type: 'closed', code: 1006 }, { type: 'edited' }, { type: 'acknowledged' });
    expect(offline).toMatchObject({ phase: 'offline', unsent: 1, failures: 1 });
    expect([{ type: 'synced' }, { type: 'acknowledged' }].reduce((state, input) => liveStep(state, input as LiveInput), offline)).toMatchObject({ phase: 'live', unsent: 0, failures: 0 });
  });

  it.each([
    [4400, 'garbage'],
    [4403, 'no_access'],
    [4404, 'diagram_gone'],
    [4409, 'refused_edit'],
  ])('is over for good with %i', (code, end) => {
    expect(after(...LIVE, { type: 'closed', code }, { type: 'synced' })).toMatchObject({ phase: 'ended', end });
  });

  it.each([1006, 1001, 4401, 4429, 4503])('comes back after %i', (code) => {
    expect(after(...LIVE, { type: 'closed', code })).toMatchObject({ phase: 'offline', failures: 1 });
  });

  it('has no document to be offline with before the first one came', () => {
    expect(after({ type: 'no-ticket', end: null })).toMatchObject({ phase: 'connecting', failures: 1 });
  });

  it('ends where there is no ticket to be had', () => {
    expect(after({ type: 'no-ticket', end: 'no_access' })).toMatchObject({ phase: 'ended', end: 'no_access' });
  });

  it('becomes that of a reader when the right is taken', () => {
    expect(after(...LIVE, { type: 'news', news: { type: 'right', right: 'read' } }).right).toBe('read');
  });

  it('knows whether a version holds the edits', () => {
    expect(after(...LIVE, { type: 'news', news: { type: 'not_written' } }).isUnwritten).toBe(true);
    expect(after(...LIVE, { type: 'news', news: { type: 'not_written' } }, { type: 'news', news: { type: 'written', version: 7 } })).toMatchObject({ version: 7, isUnwritten: false });
  });
});

describe('the wait before a socket is opened again', () => {
  it('doubles, is bounded, and is spread by up to half', () => {
    expect([1, 2, 3, 99].map((failures) => waitBefore(failures, 1))).toEqual([1_000, 2_000, 4_000, 30_000]);
    expect(waitBefore(1, 0)).toBe(500);
  });
});
