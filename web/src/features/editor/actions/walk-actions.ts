import { openPalette } from '../../../ui/commands/command-sources.js';
import type { Step } from '../canvas/walking.js';
import type { Action } from './action.js';

const walk = <const Id extends string>(id: Id, label: string, keys: string, step: Step) =>
  ({ id, label, group: 'Move about', keys: [keys], where: 'canvas', keyOnly: true, repeats: true, run: ({ tools }) => tools.walk(step) }) as const satisfies Action;

export const walkActions = [
  walk('walk-forward', 'Along the flow', 'alt+arrowright', 'forward'),
  walk('walk-back', 'Against the flow', 'alt+arrowleft', 'back'),
  walk('walk-up', 'Branch or element above', 'alt+arrowup', 'up'),
  walk('walk-down', 'Branch or element below', 'alt+arrowdown', 'down'),
  walk('walk-into', 'Into a pool or sub-process', 'alt+pagedown', 'into'),
  walk('walk-out', 'Out of it', 'alt+pageup', 'out'),
  walk('walk-next', 'Next element', '.', 'next'),
  walk('walk-previous', 'Previous element', ',', 'previous'),
  { id: 'possibilities', label: 'What can be done with it', group: 'Move about', keys: ['enter'], where: 'canvas', keyOnly: true, isEnabled: ({ facts }) => facts.selected.length > 0, run: openPalette },
] as const satisfies readonly Action[];
