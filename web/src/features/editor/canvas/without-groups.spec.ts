import { describe, expect, it, jest } from '@jest/globals';
import { withoutGroups } from './without-groups.js';

type Listener = (event: { readonly element: object }) => void;

function canvasWith() {
  const heard = new Map<string, Listener>();
  const update = jest.fn<(elements: readonly unknown[], groups: readonly unknown[]) => void>();
  const modeling = { updateCategoryValueRefs: update };
  const [, WithoutGroups] = withoutGroups['withoutGroups'] as ['type', new (bus: object, its: object) => object];
  void new WithoutGroups({ on: (event: string, listener: Listener) => heard.set(event, listener) }, modeling);
  const fire = (event: string, $type: string) => heard.get(event)?.({ element: { businessObject: { $type } } });
  return { modeling, update, fire };
}

describe('groups and what lies in them', () => {
  it('are looked for only while there are any', () => {
    const { modeling, update, fire } = canvasWith();
    fire('shape.added', 'bpmn:Task');
    modeling.updateCategoryValueRefs(['task'], []);
    expect(update).not.toHaveBeenCalled();

    fire('shape.added', 'bpmn:Group');
    modeling.updateCategoryValueRefs(['task'], []);
    expect(update).toHaveBeenCalledWith(['task'], []);

    fire('shape.removed', 'bpmn:Group');
    modeling.updateCategoryValueRefs(['task'], []);
    expect(update).toHaveBeenCalledTimes(1);
  });

  it('are looked for when the last one went', () => {
    const { modeling, update } = canvasWith();
    modeling.updateCategoryValueRefs([], ['the group that was deleted']);
    expect(update).toHaveBeenCalledWith([], ['the group that was deleted']);
  });
});
