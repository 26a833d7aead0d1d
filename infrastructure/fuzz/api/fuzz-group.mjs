import fc from 'fast-check';
import { faultOf, isUnavailable } from './checks.mjs';
import { casesOf, requestOf } from './draft.mjs';
import { asCommand, exchange } from './http-bytes.mjs';

/** Tries to make a case smaller that went wrong. */
const SHRINKING = 200;
/** Different faults after which a group is given up. */
const MOST_FAULTS = 12;

/**
 * Sends cases of a group, one after the other, and makes every new kind of fault as small as it gets.
 * @param {{ document: import('./document.mjs').ApiDocument, operations: import('./document.mjs').Operation[], world: import('./world.mjs').World, cases: number, seed: number }} asked
 * @returns {Promise<{ cases: number, statuses: Record<string, number>, taken: Record<string, number>, unavailable: number, refused: number, faults: { fault: string, times: number, seed: number, case: object, command: string }[] }>}
 *   taken: 2xx by operation; refused: cases that had to be refused
 */
export async function fuzzGroup({ document, operations, world, cases, seed }) {
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  const tally = { cases: 0, statuses: {}, taken: Object.fromEntries(operations.filter(({ anything }) => !anything).map(({ id }) => [id, 0])), unavailable: 0, refused: 0, faults: [] };
  const known = new Map();

  const trial = async (given) => {
    const operation = byId.get(given.request.operation);
    const request = requestOf(given, operation, world);
    const answer = await exchange(world.me.origin, request);
    const found = faultOf(document, operation, request, answer, world.neighbour.canary);
    await world.learn(document.at(request.method, operation.path), request, answer);
    count(tally, operation, request, answer);
    return found === undefined ? undefined : { name: `${operation.id}: ${found}`, command: asCommand(world.me.origin, request), case: given };
  };

  for (let round = 0; tally.cases < cases && known.size < MOST_FAULTS; round += 1) {
    let first;
    let smallest;
    let left = SHRINKING;
    const property = fc.asyncProperty(casesOf(operations, document), async (given) => {
      if (first !== undefined && left-- <= 0) return;
      const found = await trial(given);
      if (found === undefined) return;
      if (known.has(found.name)) known.get(found.name).times += 1;
      else if (first === undefined || first === found.name) {
        first = found.name;
        smallest = found;
        throw new Error(found.name);
      }
    });
    const checked = await fc.check(property, { seed: seed + round * 7919, numRuns: cases - tally.cases, endOnFailure: false });
    if (first === undefined && checked.failed) throw checked.errorInstance ?? new Error(fc.defaultReportMessage(checked)); // a fault of the fuzzer
    if (first === undefined) break;
    known.set(first, { fault: first, times: 1, seed: seed + round * 7919, case: smallest.case, command: smallest.command });
  }
  return { ...tally, faults: [...known.values()] };
}

function count(tally, operation, request, answer) {
  const status = answer.none === undefined ? answer.status : 'none';
  tally.cases += 1;
  tally.statuses[status] = (tally.statuses[status] ?? 0) + 1;
  if (answer.none !== undefined) return;
  if (isUnavailable(answer)) tally.unavailable += 1;
  if (request.about.refused) tally.refused += 1;
  if (answer.status >= 200 && answer.status < 300 && request.method === operation.method && tally.taken[operation.id] !== undefined) tally.taken[operation.id] += 1;
}
