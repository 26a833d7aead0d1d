import { IMPORT_LIMITS } from '@bpmn-studio/contracts';

/** Endings of files that can be imported. */
export const ACCEPTED = ['.bpmn', '.xml', '.zip'] as const;

interface Sized {
  readonly name: string;
  readonly size: number;
}

export interface Choice<F extends Sized> {
  /** Sent one after the other; each within the bounds of one import. */
  readonly batches: readonly (readonly F[])[];
  readonly refused: readonly { readonly name: string; readonly detail: string }[];
}

/** Sorts out what can be sent at all, and splits the rest so that a thousand files are no problem either. */
export function chooseFiles<F extends Sized>(files: readonly F[], limits: { readonly files: number; readonly fileBytes: number; readonly totalBytes: number } = IMPORT_LIMITS): Choice<F> {
  const batches: F[][] = [];
  const refused: { name: string; detail: string }[] = [];
  let bytes = 0;
  for (const file of files) {
    const detail = faultOf(file, limits);
    if (detail !== null) {
      refused.push({ name: file.name, detail });
      continue;
    }
    const batch = batches.at(-1);
    if (batch && batch.length < limits.files && bytes + file.size <= limits.totalBytes) {
      batch.push(file);
      bytes += file.size;
    } else {
      batches.push([file]);
      bytes = file.size;
    }
  }
  return { batches, refused };
}

function faultOf({ name, size }: Sized, limits: { readonly fileBytes: number; readonly totalBytes: number }): string | null {
  const ending = ACCEPTED.find((known) => name.toLowerCase().endsWith(known));
  if (!ending) return `Only ${ACCEPTED.join(', ')} files can be imported.`;
  if (size === 0) return 'The file is empty.';
  const most = ending === '.zip' ? limits.totalBytes : limits.fileBytes;
  return size > most ? `The file is larger than ${most / 1024 / 1024} MB.` : null;
}
