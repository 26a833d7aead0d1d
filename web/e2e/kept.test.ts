import { describe, expect } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { Editor } from './pages/editor.js';
import { accessibilityFaults } from './support/check-accessibility.js';
import { gone, seen, until } from './support/eventually.js';
import { useBrowser } from './support/journey.js';
import { begun, crash, onDevice, refuse } from './support/mishaps.js';

const journey = useBrowser();
/** As the server answers who may only look. */
const FORBIDDEN = JSON.stringify({ type: '/docs/errors#auth.forbidden', title: 'You are not allowed to do this', status: 403, detail: 'Your role does not allow this.', code: 'auth.forbidden', requestId: 'r' });
const BACK = 'Brought back your unsaved changes.';

describe('a tab that dies', () => {
  journey('while somebody types on and on beside the drawing: a second of it is the most that is missing', async ({ page, context, expectComplaint }) => {
    expectComplaint(/ERR_/);
    const editor = await begun(page);
    const { id } = editor;
    await editor.addTask('Check');
    await editor.save();
    await editor.says('Saved');
    await refuse(page);
    await editor.drawn('Check').first().click();
    const stop = new AbortController();
    const typing = typeOn(page, page.getByLabel('Documentation', { exact: true }), stop.signal);
    await onDevice(page, 'on and on and');
    await crash(page);
    stop.abort();
    await typing;
    const next = await new Editor(await context.newPage()).open(id);
    await seen(next.page.getByText(BACK));
    await next.storedText('on and on and');
  });

  journey('in the middle of the title: the letters typed so far are kept, and Escape takes them back', async ({ page, context, expectComplaint }) => {
    expectComplaint(/ERR_/);
    const editor = await begun(page);
    const { id } = editor;
    const title = page.getByLabel('Title of the diagram');
    await title.fill('Cla');
    await until(page, () => editor.stored(), (stored) => stored.title === 'Cla', 'what is typed, on the server');
    await title.press('Escape');
    await until(page, () => editor.stored(), (stored) => stored.title === 'Order to cash', 'the title as it was');
    await refuse(page);
    await title.fill('Claims');
    await onDevice(page, 'Claims');
    await crash(page);
    const next = await new Editor(await context.newPage()).open(id);
    await until(next.page, () => next.stored(), (stored) => stored.title === 'Claims', 'the title on the server');
  });
});

describe('a role that is taken away', () => {
  journey('leaves the work here, to be kept as a diagram of its own', async ({ page, context, expectComplaint }) => {
    expectComplaint(/403/);
    const editor = await begun(page);
    const { id } = editor;
    await context.route(`**/api/diagrams/${id}`, (route) => (route.request().method() === 'PUT' ? route.fulfill({ status: 403, contentType: 'application/problem+json', body: FORBIDDEN }) : route.continue()));
    await editor.addTask('Alone');
    await seen(page.getByRole('dialog', { name: 'You may only view this diagram now' }));
    await onDevice(page, 'Alone');
    await crash(page);
    await context.route('**/api/me', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: (await answer.text()).replaceAll('"role":"owner"', '"role":"viewer"') });
    });
    const next = new Editor(await context.newPage());
    await next.page.goto(`/diagrams/${id}`);
    const question = next.page.getByRole('dialog', { name: 'You may only view this diagram now' });
    await seen(question);
    await seen(next.drawn('Alone'));
    expect(await accessibilityFaults(next.page)).toEqual([]);
    await question.getByRole('button', { name: 'Show the diagram as it is' }).click();
    await next.says('View only');
    await gone(next.drawn('Alone'));
    await next.page.getByRole('button', { name: 'Get it back' }).click();
    await next.page.waitForURL((url) => !url.pathname.includes(id));
    await seen(next.drawn('Alone'));
  });
});

describe('two tabs that die with work in both', () => {
  journey('one goes on, the other is put aside, and that is said', async ({ page, context, expectComplaint }) => {
    expectComplaint(/ERR_/);
    const first = await begun(page);
    const { id } = first;
    const second = await new Editor(await context.newPage()).open(id);
    await refuse(page);
    await refuse(second.page);
    await second.addTask('Second', { x: 900, y: 300 });
    await onDevice(second.page, 'Second');
    await page.bringToFront();
    await first.addTask('First');
    await onDevice(page, 'First');
    await crash(page);
    await crash(second.page);
    const next = await new Editor(await context.newPage()).open(id);
    await seen(next.drawn('First'));
    await next.page.getByRole('button', { name: 'Show them' }).click();
    await seen(next.page.getByRole('dialog', { name: 'Kept on this device' }).getByText('Order to cash'));
  });
});

describe('a device that forgets', () => {
  journey('is given the work again', async ({ page, context, expectComplaint }) => {
    expectComplaint(/ERR_/);
    const editor = await begun(page);
    const { id } = editor;
    await refuse(page);
    await editor.addTask('Twice');
    await editor.says('Offline, kept on this device');
    await page.evaluate(() => new Promise((resolve) => indexedDB.deleteDatabase('bpmn-studio-editor').addEventListener('success', resolve)));
    await onDevice(page, 'Twice');
    await crash(page);
    const next = await new Editor(await context.newPage()).open(id);
    await next.storedText('name="Twice"');
  });
});

/** Types without ever pausing, until told to stop or the page is gone. */
async function typeOn(page: Page, field: Locator, signal: AbortSignal): Promise<void> {
  await field.click();
  while (!signal.aborted) await page.keyboard.type('on and ', { delay: 60 }).catch(() => undefined);
}
