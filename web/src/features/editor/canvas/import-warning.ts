/** Longest list worth reading. */
const SHOWN = 50;

export interface ImportReport {
  readonly count: number;
  readonly lines: readonly string[];
}

/** What could not be read of a file, each kind once, in the words of the reader. */
export function reportOf(warnings: readonly unknown[]): ImportReport | null {
  if (warnings.length === 0) return null;
  const lines = [...new Set(warnings.map(textOf))];
  return { count: warnings.length, lines: lines.length > SHOWN ? [...lines.slice(0, SHOWN), `and ${lines.length - SHOWN} more`] : lines };
}

function textOf(warning: unknown): string {
  const text = typeof warning === 'object' && warning !== null && 'message' in warning ? String(warning.message) : String(warning);
  return text.split('\n')[0]!.trim().slice(0, 300);
}
