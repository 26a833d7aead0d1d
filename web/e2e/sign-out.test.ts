import { describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { fillSignIn, signOut, signUp } from './pages/accounts.js';
import { Editor } from './pages/editor.js';
import { Library } from './pages/library.js';
import { seen, until } from './support/eventually.js';
import { useBrowser } from './support/journey.js';

const journey = useBrowser();

describe('a shared device', () => {
  journey('the first visit asks to sign in, and the browser has nothing to complain of', async ({ page }) => {
    await page.goto('/');
    await seen(page.getByRole('heading', { name: 'Welcome back' }));
  });

  journey('signing out removes the documents that the device remembers', async ({ page }) => {
    await signUp(page);
    await new Library(page).create('Order to cash');
    const editor = await new Editor(page).ready();
    await until(page, () => remembered(page), (count) => count === 1, 'documents on the device');
    await editor.leave();
    await signOut(page);
    expect(await remembered(page)).toBe(0);
  });

  journey('unsaved work stays when somebody signs out, and they are told', async ({ page, expectComplaint }) => {
    expectComplaint(/ERR_FAILED/); // the saves that do not get through
    const person = await signUp(page);
    await new Library(page).create('Order to cash');
    const editor = await new Editor(page).ready();
    const { id } = editor;
    await page.route(`**/api/diagrams/${id}`, (route) => (route.request().method() === 'PUT' ? route.abort() : route.continue()));
    await editor.addTask('Pay');
    await editor.says('Offline, kept on this device');
    await editor.leave();

    await page.getByRole('button', { name: 'Account and appearance' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await seen(page.getByText('changes to 1 diagram that are not on the server'));
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await seen(page.getByRole('heading', { name: 'Welcome back' }));

    await page.unroute(`**/api/diagrams/${id}`);
    await fillSignIn(page, person);
    await seen(page.getByRole('heading', { level: 1, name: 'Library' }));
    await editor.open(id);
    await seen(editor.drawn('Pay'));
    await editor.storedText('name="Pay"');
  });
});

/** How many documents this browser keeps for opening without a network. */
function remembered(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('bpmn-studio-editor');
        opening.addEventListener('error', () => reject(opening.error));
        opening.addEventListener('success', () => {
          const counting = opening.result.transaction('documents').objectStore('documents').count();
          counting.addEventListener('success', () => {
            opening.result.close();
            resolve(counting.result);
          });
        });
      }),
  );
}
