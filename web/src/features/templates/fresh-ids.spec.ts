import { describe, expect, it } from '@jest/globals';
import { withFreshIds } from './fresh-ids.js';

const XML = `<process id="Process_1" name="Flow_1 of Process_1"><task id="Task_1" name="Task_1b"><outgoing>Flow_1</outgoing></task><flow id="Flow_1" sourceRef="Task_1" /></process><shape id="Task_1_di" bpmnElement="Task_1" />`;

describe('fresh ids', () => {
  it('reach every reference, and no words', () => {
    expect(withFreshIds(XML, 'abc')).toBe(
      `<process id="Process_1_abc" name="Flow_1 of Process_1"><task id="Task_1_abc" name="Task_1b"><outgoing>Flow_1_abc</outgoing></task><flow id="Flow_1_abc" sourceRef="Task_1_abc" /></process><shape id="Task_1_abc_di" bpmnElement="Task_1_abc" />`,
    );
  });

  it('differ each time', () => expect(withFreshIds(XML)).not.toBe(withFreshIds(XML)));
});
