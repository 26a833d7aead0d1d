import type { LimitClass } from '@bpmn-studio/contracts';
import { counter } from '../telemetry/index.js';

const refusals = counter({ name: 'bpmn.rate_limit.refusals', unit: '{requests}', description: 'Requests refused because their caller asked too often' });

/** Counts a request that was refused for its limit. */
export function countRefusal(limitClass: LimitClass, by: 'user' | 'address' | 'account'): void {
  refusals({ class: limitClass, by });
}
