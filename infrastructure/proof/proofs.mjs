import { loadavg } from 'node:os';
import { printTable, verdictOf, writeResults } from './report.mjs';

/**
 * What a command such as npm run bench does: runs the proofs that are named, or all, one after the other, prints one table of all
 * rows at the end and writes bench/results/<command>.json. A proof that throws misses its bar; the others go on.
 * @typedef {import('./report.mjs').Row} Row
 * @param {string} command bench, chaos or fuzz
 * @param {Record<string, { run: (asked: { args: string[], quick: boolean }) => Promise<Row[]>, words?: RegExp, onlyNamed?: boolean }>} proofs
 *   words: what it takes beside its name; onlyNamed: left out when all are run
 * @param {string[]} words names of proofs; --quick: less of each, to see that it works; other words go to the proofs as args, and one
 *   that none of those named takes is refused: a misspelt name would silently be left out
 * @returns {Promise<number>} the exit code: 0 when every bar is kept and everything that was named could run
 */
export async function runProofs(command, proofs, words) {
  const quick = words.includes('--quick');
  const named = words.filter((word) => Object.hasOwn(proofs, word));
  const args = words.filter((word) => word !== '--quick' && !named.includes(word));
  const unknown = args.find((word) => !named.some((name) => proofs[name].words?.test(word)));
  if (unknown !== undefined) {
    const taken = named.length > 0 ? `, and nothing that ${named.join(' or ')} takes` : '';
    process.stderr.write(`There is no ${command} "${unknown}"${taken}. Use any of: ${Object.keys(proofs).join(', ')}; or none, for all; and --quick, for less of each.\n`);
    return 1;
  }
  for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]]) process.once(signal, () => process.exit(code)); // what was started goes with us
  const names = named.length > 0 ? named : Object.keys(proofs).filter((name) => !proofs[name].onlyNamed);
  const results = [];
  for (const name of names) results.push({ name, ...(await runProof(name, proofs[name].run, { args, quick })) });
  if (results.length > 1) printTable([['id', 'what', 'figure', 'bar', 'verdict'], ...results.flatMap(({ name, rows }) => rows.map((row) => [name, row.what, row.figure, row.bar ?? '', verdictOf(row)]))]);
  writeResults(command, { quick, results });
  return results.every(({ rows }) => rows.every((row) => row.ok !== false && !(row.notRun && named.length > 0))) ? 0 : 1;
}

async function runProof(name, run, asked) {
  process.stdout.write(`> ${name}\n`);
  const started = performance.now();
  const load = [loadavg()[0]];
  const rows = await run(asked).catch((error) => {
    process.stderr.write(`${error.stack}\n`);
    return [{ what: 'runs to its end', figure: error.message.split('\n', 1)[0].slice(0, 120), bar: 'it does', ok: false }];
  });
  load.push(loadavg()[0]);
  return { rows, seconds: Math.round((performance.now() - started) / 1000), load };
}
