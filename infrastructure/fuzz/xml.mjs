import { setTimeout as delay } from 'node:timers/promises';
import { buildAll } from '../local/build.mjs';
import { signUp, startProduct } from '../proof/product.mjs';
import { never, quantile, report } from '../proof/report.mjs';
import { CORPUS, PLAIN } from './hostile/corpus.mjs';
import { knock } from './hostile/door.mjs';
import { lookAt } from './hostile/look.mjs';

const LONGEST_MS = 300;
const LIVE_MS = 100;
/** The work on one document ends after 10 s on a thread; an import does three such things, and may wait for others. */
const LONGEST_WORK_MS = 60_000;
/** How often each file is sent by each door; the median counts. */
const TIMES = 3;
/** A large file without malice, not counted: the first one starts threads and has code compiled, which is no file's fault. */
const WARM_UP = { name: 'warm-up', expected: 'in', bytes: () => Buffer.from(PLAIN.replace('</definitions>', `<!-- ${'warm '.repeat(200_000)}--></definitions>`)) };
/** Of the corpus: those that attack in as many ways. */
const QUICK = ['entity-external-file', 'billion-laughs', 'script-in-names', 'svg-onload-in-names', 'css-url-colours', 'vendor-links', 'bounds-huge', 'ids-of-prototypes', 'utf-16-hides-doctype', 'nul', 'attributes', 'layout-cycle'];

/**
 * The hostile corpus (./hostile) through the real API and a real browser: each file is refused with 4xx or kept and inert.
 * @param {{ args: string[], quick: boolean }} asked quick: a dozen files, sent once; names of files: only those
 */
export async function fuzzXml({ args, quick }) {
  const only = args.length > 0 ? args : quick ? QUICK : undefined;
  const corpus = CORPUS.filter(({ name }) => only === undefined || only.includes(name));
  await buildAll();
  const product = await startProduct('api,worker');
  const live = watchLiveness(product.origin);
  try {
    const headers = await signUp(product.origin, 'attacker');
    await knock(product.origin, headers, WARM_UP, 1);
    const knocks = [];
    for (const file of corpus) {
      knocks.push(await knock(product.origin, headers, file, quick ? 1 : TIMES));
      process.stderr.write(`${file.name}: ${knocks.at(-1).times.map(Math.round).join(', ')} ms; ${knocks.at(-1).longest.what.slice(file.name.length + 2)} ${Math.round(knocks.at(-1).longest.ms)} ms\n`);
    }
    const stored = knocks.filter(({ id }) => id !== undefined).map(({ id, file }) => ({ id, name: file.name }));
    const seen = await lookAt(product.origin, headers, stored, (line) => process.stderr.write(`${line}\n`));
    const alive = await live.stop();
    return report('xml', rowsOf(knocks, stored, seen, alive, only === undefined), {
      files: knocks.map(({ file, times, longest, surprises, faults, id }) => ({ name: file.name, attacks: file.attacks, expected: file.expected, stored: id !== undefined, times: times.map(Math.round), longest, surprises, faults })),
      seen,
    });
  } finally {
    await live.stop();
    await product.stop();
  }
}

function rowsOf(knocks, stored, seen, alive, isAll) {
  const slowest = knocks.flatMap(({ file, times }) => times.map((ms) => ({ name: file.name, ms }))).toSorted((a, b) => b.ms - a.ms)[0];
  const longest = knocks.map((one) => one.longest).toSorted((a, b) => b.ms - a.ms)[0];
  tell([...knocks.flatMap(({ surprises, faults }) => [...surprises, ...faults]), ...['cspReports', 'scripts', 'dialogs', 'requestsElsewhere', 'uncaught', 'hanging'].flatMap((kind) => seen[kind].map((line) => `${kind}: ${line}`)), ...alive.failures]);
  return [
    { what: 'hostile files', figure: `${knocks.length}, ${stored.length} of them kept`, ...(isAll ? { bar: '>= 60', ok: knocks.length >= 60 } : {}) },
    never('answered otherwise than 4xx or kept, as expected', knocks.flatMap(({ surprises }) => surprises).length),
    never('answers of 5xx but 503', knocks.flatMap(({ faults }) => faults).length),
    { what: 'slowest request that took or refused one', figure: `${Math.round(slowest.ms)} ms (${slowest.name})`, bar: `<= ${LONGEST_MS} ms`, ok: slowest.ms <= LONGEST_MS },
    { what: 'longest work on one afterwards', figure: `${(longest.ms / 1000).toFixed(1)} s (${longest.what})`, bar: `<= ${LONGEST_WORK_MS / 1000} s`, ok: longest.ms <= LONGEST_WORK_MS },
    { what: 'liveness meanwhile, p99', figure: `${Math.round(quantile(alive.times, 0.99))} ms of ${alive.times.length}`, bar: `<= ${LIVE_MS} ms`, ok: alive.failures.length === 0 && quantile(alive.times, 0.99) <= LIVE_MS },
    { what: 'pages looked at in a browser', figure: String(seen.pages) },
    never('Content-Security-Policy reports', seen.cspReports.length),
    never('scripts that ran, dialogs', seen.scripts.length + seen.dialogs.length),
    never('requests to elsewhere', seen.requestsElsewhere.length),
    never('uncaught errors in a page', seen.uncaught.length),
    never('pages that hung', seen.hanging.length),
  ];
}

function tell(lines) {
  for (const line of lines) process.stdout.write(`  ! ${line}\n`);
}

/** Asks the liveness probe ten times a second, on a connection of its own. */
function watchLiveness(origin) {
  const alive = { times: [], failures: [] };
  let over = false;
  const watching = (async () => {
    while (!over) {
      const began = performance.now();
      const answer = await fetch(`${origin}/api/health/live`, { signal: AbortSignal.timeout(10_000) }).catch((error) => error);
      alive.times.push(performance.now() - began);
      if (answer.status !== 200) alive.failures.push(`liveness: ${answer.status ?? answer.message}`);
      else await answer.arrayBuffer();
      await delay(100);
    }
  })();
  return {
    stop: async () => {
      over = true;
      await watching;
      return alive;
    },
  };
}
