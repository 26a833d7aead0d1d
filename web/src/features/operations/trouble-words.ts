import type { Trouble, TroubleKind } from '@bpmn-studio/contracts';
import { inUnit, measured, type Unit } from './units.js';

type Words = (trouble: { readonly subject: string; readonly value: string; readonly limit: string }) => string;

const WORDS: Readonly<Record<TroubleKind, readonly [Unit, Words]>> = {
  'nothing-recorded': ['count', () => 'No process has recorded anything in the last five minutes. Just after the start this is normal for half a minute.'],
  'dependency-down': ['count', ({ subject }) => `Out of reach right now: ${subject}.`],
  'breaker-open': ['count', ({ subject }) => `Most calls to ${subject} failed lately: it is left alone and asked again in a moment.`],
  'process-silent': ['count', ({ subject }) => `Process ${subject} fell silent without saying that it stops.`],
  'error-rate': ['share', ({ value, limit }) => `${value} of all answers are errors (should stay below ${limit}).`],
  'save-failures': ['share', ({ value, limit }) => `${value} of all saves fail (should stay below ${limit}). Work stays on the device and is sent again.`],
  'save-latency': ['seconds', ({ value, limit }) => `Saving takes ${value} for the slowest 5 of 100 (should stay below ${limit}).`],
  conflicts: ['share', ({ value, limit }) => `${value} of all saves meet a newer version (should stay below ${limit}).`],
  'outbox-lag': ['seconds', ({ value, limit }) => `Events have waited for ${value} (should stay below ${limit}): pictures and search fall behind.`],
  'parked-events': ['count', ({ value }) => `Parked events: ${value}. They were tried several times without success. Mend the cause, then send them again under Administration.`],
  'queue-depth': ['count', ({ subject, value }) => `${value} jobs wait in the queue ${subject}.`],
  'pool-exhausted': ['count', ({ subject }) => `Requests wait for a database connection of the pool "${subject}".`],
  'event-loop-delay': ['seconds', ({ value, limit }) => `A process is too busy to answer at once: its event loop comes ${value} late (should stay below ${limit}).`],
};

/** What is wrong, in a sentence. */
export function troubleInWords({ kind, subject, value, limit }: Trouble): string {
  const [unit, words] = WORDS[kind];
  const shown = unit === 'seconds' && kind === 'save-latency' ? measured(value) : inUnit(value, unit);
  return words({ subject: subject ?? 'Something', value: shown, limit: inUnit(limit, unit) });
}
