/** Longest list worth reading. */
const SHOWN = 50;

export interface ImportReport {
  readonly count: number;
  readonly lines: readonly string[];
}

/** The text reaches the reader decoded: what it says about encodings concerns nobody. */
const HARMLESS = /^unsupported document encoding/;

/** What could not be read of a file, each kind once, in the words of the reader; null when all was. */
export function reportOf(warnings: readonly unknown[]): ImportReport | null {
  const lines = [...new Set(warnings.map(textOf).filter((text) => !HARMLESS.test(text)))];
  if (lines.length === 0) return null;
  return { count: lines.length, lines: lines.length > SHOWN ? [...lines.slice(0, SHOWN), `and ${lines.length - SHOWN} more`] : lines };
}

function textOf(warning: unknown): string {
  const text = typeof warning === 'object' && warning !== null && 'message' in warning ? String(warning.message) : String(warning);
  return text.split('\n')[0]!.trim().slice(0, 300);
}
