import { describe, expect, it } from '@jest/globals';
import type { ThreadSummary } from '@bpmn-studio/contracts';
import { pinsOf } from './pins-of.js';
import { filtered, freshAmong } from './threads.js';

let ids = 0;
function thread(more: Partial<ThreadSummary> = {}, elementId: string | null = null): ThreadSummary {
  return {
    id: `t${++ids}`, diagramId: 'd', anchor: { plane: 'P', x: 1, y: 2, elementId, elementName: elementId && `Task ${elementId}` }, createdAt: '', lastAt: '', startedBy: null,
    excerpt: 'Why?', comments: 1, unread: 0, mine: false, muted: false, resolvedAt: null, resolvedBy: null, ...more,
  };
}

describe('pins', () => {
  it('stand on each spot, and once on an element, where they open what is new', () => {
    const [a, b, fresh] = [thread(), thread({ comments: 2 }, 'A'), thread({ unread: 1 }, 'A')];
    expect(pinsOf([a, b, fresh], null, false)).toMatchObject([{ id: a.id, count: 1, fresh: false, label: '1 comment on this spot: Why?' }, { id: fresh.id, count: 3, fresh: true, label: '3 comments on Task A, 1 new: Why?' }]);
  });

  it('leave out what is resolved, unless it is looked at', () => {
    const done = thread({ resolvedAt: '2026-01-01T00:00:00Z' });
    expect(pinsOf([done], null, false)).toEqual([]);
    expect(pinsOf([done], done.id, false)).toMatchObject([{ done: true, current: true }]);
    expect(pinsOf([done], null, true)).toMatchObject([{ done: true, current: false }]);
  });
});

describe('the filters', () => {
  it('let through what they say', () => {
    const all = [thread(), thread({ resolvedAt: '2026-01-01T00:00:00Z', mine: true, unread: 2 })];
    expect([filtered(all, 'open'), filtered(all, 'resolved'), filtered(all, 'mine')]).toEqual([[all[0]], [all[1]], [all[1]]]);
    expect(freshAmong(all)).toBe(1);
  });
});
