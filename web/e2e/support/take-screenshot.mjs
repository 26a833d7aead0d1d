import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { findBrowser } from './find-browser.mjs';
import { startProduct } from './product.mjs';
import { reviseOrder } from './revised-order.mjs';

/** Takes the pictures of the README from the real product: a search in the demo workspace, the editor with its first diagram, and two versions compared. */
const FOLDER = fileURLToPath(new URL('../../../docs/images/', import.meta.url));

const product = await startProduct();
const { executablePath, env } = await findBrowser();
const browser = await chromium.launch({ executablePath, env, args: ['--no-sandbox'] });
try {
  const page = await browser.newPage({ baseURL: product.url, viewport: { width: 1360, height: 820 }, deviceScaleFactor: 1.5, colorScheme: 'light', locale: 'en-GB' });
  const { email, password } = JSON.parse(readFileSync(join(product.dataDir, 'demo.json'), 'utf8'));
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('searchbox').fill('order');
  await page.getByRole('list', { name: 'Results' }).getByRole('link').nth(2).waitFor();
  await take('search');
  await page.getByRole('searchbox').press('Escape');
  await page.getByRole('list', { name: 'Diagrams' }).getByRole('link').first().click();
  await page.locator('.djs-container .djs-shape').first().waitFor();
  await take('editor');
  const xml = readFileSync(fileURLToPath(new URL('../../src/features/templates/models/order-to-cash.bpmn', import.meta.url)), 'utf8');
  const headers = { origin: product.url };
  const made = await page.request.post('/api/diagrams', { headers, data: { title: 'Order to cash', bpmnXml: xml } });
  const { id } = await made.json();
  let version = 1;
  await reviseOrder(xml, (bpmnXml, message) => page.request.put(`/api/diagrams/${id}`, { headers: { ...headers, 'if-match': `"${version++}"` }, data: { bpmnXml, ...(message && { message }) } }));
  await page.goto(`/diagrams/${id}/compare?from=1&to=7&view=over`);
  await page.locator('.diff-mark').first().waitFor();
  await page.keyboard.press('j');
  await page.getByRole('button', { name: 'Fit to window' }).click();
  await page.mouse.move(700, 700);
  await take('compare');

  async function take(name) {
    await page.evaluate(() => document.fonts.ready);
    await page.waitForLoadState('networkidle');
    await page.screenshot({ path: join(FOLDER, `${name}.png`), animations: 'disabled' });
    process.stdout.write(`docs/images/${name}.png is new\n`);
  }
} finally {
  await browser.close();
  await product.stop();
}
