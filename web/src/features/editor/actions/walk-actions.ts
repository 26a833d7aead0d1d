import type { Step } from '../canvas/walking.js';
import type { Action } from './action.js';

const walk = <const Id extends string>(id: Id, label: string, keys: string, step: Step) =>
  ({ id, label, group: 'Move about', keys: [keys], where: 'canvas', keyOnly: true, repeats: true, run: ({ tools }) => tools.walk(step) }) as const satisfies Action;

export const walkActions = [
  walk('walk-next', 'Next element', '.', 'next'),
  walk('walk-previous', 'Previous element', ',', 'previous'),
] as const satisfies readonly Action[];
