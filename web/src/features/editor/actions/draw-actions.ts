import { IconArrowRightDashed, IconArrowsSplit2, IconCircleX, IconHandStop, IconLasso, IconLetterCase, IconLine, IconPlus, IconReplace, IconSpacingHorizontal, IconSquareRounded } from '@tabler/icons-react';
import { editable, withSelected, type Action } from './action.js';

const one: Action['isEnabled'] = ({ canEdit, facts }) => canEdit && facts.selected.length === 1;

export const drawActions = [
  { id: 'create', label: 'Create anything', group: 'Draw', keys: ['n'], where: 'canvas', words: 'new element shape add', icon: IconPlus, isEnabled: editable, run: ({ tools }) => tools.trigger('createElement') },
  { id: 'append', label: 'Append anything', group: 'Draw', keys: ['a'], where: 'canvas', words: 'add behind next', icon: IconArrowRightDashed, isEnabled: one, run: ({ tools }) => tools.openMenu('appendElement') },
  { id: 'add-task', label: 'Add a task behind', group: 'Draw', keys: ['t'], where: 'canvas', words: 'append step', icon: IconSquareRounded, isEnabled: one, run: ({ tools }) => tools.pad('append.append-task') },
  { id: 'add-gateway', label: 'Add a gateway behind', group: 'Draw', keys: ['g'], where: 'canvas', words: 'append decision', icon: IconArrowsSplit2, isEnabled: one, run: ({ tools }) => tools.pad('append.gateway') },
  { id: 'add-end', label: 'Add an end behind', group: 'Draw', keys: ['d'], where: 'canvas', words: 'append', icon: IconCircleX, isEnabled: one, run: ({ tools }) => tools.pad('append.end-event') },
  { id: 'label', label: 'Edit the label', group: 'Draw', keys: ['e', 'f2'], where: 'canvas', words: 'name text rename', icon: IconLetterCase, isEnabled: withSelected(1), run: ({ tools }) => tools.trigger('directEditing') },
  { id: 'morph', label: 'Change the kind', group: 'Draw', keys: ['r'], where: 'canvas', words: 'replace morph type', icon: IconReplace, isEnabled: one, run: ({ tools }) => tools.openMenu('replaceElement') },
  { id: 'hand', label: 'Hand', group: 'Draw', keys: ['h'], where: 'canvas', words: 'tool pan move', icon: IconHandStop, isEnabled: editable, run: ({ tools }) => tools.trigger('handTool') },
  { id: 'lasso', label: 'Lasso', group: 'Draw', keys: ['l'], where: 'canvas', words: 'tool select area', icon: IconLasso, isEnabled: editable, run: ({ tools }) => tools.trigger('lassoTool') },
  { id: 'space', label: 'Make or remove space', group: 'Draw', keys: ['s'], where: 'canvas', words: 'tool room', icon: IconSpacingHorizontal, isEnabled: editable, run: ({ tools }) => tools.trigger('spaceTool') },
  { id: 'connect', label: 'Connect', group: 'Draw', keys: ['c'], where: 'canvas', words: 'tool flow arrow', icon: IconLine, isEnabled: editable, run: ({ tools }) => tools.trigger('globalConnectTool') },
] as const satisfies readonly Action[];
