import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { findBrowser } from './find-browser.mjs';
import { startProduct } from './product.mjs';

/** Takes the picture of the README from the real product: the editor with the first diagram of the demo workspace. */
const PICTURE = fileURLToPath(new URL('../../../docs/images/editor.png', import.meta.url));

const product = await startProduct();
const { executablePath, env } = await findBrowser();
const browser = await chromium.launch({ executablePath, env, args: ['--no-sandbox'] });
try {
  const page = await browser.newPage({ baseURL: product.url, viewport: { width: 1360, height: 820 }, deviceScaleFactor: 1.5, colorScheme: 'light' });
  const { email, password } = JSON.parse(readFileSync(join(product.dataDir, 'demo.json'), 'utf8'));
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('list', { name: 'Diagrams' }).getByRole('link').first().click();
  await page.locator('.djs-container .djs-shape').first().waitFor();
  await page.evaluate(() => document.fonts.ready);
  mkdirSync(dirname(PICTURE), { recursive: true });
  await page.screenshot({ path: PICTURE, animations: 'disabled' });
  process.stdout.write('docs/images/editor.png is new\n');
} finally {
  await browser.close();
  await product.stop();
}
