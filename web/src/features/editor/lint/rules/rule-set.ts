import type { Severity } from './problem.js';

/**
 * How much each rule weighs, by its name; `off` leaves it out. Rules that are not named weigh what they weigh by default,
 * names nobody knows are passed over: a set may come from a server that is newer or older than this page.
 */
export interface RuleSet {
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
}

export const DEFAULT_RULES: RuleSet = { rules: {} };
