import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { compareKept, decodeBpmn, editLabel, measureFidelity } from '../../services/bpmn/dist/index.js';
import { signUp, startProduct } from '../proof/product.mjs';
import { notRun, printTable, report } from '../proof/report.mjs';

/** Files of one import; the API takes 200 and 50 MB. */
const BATCH = 50;
const PATIENCE_MS = 120_000;

/**
 * What is left of the models of a folder: each is imported, comes back byte for byte, is drawn, and then gets one label edited
 * as the editor does it, is saved and exported again; all through the real API with its worker.
 * @param {string | undefined} folder searched for .bpmn files, sub-folders included: such as a checkout of the models of the
 *   BPMN Model Interchange Working Group (bpmn-miwg-test-suite)
 */
export async function benchMiwg(folder) {
  if (folder === undefined || !statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    return notRun('Name the folder of the models: npm run bench -- miwg <folder>, or MIWG_DIR=<folder>.');
  }
  const files = modelsOf(folder);
  if (files.length === 0) {
    return notRun(`There is no .bpmn file in ${folder}.`);
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
  if (file.status !== 'imported') return { name, imported: false, drawn: false, same: false, edited: false, detail: `${file.detail} (line ${file.line})` };
  const address = `${origin}/api/diagrams/${file.diagramId}`;
  const same = (await bytesOf(`${address}/xml`, headers)).equals(bytes);
  const picture = await fetch(`${address}/export?format=svg`, { headers });
  const svg = await picture.text();
  const drawn = picture.status === 200 && svg.includes('<svg');
  const { laidOut, drawn: shapes } = await measureFidelity(textOf(bytes));
  return { name, imported: true, drawn, same, laidOut, shapes, ...(await edit(address, headers, bytes)), ...(drawn ? {} : { detail: svg.slice(0, 300) }) };
}

async function edit(address, headers, bytes) {
  const { bpmnXml, version } = await (await fetch(address, { headers })).json();
  const label = await editLabel(bpmnXml);
  if (!label) return { edited: false, detail: 'It has nothing to be named' };
  const saved = await fetch(address, {
    method: 'PUT',
    headers: { ...headers, 'Content-Type': 'application/json', 'If-Match': `"${version}"` },
    body: JSON.stringify({ bpmnXml: label.text }),
  });
  if (saved.status !== 200) return { edited: false, detail: `The save was answered ${saved.status}: ${(await saved.text()).slice(0, 300)}` };
  const exported = textOf(await bytesOf(`${address}/xml`, headers));
  return { edited: exported === label.text, kept: compareKept(textOf(bytes), exported, label), rewritten: label.rewritten, lost: label.lost };
}

async function bytesOf(address, headers) {
  return Buffer.from(await (await fetch(address, { headers })).arrayBuffer());
}

function textOf(bytes) {
  return decodeBpmn(bytes).text;
}

function conclude(results) {
  for (const { name, detail } of results) if (detail !== undefined) process.stdout.write(`  ${name}: ${detail}\n`);
  const of = (kept, key) => `${kept[`${key}Kept`]}/${kept[key]}`;
  printTable([
    ['model', 'elements', 'names', 'vendor data', 'comments', 'bytes', 'after', 'that differ', 'drawn'],
    ...results.flatMap(({ name, kept, shapes, laidOut }) =>
      kept ? [[name, of(kept, 'elements'), of(kept, 'names'), of(kept, 'foreign'), of(kept, 'comments'), String(kept.bytes), String(kept.bytesAfter), `${kept.bytesDiffer}${kept.redeclared ? ' and the encoding' : ''}`, `${shapes}/${laidOut}`]] : [],
    ),
  ]);
  const row = (what, key) => {
    const count = results.filter((result) => result[key]).length;
    return { what, figure: `${count} of ${results.length}`, bar: 'all', ok: count === results.length };
  };
  const share = (what, key) => {
    const sum = (name) => results.reduce((whole, { kept }) => whole + (kept?.[name] ?? 0), 0);
    const all = sum(key);
    return { what: `${what} kept after one edit`, figure: `${sum(`${key}Kept`)} of ${all}`, bar: 'all', ok: sum(`${key}Kept`) === all && results.every(({ kept }) => kept) };
  };
  const rows = [
    row('imported', 'imported'),
    row('drawn', 'drawn'),
    row('back byte for byte', 'same'),
    row('back as saved after one edit', 'edited'),
    share('elements', 'elements'),
    share('names', 'names'),
    share('vendor data', 'foreign'),
    share('comments', 'comments'),
  ];
  return report('miwg', rows, { results });
}
