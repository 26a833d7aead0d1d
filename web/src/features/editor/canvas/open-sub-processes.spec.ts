import { describe, expect, it } from '@jest/globals';
import { drawnOpen, OpenSubProcesses } from './open-sub-processes.js';

const element = (type: string, $parent: object = {}) => ({ $parent, $instanceOf: (wanted: string) => wanted === type || wanted === 'bpmn:FlowNode' });
const box = (bpmnElement: object, x: number, y: number, width: number, height: number) => ({ bpmnElement, bounds: { x, y, width, height } });

function drawing() {
  const outer = element('bpmn:SubProcess');
  const inner = element('bpmn:SubProcess', outer);
  const task = element('bpmn:Task', inner);
  const empty = element('bpmn:SubProcess');
  return [box(outer, 0, 0, 300, 200), box(inner, 10, 10, 200, 150), box(task, 20, 20, 100, 80), box(empty, 400, 0, 100, 80)] as const;
}

describe('sub-processes whose file does not say whether they are open', () => {
  it('are open where what is in them lies inside', () => {
    const [outer, inner, task, empty] = drawing();
    expect(drawnOpen([outer, inner, task, empty])).toEqual([outer, inner]);
  });

  it('are not where the file speaks, or where what is in them lies elsewhere or on another plane', () => {
    const [outer, inner, task, empty] = drawing();
    expect(drawnOpen([{ ...outer, isExpanded: false }, { ...inner, isExpanded: true }, task, empty])).toEqual([]);
    expect(drawnOpen([outer, inner, { ...task, bounds: { x: 900, y: 20, width: 100, height: 80 } }])).toEqual([outer]);
    expect(drawnOpen([inner, empty])).toEqual([]);
  });

  it('are shown open, and written as silent as they came until somebody closes them', () => {
    const [outer, inner, task] = drawing() as unknown as { isExpanded?: boolean }[];
    const heard: [string, (event: object) => void][] = [];
    expect(new OpenSubProcesses({ on: (event, _priority, listener) => void heard.push([event, listener as (event: object) => void]) })).toBeDefined();
    const definitions = { diagrams: [{ plane: { get: () => [outer, inner, task] } }, {}] };
    const fire = (event: string) => {
      for (const [name, listener] of heard) if (name === event) listener({ definitions });
    };
    const said = () => [outer, inner, task].map((di) => di?.isExpanded);
    const written = () => {
      fire('saveXML.start');
      const then = said();
      fire('saveXML.done');
      return then;
    };
    fire('import.render.start');
    expect(said()).toEqual([true, true, undefined]);
    expect(written()).toEqual([undefined, undefined, undefined]);
    fire('import.render.start'); // another drawing of the file, and back
    inner!.isExpanded = false;
    expect(written()).toEqual([undefined, false, undefined]);
    expect(said()).toEqual([true, false, undefined]);
  });
});
