import { describe, expect, it } from '@jest/globals';
import { elementsOf, matching } from './elements-of.js';

const drawn = (id: string, type: string, more: object = {}) => ({ bpmnElement: { id, $type: `bpmn:${type}`, ...more } });
const FILE = {
  diagrams: [
    { plane: { planeElement: [drawn('Check', 'UserTask', { name: 'Check\n  order', documentation: [{ text: 'By the book' }] }), drawn('Flow', 'SequenceFlow'), { bpmnElement: undefined }] } },
    { plane: { planeElement: [drawn('Check', 'UserTask', { name: 'Check order' }), drawn('Note', 'TextAnnotation', { text: 'Prüfung' }), drawn('Pay', 'ServiceTask', { name: 'Book payment' })] } },
    {},
  ],
};

describe('looking for elements', () => {
  const all = elementsOf(FILE);
  const ids = (query: string) => matching(query, all).map(({ id }) => id);

  it('knows those of all drawings, each once', () => {
    expect(all.map(({ id, kind, name }) => `${id}: ${kind} ${name}`)).toEqual(['Check: User task Check order', 'Flow: Connection ', 'Note: Note Prüfung', 'Pay: Service task Book payment']);
    expect(elementsOf(undefined)).toEqual([]);
    expect(elementsOf(FILE, (id) => `${id} of the file`)[0]?.id).toBe('Check of the file');
  });

  it('finds by name, id, type and documentation, names first', () => {
    expect(ids('check')).toEqual(['Check']);
    expect(ids('flow')).toEqual(['Flow']);
    expect(ids('task')).toEqual(['Check', 'Pay']);
    expect(ids('book')).toEqual(['Pay', 'Check']);
    expect(ids('prufung')).toEqual(['Note']);
    expect(ids('user book')).toEqual(['Check']);
  });

  it('finds nothing for nothing', () => {
    expect(ids('  ')).toEqual([]);
    expect(ids('nowhere')).toEqual([]);
  });
});
