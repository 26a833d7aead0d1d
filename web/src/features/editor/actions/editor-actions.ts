import type { Action } from './action.js';
import { arrangeActions } from './arrange-actions.js';
import { colourActions } from './colour-actions.js';
import { drawActions } from './draw-actions.js';
import { editActions } from './edit-actions.js';
import { fileActions } from './file-actions.js';
import { viewActions } from './view-actions.js';
import { walkActions } from './walk-actions.js';

const LIST = [...fileActions, ...editActions, ...drawActions, ...arrangeActions, ...walkActions, ...viewActions];

export type ActionId = (typeof LIST)[number]['id'];

/** All that can be done in the editor, once. A new action is a line in the list of its group; everything else follows. */
export const editorActions: readonly Action[] = [...LIST, ...colourActions];

/** An action by its name. */
export function actionOf(id: ActionId): Action {
  const found = editorActions.find((action) => action.id === id);
  if (!found) throw new Error(`There is no action ${id}`);
  return found;
}
