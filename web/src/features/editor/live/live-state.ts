import { LIVE_CODES, type LiveCode, type LiveNews } from '@bpmn-studio/contracts';

/** First wait before a socket is opened again, and the longest, in milliseconds. */
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;

/** Why editing live is over: the name the server gives it. `unknown` is what it does not say. */
export type LiveEnd = (typeof LIVE_CODES)[LiveCode]['reason'] | 'signed_out' | 'off';

/** How an open diagram stands with the others who edit it. */
export interface LiveState {
  /** `connecting`: the document is not here yet. `offline`: it is, and what is drawn waits for the server. */
  readonly phase: 'connecting' | 'live' | 'offline' | 'ended';
  /** What this person may do; null until the server said so. */
  readonly right: 'write' | 'read' | null;
  /** Edits of this tab that are not durable on the server yet. */
  readonly unsent: number;
  /** Of these, all are on this device as well. */
  readonly isKept: boolean;
  /** Tries in a row to keep them here that the browser refused. */
  readonly keepFailures: number;
  /** Why it is over; `signed_out` is not the end, it goes on once somebody signs in again. */
  readonly end: LiveEnd | null;
  /** The last version that holds what was edited here. */
  readonly version: number | null;
  /** The edits are safe, but no version could be written of them yet. */
  readonly isUnwritten: boolean;
  readonly failures: number;
}

export type LiveInput =
  | { readonly type: 'ticket'; readonly right: 'write' | 'read' }
  | { readonly type: 'no-ticket'; /** Null where asking again may help. */ readonly end: LiveEnd | null }
  | { readonly type: 'synced' }
  | { readonly type: 'edited' }
  | { readonly type: 'acknowledged' }
  /** What was unsent then is on the device now, or is not. */
  | { readonly type: 'kept'; readonly unsent: number }
  | { readonly type: 'keep-failed' }
  | { readonly type: 'closed'; readonly code: number }
  | { readonly type: 'news'; readonly news: LiveNews };

export const BEFORE_LIVE: LiveState = { phase: 'connecting', right: null, unsent: 0, isKept: true, keepFailures: 0, end: null, version: null, isUnwritten: false, failures: 0 };

/** What becomes of the state when something happens. Pure. */
export function liveStep(state: LiveState, input: LiveInput): LiveState {
  if (state.phase === 'ended') return state;
  switch (input.type) {
    case 'ticket':
      return { ...state, right: input.right, end: null };
    case 'no-ticket':
      if (input.end === 'signed_out') return { ...lost(state), end: 'signed_out' };
      return input.end === null ? lost(state) : { ...state, phase: 'ended', end: input.end };
    case 'synced':
      return { ...state, phase: 'live', failures: 0 };
    case 'edited':
      return { ...state, unsent: state.unsent + 1, isKept: false };
    case 'acknowledged':
      return state.phase === 'live' ? { ...state, unsent: 0, isKept: true, keepFailures: 0 } : state;
    case 'kept':
      return { ...state, isKept: state.unsent <= input.unsent, keepFailures: 0 };
    case 'keep-failed':
      return { ...state, keepFailures: state.keepFailures + 1 };
    case 'closed':
      return closed(state, input.code);
    case 'news':
      return told(state, input.news);
  }
}

/** How long to wait before the socket is opened again, in milliseconds. `spread` from 0 to 1 keeps a crowd from coming back at once. */
export function waitBefore(failures: number, spread: number): number {
  const full = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(failures - 1, 10));
  return Math.round(full * (0.5 + spread / 2));
}

function closed(state: LiveState, code: number): LiveState {
  const meaning = (LIVE_CODES as Readonly<Record<number, { readonly reason: LiveEnd; readonly again: boolean } | undefined>>)[code];
  return meaning && !meaning.again ? { ...state, phase: 'ended', end: meaning.reason } : lost(state);
}

const lost = (state: LiveState): LiveState => ({ ...state, phase: state.phase === 'connecting' ? 'connecting' : 'offline', failures: state.failures + 1 });

function told(state: LiveState, news: LiveNews): LiveState {
  switch (news.type) {
    case 'written':
      return { ...state, version: news.version, isUnwritten: false };
    case 'not_written':
      return { ...state, isUnwritten: true };
    case 'right':
      return { ...state, right: news.right };
  }
}
