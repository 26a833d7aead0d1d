import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../local/paths.mjs';

/**
 * One line of a proof's table; a row with a bar keeps or misses it.
 * @typedef {{ what: string, figure: string, bar?: string, ok?: boolean, notRun?: boolean }} Row
 */

/**
 * Ends a proof: prints its table and writes bench/results/<name>.json.
 * @param {string} name
 * @param {Row[]} rows
 * @param {object} details what the figures were made from
 * @returns {Row[]} the rows
 */
export function report(name, rows, details) {
  printTable([['what', 'figure', 'bar', 'verdict'], ...rows.map((row) => [row.what, row.figure, row.bar ?? '', verdictOf(row)])]);
  writeResults(name, { rows, ...details });
  return rows;
}

/** What a proof answers that cannot run here: why, and what would mend it. Only a proof asked for by name fails by it. */
export function notRun(why) {
  process.stdout.write(`  not run: ${why}\n`);
  return [{ what: 'not run', figure: why, notRun: true }];
}

/** A row with a bar: something that may not happen. */
export function never(what, count) {
  return { what, figure: String(count), bar: '0', ok: count === 0 };
}

export function verdictOf(row) {
  if (row.notRun) return 'not run';
  return row.ok === undefined ? '' : row.ok ? 'kept' : 'MISSED';
}

/** Writes bench/results/<name>.json: when, on which machine, and what is given. */
export function writeResults(name, contents) {
  const folder = join(ROOT, 'bench', 'results');
  mkdirSync(folder, { recursive: true });
  const machine = { node: process.version, cores: cpus().length, model: cpus()[0]?.model, memoryGB: Math.round(totalmem() / 2 ** 30) };
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify({ name, at: new Date().toISOString(), machine, ...contents }, null, 2)}\n`);
}

/**
 * Prints rows of cells in columns.
 * @param {string[][]} table the first row is the head
 */
export function printTable(table) {
  const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)));
  const lines = table.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column])).join('  ')}`.trimEnd());
  lines.splice(1, 0, `  ${widths.map((width) => '-'.repeat(width)).join('  ')}`);
  process.stdout.write(`\n${lines.join('\n')}\n\n`);
}

/** The value a share of all are at or below; 0.5 is the median. */
export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}
