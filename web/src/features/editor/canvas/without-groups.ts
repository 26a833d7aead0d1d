import type { ModuleDeclaration } from 'didi';

interface EventBus {
  on(event: 'shape.added' | 'shape.removed', listener: (event: { readonly element: { readonly businessObject?: { readonly $type?: string } } }) => void): void;
}
interface Modeling {
  updateCategoryValueRefs(elements: readonly unknown[], groups: readonly unknown[]): void;
}

/**
 * The canvas library looks after each edit through all that is drawn for groups which what was edited may lie in now. Where no
 * group is drawn and none was touched, there is nothing to find.
 */
class WithoutGroups {
  static readonly $inject = ['eventBus', 'modeling'];

  constructor(eventBus: EventBus, modeling: Modeling) {
    let drawn = 0;
    const count = (event: 'shape.added' | 'shape.removed', step: 1 | -1) =>
      eventBus.on(event, ({ element }) => {
        if (element.businessObject?.$type === 'bpmn:Group') drawn += step;
      });
    count('shape.added', 1);
    count('shape.removed', -1);
    const update = modeling.updateCategoryValueRefs.bind(modeling);
    modeling.updateCategoryValueRefs = (elements, groups) => {
      if (drawn > 0 || groups.length > 0) update(elements, groups);
    };
  }
}

export const withoutGroups: ModuleDeclaration = { __init__: ['withoutGroups'], withoutGroups: ['type', WithoutGroups] };
