import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { findBrowser } from './find-browser.mjs';
import { startProduct } from './product.mjs';

/** Takes the pictures of the README from the real product: a search in the demo workspace, and the editor with its first diagram. */
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
