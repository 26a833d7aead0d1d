import { expect, it } from '@jest/globals';
import { searchDocumentOf } from './search-document.js';

it('lets others have their turn while it takes the words of a large diagram', async () => {
  const entries = Array.from({ length: 1_000 }, (_, n) => ({ elementId: `Task_${n}`, type: 'bpmn:Task', name: `Check order ${n}`, documentation: null, parentId: null }));
  let turns = 0;
  const others = () => setImmediate(() => ++turns < 5 && others());
  others();
  const { elements } = await searchDocumentOf({ workspaceId: 'w', diagramId: 'd', projectId: null, version: 1, changedAt: '1', title: 'Order' }, entries);
  expect(elements).toHaveLength(1_000);
  expect(turns).toBeGreaterThanOrEqual(5);
});
