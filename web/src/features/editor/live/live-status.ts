import type { SaveStatus } from '../save/save-status.js';
import type { LiveState } from './live-state.js';

/** What the toolbar says about a diagram that is edited live; null when it is over, and saving goes on as without others. */
export function liveStatus(state: LiveState): SaveStatus | null {
  const { phase, unsent, right, end } = state;
  if (phase === 'ended') return null;
  if (right === 'read') return { words: 'You may only view this now', short: 'View only', tone: 'trouble', action: null };
  if (end === 'signed_out') return { words: place(state, 'Sign in again to save'), short: 'Sign in', tone: 'trouble', action: 'sign-in' };
  if (phase === 'live') return unsent > 0 ? { words: 'Saving…', tone: 'busy', action: null } : { words: 'Saved', tone: 'calm', action: null };
  if (unsent === 0) return { words: 'Saved. You are offline', short: 'Saved, offline', tone: 'calm', action: null };
  return { words: place(state, `Offline, ${unsent === 1 ? '1 change waits' : `${unsent} changes wait`}`), short: state.isKept ? 'Offline, kept' : 'Offline', tone: 'waiting', action: null };
}

/** Whether closing the page would lose work: it is not on the server, and the device cannot keep it. */
export function isLiveAtRisk({ phase, unsent, keepFailures }: LiveState): boolean {
  return phase !== 'ended' && unsent > 0 && keepFailures > 0;
}

function place({ unsent, isKept, keepFailures }: LiveState, words: string): string {
  if (unsent === 0) return words;
  if (isKept) return words.startsWith('Offline') ? `${words} on this device` : `${words}; kept on this device`;
  return keepFailures > 0 ? `${words}; no copy on this device yet, trying again` : words;
}
