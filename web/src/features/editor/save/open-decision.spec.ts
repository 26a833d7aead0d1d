import { describe, expect, it } from '@jest/globals';
import { decideOpening } from './open-decision.js';
import type { DraftContent, Stored } from './save-state.js';

const stored = (change: Partial<Stored> = {}): Stored => ({ version: 5, title: 'Title', xml: 'base', updatedAt: null, updatedBy: null, ...change });
const draft = (change: Partial<DraftContent> = {}): DraftContent => ({ revision: 3, base: stored(), xml: 'mine', title: 'Title', sent: [], ...change });

describe('opening a diagram with work kept on the device', () => {
  it('shows the server when there is none, or when the server already has it', () => {
    expect(decideOpening(null, stored()).kind).toBe('server');
    expect(decideOpening(draft(), stored({ version: 6, xml: 'mine' })).kind).toBe('server');
    expect(decideOpening(draft({ xml: 'base' }), stored()).kind).toBe('server');
  });

  it('brings it back on the version it was made on', () => {
    expect(decideOpening(draft(), stored())).toMatchObject({ kind: 'restore', base: { version: 5 }, draft: { xml: 'mine' } });
  });

  it('brings it back when only the title changed meanwhile', () => {
    expect(decideOpening(draft(), stored({ version: 6, title: 'Theirs' }))).toMatchObject({ kind: 'restore', base: { version: 6 }, draft: { xml: 'mine', title: 'Theirs' } });
  });

  it('brings it back when the newer version is my own save whose answer got lost', () => {
    expect(decideOpening(draft({ sent: ['sent'] }), stored({ version: 6, xml: 'sent' }))).toMatchObject({ kind: 'restore', base: { version: 6 }, draft: { xml: 'mine' } });
    expect(decideOpening(draft({ sent: ['sent'], xml: 'base' }), stored({ version: 6, xml: 'sent' }))).toMatchObject({ kind: 'restore', draft: { xml: 'base' } });
  });

  it('keeps their drawing when only the title is mine', () => {
    expect(decideOpening(draft({ xml: 'base', title: 'Mine' }), stored({ version: 6, xml: 'theirs' }))).toMatchObject({ kind: 'restore', draft: { xml: 'theirs', title: 'Mine' } });
  });

  it('asks when both drawings changed, also when the server went back to an older version', () => {
    expect(decideOpening(draft(), stored({ version: 6, xml: 'theirs' }))).toMatchObject({ kind: 'conflict', draft: { xml: 'mine' }, current: { version: 6 } });
    expect(decideOpening(draft(), stored({ version: 4, xml: 'older' })).kind).toBe('conflict');
  });
});
