import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { fillSignIn, signUp, signOut, stranger } from './pages/accounts.js';
import { Editor } from './pages/editor.js';
import { Library } from './pages/library.js';
import { seen } from './support/eventually.js';
import { useBrowser } from './support/journey.js';
import { startProduct, type Product } from './support/product.mjs';

const START_MS = 300_000;
const WAITS = /^Saved on this device\. The server asks us to wait \d+ s$/;

let product: Product;
beforeAll(async () => {
  product = await startProduct({ RATE_LIMIT_SAVE_PER_MINUTE: '2', SIGN_IN_TRIES: '2' });
}, START_MS);
afterAll(() => product?.stop(), 60_000);

const journey = useBrowser();

describe('a server that asks for patience', () => {
  journey('gets it from the editor: nobody is asked again, and the work is safe on the device', async ({ another, expectComplaint }) => {
    expectComplaint(/429/);
    const { page } = await another({ baseURL: product.url });
    await signUp(page);
    const editor = await begun(page);
    const answers: { status: number; wait: number }[] = [];
    page.on('response', (response) => response.request().method() === 'PUT' && answers.push({ status: response.status(), wait: Number(response.headers()['retry-after']) }));
    await editor.addTask('First');
    await editor.save();
    await editor.storedText('name="First"'); // the second save of this minute, after the creation
    await editor.says('Saved');
    await editor.addTask('Second', { x: 760, y: 640 });
    await editor.save();
    await editor.says(WAITS);
    if (process.env['E2E_PICTURES'] !== undefined) await page.screenshot({ path: `${process.env['E2E_PICTURES']}/patience-editor.png` });
    await editor.save(); // asking again does not help, and asks nobody
    expect(answers.map(({ status }) => status)).toEqual([200, 429]);
    expect(answers[1]?.wait).toBeGreaterThan(0);
    expect(answers[1]?.wait).toBeLessThanOrEqual(60);
    await page.reload();
    await editor.ready();
    await seen(editor.drawn('Second'));
  });

  journey('saves when the time has come, also after a reload', async ({ page, expectComplaint }) => {
    expectComplaint(/429/);
    await signUp(page);
    const editor = await begun(page);
    const refusals = await refuseSaves(page, 3_000);
    await editor.addTask('First');
    await editor.save();
    await editor.says(WAITS);
    await editor.storedText('name="First"');
    await editor.says('Saved');
    expect(refusals()).toBe(1);
    const more = await refuseSaves(page, 3_000);
    await editor.addTask('Second', { x: 760, y: 640 });
    await editor.save();
    await editor.says(WAITS);
    await page.reload();
    await editor.ready();
    await seen(editor.drawn('Second'));
    await editor.storedText('name="Second"');
    await editor.says('Saved');
    expect(more()).toBeLessThanOrEqual(2);
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

async function begun(page: Page): Promise<Editor> {
  await new Library(page).create('Patience');
  return new Editor(page).ready();
}

/** A short window: from its first save on, the server is said to refuse all of them for so long. Answers how many were refused. */
async function refuseSaves(page: Page, ms: number): Promise<() => number> {
  let end: number | undefined;
  let refused = 0;
  await page.route('**/api/diagrams/*', async (route) => {
    if (route.request().method() !== 'PUT') return route.continue();
    const left = (end ??= Date.now() + ms) - Date.now();
    if (left <= 0) return route.continue();
    refused++;
    const problem = { type: '/docs/errors#request.rate_limited', title: 'Too many requests', status: 429, detail: 'Wait.', code: 'request.rate_limited', requestId: 'refused-on-the-way' };
    return route.fulfill({ status: 429, headers: { 'retry-after': String(Math.ceil(left / 1000)) }, contentType: 'application/problem+json', body: JSON.stringify(problem) });
  });
  return () => refused;
}
