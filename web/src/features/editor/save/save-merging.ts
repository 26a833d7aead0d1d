import type { MergeClash } from '@bpmn-studio/bpmn';
import { MOST_MERGES, ownXml, sentOf, TIMES, type Aside, type Choices, type Combined, type ConflictReason, type SaveEffect, type SaveInput, type SaveState, type Step, type Stored } from './save-state.js';
import { retryDelay } from './save-timing.js';

/** The clash of two titles, beside those of the drawings. */
export const TITLE_CLASH = 'title';

/** Both sides changed: the two are put together before anybody is asked. */
export function beginMerge(state: SaveState, current: Stored, choices: Choices = {}): SaveState {
  if (state.merges >= MOST_MERGES) return conflict({ ...state, merges: 0 }, current, { kind: 'contended' });
  return { ...state, base: baseFor(state, current), sentBefore: sentOf(state), attempt: null, hold: { kind: 'merging', current, choices, asked: null } };
}

/** A title of mine that is on the server although its answer was lost is nobody else's change. */
export function baseFor({ base, attempt }: SaveState, current: Stored): Stored {
  return attempt?.body.title === current.title ? { ...base, title: current.title } : base;
}

/** Whether everything that goes into the merge is written down. */
export function canMerge(state: SaveState, now: number): boolean {
  const isWaiting = state.hold?.kind === 'merging' && state.hold.asked === null;
  return isWaiting && state.captured === state.revision && now >= state.notBefore;
}

/** Asks for the merge that is waiting. */
export function askForMerge(state: SaveState): Step {
  const { hold, base, revision } = state;
  if (hold?.kind !== 'merging') return { state, effects: [] };
  const { choices } = hold;
  return {
    state: { ...state, hold: { ...hold, asked: revision } },
    effects: [{ type: 'merge', revision, input: { base: base.xml, mine: ownXml(state), theirs: hold.current.xml, choices }, since: base.version, sent: state.sentBefore }],
  };
}

/** What follows from a merge: the merged document becomes mine, on top of theirs; or a person is asked. */
export function onMerged(state: SaveState, { revision, answer }: Extract<SaveInput, { type: 'merged' }>, now: number): Step {
  const { hold } = state;
  if (hold?.kind !== 'merging' || hold.asked !== revision) return only(state);
  const { current, choices } = hold;
  if (answer.kind === 'failed') return only(conflict(state, current, { kind: 'failed', reason: answer.reason }));
  // Something was drawn meanwhile: merged again once it is quiet, so that nothing is drawn onto a canvas that changes.
  if (state.revision !== revision) return only({ ...state, hold: { ...hold, asked: null }, notBefore: Math.max(state.notBefore, now + TIMES.debounce) });
  const { result } = answer;
  if (!result.related) return only(conflict(state, current, { kind: 'unrelated' }));
  if (result.unlisted > 0) return only(conflict(state, current, { kind: 'countless' })); // the rest would be decided unseen
  const clashes = [...titleClash(state, current), ...result.clashes];
  if (clashes.some(({ id }) => choices[id] === undefined)) return only(conflict(state, current, { kind: 'clashes', clashes, revision }));
  return apply(state, current, result, choices, clashes, now);
}

/** A person chose, or wants to look again. The merge is made anew: more may have been drawn since. */
export function onResolved(state: SaveState, choices: Choices): SaveState {
  if (state.hold?.kind !== 'conflict') return state;
  return beginMerge({ ...state, merges: 0, wanted: state.revision }, state.hold.current, choices);
}

/**
 * Puts mine back as it was before the last merge, once that was asked for and nothing is on its way; theirs stays under a
 * name. Not when something was drawn since: that would be taken along.
 */
export function undoMergeWhenStill({ state, effects }: Step, now: number): Step {
  const { lastMerge, undoAsked } = state;
  if (lastMerge === null || undoAsked === null) return { state, effects };
  if (undoAsked !== state.revision || lastMerge.revision !== undoAsked) return { state: { ...state, undoAsked: null }, effects };
  if (state.hold !== null || state.attempt?.flying || state.naming) return { state, effects };
  const { mine, theirs } = lastMerge;
  const revision = state.revision + 1;
  return {
    state: {
      ...state, ...mine, sentBefore: sentOf(state), revision, captured: revision, lastMerge: null, undoAsked: null, attempt: null, wanted: revision, capturing: false, captureAt: null, firstEditAt: now, lastEditAt: now,
      asides: [...state.asides, { kind: 'name', version: theirs.version, message: `The version of ${nameOf(theirs)}` }],
    },
    effects: [...effects, { type: 'show', document: { ...state.base, ...mine } }],
  };
}

/** Three ways: a title only one side changed is that side's; null when both did. */
export function mergedTitle(base: string, mine: string, theirs: string): string | null {
  if (mine === base || mine === theirs) return theirs;
  return theirs === base ? mine : null;
}

function apply(state: SaveState, current: Stored, result: Combined, choices: Choices, clashes: readonly MergeClash[], now: number): Step {
  const title = mergedTitle(state.base.title, state.title, current.title) ?? (choices[TITLE_CLASH] === 'mine' ? state.title : current.title);
  const revision = state.revision + 1;
  const merges = state.merges + 1;
  const backoff = merges > 1 ? now + retryDelay(state.session, merges - 1) : 0;
  const effects: SaveEffect[] = result.text === state.xml ? [] : [{ type: 'show', document: { ...current, xml: result.text, title } }];
  return {
    state: {
      ...state, base: current, xml: result.text, title, revision, captured: revision, capturing: false, captureAt: null, lost: [], chosen: null,
      attempt: null, hold: null, failures: 0, waiting: null, notBefore: Math.max(state.waiting === 'limited' ? state.notBefore : 0, backoff), wanted: revision, merges,
      asides: [...state.asides, ...asidesFor(state, current, choices, clashes)],
      lastMerge: { theirs: current, base: result.base ?? state.base.version, mine: { xml: state.xml, title: state.title }, text: result.text, revision },
    },
    effects,
  };
}

/** Nothing is thrown away: a side that lost something stays as a version with a name. */
function asidesFor(state: SaveState, current: Stored, choices: Choices, clashes: readonly MergeClash[]): Aside[] {
  const isChosen = (side: string) => clashes.some(({ id }) => choices[id] === side);
  return [
    ...(isChosen('mine') ? [{ kind: 'name', version: current.version, message: `Before merging: the version of ${nameOf(current)}` } as const] : []),
    ...(isChosen('theirs') && !state.isShared ? [{ kind: 'save', xml: state.xml, message: `Before merging with ${nameOf(current)}: the other version` } as const] : []),
  ];
}

function titleClash(state: SaveState, current: Stored): MergeClash[] {
  const base = state.base.title;
  if (mergedTitle(base, state.title, current.title) !== null) return [];
  return [{ id: TITLE_CLASH, elementId: '', type: 'title', name: null, kind: 'property', property: 'title', base, mine: state.title, theirs: current.title }];
}

function conflict(state: SaveState, current: Stored, reason: ConflictReason): SaveState {
  return { ...state, attempt: null, hold: { kind: 'conflict', current, reason } };
}

const nameOf = ({ updatedBy }: Stored) => updatedBy ?? 'somebody else';
const only = (state: SaveState): Step => ({ state, effects: [] });
