import { describe, expect, it } from '@jest/globals';
import { idFault, nearestId } from './element-id.js';

const taken = (id: string) => ['Task_1', 'Task_1_2'].includes(id);

describe('an id', () => {
  it.each(['a', '_1', 'Task_2', 'order.check-3', 'Prüfung', '注文'])('may be %s', (id) => expect(idFault(id, taken)).toBeNull());

  it.each([
    ['', 'needed'],
    ['1st', 'Try “_1st”'],
    ['check order', 'Try “check_order”'],
    ['bpmn:task', 'Try “bpmn_task”'],
    ['-', 'Try “_-”'],
    ['<script>', 'Try “_script_”'],
    ['Task_1', 'Try “Task_1_3”'],
    ['constructor', 'Try “constructor_2”'],
    ['x'.repeat(256), '255'],
  ])('is refused as %p, with what would do', (id, mend) => expect(idFault(id, taken)).toContain(mend));

  it('that is offered instead is always right', () => {
    for (const text of ['', ' ', '1', 'a b', '\u{1F600}', '-.-', 'ä ö']) expect(idFault(nearestId(text), () => false)).toBeNull();
  });
});
