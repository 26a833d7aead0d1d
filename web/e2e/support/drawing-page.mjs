import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { findBrowser } from './find-browser.mjs';

const WEB = fileURLToPath(new URL('../../', import.meta.url));
const ENTRY = join(WEB, 'src/features/editor/live/testing/converge-page.ts');
const ADDRESS = 'http://editors.test/';
const PAGE = '<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="/page.css"><body><script type="module" src="/page.js"></script>';

/**
 * A page with three editors of one document and nothing else: no product, no network. Built from the sources, and opened in a
 * browser of its own.
 *
 * @returns the page, with `converge` and `measure` of testing/converge.ts on its window, and what closes it
 */
export async function openDrawingPage() {
  const folder = await mkdtemp(join(tmpdir(), 'bpmn-studio-editors-'));
  await build({
    configFile: join(WEB, 'vite.config.ts'),
    logLevel: 'error',
    publicDir: false,
    build: {
      outDir: folder,
      minify: false,
      cssCodeSplit: false,
      lib: { entry: ENTRY, formats: ['es'], fileName: () => 'page.js', cssFileName: 'page' },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const { executablePath, env } = await findBrowser();
  const browser = await chromium.launch({ executablePath, env, args: ['--no-sandbox'] });
  const page = await browser.newPage();
  await page.route(`${ADDRESS}**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: PAGE });
    const type = pathname.endsWith('.js') ? 'text/javascript' : 'text/css';
    return route.fulfill({ contentType: type, body: await readFile(join(folder, pathname.slice(1)), 'utf8') });
  });
  await page.goto(ADDRESS);
  await page.waitForFunction(() => 'converge' in window);
  const close = async () => {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { page, close };
}
