import { IconPointer, IconSquareRounded } from '@tabler/icons-react';
import type { Command } from '../../../ui/commands/command.js';
import { LONGEST_LABEL, LONGEST_NAME, shortened } from '../canvas/shortened.js';
import { isEnabled, type Action, type ActionContext } from './action.js';
import { editorActions } from './editor-actions.js';
import { writtenKeys } from './keys.js';

/** What the editor offers in the command palette: what can be done now, and every element there is to go to. */
export function editorCommands(context: ActionContext): Command[] {
  const actions = editorActions
    .filter((action) => action.keyOnly !== true && isEnabled(action, context))
    .map((action) => ({
      id: action.id,
      label: action.label,
      group: action.group,
      words: action.words,
      hint: stateOf(action, context),
      keys: action.keys?.[0] && writtenKeys(action.keys[0]),
      icon: action.icon,
      run: () => action.run(context),
    }));
  const elements = context.drawing.elements().map(({ id, kind, name, documentation }) => ({
    id: `element:${id}`,
    label: shortened(name, LONGEST_NAME) || kind,
    group: 'Elements',
    hint: name ? kind : id,
    words: `${id} ${shortened(documentation, LONGEST_LABEL)}`,
    icon: IconSquareRounded,
    onlyFound: true,
    run: () => void context.drawing.reveal(id),
  }));
  const possible = context.canEdit
    ? context.tools.possibilities().map(({ id, label, run }) => ({ id: `with:${id}`, label, group: 'With what is selected', icon: IconPointer, onlyFound: id.startsWith('connect:'), run }))
    : [];
  return [...possible, ...actions, ...elements];
}

/** Of something that is on or off. */
function stateOf({ isOn }: Action, context: ActionContext): string | undefined {
  return isOn && (isOn(context) ? 'On' : 'Off');
}
