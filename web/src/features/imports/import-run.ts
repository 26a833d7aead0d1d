import { getImport, type Import, startImport } from '@bpmn-studio/contracts';
import { useSyncExternalStore } from 'react';
import { ApiError, call, messageOf, OfflineError } from '../../api/client.js';
import { retryDelay } from '../../api/retry.js';
import { upload } from '../../api/upload.js';
import { uniqueKey } from '../../lib/unique-key.js';
import { chooseFiles } from './choose-files.js';
import { type ImportRun, IDLE, newRun, type RunFile } from './import-state.js';
import { nextPause } from './poll-pause.js';

/** The import under way outlives pages, so it is kept beside React. */
let state: ImportRun = IDLE;
let queue: Promise<void> = Promise.resolve();
const listeners = new Set<() => void>();

/** The import under way or just finished. */
export function useImportRun(): ImportRun {
  return useSyncExternalStore(subscribe, () => state);
}

/** Puts the report away. */
export function dismissImport(): void {
  if (state.phase === 'done') set(IDLE);
}

/** Sends files and follows the server until each is imported or refused. Files that come meanwhile wait their turn. */
export function importFiles(files: readonly File[], workspaceId: string, onProgress: () => void): Promise<void> {
  const { batches, refused } = chooseFiles(files);
  set(newRun(state, batches.flat(), refused));
  queue = queue.then(async () => {
    for (const batch of batches) await runBatch(batch, workspaceId, onProgress);
    if (state.files.every(({ status }) => status !== 'waiting')) set({ ...state, phase: 'done', note: null });
  });
  return queue;
}

async function runBatch(batch: readonly File[], workspaceId: string, onProgress: () => void): Promise<void> {
  const key = uniqueKey();
  try {
    const send = () =>
      upload(startImport, { query: { workspaceId }, headers: { 'idempotency-key': key } }, batch, (share) => set({ ...state, phase: 'sending', share }));
    let report = await patiently(send, 4);
    replace(batch, report);
    for (let pause = nextPause(0, true); report.status === 'running'; ) {
      await wait(pause);
      const { data } = await patiently(() => call(getImport, { params: { id: report.id } }, { quiet: true }), 60);
      const moved = data.imported + data.refused !== report.imported + report.refused;
      pause = nextPause(pause, moved);
      report = data;
      replace(batch, report);
      if (moved) onProgress();
    }
    onProgress();
  } catch (error) {
    fail(batch, messageOf(error));
  }
}

/** Tries again as long as the server asks for patience or cannot be reached; the key makes sending twice safe. */
async function patiently<T>(work: () => Promise<T>, tries: number): Promise<T> {
  for (let failures = 0; ; failures += 1) {
    try {
      const result = await work();
      if (state.note !== null) set({ ...state, note: null });
      return result;
    } catch (error) {
      const passing = error instanceof OfflineError || (error instanceof ApiError && (error.status === 429 || error.status === 503));
      if (!passing || failures + 1 >= tries) throw error;
      const pause = retryDelay(failures, error);
      const why = error instanceof OfflineError ? 'Could not reach the server.' : 'The server asks us to wait.';
      set({ ...state, note: `${why} We go on in ${Math.round(pause / 1000)} s.` });
      await wait(pause);
    }
  }
}

function replace(batch: readonly File[], report: Import): void {
  const rows: RunFile[] = report.files.map((file, index) => ({ ...file, key: `${report.id}/${index}` }));
  set({ ...state, phase: 'working', files: [...rows, ...state.files.filter(({ key, source }) => !key.startsWith(report.id) && !(source && batch.includes(source)))] });
}

function fail(batch: readonly File[], detail: string): void {
  set({ ...state, files: state.files.map((file) => (file.source && batch.includes(file.source) ? { ...file, status: 'refused', detail } : file)) });
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
