import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { signUp, startProduct } from './product.mjs';
import { report } from './report.mjs';

/** Files of one import; the API takes 200 and 50 MB. */
const BATCH = 50;
const PATIENCE_MS = 120_000;

/**
 * How many models of a folder import, are drawn, and come back byte for byte, through the real API with its worker.
 * @param {string | undefined} folder searched for .bpmn files, sub-folders included: such as a checkout of the models of the
 *   BPMN Model Interchange Working Group (bpmn-miwg-test-suite)
 */
export async function benchMiwg(folder) {
  if (folder === undefined || !statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    process.stderr.write('Name the folder of the models: npm run bench -- miwg <folder>, or MIWG_DIR=<folder>.\n');
    return 1;
  }
  const files = modelsOf(folder);
  if (files.length === 0) {
    process.stderr.write(`There is no .bpmn file in ${folder}.\n`);
    return 1;
  }
  const product = await startProduct('api,worker');
  try {
    const headers = await signUp(product.origin, 'importer');
    const results = [];
    for (let at = 0; at < files.length; at += BATCH) results.push(...(await importBatch(product.origin, headers, folder, files.slice(at, at + BATCH))));
    return conclude(results);
  } finally {
    await product.stop();
  }
}

function modelsOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.bpmn$/i.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

async function importBatch(origin, headers, folder, names) {
  const form = new FormData();
  for (const name of names) form.append('files', new Blob([readFileSync(join(folder, name))]), name);
  const started = await fetch(`${origin}/api/imports`, { method: 'POST', headers, body: form });
  if (started.status !== 202) throw new Error(`The import was answered ${started.status}: ${await started.text()}`);
  const { id } = await started.json();
  const { files } = await untilDone(origin, headers, id);
  return Promise.all(files.map((file, index) => check(origin, headers, file, names[index], readFileSync(join(folder, names[index])))));
}

async function untilDone(origin, headers, id) {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await delay(200)) {
    const found = await (await fetch(`${origin}/api/imports/${id}`, { headers })).json();
    if (found.status === 'done') return found;
  }
  throw new Error(`The import was not done after ${PATIENCE_MS / 1000} s; is the worker running?`);
}

async function check(origin, headers, file, name, bytes) {
  if (file.status !== 'imported') return { name, imported: false, drawn: false, same: false, detail: `${file.detail} (line ${file.line})` };
  const address = `${origin}/api/diagrams/${file.diagramId}`;
  const back = Buffer.from(await (await fetch(`${address}/xml`, { headers })).arrayBuffer());
  const picture = await fetch(`${address}/export?format=svg`, { headers });
  const svg = await picture.text();
  const drawn = picture.status === 200 && svg.includes('<svg');
  return { name, imported: true, drawn, same: back.equals(bytes), ...(drawn ? {} : { detail: svg.slice(0, 300) }) };
}

function conclude(results) {
  for (const { name, detail } of results) if (detail !== undefined) process.stdout.write(`  ${name}: ${detail}\n`);
  const row = (what, key) => {
    const count = results.filter((result) => result[key]).length;
    return { what, figure: `${count} of ${results.length}`, bar: 'all', ok: count === results.length };
  };
  return report('miwg', [row('imported', 'imported'), row('drawn', 'drawn'), row('back byte for byte', 'same')], { results });
}
