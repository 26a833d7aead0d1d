import {
  IconLayoutAlignBottom,
  IconLayoutAlignCenter,
  IconLayoutAlignLeft,
  IconLayoutAlignMiddle,
  IconLayoutAlignRight,
  IconLayoutAlignTop,
  IconLayoutDistributeHorizontal,
  IconLayoutDistributeVertical,
  IconRotate2,
} from '@tabler/icons-react';
import { withSelected, type Action } from './action.js';

const align = <const Id extends string>(id: Id, label: string, type: string, icon: NonNullable<Action['icon']>) =>
  ({ id, label, group: 'Arrange', words: 'line up', icon, isEnabled: withSelected(2), run: ({ tools }) => tools.trigger('alignElements', { type }) }) as const satisfies Action;
const distribute = <const Id extends string>(id: Id, label: string, type: string, icon: NonNullable<Action['icon']>) =>
  ({ id, label, group: 'Arrange', words: 'distribute equal space gaps', icon, isEnabled: withSelected(3), run: ({ tools }) => tools.trigger('distributeElements', { type }) }) as const satisfies Action;
const move = <const Id extends string>(id: Id, label: string, keys: string, run: Action['run']) =>
  ({ id, label, group: 'Arrange', keys: [keys], where: 'canvas', keyOnly: true, repeats: true, isEnabled: withSelected(1), run }) as const satisfies Action;

export const arrangeActions = [
  align('align-left', 'Align left', 'left', IconLayoutAlignLeft),
  align('align-center', 'Align centres', 'center', IconLayoutAlignCenter),
  align('align-right', 'Align right', 'right', IconLayoutAlignRight),
  align('align-top', 'Align top', 'top', IconLayoutAlignTop),
  align('align-middle', 'Align middles', 'middle', IconLayoutAlignMiddle),
  align('align-bottom', 'Align bottom', 'bottom', IconLayoutAlignBottom),
  distribute('distribute-across', 'Space evenly across', 'horizontal', IconLayoutDistributeVertical),
  distribute('distribute-down', 'Space evenly down', 'vertical', IconLayoutDistributeHorizontal),
  { id: 'turn-pool', label: 'Turn the pool upright or level', group: 'Arrange', words: 'vertical horizontal direction lanes participant', icon: IconRotate2, isEnabled: ({ canEdit, tools }) => canEdit && tools.isPool, run: ({ tools }) => tools.turn() },
  move('move-left', 'Move left', 'arrowleft', ({ tools }) => tools.nudge('left')),
  move('move-right', 'Move right', 'arrowright', ({ tools }) => tools.nudge('right')),
  move('move-up', 'Move up', 'arrowup', ({ tools }) => tools.nudge('up')),
  move('move-down', 'Move down', 'arrowdown', ({ tools }) => tools.nudge('down')),
  move('nudge-left', 'Nudge left', 'shift+arrowleft', ({ tools }) => tools.nudge('left', true)),
  move('nudge-right', 'Nudge right', 'shift+arrowright', ({ tools }) => tools.nudge('right', true)),
  move('nudge-up', 'Nudge up', 'shift+arrowup', ({ tools }) => tools.nudge('up', true)),
  move('nudge-down', 'Nudge down', 'shift+arrowdown', ({ tools }) => tools.nudge('down', true)),
  move('wider', 'Make wider', 'alt+shift+arrowright', ({ tools }) => tools.resize('right')),
  move('narrower', 'Make narrower', 'alt+shift+arrowleft', ({ tools }) => tools.resize('left')),
  move('taller', 'Make taller', 'alt+shift+arrowdown', ({ tools }) => tools.resize('down')),
  move('flatter', 'Make flatter', 'alt+shift+arrowup', ({ tools }) => tools.resize('up')),
] as const satisfies readonly Action[];
