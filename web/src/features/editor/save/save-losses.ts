import type { LostPart } from '@bpmn-studio/bpmn';
import type { SaveState } from './save-state.js';

/** Pieces that saving would lose and that nobody has agreed to lose. */
export function lostUnasked({ lost, lostKnowingly }: SaveState): readonly LostPart[] {
  if (lost.length === 0) return lost;
  const known = new Set(lostKnowingly.map(nameOf));
  return lost.filter((piece) => !known.has(nameOf(piece)));
}

/** Holds saving while it would lose something unasked; lets it go on when that is undone. */
export function askAboutLoss(state: SaveState): SaveState {
  const isLosing = lostUnasked(state).length > 0;
  if (state.hold?.kind === 'loss') return isLosing ? state : { ...state, hold: null };
  const isFree = state.hold === null || (state.hold.kind === 'merging' && state.hold.asked === null);
  return isLosing && isFree && !state.attempt?.flying ? { ...state, attempt: state.attempt?.uncertain ? state.attempt : null, hold: { kind: 'loss' } } : state;
}

/** Saved all the same: the version that still holds everything is kept under a name. */
export function acceptLoss(state: SaveState): SaveState {
  if (state.hold?.kind !== 'loss') return state;
  const { lost, base, asides } = state;
  const what = lost.length === 1 ? (lost[0]?.name ?? 'one element') : `${lost.length} pieces`;
  const aside = { kind: 'name', version: base.version, message: `Before losing ${what}`.slice(0, 500) } as const;
  return { ...state, hold: null, lostKnowingly: lost, asides: [...asides, aside], wanted: state.revision, notBefore: 0 };
}

const nameOf = ({ elementId, type, what }: LostPart) => JSON.stringify([elementId, type, what]);
