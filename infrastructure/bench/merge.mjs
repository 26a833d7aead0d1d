import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { carryOver, decodeBpmn, diffBpmn, gateBpmn, mergeBpmn, parseBpmn, writeBpmn } from '../../services/bpmn/dist/index.js';
import { lostEdits } from '../../services/bpmn/dist/testing/lost-edits.js';
import { neighbourhood, randomEdits, seeded } from '../../services/bpmn/dist/testing/random-edit.js';
import { ROOT } from '../local/paths.mjs';
import { notRun, quantile, report } from '../proof/report.mjs';

const SEED = 20_261_121;
/** How often a save carries one, two ... six edits: it follows seconds after an edit, so mostly few. */
const AUTOSAVED = [6, 5, 4, 3, 2, 1];
/** The same for people who were apart for a while, such as offline. */
const APART = [1, 1, 1, 1, 1, 1];
/**
 * Which pairs. The share that merges alone has a bar on real models: the fixtures of the repository show one of each kind on as
 * few elements as they can, so that two people cannot but meet there.
 */
const SETS = [
  { what: 'autosaves, edits anywhere', of: 'folder', pairs: 2_000, edits: AUTOSAVED, bar: 0.95 },
  { what: 'after longer work apart', of: 'folder', pairs: 400, edits: APART },
  { what: 'autosaves, edits on the same few elements', of: 'folder', pairs: 400, edits: AUTOSAVED, near: true },
  { what: 'autosaves, edits anywhere', of: 'fixtures', pairs: 400, edits: AUTOSAVED },
];
/** Every so many pairs are merged the other way round too. */
const TURNED = 4;
const STEPS = 2;
const MOST_NAMED = 12;

/**
 * How many concurrent saves need nobody: pairs of people start from one model, each makes one to six edits of the kinds the
 * editor makes, and both states are merged. Every result has to pass the gate and to read without a warning its sources did not
 * give; what merged without a clash has to hold the edits of both.
 * @param {string | undefined} folder searched for more .bpmn files beside the fixtures of the repository, sub-folders included
 */
export async function benchMerge(folder) {
  if (folder !== undefined && !statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    return notRun(`There is no folder ${folder}: npm run bench -- merge [<folder of more models>].`);
  }
  const models = { folder: folder === undefined ? [] : await modelsIn(folder), fixtures: await modelsIn(join(ROOT, 'services/bpmn/fixtures')) };
  const sets = [];
  for (const set of SETS) {
    const those = models[set.of];
    const merges = [];
    for (let pair = 0; those.length > 0 && pair < set.pairs; pair++) merges.push(await merge(those[pair % those.length], SEED + pair * 3, set));
    if (merges.length > 0) sets.push({ ...set, models: those.length, merges });
  }
  return conclude(sets);
}

async function modelsIn(folder) {
  const models = [];
  for (const name of modelsOf(folder)) models.push(await modelOf(folder, name));
  return models;
}

function modelsOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.bpmn$/i.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

async function modelOf(folder, name) {
  const { text } = decodeBpmn(readFileSync(join(folder, name)));
  gateBpmn(text);
  const { definitions, warnings } = await parseBpmn(text);
  return { name, text, written: await writeBpmn(definitions), warnings: warnings.map(({ message }) => message) };
}

async function merge(model, seed, { edits, near }) {
  const within = near ? await neighbourhood(model.text, seeded(seed), STEPS) : undefined;
  const mine = await edited(model, seed + 1, edits, within);
  const theirs = await edited(model, seed + 2, edits, within);
  const start = performance.now();
  const { text, clashes, related } = mergeBpmn({ base: model.text, mine: mine.text, theirs: theirs.text });
  const milliseconds = performance.now() - start;
  const faults = await faultsOf(model, mine.text, theirs.text, text);
  const lost = clashes.length === 0 ? [...lostEdits(model.text, mine.text, text, theirs.text), ...lostEdits(model.text, theirs.text, text, mine.text)] : [];
  const other = clashes.length === 0 && seed % TURNED === 0 ? mergeBpmn({ base: model.text, mine: theirs.text, theirs: mine.text }) : undefined;
  const symmetric = other === undefined || (other.clashes.length === 0 && diffBpmn(text, other.text).elements.length === 0);
  return { model: model.name, seed, related, milliseconds, clashes: clashes.map(({ kind, property, type }) => `${kind === 'deleted' ? 'one deleted, the other changed' : property}, ${type}`), faults, lost, symmetric, said: { mine: mine.said, theirs: theirs.said } };
}

/** As the editor stores it: the edits written into the document as it was. */
async function edited(model, seed, edits, within) {
  const random = seeded(seed);
  const { text, said } = await randomEdits(model.text, random, drawn(edits, random()), within);
  return { text: (await carryOver(model.text, model.written, text)).text, said };
}

/** How many edits, from weights for one, two and so on and a number in [0, 1). */
function drawn(weights, number) {
  let left = number * weights.reduce((sum, weight) => sum + weight, 0);
  return 1 + weights.findIndex((weight) => (left -= weight) < 0);
}

async function faultsOf(model, mine, theirs, merged) {
  try {
    gateBpmn(merged);
  } catch (error) {
    return [error.message];
  }
  const { warnings } = await parseBpmn(merged);
  if (warnings.length === 0) return [];
  const known = new Set(model.warnings);
  for (const source of [mine, theirs]) for (const { message } of (await parseBpmn(source)).warnings) known.add(message);
  return warnings.map(({ message }) => message).filter((message) => !known.has(message));
}

function conclude(sets) {
  const alone = (merges) => merges.filter(({ clashes }) => clashes.length === 0).length;
  const all = sets.flatMap(({ merges }) => merges);
  const times = all.map(({ milliseconds }) => milliseconds);
  const none = (what, those, bar = 'none') => ({ what, figure: String(those.length), bar, ok: those.length === 0 });
  const bad = { invalid: all.filter(({ faults }) => faults.length > 0), lost: all.filter(({ lost }) => lost.length > 0), lopsided: all.filter(({ symmetric }) => !symmetric) };
  const kinds = Map.groupBy(all.flatMap(({ clashes }) => [...new Set(clashes)]), (clash) => clash);
  for (const { model, seed, faults, lost } of [...bad.invalid, ...bad.lost, ...bad.lopsided].slice(0, MOST_NAMED)) process.stdout.write(`  ${model}, seed ${seed}: ${[...faults, ...lost].slice(0, 3).join('; ') || 'the other way round it merges differently'}\n`);
  const rows = [
    ...sets.map(({ what, of, models, merges, bar }) => ({
      what: `merged alone: ${what}, ${models} models ${of === 'folder' ? 'of the folder' : 'of the repository'}`,
      figure: `${((alone(merges) / merges.length) * 100).toFixed(1)} % (${alone(merges)} of ${merges.length})`,
      ...(bar === undefined ? {} : { bar: `>= ${bar * 100} %`, ok: alone(merges) / merges.length >= bar }),
    })),
    none('results that are not valid', bad.invalid),
    none('merges without a clash that lost an edit', bad.lost),
    none(`merges of every ${TURNED}th pair that differ the other way round`, bad.lopsided),
    { what: 'a merge, p50 / p95', figure: `${quantile(times, 0.5).toFixed(1)} / ${quantile(times, 0.95).toFixed(1)} ms` },
    ...[...kinds].toSorted(([, a], [, b]) => b.length - a.length).slice(0, MOST_NAMED).map(([kind, those]) => ({ what: `clash: ${kind}`, figure: String(those.length) })),
  ];
  return report('merge', rows, { seed: SEED, steps: STEPS, sets });
}
