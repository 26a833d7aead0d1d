import { IconArrowBackUp, IconArrowForwardUp, IconClipboard, IconCopy, IconCopyPlus, IconScissors, IconSearch, IconSelectAll, IconTrash } from '@tabler/icons-react';
import { editable, withSelected, type Action } from './action.js';

export const editActions = [
  { id: 'undo', label: 'Undo', group: 'Edit', keys: ['mod+z'], repeats: true, icon: IconArrowBackUp, isEnabled: ({ canEdit, facts }) => canEdit && facts.canUndo, run: ({ drawing }) => drawing.undo() },
  { id: 'redo', label: 'Redo', group: 'Edit', keys: ['mod+y', 'mod+shift+z'], repeats: true, icon: IconArrowForwardUp, isEnabled: ({ canEdit, facts }) => canEdit && facts.canRedo, run: ({ drawing }) => drawing.redo() },
  { id: 'cut', label: 'Cut', group: 'Edit', keys: ['mod+x'], where: 'canvas', byBrowser: true, icon: IconScissors, isEnabled: withSelected(1), run: ({ drawing }) => void drawing.clipboard.copy(null, true) },
  { id: 'copy', label: 'Copy', group: 'Edit', keys: ['mod+c'], where: 'canvas', byBrowser: true, icon: IconCopy, isEnabled: ({ facts }) => facts.selected.length > 0, run: ({ drawing }) => void drawing.clipboard.copy(null, false) },
  { id: 'paste', label: 'Paste', group: 'Edit', keys: ['mod+v'], where: 'canvas', byBrowser: true, icon: IconClipboard, isEnabled: editable, run: ({ drawing }) => void drawing.clipboard.paste(null) },
  { id: 'duplicate', label: 'Duplicate', group: 'Edit', keys: ['mod+d'], where: 'canvas', icon: IconCopyPlus, isEnabled: withSelected(1), run: ({ drawing }) => drawing.clipboard.duplicate() },
  { id: 'delete', label: 'Delete', group: 'Edit', keys: ['delete', 'backspace'], where: 'canvas', words: 'remove', icon: IconTrash, isEnabled: withSelected(1), run: ({ tools }) => tools.trigger('removeSelection') },
  { id: 'select-all', label: 'Select everything', group: 'Edit', keys: ['mod+a'], where: 'canvas', icon: IconSelectAll, isEnabled: editable, run: ({ tools }) => tools.trigger('selectElements') },
  { id: 'find', label: 'Find in this diagram', group: 'Edit', keys: ['mod+f'], words: 'search look for', icon: IconSearch, isEnabled: ({ bench, facts }) => bench.preview === null && facts.unreadable === null, run: ({ bench }) => bench.setMode('find') },
] as const satisfies readonly Action[];
