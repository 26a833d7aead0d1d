import type { DiagramSummary } from '@bpmn-studio/contracts';
import { describe, expect, it } from '@jest/globals';
import { type DiagramPages, mapPages } from './diagram-pages.js';
import { drawingPause } from './drawing-pause.js';

const now = Date.parse('2026-11-21T12:00:00Z');
const drawn = (secondsAgo: number, thumbnailUrl: string | null = null) => ({ thumbnailUrl, updatedAt: new Date(now - secondsAgo * 1000).toISOString() });

describe('asking again for missing pictures', () => {
  it('happens soon after a change and ever less', () => {
    expect(drawingPause([drawn(0)], now)).toBe(1500);
    expect(drawingPause([drawn(30)], now)).toBe(10_000);
    expect(drawingPause([drawn(150), drawn(5000)], now)).toBe(20_000);
  });

  it('ends when all are there or none will come', () => {
    expect(drawingPause([], now)).toBe(false);
    expect(drawingPause([drawn(1, '/picture')], now)).toBe(false);
    expect(drawingPause([drawn(600)], now)).toBe(false);
  });

  it('bears a clock that runs ahead', () => {
    expect(drawingPause([drawn(-500)], now)).toBe(1500);
  });
});

describe('changing diagrams in the pages at hand', () => {
  const page = (...ids: string[]) => ({ items: ids.map((id) => ({ id, title: id }) as DiagramSummary), nextCursor: null });
  const pages: DiagramPages = { pages: [page('a', 'b'), page('c')], pageParams: [undefined, 'x'] };

  it('changes one and takes one out', () => {
    const changed = mapPages(pages, (diagram) => (diagram.id === 'a' ? null : { ...diagram, title: `${diagram.title}!` }));
    expect(changed.pages.map(({ items }) => items.map(({ title }) => title))).toEqual([['b!'], ['c!']]);
    expect(pages.pages[0]?.items).toHaveLength(2);
  });
});
