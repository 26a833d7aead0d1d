import { modelOf } from '../proof/model.mjs';
import { memoryOf } from '../proof/memory.mjs';
import { openLoop } from '../proof/open-loop.mjs';
import { createDiagram, PASSWORD, signUp, startProduct } from '../proof/product.mjs';
import { never, quantile, report } from '../proof/report.mjs';

const LOGINS = 40;
const LISTS_PER_SECOND = 50;
const DIAGRAMS = 60;
const WINDOWS = 5;
const WINDOW_SECONDS = 6;
const RATIO_BAR = 2;
const MEMORY_BAR_MB = 100;

/**
 * npm run bench -- auth: what people who list feel of 40 others who sign in all the time (argon2id is meant to be slow), in
 * windows with and without them that take turns, and what it costs in memory.
 */
export async function benchAuth({ quick = false } = {}) {
  const windows = quick ? 2 : WINDOWS;
  const seconds = quick ? 3 : WINDOW_SECONDS;
  const product = await startProduct('api');
  try {
    const lister = await listerAt(product.origin);
    for (let n = 0; n < LOGINS; n++) await signUp(product.origin, `login-${n}`);
    const lists = async () => await openLoop({ perSecond: LISTS_PER_SECOND, seconds, send: lister });
    await lists();
    const taken = [];
    for (let n = 0; n < windows; n++) {
      const quiet = await lists();
      const before = memoryOf([product.first.pid]);
      const logins = signInUntil(product, performance.now() + seconds * 1000);
      const busy = await lists();
      taken.push({ quiet, busy, before, ...(await logins) });
      const { signedIn, memory } = taken.at(-1);
      process.stdout.write(`  window ${n + 1}: list p95 ${quantile(quiet.latencies, 0.95).toFixed(1)} ms, with logins ${quantile(busy.latencies, 0.95).toFixed(1)} ms; ${(signedIn / seconds).toFixed(0)} logins/s, ${before.toFixed(0)} -> ${memory.toFixed(0)} MB\n`);
    }
    return conclude(taken, seconds);
  } finally {
    await product.stop();
  }
}

function conclude(taken, seconds) {
  const p95 = (which) => quantile(taken.map((window) => quantile(window[which].latencies, 0.95) ?? Infinity), 0.5);
  const ratio = quantile(taken.map(({ quiet, busy }) => (quantile(busy.latencies, 0.95) ?? Infinity) / quantile(quiet.latencies, 0.95)), 0.5);
  const grown = Math.max(...taken.map(({ memory }) => memory)) - taken[0].before;
  const failed = taken.reduce((sum, { quiet, busy }) => sum + quiet.failures.length + busy.failures.length + quiet.unsent + busy.unsent, 0);
  const rows = [
    { what: `list p95 at ${LISTS_PER_SECOND}/s`, figure: `${p95('quiet').toFixed(1)} ms` },
    { what: `the same with ${LOGINS} logins in flight`, figure: `${p95('busy').toFixed(1)} ms, ${ratio.toFixed(2)} times`, bar: `<= ${RATIO_BAR} times`, ok: ratio <= RATIO_BAR },
    { what: 'logins', figure: `${(quantile(taken.map(({ signedIn }) => signedIn), 0.5) / seconds).toFixed(0)}/s` },
    { what: 'memory they cost', figure: `${grown.toFixed(0)} MB`, bar: `<= ${MEMORY_BAR_MB} MB`, ok: grown <= MEMORY_BAR_MB },
    never('lists that failed or were not sent', failed),
    never('logins that were answered anything but 200', taken.reduce((sum, { refused }) => sum + refused, 0)),
  ];
  return report('auth', rows, { logins: LOGINS, windows: taken.map(({ quiet, busy, ...rest }) => ({ ...rest, quiet: quantile(quiet.latencies, 0.95), busy: quantile(busy.latencies, 0.95) })) });
}

/** Somebody whose first page is full; answers what lists it once. */
async function listerAt(origin) {
  const headers = await signUp(origin, 'lister');
  for (let n = 0; n < DIAGRAMS; n++) await createDiagram(origin, headers, { title: `Process ${n}`, bpmnXml: modelOf(3) });
  return async () => {
    const answer = await fetch(`${origin}/api/diagrams?limit=50`, { headers });
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`A list was answered ${answer.status}.`);
  };
}

/** Always so many logins in flight; how many were taken, and the memory at its highest, in MiB. */
async function signInUntil({ origin, first }, until) {
  const result = { signedIn: 0, refused: 0, memory: 0 };
  const look = setInterval(() => (result.memory = Math.max(result.memory, memoryOf([first.pid]))), 500);
  const one = async (n) => {
    while (performance.now() < until) {
      const body = JSON.stringify({ email: `login-${n}@example.org`, password: PASSWORD });
      const answer = await fetch(`${origin}/api/auth/sign-in/email`, { method: 'POST', headers: { 'Content-Type': 'application/json', Origin: origin }, body });
      await answer.arrayBuffer();
      result[answer.status === 200 ? 'signedIn' : 'refused']++;
    }
  };
  await Promise.all(Array.from({ length: LOGINS }, (_, n) => one(n)));
  clearInterval(look);
  result.memory = Math.max(result.memory, memoryOf([first.pid]));
  return result;
}
