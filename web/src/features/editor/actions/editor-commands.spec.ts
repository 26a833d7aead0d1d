import { describe, expect, it } from '@jest/globals';
import type { ActionContext } from './action.js';
import { editorCommands } from './editor-commands.js';

function contextWith(minimap: boolean): ActionContext {
  const editing = { problems: { state: { marks: true } } };
  return {
    bench: { editing, readOnly: false, preview: null, mode: null, dock: null, hasVersions: true, comment: null, freshComments: 0 },
    drawing: { elements: () => [] },
    tools: { isPool: false, possibilities: () => [] },
    facts: { minimap, selected: [], unreadable: null },
    canEdit: true,
  } as unknown as ActionContext;
}

describe('the commands of the editor', () => {
  const hintOf = (id: string, minimap: boolean) => editorCommands(contextWith(minimap)).find((command) => command.id === id)?.hint;

  it('say of what can be turned on whether it is', () => {
    Object.assign(globalThis, { document: { documentElement: { dataset: {} } } });
    expect([hintOf('minimap', true), hintOf('minimap', false)]).toEqual(['On', 'Off']);
    expect([hintOf('problem-marks', true), hintOf('light-canvas', true), hintOf('save', true)]).toEqual(['On', 'Off', undefined]);
    Reflect.deleteProperty(globalThis, 'document');
  });
});
