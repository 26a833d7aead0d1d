import { describe, expect, it } from '@jest/globals';
import type { ImportReport } from '@bpmn-studio/contracts';
import { countsInWords, foundInWords, originInWords, placeInWords, reportAsText, topicsOf, vendorsIn, weigh } from './report-words.js';

const NONE = { processes: 1, pools: 0, lanes: 0, tasks: 0, subProcesses: 0, callActivities: 0, events: 0, gateways: 0, sequenceFlows: 0, messageFlows: 0, data: 0, annotations: 0, groups: 0, choreographyTasks: 0, conversations: 0 };
const EMPTY: ImportReport = { tool: { name: null, version: null }, elements: 3, counts: NONE, diagrams: [], diagramsTotal: 1, extensions: [], remarks: [], totals: [] };
const remark = (code: ImportReport['remarks'][number]['code'], topic: ImportReport['remarks'][number]['topic'], severity: 'info' | 'notice' | 'warning', message: string) => ({ code, topic, severity, message, element: null, line: 3, column: 7 });
const FULL: ImportReport = {
  ...EMPTY,
  tool: { name: 'Some Tool', version: '7' },
  counts: { ...NONE, tasks: 12, gateways: 1, subProcesses: 2, pools: 2, lanes: 3 },
  diagrams: [{ id: 'a', name: 'Sales', shapes: 3, edges: 2 }, { id: 'b', name: null, shapes: 3, edges: 2 }],
  diagramsTotal: 2,
  extensions: [{ vendor: 'W4', uri: 'a', elements: 1, attributes: 1 }, { vendor: 'W4', uri: 'b', elements: 1, attributes: 0 }, { vendor: null, uri: 'urn:x', elements: 1, attributes: 0 }],
  remarks: [remark('unknown_element', 'kept', 'notice', 'Kept.'), remark('duplicate_id', 'broken', 'warning', 'Twice.'), remark('duplicate_id', 'broken', 'warning', 'Again.')],
  totals: [{ code: 'unknown_element', count: 1 }, { code: 'duplicate_id', count: 50 }],
};

describe('the words of a report', () => {
  it('say what is there and leave out what is not', () => {
    expect(countsInWords(FULL.counts)).toEqual(['12 tasks', '1 gateway', '2 sub-processes', '2 pools', '3 lanes']);
    expect(foundInWords(FULL.counts, 2)).toBe('12 tasks, 1 gateway');
    expect(foundInWords(NONE)).toBe('nothing to draw');
  });

  it('put what does not hold together first, and count what is not shown', () => {
    expect(topicsOf(FULL).map(({ topic, groups }) => [topic, groups.map(({ count, remarks }) => [count, remarks.length])])).toEqual([['broken', [[50, 2]]], ['kept', [[1, 1]]]]);
    expect(weigh(FULL)).toEqual({ warnings: 50, notices: 1, kept: 1 });
    expect(weigh(EMPTY)).toEqual({ warnings: 0, notices: 0, kept: 0 });
  });

  it('say where a file comes from', () => {
    expect(originInWords(FULL)).toBe('Written by Some Tool 7 · 2 drawings (Sales, …)');
    expect(originInWords(EMPTY)).toBe('');
    expect(vendorsIn(FULL)).toEqual([{ name: 'W4', count: 3 }, { name: 'urn:x', count: 1 }]);
  });

  it('say where something is', () => {
    expect(placeInWords({ line: 3, column: 7 })).toBe('line 3, column 7');
    expect(placeInWords({ line: 3 })).toBe('line 3');
    expect(placeInWords({})).toBeNull();
  });

  it('can be sent as text', () => {
    expect(reportAsText('order.bpmn', FULL)).toMatchInlineSnapshot(`
"order.bpmn
==========
12 tasks, 1 gateway, 2 sub-processes, 2 pools, 3 lanes
Written by Some Tool 7 · 2 drawings (Sales, …)
Extensions, kept as they are: W4 (3), urn:x (1)

Does not hold together
----------------------
Ids used twice (50)
  - Twice. line 3, column 7
  - Again. line 3, column 7
  and 48 more

Kept, but not editable here
---------------------------
Elements the editor does not know (1)
  - Kept. line 3, column 7
"
`);
    expect(reportAsText('order.bpmn', EMPTY)).toContain('Everything in the file can be read, shown and edited.');
  });
});
