import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { ROOT } from './run-command.mjs';

const require = createRequire(join(ROOT, 'node_modules/@jest/reporters/package.json'));
const { TraceMap, generatedPositionFor, LEAST_UPPER_BOUND } = require('@jridgewell/trace-mapping');

const ASSETS = join(ROOT, 'web/dist/assets');
/** Where the browser tests write what ran. */
export const RAN_IN_BROWSER = join(ROOT, 'coverage/ran-in-browser');

/**
 * Adds what ran in the browser tests to what Jest counted: a statement counts when the browser ran the place of the bundle
 * it became, a branch likewise, a function when one of its statements ran. Only adds, and only to files of the web client.
 *
 * @param map an istanbul coverage map, changed in place
 * @param folder where the browser tests wrote what ran: JSON files of bundle name -> [start, end, start, end ...], offsets
 *   in UTF-16 code units, `end` exclusive
 */
export function addBrowserCoverage(map, folder) {
  const ran = readRuns(folder);
  if (ran.size === 0) return;
  const places = bundlePlaces(ran);
  for (const file of map.files()) {
    const bundles = places.get(file);
    if (bundles) mark(map.fileCoverageFor(file).data, (start) => bundles.some((isRun) => isRun(start)));
  }
}

function mark({ statementMap, s, fnMap, f, branchMap, b }, isRun) {
  for (const [id, { start }] of Object.entries(statementMap)) if (s[id] === 0 && isRun(start)) s[id] = 1;
  for (const [id, { loc }] of Object.entries(fnMap)) {
    if (f[id] === 0 && Object.entries(statementMap).some(([each, { start }]) => s[each] > 0 && isInside(start, loc))) f[id] = 1;
  }
  for (const [id, { locations }] of Object.entries(branchMap)) {
    locations.forEach(({ start }, index) => {
      // An `else` nobody wrote has no place.
      if (b[id][index] === 0 && start?.line !== undefined && isRun(start)) b[id][index] = 1;
    });
  }
}

function isInside({ line, column }, { start, end }) {
  const isBehind = line > start.line || (line === start.line && column >= start.column);
  return isBehind && (line < end.line || (line === end.line && column <= end.column));
}

/** Bundle name -> flat list of the ranges that ran, of all browser tests. */
function readRuns(folder) {
  const ran = new Map();
  for (const name of existsSync(folder) ? readdirSync(folder).filter((each) => each.endsWith('.json')) : []) {
    for (const [bundle, ranges] of Object.entries(JSON.parse(readFileSync(join(folder, name), 'utf8')))) ran.set(bundle, [...(ran.get(bundle) ?? []), ranges]);
  }
  return ran;
}

/** Source file -> for each bundle it is part of: whether a place of the source ({line, column} as istanbul counts) ran. */
function bundlePlaces(ran) {
  const places = new Map();
  for (const [bundle, runs] of ran) {
    const file = join(ASSETS, basename(bundle));
    if (!existsSync(`${file}.map`)) continue;
    const text = readFileSync(file, 'utf8');
    const map = new TraceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')));
    const lines = lineStarts(text);
    const covered = coveredBytes(text.length, runs);
    map.sources.forEach((source) => {
      const path = source === null ? undefined : resolve(dirname(file), source);
      if (path === undefined || !path.startsWith(join(ROOT, 'web/src'))) return;
      const isRun = ({ line, column }) => {
        const at = generatedPositionFor(map, { source, line, column, bias: LEAST_UPPER_BOUND });
        return at.line !== null && covered[lines[at.line - 1] + at.column] === 1;
      };
      places.set(path, [...(places.get(path) ?? []), isRun]);
    });
  }
  return places;
}

function coveredBytes(length, runs) {
  const covered = new Uint8Array(length);
  for (const ranges of runs) for (let i = 0; i < ranges.length; i += 2) covered.fill(1, ranges[i], ranges[i + 1]);
  return covered;
}

function lineStarts(text) {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
