import { describe, expect, it } from '@jest/globals';
import { DiagramSearch, type FoundPage } from './ports.js';
import { SearchDiagrams } from './search-diagrams.js';

const WORKSPACE = '01890000-0000-7000-8000-000000000001';
const LONG = `needle ${'Ẩ 订 '.repeat(500)}`.slice(0, 2_000);

class FiftyDiagrams extends DiagramSearch {
  override readonly engine = 'postgresql';
  override async find(): Promise<FoundPage> {
    const elements = Array.from({ length: 5 }, (_, n) => ({ elementId: `e${n}`, type: 'bpmn:Task', name: LONG, documentation: LONG }));
    const found = Array.from({ length: 50 }, (_, n) => ({
      diagram: { id: `01890000-0000-7000-8000-0000000001${n + 10}`, title: 'Many words', projectId: null, version: 1, updatedAt: '2026-11-21T00:00:00.000Z', thumbnailUrl: null },
      elements,
    }));
    return { engine: this.engine, found, next: null };
  }
}

describe('SearchDiagrams', () => {
  it('lets others have their turn while it looks through a page of long texts', async () => {
    let turns = 0;
    let over = false;
    const tick = (): void => void (over || (turns++, setImmediate(tick)));
    tick();
    const { items } = await new SearchDiagrams(new FiftyDiagrams()).run({ userId: 'ann' }, { q: 'needle', workspaceId: WORKSPACE, projectId: undefined, limit: 50, cursor: undefined });
    over = true;
    expect(items).toHaveLength(50);
    expect(items[0]?.matches).toHaveLength(5);
    expect(items[0]?.more).toBe(false);
    expect(turns).toBeGreaterThanOrEqual(50);
  });
});
