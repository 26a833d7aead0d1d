import { describe, expect, it } from '@jest/globals';
import { fewIds, ghostOf, MOST_BOXES, MOST_SELECTED, readShown } from './shown-state.js';

const ADA = { user: { id: 'ada', name: 'Ada' }, colour: 3, since: 5 };
const WHOLE = {
  ...ADA,
  plane: 'Process_1',
  at: [10, 20],
  selected: ['Task_1'],
  ghost: { at: [1, 2], boxes: [[0, 0, 100, 80]] },
  view: { x: 0, y: 0, width: 800, height: 600 },
  following: { client: 7, since: 9 },
  call: 11,
};

describe('what a tab shows', () => {
  it('is read as it was told', () => {
    expect(readShown(WHOLE)).toEqual(WHOLE);
    expect(readShown(JSON.parse(JSON.stringify(WHOLE)))).toEqual(WHOLE);
  });

  it.each([null, 7, 'x', [], {}, { user: ADA.user }, { ...ADA, user: { id: 1, name: 'Ada' } }, { ...ADA, colour: 'red' }, { ...ADA, since: null }])('is nothing when it does not say who is there: %j', (state) => {
    expect(readShown(state)).toBeNull();
  });

  it.each([
    ['at', [1]], ['at', [1, Number.NaN]], ['at', [1, 1e9]], ['at', 'here'],
    ['view', { x: 0, y: 0, width: 0, height: 5 }], ['view', { x: 0, y: 0, width: 5 }], ['view', 1],
    ['following', { client: '7', since: 1 }], ['following', 3], ['call', 'now'],
    ['ghost', { at: [1, 2] }], ['ghost', { boxes: [] }],
  ])('is believed but for what is wrong: %s %j', (part, value) => {
    expect(readShown({ ...WHOLE, [part]: value })).toEqual({ ...WHOLE, [part]: null });
  });

  it('is bounded, whatever came', () => {
    const ids = Array.from({ length: 5_000 }, (_, index) => `Task_${index}`);
    const shown = readShown({ ...WHOLE, user: { id: 'ada', name: ' ' }, plane: 5, selected: [...ids, 3], ghost: { at: [1, 2], boxes: [...Array.from({ length: 900 }, () => [0, 0, 1, 1]), [0, 0, -1, 1]] } });
    expect(shown?.selected).toHaveLength(MOST_SELECTED);
    expect(shown?.ghost?.boxes).toHaveLength(MOST_BOXES);
    expect(shown?.user.name).toBe('Somebody');
    expect(shown?.plane).toBe('');
  });
});

describe('what a tab tells', () => {
  it('fits between two servers, with as much as may be selected and dragged', () => {
    const id = (index: number) => `${'Activity_'.padEnd(190, 'x')}${index}`;
    const boxes = Array.from({ length: 24 }, (_, index) => ({ x: -99_999 + index * 3_000, y: -99_999 + index * 3_000, width: 12_345, height: 12_345 }));
    const state = { ...WHOLE, user: { id: 'u'.repeat(36), name: 'ä'.repeat(100) }, selected: fewIds(Array.from({ length: 99 }, (_, index) => id(index))), ghost: ghostOf(boxes) };
    expect(new TextEncoder().encode(JSON.stringify(state)).length).toBeLessThan(4_000);
    expect(readShown(state)).toEqual(state);
  });

  it('is one box around what is dragged when it is much', () => {
    const many = Array.from({ length: MOST_BOXES + 1 }, (_, index) => ({ x: index * 10, y: 5, width: 10, height: 20 }));
    expect(ghostOf(many)).toEqual({ at: [0, 5], boxes: [[0, 0, 250, 20]] });
    expect(ghostOf([{ x: 10.4, y: 20, width: 5, height: 6 }, { x: 0, y: 30, width: 1, height: 1 }])).toEqual({ at: [0, 20], boxes: [[10, 0, 5, 6], [0, 10, 1, 1]] });
    expect(ghostOf([])).toBeNull();
  });
});
