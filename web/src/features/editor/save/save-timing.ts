import { isDirty, TIMES, type SaveState } from './save-state.js';

/**
 * The wait after the nth failure in a row: doubling, bounded, and spread by up to half so that a crowd of editors does
 * not come back at the same moment. The spread is derived from the session's name, which keeps the machine pure.
 */
export function retryDelay(session: string, failures: number): number {
  const full = Math.min(TIMES.longestRetry, TIMES.firstRetry * 2 ** Math.min(failures - 1, 10));
  return Math.round(full * (0.5 + spread(`${session}:${failures}`) / 2));
}

/** When the next PUT is due; null when there is nothing to send or something else has to happen first. */
export function sendAt(state: SaveState): number | null {
  const { attempt, hold } = state;
  if (hold !== null || attempt?.flying || state.naming) return null;
  if (attempt) return state.notBefore;
  if (!isDirty(state) || !isWrittenDown(state)) return null;
  if (isUrgent(state)) return state.notBefore;
  const quiet = Math.min(state.lastEditAt + TIMES.debounce, state.firstEditAt + TIMES.longest);
  return Math.max(quiet, state.lastSentAt + TIMES.betweenAutosaves, state.notBefore);
}

/** When the newest edit has to be written down as BPMN; null when it is, or when that is happening. */
export function captureAt(state: SaveState): number | null {
  return state.captured < state.revision && !state.capturing ? state.captureAt : null;
}

/** When the unsaved work has to go to the device; null when it is there, or on its way, or when there is none. */
export function keepAt(state: SaveState): number | null {
  if (!hasSomething(state)) return null;
  return state.captured > state.keepAsked ? Number.NEGATIVE_INFINITY : state.keepAgainAt;
}

/** When the machine wants its next tick; null when only an outside event can move it. */
export function wakeAt(state: SaveState): number | null {
  const recheck = state.hold?.kind === 'checking' && !state.hold.flying ? state.notBefore : null;
  const merge = state.hold?.kind === 'merging' && state.hold.asked === null && state.captured === state.revision ? state.notBefore : null;
  const times = [captureAt(state), keepAt(state), sendAt(state), recheck, merge].filter((time) => time !== null);
  return times.length === 0 ? null : Math.min(...times);
}

/** Whether the next save should not wait for quiet. */
export function isUrgent(state: SaveState): boolean {
  return state.wanted > state.acknowledged || state.hidden || state.message !== null || state.asides.length > 0;
}

/** The device comes before the network; what was asked for urgently has to hold the newest edit. */
function isWrittenDown(state: SaveState): boolean {
  const newest = isUrgent(state) && state.captureProblem === null ? state.captured === state.revision : true;
  const onDevice = state.hidden || state.kept >= state.captured || state.keepFailures > 0 || state.captured === state.acknowledged;
  return newest && onDevice && hasSomething(state);
}

/** Whether what is written down says something that the server does not know. */
function hasSomething({ captured, acknowledged, message, asides }: SaveState): boolean {
  return captured > acknowledged || message !== null || asides.length > 0;
}

function spread(text: string): number {
  let hash = 2166136261;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 16777619);
  return (hash >>> 0) / 2 ** 32;
}
