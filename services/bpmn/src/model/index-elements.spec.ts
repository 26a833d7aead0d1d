import { describe, expect, it } from '@jest/globals';
import { readFixture } from '../../fixtures/read-fixture.js';
import { indexElements, LONGEST_INDEXED_TEXT, MOST_INDEXED_ELEMENTS } from './index-elements.js';
import { parseBpmn } from './parse-bpmn.js';

async function indexOf(text: string) {
  return indexElements((await parseBpmn(text)).definitions);
}

const wrapped = (content: string) => `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">${content}</definitions>`;

describe('indexElements', () => {
  it('lists elements with name, documentation and parent, in document order', async () => {
    const entries = await indexOf(readFixture('order-process'));
    expect(entries[0]).toEqual({ elementId: 'Process_order', type: 'bpmn:Process', name: 'Order to cash', documentation: 'From the order of a customer to the paid invoice.', parentId: null });
    expect(entries.find((entry) => entry.elementId === 'Check')).toEqual({ elementId: 'Check', type: 'bpmn:UserTask', name: 'Check order', documentation: 'Are address, articles and prices complete?', parentId: 'Process_order' });
    expect(entries.find((entry) => entry.elementId === 'Note')?.name).toContain('two people');
    expect(entries.some((entry) => entry.type.startsWith('bpmndi:') || entry.type.endsWith('EventDefinition'))).toBe(false);
  });

  it('finds participants, lanes, messages, nested elements and category values once each', async () => {
    const entries = await indexOf(readFixture('collaboration'));
    const ids = entries.map((entry) => entry.elementId);
    expect(ids).toEqual(expect.arrayContaining(['Collab', 'Shop', 'Service', 'M1', 'Complaint', 'Look', 'Crm']));
    expect(new Set(ids).size).toBe(ids.length);
    expect(entries.find((entry) => entry.elementId === 'Look')?.parentId).toBe('Inspect');
    expect((await indexOf(readFixture('gateways-and-data'))).find((entry) => entry.elementId === 'CatV')).toMatchObject({ name: 'Paperwork', parentId: 'Cat' });
  });

  it('cuts long texts without leaving half a character', async () => {
    const [entry] = await indexOf(wrapped(`<process id="P" name="x${'😀'.repeat(2_000)}"/>`));
    expect(entry?.name).toHaveLength(LONGEST_INDEXED_TEXT);
    expect(entry?.name?.isWellFormed()).toBe(true);
  });

  it('lists no more than its bound', async () => {
    const tasks = Array.from({ length: MOST_INDEXED_ELEMENTS + 5 }, (_, i) => `<task id="T${i}"/>`).join('');
    expect(await indexOf(wrapped(`<process id="P">${tasks}</process>`))).toHaveLength(MOST_INDEXED_ELEMENTS);
  });
});
