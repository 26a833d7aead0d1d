import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { findBrowser } from './find-browser.mjs';
import { joinWorkspace } from './join-workspace.mjs';
import { PICTURES } from './pictures.mjs';
import { startProduct } from './product.mjs';

/** Takes the pictures of docs/images from the real product: those named as arguments, or all of pictures.mjs. */
const FOLDER = fileURLToPath(new URL('../../../docs/images/', import.meta.url));
const MOST_BYTES = 300_000;

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !PICTURES.some(([known]) => known === name));
if (unknown !== undefined) throw new Error(`There is no picture "${unknown}"; there are ${PICTURES.map(([name]) => name).join(', ')}`);

const product = await startProduct();
const demo = JSON.parse(readFileSync(join(product.dataDir, 'demo.json'), 'utf8'));
const { executablePath, env } = await findBrowser();
const browser = await chromium.launch({ executablePath, env, args: ['--no-sandbox'] });
try {
  const page = await browser.newPage({ baseURL: product.url, viewport: { width: 1360, height: 820 }, deviceScaleFactor: 1.5, colorScheme: 'light', locale: 'en-GB', reducedMotion: 'reduce' });
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(demo.email);
  await page.getByLabel('Password', { exact: true }).fill(demo.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('list', { name: 'Diagrams' }).getByRole('link').first().waitFor();
  const desk = deskOf(page);
  for (const [name, prepare] of PICTURES) {
    await prepare(desk);
    if (wanted.length === 0 || wanted.includes(name)) await take(page, name);
  }
} finally {
  await browser.close();
  await product.stop();
}

/** What the pictures are made with. */
function deskOf(page) {
  const headers = { origin: product.url };
  const answered = async (asked) => {
    const answer = await asked;
    if (!answer.ok()) throw new Error(`${answer.status()} ${await answer.text()}`);
    return answer.json();
  };
  return {
    page,
    /** @returns the id of a new diagram */
    make: async (title, bpmnXml) => (await answered(page.request.post('/api/diagrams', { headers, data: { title, bpmnXml } }))).id,
    /** Saves on top of what there is, as somebody else would. */
    put: async (id, bpmnXml, message) => {
      const { version } = await answered(page.request.get(`/api/diagrams/${id}`));
      await answered(page.request.put(`/api/diagrams/${id}`, { headers: { ...headers, 'if-match': `"${version}"` }, data: { bpmnXml, ...(message && { message }) } }));
    },
    open: async (id) => {
      await page.goto(`/diagrams/${id}`);
      await page.locator('.djs-container .djs-shape').first().waitFor();
      await page.getByLabel('Title of the diagram').waitFor();
    },
    select: (id, position) => page.locator(`.djs-element[data-element-id="${id}"] .djs-hit`).first().click({ force: true, ...(position && { position }) }),
    /** Somebody else of the same workspace: what they ask the API. */
    colleague: async (name) => {
      const context = await browser.newContext({ baseURL: product.url });
      const person = { email: `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}@example.org`, password: 'a calm river runs deep' };
      await answered(context.request.post('/api/auth/sign-up/email', { headers, data: { name, ...person } }));
      await joinWorkspace(product.dataDir, demo.email, person.email, 'editor');
      await context.clearCookies(); // a session knows the memberships it began with
      await answered(context.request.post('/api/auth/sign-in/email', { headers, data: person }));
      return (path, data) => answered(context.request.post(path, { headers, data }));
    },
    importFiles: async (paths) => {
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('banner').getByRole('button', { name: 'Import' }).click();
      await (await chooser).setFiles(paths);
    },
  };
}

async function take(page, name) {
  const path = join(FOLDER, `${name}.png`);
  await page.mouse.move(700, 812); // nothing is pointed at
  await page.evaluate(() => document.fonts.ready);
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path, animations: 'disabled' });
  const { size } = statSync(path);
  if (size > MOST_BYTES) throw new Error(`docs/images/${name}.png has ${size} bytes, more than ${MOST_BYTES}: show less in it`);
  process.stdout.write(`docs/images/${name}.png is new, ${Math.round(size / 1000)} KB\n`);
}
