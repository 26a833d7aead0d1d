import KeyboardMove from 'diagram-js/lib/navigation/keyboard-move/KeyboardMove';
import KeyboardMoveSelection from 'diagram-js/lib/features/keyboard-move-selection/KeyboardMoveSelection';
import type { ModuleDeclaration } from 'didi';

/** A keyboard nobody presses. */
const SILENT = { addListener: () => undefined };

/**
 * The canvas library's shortcuts are switched off, what they do is kept: the keys are in the list of actions, where each
 * is written once (actions/editor-actions.ts). Only the keys of a tool in the hand, such as Escape, stay the library's.
 */
export const ownKeys: ModuleDeclaration = {
  keyboardBindings: ['value', null],
  keyboardMove: ['factory', movesPaper],
  keyboardMoveSelection: ['factory', movesSelection],
};

movesPaper.$inject = ['config.keyboardMove', 'canvas'];
function movesPaper(config: object, canvas: object): object {
  return new KeyboardMove(config, SILENT as never, canvas as never);
}

movesSelection.$inject = ['modeling', 'rules', 'selection'];
function movesSelection(modeling: object, rules: object, selection: object): object {
  return new KeyboardMoveSelection({ moveSpeed: 1, moveSpeedAccelerated: 10 }, SILENT as never, modeling as never, rules as never, selection as never);
}
