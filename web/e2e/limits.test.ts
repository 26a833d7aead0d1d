import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { fillSignIn, signUp, signOut, stranger } from './pages/accounts.js';
import { Editor } from './pages/editor.js';
import { Library } from './pages/library.js';
import { seen } from './support/eventually.js';
import { useBrowser } from './support/journey.js';
import { startProduct, type Product } from './support/product.mjs';

/** A window lasts a minute; a machine that is busy takes its time besides. */
const LONG_MS = 100_000;
const START_MS = 300_000;

let product: Product;
beforeAll(async () => {
  product = await startProduct({ RATE_LIMIT_SAVE_PER_MINUTE: '2', SIGN_IN_TRIES: '2' });
}, START_MS);
afterAll(() => product?.stop(), 60_000);

const journey = useBrowser();

describe('a server that asks for patience', () => {
  journey('gets it from the editor: the work is safe on the device, survives a reload, and is saved when the time has come', async ({ another, expectComplaint }) => {
    expectComplaint(/429/);
    const { page } = await another({ baseURL: product.url });
    await signUp(page);
    await new Library(page).create('Patience');
    const editor = await new Editor(page).ready();
    const puts: number[] = [];
    page.on('response', (response) => response.request().method() === 'PUT' && puts.push(response.status()));
    await editor.addTask('First');
    await editor.save();
    await editor.storedText('name="First"'); // the second save of this minute, after the creation
    await editor.says('Saved');
    await editor.addTask('Second', { x: 760, y: 640 });
    await editor.save();
    await editor.says(/^Saved on this device\. The server asks us to wait \d+ s$/);
    if (process.env['E2E_PICTURES'] !== undefined) await page.screenshot({ path: `${process.env['E2E_PICTURES']}/patience-editor.png` });
    await editor.save(); // asking again does not help, and asks nobody
    expect(puts).toEqual([200, 429]);
    await page.reload();
    await editor.ready();
    await seen(editor.drawn('Second'));
    await page.getByRole('banner').getByText('Saved', { exact: true }).first().waitFor({ timeout: LONG_MS });
    await editor.storedText('name="Second"');
    expect(puts.filter((status) => status === 429).length).toBeLessThanOrEqual(3);
  });

  journey('says at sign-in how long to wait, and lets the browser of the owner in', async ({ another, expectComplaint }) => {
    expectComplaint(/401|429/);
    const ada = stranger();
    const { page } = await another({ baseURL: product.url });
    await signUp(page, ada);
    await signOut(page);
    const { page: elsewhere } = await another({ baseURL: product.url });
    await elsewhere.goto('/sign-in');
    for (let tries = 0; tries < 2; tries++) {
      await fillSignIn(elsewhere, { ...ada, password: `a guess ${tries}` });
      await seen(elsewhere.getByRole('alert').getByText('E-mail or password is wrong'));
    }
    await fillSignIn(elsewhere, ada);
    await seen(elsewhere.getByRole('alert').getByText(/Too many tries\. Please wait 15 minutes, or sign in from a browser you used before\./));
    if (process.env['E2E_PICTURES'] !== undefined) await elsewhere.screenshot({ path: `${process.env['E2E_PICTURES']}/patience-sign-in.png` });
    await fillSignIn(page, ada);
    await seen(page.getByRole('heading', { level: 1, name: 'Library' }));
  });
});
