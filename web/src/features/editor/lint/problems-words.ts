import { plural } from '../../../lib/plural.js';
import { SEVERITIES, type Problem, type Severity } from './rules/problem.js';

/** What one problem of a weight is called, and its sign: told apart by shape, not by colour alone. */
export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = { error: 'Error', warning: 'Warning', info: 'Hint' };
export const SEVERITY_SIGNS: Readonly<Record<Severity, string>> = { error: '!', warning: '!', info: 'i' };
/** The heading of a weight. */
export const WEIGHTS: Readonly<Record<Severity, string>> = { error: 'Errors', warning: 'Warnings', info: 'Hints' };

export type Counts = Readonly<Record<Severity, number>>;

export function countsOf(problems: readonly Pick<Problem, 'severity'>[]): Counts {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of problems) counts[severity]++;
  return counts;
}

/** "2 errors, 1 hint"; "No problems" when there are none. */
export function countWords(counts: Counts): string {
  const parts = SEVERITIES.flatMap((severity) => (counts[severity] > 0 ? [plural(counts[severity], SEVERITY_WORDS[severity].toLowerCase())] : []));
  return parts.length === 0 ? 'No problems' : parts.join(', ');
}
