import { describe, expect, it } from '@jest/globals';
import type { Guest } from '../application/ports.js';
import { checkPresence } from './check-presence.js';

const ann: Guest = { workspaceId: 'w', diagramId: 'd', userId: 'ann', sessionId: null, name: 'Ann', canWrite: true };
const shown = (clients: number, userId: string, from = 0) => new Map(Array.from({ length: clients }, (_, n) => [from + n, { user: { id: userId } }]));

describe('checkPresence', () => {
  it('says who somebody is, whatever they say', () => {
    const states = new Map<number, Record<string, unknown>>([[1, { user: { id: 'bob', name: 'Bob', colour: 'red' } }], [2, { user: 'Bob' }], [3, {}]]);
    checkPresence(states, new Map(), ann);
    expect([...states.values()]).toEqual([{ user: { id: 'ann', name: 'Ann', colour: 'red' } }, { user: { id: 'ann', name: 'Ann' } }, { user: { id: 'ann', name: 'Ann' } }]);
  });

  it('leaves out what is shown for somebody else, and what is too long', () => {
    const states = new Map<number, Record<string, unknown>>([[1, {}], [2, { much: 'x'.repeat(9_000) }]]);
    checkPresence(states, shown(1, 'bob', 1), ann);
    expect(states.size).toBe(0);
  });

  it('shows nobody in more tabs than people have, and goes on showing those', () => {
    const crowd = new Map<number, Record<string, unknown>>(shown(900, 'ann'));
    checkPresence(crowd, shown(500, 'bob', 2_000), ann);
    expect(crowd.size).toBe(100);
    const next = new Map<number, Record<string, unknown>>([[0, {}], [5_000, {}]]);
    checkPresence(next, crowd, ann);
    expect([...next.keys()]).toEqual([0]);
  });
});
