import { afterAll, beforeAll, it } from '@jest/globals';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { RanCode } from './ran-code.js';
import { Watch } from './watch.js';

const RESULTS = fileURLToPath(new URL('../../../test-results/', import.meta.url));
const LIMIT_MS = 120_000;
/** How long one step may take: generous, for two cores that also run PostgreSQL, the API and the browser. */
const STEP_MS = 20_000;

export interface Journey {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Complaints of the browser that belong to this journey, such as the 409 of a conflict. */
  readonly expectComplaint: (pattern: RegExp) => void;
  /** Another person's browser, or another device of the same person: cookies are handed on by `state`. */
  readonly another: (options?: BrowserContextOptions) => Promise<{ readonly page: Page; readonly context: BrowserContext }>;
}

export const ADDRESS = process.env['E2E_URL'] ?? '';

/** One browser for all journeys of a file; call it once, at the top. */
export function useBrowser(): (name: string, body: (journey: Journey) => Promise<void>, options?: BrowserContextOptions) => void {
  let browser: Browser;
  const ran = new RanCode();
  beforeAll(async () => {
    const { executablePath, env } = JSON.parse(process.env['E2E_BROWSER'] ?? '{}') as { executablePath: string; env: Record<string, string> };
    browser = await chromium.launch({ executablePath, env, args: ['--no-sandbox'] });
  }, LIMIT_MS);
  afterAll(async () => {
    ran.write();
    await browser?.close();
  });

  return (name, body, options = {}) => it(name, () => walk({ browser, ran }, name, body, options), LIMIT_MS);
}

/**
 * Runs a journey in a context of its own. A complaint of the browser (console error, page error, CSP report) fails it
 * unless it was expected; a failure leaves screenshots and traces under test-results/.
 */
async function walk({ browser, ran }: { browser: Browser; ran: RanCode }, name: string, body: (journey: Journey) => Promise<void>, options: BrowserContextOptions): Promise<void> {
  const watch = new Watch();
  const contexts: BrowserContext[] = [];
  const open = async (more: BrowserContextOptions) => {
    const context = await browser.newContext({ baseURL: ADDRESS, viewport: { width: 1280, height: 800 }, locale: 'en-GB', reducedMotion: 'reduce', ...more });
    contexts.push(context);
    context.setDefaultTimeout(STEP_MS);
    await context.tracing.start({ screenshots: true, snapshots: true });
    await watch.over(context);
    const page = await context.newPage();
    await ran.watch(page);
    context.on('page', (next) => void ran.watch(next));
    return { context, page };
  };
  try {
    const first = await open(options);
    await body({ ...first, another: (more = {}) => open(more), expectComplaint: (pattern) => watch.expect(pattern) });
    watch.complain();
  } catch (error) {
    await keep(contexts, name);
    throw error;
  } finally {
    await ran.take(contexts);
    await Promise.all(contexts.map((context) => context.close()));
  }
}

async function keep(contexts: readonly BrowserContext[], name: string): Promise<void> {
  await mkdir(RESULTS, { recursive: true });
  const stem = `${RESULTS}${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`;
  for (const [number, context] of contexts.entries()) {
    for (const page of context.pages()) await page.screenshot({ path: `${stem}-${number + 1}.png` }).catch(() => undefined);
    await context.tracing.stop({ path: `${stem}-${number + 1}.zip` });
  }
}
