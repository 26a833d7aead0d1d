import { never } from '../proof/report.mjs';
import { factsOfApi, factsOfDatabase, onDatabase, untilDelivered } from './facts.mjs';
import { judge, RULES } from './judge.mjs';

/** Events rest for up to half a minute while the workers are busy. */
const DELIVERY_MS = 180_000;
const EXAMPLES = 5;

/** Who has to have an effect of which event; feed-elasticsearch listens only where there is an Elasticsearch. */
const LISTENERS = {
  'diagram.created': ['draw-thumbnail', 'index-elements'],
  'diagram.saved': ['draw-thumbnail', 'index-elements', 'pack-versions'],
  'diagram.renamed': ['draw-thumbnail', 'index-elements', 'pack-versions'],
  'diagram.deleted': ['index-elements'],
  'diagram.restored': ['draw-thumbnail', 'index-elements'],
  'import.requested': ['import-files'],
};

/**
 * The checker at the end of a chaos proof: waits until all events are delivered, then holds the ledger against the database (by SQL) and
 * the API (what must be kept is read back byte for byte). What it looks for stands in judge.mjs; old autosaves are forgotten by the
 * product (the last ten are kept) and so looked for in the audit trail and the outbox only.
 *
 *   await writers.stop();
 *   const verdict = await check({ ledger, diagrams: writers.diagrams, databaseUrl: product.databaseUrl });
 *   return report('my-proof', [...mine, ...verdict.rows], { ...verdict.figures });
 *
 * @param {object} given
 * @param {import('./ledger.mjs').Ledger} given.ledger
 * @param {{ id: string, person: { client: import('./client.mjs').Client, headers: object } }[]} given.diagrams whose client still reaches the product
 * @param {string} given.databaseUrl of a superuser
 * @param {boolean} [given.elasticsearch] the workers have one, and feed it
 * @param {number} [given.deliveryMs] how long events may take; a worker must be running
 * @param {boolean} [given.events] false: no worker ran, events are not looked at
 * @param {(eventId: string) => boolean} [given.mayBeParked] whether an event was spoilt on purpose, or its workers killed often enough
 * @param {boolean} [given.quiet] says no faults in words; they are in the figures
 * @returns {Promise<{ faults: Record<string, string[]>, rows: import('../proof/report.mjs').Row[], figures: object }>} rows: one a rule, with its
 *   bar; figures: how much was attempted, answered, lost and tried again, and the first faults in words
 */
export async function check({ ledger, diagrams, databaseUrl, elasticsearch = false, deliveryMs = DELIVERY_MS, events = true, mayBeParked, quiet = false }) {
  const handlersOf = (type) => (events ? listenersOf(type, elasticsearch) : []);
  if (events) await untilDelivered(databaseUrl, handlersOf, deliveryMs);
  const { operations } = ledger;
  const ids = [...new Set([...diagrams.map(({ id }) => id), ...operations.flatMap(({ diagramId }) => diagramId ?? [])])];
  const stored = await onDatabase(databaseUrl, (query) => factsOfDatabase(query, { ids, keys: operations.flatMap(({ key }) => key ?? []), mark: ledger.mark }));
  const facts = { operations, ...stored, reads: await factsOfApi(diagrams) };
  if (!events) Object.assign(facts, { inbox: [], outbox: facts.outbox.map((event) => ({ ...event, published: true })) });
  return verdictOf(facts, judge(facts, handlersOf, mayBeParked), quiet);
}

function verdictOf(facts, faults, quiet) {
  const examples = Object.entries(faults).filter(([, all]) => all.length > 0).map(([rule, all]) => `${RULES[rule]}: ${all.slice(0, EXAMPLES).join('; ')}`);
  if (!quiet) for (const example of examples) process.stdout.write(`  ${example}\n`);
  return { faults, rows: Object.entries(faults).map(([rule, all]) => never(RULES[rule], all.length)), figures: { ...countsOf(facts), examples } };
}

/** The handlers that listen to a type of events. */
export function listenersOf(type, elasticsearch) {
  const listeners = LISTENERS[type] ?? [];
  return elasticsearch && listeners.includes('index-elements') ? [...listeners, 'feed-elasticsearch'] : listeners;
}

function countsOf({ operations, outbox, reads }) {
  const count = (outcome) => operations.filter((operation) => operation.outcome === outcome).length;
  const attempts = operations.flatMap((operation) => operation.attempts);
  return {
    operations: operations.length,
    acknowledged: count('acknowledged'),
    refused: count('refused'),
    unknown: count('unknown'),
    attempts: attempts.length,
    withoutAnswer: attempts.filter(({ status }) => status === undefined).length,
    unavailable: attempts.filter(({ status }) => status === 503).length,
    events: outbox.length,
    eventsParked: outbox.filter(({ parked }) => parked).length,
    readBack: reads.length,
  };
}
