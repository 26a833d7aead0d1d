import type { ImportFound } from '@bpmn-studio/contracts';

/** One line of the report. */
export interface RunFile {
  readonly key: string;
  readonly name: string;
  readonly status: 'waiting' | 'imported' | 'refused';
  readonly diagramId: string | null;
  readonly detail: string | null;
  readonly line: number | null;
  readonly column: number | null;
  /** The line a refusal points at. */
  readonly quote: string | null;
  /** What was found in it, in short. */
  readonly found: ImportFound | null;
  /** Where the server keeps its whole report; null as long as it does not. */
  readonly report: { readonly importId: string; readonly position: number } | null;
  /** The file on this computer; gone once the server lists it itself. */
  readonly source?: File;
}

export interface ImportRun {
  readonly phase: 'idle' | 'sending' | 'working' | 'done';
  /** Of the batch being sent, 0 to 1. */
  readonly share: number;
  readonly files: readonly RunFile[];
  /** What the run is waiting for, when it waits. */
  readonly note: string | null;
}

export const IDLE: ImportRun = { phase: 'idle', share: 0, files: [], note: null };

let count = 0;

/** Adds files to a run; a finished run gives way to a new one. */
export function newRun(before: ImportRun, files: readonly File[], refused: readonly { readonly name: string; readonly detail: string }[]): ImportRun {
  const rest = { diagramId: null, line: null, column: null, quote: null, found: null, report: null };
  const kept = before.phase === 'done' ? [] : before.files;
  return {
    ...before,
    phase: 'sending',
    share: before.phase === 'done' ? 0 : before.share,
    files: [
      ...kept,
      ...refused.map(({ name, detail }): RunFile => ({ ...rest, key: nextKey(), name, detail, status: 'refused' })),
      ...files.map((source): RunFile => ({ ...rest, key: nextKey(), name: source.name, detail: null, status: 'waiting', source })),
    ],
  };
}

export interface Tally {
  readonly total: number;
  readonly imported: number;
  readonly refused: number;
  /** How far the whole run is, 0 to 1: a sent file counts a third, the rest is the server's work. */
  readonly progress: number;
}

/** Counts what became of the files. */
export function tally(run: ImportRun): Tally {
  const imported = run.files.filter(({ status }) => status === 'imported').length;
  const refused = run.files.filter(({ status }) => status === 'refused').length;
  const total = run.files.length;
  const settled = imported + refused;
  const underWay = run.phase === 'sending' ? run.share / 3 : 1 / 3;
  return { total, imported, refused, progress: total === 0 || run.phase === 'done' ? 1 : (settled + (total - settled) * underWay) / total };
}

/** The files as one wants to read of them: once all is done, those that need looking after come first. */
export function inReadingOrder({ phase, files }: Pick<ImportRun, 'phase' | 'files'>): readonly RunFile[] {
  const need = ({ status, found }: RunFile) => (status === 'refused' ? 2 : (found?.warnings ?? 0) > 0 ? 1 : 0);
  return phase === 'done' ? files.toSorted((a, b) => need(b) - need(a)) : files;
}

function nextKey(): string {
  count += 1;
  return `local/${count}`;
}
