import { describe, expect, it } from '@jest/globals';
import { pagesOf } from './pages-of.js';

const drawing = (id: string, $type: string, name?: string) => ({ id, $type: 'bpmndi:BPMNDiagram', plane: { bpmnElement: { $type, name } } });

describe('the drawings of a file', () => {
  it('are those of processes and collaborations, not the insides of sub-processes', () => {
    expect(pagesOf({ diagrams: [drawing('a', 'bpmn:Process', 'Order'), drawing('b', 'bpmn:SubProcess'), drawing('c', 'bpmn:Collaboration')] })).toEqual([
      { id: 'a', name: 'Order', place: 0 },
      { id: 'c', name: 'Drawing 2', place: 2 },
    ]);
  });

  it('are none for an empty file', () => {
    expect(pagesOf(undefined)).toEqual([]);
    expect(pagesOf({ diagrams: [{ id: 'x', $type: 'bpmndi:BPMNDiagram' }] })).toEqual([]);
  });
});
