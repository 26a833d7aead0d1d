import { plural } from '../../../lib/plural.js';
import { SEVERITIES, type Problem, type Severity } from './rules/problem.js';

/** The heading of a weight. */
export const WEIGHTS: Readonly<Record<Severity, string>> = { error: 'Errors', warning: 'Warnings', info: 'Hints' };
const ONE: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'hint' };

export type Counts = Readonly<Record<Severity, number>>;

export function countsOf(problems: readonly Pick<Problem, 'severity'>[]): Counts {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of problems) counts[severity]++;
  return counts;
}

/** "2 errors, 1 hint"; "No problems" when there are none. */
export function countWords(counts: Counts): string {
  const parts = SEVERITIES.flatMap((severity) => (counts[severity] > 0 ? [plural(counts[severity], ONE[severity])] : []));
  return parts.length === 0 ? 'No problems' : parts.join(', ');
}
