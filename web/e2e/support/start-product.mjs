import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser } from './find-browser.mjs';
import { startProduct } from './product.mjs';

/**
 * Jest's global setup: the product and a browser for all files. E2E_URL names a product that runs already (`npm run dev`),
 * which saves the start while one writes a test.
 */
export default async function setUp() {
  process.env.E2E_BROWSER = JSON.stringify(await findBrowser());
  if (process.env.E2E_URL !== undefined) return;
  const product = await startProduct();
  process.env.E2E_URL = product.url;
  process.env.E2E_DATA_DIR = product.dataDir;
  process.env.E2E_ADMINISTRATOR = readFileSync(join(product.dataDir, 'demo.json'), 'utf8');
  globalThis.stopProduct = product.stop;
}
