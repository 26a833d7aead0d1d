import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../local/paths.mjs';

/**
 * Ends a bench: prints the table, writes bench/results/<name>.json, answers the exit code.
 * @param {string} name
 * @param {{ what: string, figure: string, bar?: string, ok?: boolean }[]} rows a row with a bar passes or misses it
 * @param {object} details what the figures were made from
 */
export function report(name, rows, details) {
  printTable([['what', 'figure', 'bar', 'verdict'], ...rows.map((row) => [row.what, row.figure, row.bar ?? '', row.ok === undefined ? '' : row.ok ? 'kept' : 'MISSED'])]);
  const folder = join(ROOT, 'bench', 'results');
  mkdirSync(folder, { recursive: true });
  const machine = { node: process.version, cores: cpus().length, model: cpus()[0]?.model };
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify({ name, at: new Date().toISOString(), machine, rows, ...details }, null, 2)}\n`);
  return rows.some((row) => row.ok === false) ? 1 : 0;
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
