import { describe, expect, it } from '@jest/globals';
import { gateBpmn } from '../gate/gate-bpmn.js';
import { renderSvg } from '../render/render-svg.js';
import { EMPTY_DIAGRAM_XML, emptyDiagram } from './empty-diagram.js';
import { indexElements } from './index-elements.js';
import { parseBpmn } from './parse-bpmn.js';

describe('emptyDiagram', () => {
  it('is a document that passes the gate, reads without a warning and draws one event', async () => {
    expect(gateBpmn(EMPTY_DIAGRAM_XML)).toMatchObject({ processes: 1, diagrams: 1, hasDiagramInterchange: true });
    const { definitions, warnings } = await parseBpmn(EMPTY_DIAGRAM_XML);
    expect(warnings).toEqual([]);
    expect(renderSvg(definitions).elements).toBe(1);
  });

  it('takes the ids it is given', async () => {
    const { definitions } = await parseBpmn(emptyDiagram({ definitions: 'D_1', process: 'Process_a', startEvent: 'S.x-1' }));
    expect(definitions.id).toBe('D_1');
    expect(indexElements(definitions).map((entry) => entry.elementId)).toEqual(['Process_a', 'S.x-1']);
  });

  it('refuses ids that are no names or not unique', () => {
    expect(() => emptyDiagram({ definitions: 'D', process: '"><script>', startEvent: 'S' })).toThrow(RangeError);
    expect(() => emptyDiagram({ definitions: 'D', process: '1', startEvent: 'S' })).toThrow(RangeError);
    expect(() => emptyDiagram({ definitions: 'D', process: 'Prüfung', startEvent: 'S' })).toThrow(RangeError);
    expect(() => emptyDiagram({ definitions: 'D', process: 'D', startEvent: 'S' })).toThrow(/differ/);
  });
});
