import { describe, expect, it } from '@jest/globals';
import { lostEdits } from './lost-edits.js';

const document = (content: string) => `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC">${content}</definitions>`;
const process = (content: string) => document(`<process id="P">${content}</process>`);
const drawn = (bounds: string) => document(`<process id="P"><task id="T"/></process><bpmndi:BPMNDiagram><bpmndi:BPMNPlane bpmnElement="P"><bpmndi:BPMNShape bpmnElement="T"><dc:Bounds ${bounds}/></bpmndi:BPMNShape></bpmndi:BPMNPlane></bpmndi:BPMNDiagram>`);

describe('lostEdits', () => {
  it('names what was added, set and deleted and is not so in the result', () => {
    const base = process('<task id="A" name="a"/><task id="B"/>');
    const side = process('<userTask id="A" name="b"/><task id="C"/>');
    expect(lostEdits(base, side, side)).toEqual([]);
    expect(lostEdits(base, side, base)).toEqual(['B is not deleted', 'A name: still a', 'A name: not b', 'A type: not bpmn:UserTask', 'C is not added']);
    expect(lostEdits(base, process('<task id="A" name="a"/><task id="B" name="b"/>'), process('<task id="A" name="a"/>'))).toEqual(['B is not there to be changed']);
  });

  it('takes each number of the bounds by itself', () => {
    const [base, side] = [drawn('x="1" y="1" width="10" height="10"'), drawn('x="1" y="1" width="20" height="10"')];
    expect(lostEdits(base, side, drawn('x="1" y="1" width="20" height="50"'))).toEqual([]);
    expect(lostEdits(base, side, drawn('x="1" y="1" width="30" height="10"'))).toEqual(['T bounds: not 1,1 20x10']);
    expect(lostEdits(base, side, drawn('x="1" y="1" width="30" height="10"'), drawn('x="1" y="1" width="25" height="10"'))).toEqual([]);
  });

  it('does not miss a flow whose end is gone', () => {
    const flow = (target: string) => `<sequenceFlow id="F" sourceRef="A" targetRef="${target}"/>`;
    const base = process(`<task id="A"/><task id="B"/>${flow('B')}`);
    expect(lostEdits(base, process(`<task id="A"/><task id="B"/><task id="C"/>${flow('C')}`), process('<task id="B"/><task id="C"/>'))).toEqual([]);
  });
});
