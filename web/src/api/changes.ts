import { followChanges } from '@bpmn-studio/contracts';
import { urlFor } from './url.js';

/** What a page can be told of. */
export type Change = 'comments' | 'notifications';

/** How often whoever listens is made to ask while no stream comes through, and how long a stream may take to come (back). */
const ASK_EVERY_MS = 5_000;
const LONGEST_WAIT_MS = 60_000;

interface Follower {
  readonly change: Change;
  readonly diagramId: string | undefined;
  readonly ask: () => void;
}

const followers = new Set<Follower>();
let stream: EventSource | undefined;
let address = '';
let isOpen = false;
let failures = 0;
let again: ReturnType<typeof setTimeout> | undefined;

/**
 * Asks whenever the server says that something changed, and each time a page comes into sight. One stream serves the page, and
 * only while somebody looks at it: without HTTP/2 a browser gives a site six connections in all its windows. Where no stream
 * comes through, asks every 5 s.
 * @param diagramId the diagram whose changes are followed, beside those that concern the person
 * @returns ends it
 */
export function onChange(change: Change, diagramId: string | undefined, ask: () => void): () => void {
  const follower = { change, diagramId, ask };
  followers.add(follower);
  if (followers.size === 1) watch();
  follow();
  return () => {
    followers.delete(follower);
    if (followers.size > 0) return follow();
    unwatch();
  };
}

/** Opens the stream for what is followed now, unless it is open already. */
function follow(): void {
  if (document.visibilityState === 'hidden') return stop();
  const diagramId = [...followers].findLast((one) => one.diagramId !== undefined)?.diagramId;
  const wanted = urlFor(followChanges, { query: { diagramId } });
  if (stream !== undefined && stream.readyState !== EventSource.CLOSED && wanted === address) return;
  stop();
  address = wanted;
  const opened = new EventSource(wanted);
  stream = opened;
  opened.addEventListener('open', () => {
    [isOpen, failures] = [true, 0];
    askAll(); // what was told while nobody listened
  });
  opened.addEventListener('error', () => {
    isOpen = false;
    // A stream that ended comes back by itself. One that was refused does not.
    if (opened === stream && opened.readyState === EventSource.CLOSED) later();
  });
  for (const change of ['comments', 'notifications'] as const) opened.addEventListener(change, () => askAll(change));
}

function later(): void {
  clearTimeout(again);
  again = setTimeout(follow, Math.min(ASK_EVERY_MS * 2 ** failures++, LONGEST_WAIT_MS));
}

function stop(): void {
  clearTimeout(again);
  stream?.close();
  stream = undefined;
  isOpen = false;
}

function askAll(change?: Change): void {
  for (const follower of followers) if (change === undefined || follower.change === change) follower.ask();
}

let ticking: ReturnType<typeof setInterval> | undefined;

function watch(): void {
  ticking = setInterval(() => !isOpen && document.visibilityState === 'visible' && askAll(), ASK_EVERY_MS);
  document.addEventListener('visibilitychange', follow);
  window.addEventListener('pagehide', stop);
  window.addEventListener('pageshow', follow);
}

function unwatch(): void {
  stop();
  clearInterval(ticking);
  document.removeEventListener('visibilitychange', follow);
  window.removeEventListener('pagehide', stop);
  window.removeEventListener('pageshow', follow);
}
