/* global window, document */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { findBrowser } from '../../../web/e2e/support/find-browser.mjs';
import { temporaryFolder } from '../../proof/temporary-folder.mjs';

/** A page that shows neither a drawing nor why there is none by then hangs. */
const PAGE_LIMIT_MS = 60_000;

/** What a browser saw and did that it should not have. Each is a line of words. */
export class Sightings {
  cspReports = [];
  scripts = [];
  dialogs = [];
  requestsElsewhere = [];
  uncaught = [];
  hanging = [];
  pages = 0;
}

/**
 * Opens stored diagrams in a real browser wherever they are shown: the editor (with its properties), the comparison, the
 * library with its pictures, and the SVG export as a document of its own, with no policy to protect it.
 * @param {string} origin
 * @param {Record<string, string>} headers of whose diagrams they are
 * @param {{ id: string, name: string }[]} diagrams
 * @param {(line: string) => void} say progress
 * @returns {Promise<Sightings>}
 */
export async function lookAt(origin, headers, diagrams, say) {
  const { executablePath, env } = await findBrowser();
  const browser = await chromium.launch({ executablePath, env, args: ['--no-sandbox'] });
  const folder = temporaryFolder('look');
  const found = new Sightings();
  try {
    const context = await browser.newContext({ baseURL: origin, viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
    await context.addCookies(headers.Cookie.split('; ').map((cookie) => ({ name: cookie.slice(0, cookie.indexOf('=')), value: cookie.slice(cookie.indexOf('=') + 1), url: origin })));
    let now = '';
    await watch(context, origin, found, () => now);
    // What cannot be drawn in time is the other half's to tell (door.mjs).
    const fetched = (path) => context.request.get(path, { timeout: PAGE_LIMIT_MS }).then((answer) => (answer.ok() ? answer.body() : undefined), () => undefined);
    for (const { id, name } of diagrams) {
      const began = performance.now();
      const visit = async (where, url, settled) => {
        now = `${name} (${where})`;
        found.pages += 1;
        await look(context, url, settled, found, now);
      };
      await visit('editor', `/diagrams/${id}`, editorStands);
      await visit('comparison', `/diagrams/${id}/compare?from=1&to=2&view=over`, comparisonStands);
      const svg = await fetched(`/api/diagrams/${id}/export?format=svg`);
      if (svg !== undefined) {
        const path = join(folder, `${id}.svg`);
        writeFileSync(path, svg);
        await visit('SVG on its own', pathToFileURL(path).href, drawn);
      }
      if ((await fetched(`/api/diagrams/${id}/thumbnail`)) !== undefined) await visit('thumbnail on its own', `/api/diagrams/${id}/thumbnail`, drawn);
      say(`${name}: ${Math.round(performance.now() - began)} ms`);
    }
    now = 'library';
    found.pages += 1;
    await look(context, '/', libraryStands, found, now);
  } finally {
    await browser.close();
  }
  return found;
}

async function watch(context, origin, found, now) {
  await context.exposeBinding('reportViolation', (_, text) => found.cspReports.push(`${now()}: ${text}`));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => window.reportViolation(`${event.effectiveDirective} blocked ${event.blockedURI} ${event.sample}`));
  });
  context.on('dialog', (dialog) => {
    found.dialogs.push(`${now()}: ${dialog.message()}`);
    void dialog.dismiss();
  });
  context.on('weberror', (error) => found.uncaught.push(`${now()}: ${error.error().message.slice(0, 300)}`));
  context.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !/^(data|blob|file):/.test(url)) found.requestsElsewhere.push(`${now()}: ${url.slice(0, 200)}`);
  });
}

async function look(context, url, settled, found, now) {
  const page = await context.newPage();
  try {
    await page.goto(url, { waitUntil: 'commit', timeout: PAGE_LIMIT_MS });
    await page.waitForFunction(settled, undefined, { timeout: PAGE_LIMIT_MS }).catch(() => found.hanging.push(now));
    const shape = page.locator('.djs-container .djs-shape').first();
    if ((await shape.count()) > 0) await shape.click({ force: true, timeout: 2_000 }).catch(() => undefined); // may lie outside of the window
    await page.waitForLoadState('networkidle', { timeout: 5_000 }).catch(() => undefined); // a page may go on asking
    for (const frame of page.frames()) {
      const planted = await frame.evaluate(() => window.__pwned).catch(() => undefined); // gone meanwhile
      if (planted !== undefined) found.scripts.push(`${now}: ${planted}`);
    }
  } catch (error) {
    found.hanging.push(`${now}: ${error.message.split('\n', 1)[0]}`);
  } finally {
    await page.close();
  }
}

function editorStands() {
  if (performance.getEntriesByName('bpmn-studio.import', 'measure').length > 0) return true; // read, also when nothing of it is drawn
  return document.querySelector('.djs-container .djs-element, [role=alert]') !== null || /cannot be (shown|drawn|read|opened)|could not be|no drawing in this file/i.test(document.body?.innerText ?? '');
}

function comparisonStands() {
  return document.querySelector('.djs-container .djs-element, [role=alert]') !== null || /cannot be drawn|could not be|too different|not be compared/i.test(document.body?.innerText ?? '');
}

function libraryStands() {
  const pictures = [...document.querySelectorAll('main img')];
  return pictures.length > 0 && pictures.every(({ complete }) => complete);
}

function drawn() {
  return document.documentElement !== null;
}
