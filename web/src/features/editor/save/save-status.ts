import { isDirty, type SaveState } from './save-state.js';

/** What the toolbar says about saving: words first, a tone for the mark beside them. */
export interface SaveStatus {
  readonly words: string;
  /** The same where there is little room. */
  readonly short?: string;
  readonly tone: 'calm' | 'busy' | 'waiting' | 'trouble';
  /** What clicking on the words does. */
  readonly action: 'save' | 'decide' | 'sign-in' | null;
}

/** Puts the state into words that are true: "kept on this device" only when it is. */
export function saveStatus(state: SaveState, now: number): SaveStatus {
  const dirty = isDirty(state);
  const { hold } = state;
  if (hold?.kind === 'conflict') return { words: 'Changed elsewhere', short: 'Please decide', tone: 'trouble', action: 'decide' };
  if (hold?.kind === 'merging') return { words: 'Merging…', tone: 'busy', action: null };
  if (hold?.kind === 'loss') return { words: place(state, 'Not saved yet'), short: 'Not saved', tone: 'trouble', action: 'decide' };
  if (hold?.kind === 'forbidden') return { words: place(state, 'You may only view this now'), short: 'View only', tone: 'trouble', action: dirty ? 'decide' : null };
  if (hold?.kind === 'gone') return { words: dirty ? place(state, 'No longer there') : 'No longer there', short: 'Not there', tone: 'trouble', action: 'decide' };
  if (!dirty && state.online && state.waiting === null) return { words: 'Saved', tone: 'calm', action: null };
  if (!dirty) return { words: 'Saved. You are offline', short: 'Saved, offline', tone: 'calm', action: null };
  if (hold?.kind === 'signed-out') return { words: place(state, 'Sign in again to save'), short: 'Sign in', tone: 'trouble', action: 'sign-in' };
  if (hold?.kind === 'refused') return { words: place(state, 'Could not be saved'), short: 'Not saved', tone: 'trouble', action: 'save' };
  if (state.captureProblem !== null) return { words: 'The last change could not be written down', short: 'Not saved', tone: 'trouble', action: 'save' };
  if (state.attempt?.flying && state.failures === 0) return { words: 'Saving…', tone: 'busy', action: null };
  if (state.waiting === 'unreachable') return { words: place(state, 'Offline'), short: isOnDevice(state) ? 'Offline, kept' : 'Offline', tone: 'waiting', action: 'save' };
  if (state.waiting === 'limited') return { words: `${isOnDevice(state) ? 'Saved on this device. ' : ''}The server asks us to wait ${secondsUntil(state.notBefore, now)} s`, short: `${isOnDevice(state) ? 'Kept' : 'Saving'}, ${secondsUntil(state.notBefore, now)} s left`, tone: 'waiting', action: null };
  if (state.waiting !== null) return { words: `Saving again in ${secondsUntil(state.notBefore, now)} s`, short: `Again in ${secondsUntil(state.notBefore, now)} s`, tone: 'waiting', action: 'save' };
  if (state.attempt?.flying) return { words: 'Saving…', tone: 'busy', action: null };
  return { words: 'Unsaved changes', short: 'Unsaved', tone: 'busy', action: 'save' };
}

/** Whether closing the page would lose work: it is not on the server, and the device cannot keep it. */
export function isAtRisk(state: SaveState): boolean {
  return isDirty(state) && (state.keepFailures > 0 || state.captureProblem !== null);
}

/** Whether the words count seconds and so have to be renewed. */
export function isCounting(state: SaveState): boolean {
  return isDirty(state) && state.hold === null && (state.waiting === 'limited' || state.waiting === 'unavailable');
}

function place(state: SaveState, words: string): string {
  if (!isOnDevice(state)) return state.keepFailures > 0 ? `${words}; no copy on this device yet, trying again` : words;
  return words === 'Offline' ? 'Offline, kept on this device' : `${words}; kept on this device`;
}

function isOnDevice(state: SaveState): boolean {
  return Math.max(state.kept, state.acknowledged) >= state.revision && state.keepFailures === 0;
}

const secondsUntil = (time: number, now: number) => Math.max(1, Math.ceil((time - now) / 1000));
