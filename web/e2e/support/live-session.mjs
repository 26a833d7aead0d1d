import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { buildPage } from './drawing-page.mjs';
import { findBrowser } from './find-browser.mjs';

/** Something of the product that is no page of it: the session and the origin are right, and nothing else runs. */
const PLACE = '/api/health/ready';
const STEP_MS = 20_000;

/**
 * Two browsers of one person in one diagram of a product, through the session and the canvas as the editor has them, but without
 * the page around: what they hear of each other, after being offline, and after a tab that died.
 */
export async function editLive(url) {
  const folder = await buildPage('session-page.ts');
  const { executablePath, env } = await findBrowser();
  const browser = await chromium.launch({ executablePath, env, args: ['--no-sandbox'] });
  try {
    const home = await browser.newContext({ baseURL: url, bypassCSP: true });
    const headers = { origin: url };
    await home.request.post('/api/auth/sign-up/email', { headers, data: { name: 'Ada', email: `${crypto.randomUUID()}@example.org`, password: 'a calm river runs deep' } });
    const { user } = await (await home.request.get('/api/me')).json();
    const { id } = await (await home.request.post('/api/diagrams', { headers, data: { title: 'Together' } })).json();
    const away = await browser.newContext({ baseURL: url, bypassCSP: true, storageState: await home.storageState() });
    const open = (context, session) => openPage(context, join(folder, 'page.js'), [user.id, id, session]);
    const [one, other] = [await open(home, 'one'), await open(away, 'other')];

    const task = await one.run('create("Check the order")');
    const heard = await other.until(`name("${task}")`, 'Check the order');
    await other.run(`rename("${task}", "Check it")`);
    await one.until(`name("${task}")`, 'Check it');
    await one.run('create("Of one alone")');
    await other.run('undoLast()');
    const undone = await one.until(`name("${task}")`, 'Check the order');

    await leave(away, other);
    const offline = await other.until('line.state.phase', 'offline');
    const onTrain = await other.run('create("Drawn on the train")');
    const unsent = (await other.run('line.state.unsent')) > 0;
    await one.run(`rename("${task}", "Renamed at home")`);
    await away.setOffline(false);
    const brought = await one.until(`name("${onTrain}")`, 'Drawn on the train');
    const missed = await other.until(`name("${task}")`, 'Renamed at home');
    const acknowledged = await other.until('line.state.unsent', 0);

    await leave(away, other);
    const last = await other.run('create("Drawn before it died")');
    await other.until('kept()', 1);
    await other.page.close();
    await away.setOffline(false);
    await open(away, 'next');
    const saved = await one.until(`name("${last}")`, 'Drawn before it died');

    await one.run('line.wantVersion()');
    const version = await until(async () => (await (await home.request.get(`/api/diagrams/${id}`)).json()).bpmnXml.includes('Drawn before it died'), true);
    return { heard, undone, offline, unsent, brought, missed, acknowledged, saved, version };
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function openPage(context, script, ids) {
  const page = await context.newPage();
  await page.goto(PLACE);
  await page.addScriptTag({ path: script, type: 'module' });
  await page.waitForFunction(() => 'openLiveDrawing' in window);
  await page.evaluate(async (asked) => {
    window.live = await window.openLiveDrawing(...asked);
  }, ids);
  const run = (expression) => page.evaluate(`window.live.${expression}`);
  return { page, run, until: (expression, wanted) => until(() => run(expression), wanted) };
}

/** A browser that goes offline leaves open sockets alone. */
async function leave(context, { run }) {
  await context.setOffline(true);
  await run('drop()');
}

async function until(look, wanted) {
  const deadline = performance.now() + STEP_MS;
  let seen = await look();
  while (seen !== wanted && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    seen = await look();
  }
  return seen;
}

/** node web/e2e/support/live-session.mjs <address>: prints what was seen. */
if (import.meta.main) process.stdout.write(JSON.stringify(await editLive(process.argv[2])));
