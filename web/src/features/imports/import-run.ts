import { getImport, type Import, startImport } from '@bpmn-studio/contracts';
import { useSyncExternalStore } from 'react';
import { call, mayPass, messageOf, OfflineError } from '../../api/client.js';
import { retryDelay } from '../../api/retry.js';
import { upload } from '../../api/upload.js';
import { uniqueKey } from '../../lib/unique-key.js';
import { chooseFiles } from './choose-files.js';
import { type ImportRun, IDLE, newRun, type RunFile } from './import-state.js';
import { nextPause } from './poll-pause.js';
import { forgetUnderWay, forgetAllUnderWay, rememberUnderWay, underWay } from './under-way.js';

/** The import under way outlives pages, so it is kept beside React. */
let state: ImportRun = IDLE;
let queue: Promise<void> = Promise.resolve();
let life = new AbortController();
const listeners = new Set<() => void>();

/** The import under way or just finished. */
export function useImportRun(): ImportRun {
  return useSyncExternalStore(subscribe, () => state);
}

/** Puts the report away. */
export function dismissImport(): void {
  if (state.phase === 'done') set(IDLE);
}

/** Ends what is under way and forgets the report: the next person at this device has no business with it. */
export function forgetImports(): void {
  life.abort();
  life = new AbortController();
  queue = Promise.resolve();
  forgetAllUnderWay();
  set(IDLE);
}

/** Finds the imports again that were under way when the page was loaded anew, and follows them to their end. */
export function resumeImports(onProgress: () => void): void {
  if (state.phase !== 'idle') return;
  const { signal } = life;
  for (const id of underWay()) queue = queue.then(() => resumeOne(id, onProgress, signal));
}

/** Sends files and follows the server until each is imported or refused. Files that come meanwhile wait their turn. */
export function importFiles(files: readonly File[], workspaceId: string, onProgress: () => void): Promise<void> {
  const { batches, refused } = chooseFiles(files);
  set(newRun(state, batches.flat(), refused));
  const { signal } = life;
  queue = queue.then(async () => {
    for (const batch of batches) if (!signal.aborted) await runBatch(batch, workspaceId, onProgress, signal);
    finish(signal);
  });
  return queue;
}

async function runBatch(batch: readonly File[], workspaceId: string, onProgress: () => void, signal: AbortSignal): Promise<void> {
  const key = uniqueKey();
  let accepted: string | null = null;
  try {
    const send = () =>
      upload(startImport, { query: { workspaceId }, headers: { 'idempotency-key': key } }, batch, { signal, onProgress: (share) => set({ ...state, phase: 'sending', share }) });
    const report = await patiently(send, 4, signal);
    accepted = report.id;
    rememberUnderWay(report.id);
    await follow(report, batch, onProgress, signal);
  } catch (error) {
    if (!signal.aborted) fail(batch, accepted, messageOf(error));
  }
}

async function follow(first: Import, batch: readonly File[], onProgress: () => void, signal: AbortSignal): Promise<void> {
  let report = first;
  replace(batch, report);
  for (let pause = nextPause(0, true); report.status === 'running'; ) {
    await wait(pause);
    const data = await progressOf(report.id, signal);
    const moved = data.imported + data.refused !== report.imported + report.refused;
    pause = nextPause(pause, moved);
    report = data;
    replace(batch, report);
    if (moved) onProgress();
  }
  forgetUnderWay(report.id);
  onProgress();
}

async function progressOf(id: string, signal: AbortSignal): Promise<Import> {
  return (await patiently(() => call(getImport, { params: { id } }, { quiet: true, signal }), 60, signal)).data;
}

/** An import that is not there any more, or not for who is signed in now, is none of ours. */
async function resumeOne(id: string, onProgress: () => void, signal: AbortSignal): Promise<void> {
  try {
    await follow(await progressOf(id, signal), [], onProgress, signal);
  } catch (error) {
    if (signal.aborted) return;
    console.warn('An import could not be followed any more', error);
    forgetUnderWay(id);
    fail([], id, messageOf(error));
  }
  finish(signal);
}

function finish(signal: AbortSignal): void {
  if (!signal.aborted && state.files.length > 0 && state.files.every(({ status }) => status !== 'waiting')) set({ ...state, phase: 'done', note: null });
}

/** Tries again as long as the server asks for patience or cannot be reached; the key makes sending twice safe. */
async function patiently<T>(work: () => Promise<T>, tries: number, signal: AbortSignal): Promise<T> {
  for (let failures = 0; ; failures += 1) {
    signal.throwIfAborted();
    try {
      const result = await work();
      signal.throwIfAborted();
      if (state.note !== null) set({ ...state, note: null });
      return result;
    } catch (error) {
      if (signal.aborted || !mayPass(error) || failures + 1 >= tries) throw error;
      const pause = retryDelay(failures, error);
      const why = error instanceof OfflineError ? 'Could not reach the server.' : 'The server needs a moment.';
      set({ ...state, note: `${why} We go on in ${Math.round(pause / 1000)} s.` });
      await wait(pause);
    }
  }
}

function replace(batch: readonly File[], report: Import): void {
  const rows: RunFile[] = report.files.map((file, index) => ({ ...file, key: `${report.id}/${index}`, report: { importId: report.id, position: file.position } }));
  set({ ...state, phase: 'working', files: [...rows, ...state.files.filter(({ key, source }) => !key.startsWith(report.id) && !(source && batch.includes(source)))] });
}

/** Gives up on what still waits: files that were not sent, or files whose import is out of sight and may yet go on. */
function fail(batch: readonly File[], accepted: string | null, why: string): void {
  const detail = accepted === null ? why : `What became of it is not known; it may still appear in the library. ${why}`;
  const isOurs = ({ key, source }: RunFile) => (source ? batch.includes(source) : accepted !== null && key.startsWith(accepted));
  set({ ...state, files: state.files.map((file) => (file.status === 'waiting' && isOurs(file) ? { ...file, status: 'refused', detail } : file)) });
}

function set(next: ImportRun): void {
  state = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
