import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { chromium } from 'playwright-core';
import { buildAll } from '../local/build.mjs';
import { findBrowser } from '../../web/e2e/support/find-browser.mjs';
import { bigDiagram } from './editor/big-diagram.mjs';
import { rowsOf } from './editor/figures.mjs';
import { installProbe } from './editor/page-probe.mjs';
import { createDiagram, signUp, startProduct } from '../proof/product.mjs';
import { report } from '../proof/report.mjs';

/** Rounds of edits each time a diagram is open. */
const ROUNDS = 3;
/** Elements drawn, and how often each is opened. */
const SIZES = [
  { size: 500, runs: 5 },
  { size: 2_000, runs: 5 },
  { size: 9_000, runs: 3 },
];

/**
 * The editor with large diagrams, in a real browser with the product as it is shipped: opening, frames while the paper moves,
 * memory, and editing.
 * @param {{ args: string[], quick: boolean }} asked quick: one run of each; a size: only that one
 */
export async function benchEditor({ args, quick }) {
  await buildAll();
  const only = args.find((arg) => /^\d+$/.test(arg));
  const plan = SIZES.filter(({ size }) => only === undefined || size === Number(only)).map(({ size, runs }) => ({ size, runs: quick ? 1 : runs }));
  const product = await startProduct('api,worker');
  const { executablePath, env } = await findBrowser();
  const browser = await chromium.launch({ executablePath, env, args: ['--no-sandbox'] });
  const load = [loadavg()[0]];
  try {
    const headers = await signUp(product.origin, 'draughtsman');
    const context = await browser.newContext({ baseURL: product.origin, viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
    await context.addCookies(headers.Cookie.split('; ').map((cookie) => ({ name: cookie.slice(0, cookie.indexOf('=')), value: cookie.slice(cookie.indexOf('=') + 1), url: product.origin })));
    await context.addInitScript(installProbe);
    const sizes = [];
    for (const { size, runs } of plan) {
      const diagram = bigDiagram(size);
      const address = `/diagrams/${(await createDiagram(product.origin, headers, { bpmnXml: diagram.xml })).id}`;
      await walk(browser, context, address, diagram.someTask, false); // warms the browser's cache, the server's and both compilers
      const walks = [];
      for (let run = 0; run < runs; run++) {
        walks.push(await walk(browser, context, address, diagram.someTask, true));
        process.stderr.write(`${size}: ${run + 1} of ${runs}, opened in ${Math.round(walks.at(-1).opened.ms)} ms, load ${loadavg()[0].toFixed(1)}\n`);
      }
      load.push(loadavg()[0]);
      sizes.push({ size, drawn: diagram.drawn, bytes: diagram.xml.length, walks });
    }
    return report('editor', rowsOf(sizes), { load, sizes });
  } finally {
    await browser.close();
    await product.stop();
  }
}

/** Opens a diagram in a new tab, and works on it. */
async function walk(browser, context, address, task, working) {
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  try {
    const session = await context.newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.goto(address, { waitUntil: 'commit' });
    const opened = await page.evaluate(() => window.benchProbe.opened());
    opened.busyMs = await busyOf(session);
    if (!working) return { opened };
    await page.mouse.move(600, 400); // the wheel is only heard with the pointer on the canvas
    await page.waitForTimeout(1_500);
    const frames = {};
    const memory = await memoryOf(browser, page);
    for (const what of ['panByWheel', 'panByDrag', 'zoom']) frames[`${what}, all of it`] = await page.evaluate((name) => window.benchProbe[name](), what);
    await page.evaluate((id) => window.benchProbe.approach(id), task);
    for (const what of ['panByWheel', 'panByDrag', 'zoom']) frames[`${what}, close by`] = await page.evaluate((name) => window.benchProbe[name](), what);
    await page.evaluate((id) => window.benchProbe.approach(id), task);
    const rounds = [];
    for (let round = 0; round < ROUNDS; round++) rounds.push(await page.evaluate((id) => window.benchProbe.edit(id), task));
    return { opened, frames, memory, rounds };
  } finally {
    await page.close();
  }
}

/** Processor time of the page's main thread so far: what opening costs whoever else uses the machine. */
async function busyOf(session) {
  const { metrics } = await session.send('Performance.getMetrics');
  return 1_000 * (metrics.find(({ name }) => name === 'ThreadTime')?.value ?? 0);
}

/** In MB: what scripts hold, and what the process of the page has to itself (what Chromium's task manager shows) and altogether. */
async function memoryOf(browser, page) {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const system = await browser.newBrowserCDPSession();
  const { processInfo } = await system.send('SystemInfo.getProcessInfo');
  await Promise.all([session.detach(), system.detach()]);
  const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => statusOf(id));
  const largest = renderers.toSorted((a, b) => b.own - a.own)[0];
  return { heap: usedSize / 2 ** 20, own: largest?.own ?? null, resident: largest?.resident ?? null };
}

function statusOf(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const megabytes = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0) / 1024;
  return { own: megabytes('RssAnon') + megabytes('VmSwap'), resident: megabytes('VmRSS') };
}
