import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { findBrowser } from './find-browser.mjs';

const WEB = fileURLToPath(new URL('../../', import.meta.url));
const TESTING = join(WEB, 'src/features/editor/live/testing');
const ADDRESS = 'http://editors.test/';
const PAGE = '<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="page.css"><body><script type="module" src="page.js"></script>';

/** Builds a page of `live/testing` (its file's name) from the sources: index.html, page.js and page.css in a folder of its own. */
export async function buildPage(name) {
  const folder = await mkdtemp(join(tmpdir(), 'bpmn-studio-editors-'));
  await build({
    configFile: join(WEB, 'vite.config.ts'),
    logLevel: 'error',
    publicDir: false,
    define: { 'process.env.NODE_ENV': '"production"' }, // a library is built as it is, React too
    build: {
      outDir: folder,
      minify: false,
      cssCodeSplit: false,
      lib: { entry: join(TESTING, name), formats: ['es'], fileName: () => 'page.js', cssFileName: 'page' },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  await writeFile(join(folder, 'index.html'), PAGE);
  return folder;
}

/**
 * A page with three editors of one document and nothing else: no product, no network. Built from the sources, and opened in a
 * browser of its own.
 *
 * @returns the page, with `converge` and `measure` of testing/converge.ts on its window, and what closes it
 */
export async function openDrawingPage() {
  const folder = await buildPage('converge-page.ts');
  const { executablePath, env } = await findBrowser();
  const browser = await chromium.launch({ executablePath, env, args: ['--no-sandbox'] });
  const page = await browser.newPage();
  await page.route(`${ADDRESS}**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    return route.fulfill({ path: join(folder, pathname === '/' ? 'index.html' : pathname.slice(1)) });
  });
  await page.goto(ADDRESS);
  await page.waitForFunction(() => 'converge' in window);
  const close = async () => {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { page, close };
}

/** node web/e2e/support/drawing-page.mjs <page>: builds it and prints where it is. */
if (import.meta.main) process.stdout.write(await buildPage(process.argv[2]));
