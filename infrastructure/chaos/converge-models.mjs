import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gateBpmn, parseBpmn } from '../../services/bpmn/dist/index.js';
import { runSession } from '../../services/bpmn/dist/testing/shared-session.js';
import { ROOT } from '../local/paths.mjs';
import { never } from '../proof/report.mjs';

const DIAGRAMS = ['collaboration', 'order-process', 'gateways-and-data', 'several-diagrams', 'vertical-pools', 'colours', 'every-activity', 'every-event', 'vendor-extensions', 'choreography-and-conversation'];
const STEPS = 60;
/** Of the sessions in which one edit is lost on purpose. Some are of things that were undone anyway. */
const PLANTED = 20;
const TOLD = 5;

/**
 * The shared document without a canvas: three people edit the records of one, each with the others' work arriving late and out of
 * order, undo and redo among it. In the end documents, what is shown and files are the same, the server refused nothing, and the
 * file passes the gate with no reference that leads nowhere.
 * @param {number} seeds
 * @returns {Promise<{ rows: import('../proof/report.mjs').Row[], faulty: { seed: number, faults: string[] }[] }>}
 */
export async function convergeModels(seeds) {
  const faulty = [];
  const seen = { steps: 0, hidden: 0, recovered: 0 };
  for (let seed = 0; seed < seeds; seed++) {
    const { faults, said, hidden, recovered } = await session(seed);
    if (faults.length > 0) faulty.push({ seed, faults });
    seen.steps += said.length;
    if (hidden > 0) seen.hidden++;
    if (recovered > 0) seen.recovered++;
    if (seed % 500 === 499) process.stdout.write(`  ${seed + 1} of ${seeds} sessions without a canvas\n`);
  }
  for (const { seed, faults } of faulty.slice(0, TOLD)) process.stdout.write(`  session ${seed}: ${faults.slice(0, 3).join('; ').slice(0, 1_000)}\n`);
  let found = 0;
  for (let seed = 0; seed < PLANTED; seed++) if ((await session(seed, true)).faults.length > 0) found++;
  const rows = [
    { what: 'sessions without a canvas, and what was done in them', figure: `${seeds}, ${seen.steps}` },
    { what: 'those that end with something hidden / in a circle of parents', figure: `${seen.hidden} / ${seen.recovered}` },
    never('those after which people differ, or the file is not whole', faulty.length),
    { what: `those of ${PLANTED} in which a lost edit is found`, figure: String(found), bar: `>= ${PLANTED / 2}`, ok: found >= PLANTED / 2 },
  ];
  return { rows, faulty };
}

async function session(seed, lose = false) {
  const name = DIAGRAMS[seed % DIAGRAMS.length];
  const outcome = await runSession(readFileSync(join(ROOT, 'services/bpmn/fixtures', `${name}.bpmn`), 'utf8'), seed, STEPS, lose);
  return { ...outcome, faults: [...outcome.faults, ...(await faultsOf(outcome.text))] };
}

async function faultsOf(text) {
  try {
    gateBpmn(text);
    const { warnings, unresolved } = await parseBpmn(text);
    return [...warnings.map(({ message }) => message), ...unresolved.map(({ property, value }) => `${property} leads to ${value}, which is not there`)];
  } catch (error) {
    return [error.message];
  }
}
