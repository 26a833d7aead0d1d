import type { Page } from 'playwright-core';
import { signUp } from '../pages/accounts.js';
import { Editor } from '../pages/editor.js';
import { Library } from '../pages/library.js';
import { until } from './eventually.js';

const SAVES = '**/api/diagrams/*';

/** A new account in the editor of a new diagram. */
export async function begun(page: Page): Promise<Editor> {
  await signUp(page);
  await new Library(page).create('Order to cash');
  return new Editor(page).ready();
}

/** From here on no save of this page gets through. */
export async function refuse(page: Page): Promise<void> {
  await page.route(SAVES, (route) => (route.request().method() === 'PUT' ? route.abort() : route.continue()));
}

/** Waits until the unsaved work on this device holds a text. Only looks: where there is no database, it makes none. */
export async function onDevice(page: Page, text: string): Promise<void> {
  const drafts = () =>
    page.evaluate(
      () =>
        new Promise<string>((resolve, reject) => {
          const opening = indexedDB.open('bpmn-studio-editor');
          opening.addEventListener('upgradeneeded', () => opening.transaction!.abort());
          opening.addEventListener('error', () => (opening.error?.name === 'AbortError' ? resolve('no database') : reject(new Error('the browser does not open its database'))));
          opening.addEventListener('success', () => {
            const all = opening.result.transaction('drafts').objectStore('drafts').getAll();
            all.addEventListener('success', () => {
              opening.result.close();
              resolve(JSON.stringify(all.result));
            });
          });
        }),
    );
  await until(page, drafts, (found) => found.includes(text), `"${text}" on the device`);
}

/** The process of the page dies. */
export async function crash(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  session.send('Page.crash').catch(() => undefined); // nobody is left to answer
  await crashed;
}
