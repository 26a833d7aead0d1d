import { describe, expect } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { signUp } from './pages/accounts.js';
import { Editor } from './pages/editor.js';
import { fixturePath, Library } from './pages/library.js';
import { gone, seen } from './support/eventually.js';
import { useBrowser } from './support/journey.js';

const journey = useBrowser();

describe('the editor', () => {
  journey('draws, saves, and keeps it over a reload', async ({ page }) => {
    const editor = await begun(page);
    await editor.addTask('Pay');
    await editor.says('Unsaved changes');
    await editor.save();
    await editor.says('Saved');
    expect((await editor.stored()).version).toBe(2);
    await editor.storedText('name="Pay"');
    await page.reload();
    await editor.ready();
    await seen(editor.drawn('Pay'));
    await editor.says('Saved');
  });

  journey('a fresh diagram invites to draw, and needs no mouse', async ({ page }) => {
    const editor = await begun(page);
    await seen(page.getByRole('note').getByText('Choose what comes next'));
    await page.keyboard.press('t');
    await page.locator('.djs-direct-editing-content').waitFor();
    await page.keyboard.type('Pay');
    await page.keyboard.press('Enter');
    await seen(editor.drawn('Pay'));
    await gone(page.getByRole('note'));
    await page.keyboard.press(',');
    await page.keyboard.press('.');
    await page.keyboard.press('d');
    await seen(page.locator('.djs-shape[data-element-id^="Event"]'));
    await editor.save();
    await editor.storedText('<bpmn:endEvent');
  });

  journey('saves by itself after a pause', async ({ page }) => {
    const editor = await begun(page);
    await editor.addTask('Ship');
    await editor.storedText('name="Ship"');
    await editor.says('Saved');
  });

  journey('undoes and redoes', async ({ page }) => {
    const editor = await begun(page);
    await editor.addTask('Pack');
    await editor.undo(); // the name
    await editor.undo(); // the task
    await gone(editor.drawn('Pack'));
    await page.keyboard.press('Control+y');
    await page.keyboard.press('Control+y');
    await seen(editor.drawn('Pack'));
    await editor.save();
    await editor.storedText('name="Pack"');
  });

  journey('renames the diagram in place', async ({ page }) => {
    const editor = await begun(page);
    const title = page.getByLabel('Title of the diagram');
    await title.fill('Cla\0ims'); // as text pasted from elsewhere has it; the server takes no NUL
    await title.press('Enter');
    await editor.says('Saved');
    await page.getByRole('link', { name: 'Back to the library' }).click();
    await seen(new Library(page).card('Claims'));
  });

  journey('opens an imported file without changing a byte of it', async ({ page }) => {
    await signUp(page);
    const library = new Library(page);
    await library.importFiles('order-handling.bpmn');
    await seen(library.report.getByText('1 diagram imported'));
    await library.openDiagram('Order handling');
    const editor = await new Editor(page).ready();
    await seen(editor.drawn('Check order'));
    await editor.says('Saved');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await page.getByRole('menuitem', { name: 'BPMN 2.0 file' }).click();
    expect(await readFile(await (await download).path())).toEqual(await readFile(fixturePath('order-handling.bpmn')));
    expect((await editor.stored()).version).toBe(1);
  });

  journey('keeps drawing offline, also without the parts that were not fetched before, and saves when the network is back', async ({ page, context, expectComplaint }) => {
    expectComplaint(/ERR_INTERNET_DISCONNECTED|ERR_FAILED/);
    await page.route('**/assets/{find-bar-,document.worker-}*.js', (route) => route.abort());
    const editor = await begun(page);
    await context.setOffline(true);
    await page.keyboard.press('ControlOrMeta+f');
    await seen(page.getByText('This part of the page could not be loaded.'));
    await editor.addTask('Wait');
    await editor.says('Offline, kept on this device');
    await context.setOffline(false);
    await editor.says('Saved');
    await editor.storedText('name="Wait"');
  });

  journey('brings back work that a closed tab had not saved', async ({ page, context, expectComplaint }) => {
    expectComplaint(/ERR_INTERNET_DISCONNECTED/);
    const editor = await begun(page);
    const { id } = editor;
    await context.setOffline(true);
    await editor.addTask('Keep');
    await editor.says('Offline, kept on this device');
    await page.close();
    await context.setOffline(false);
    const next = await new Editor(await context.newPage()).open(id);
    await seen(next.drawn('Keep'));
    await next.storedText('name="Keep"');
  });

  journey('says so when there is no such diagram', async ({ page, expectComplaint }) => {
    expectComplaint(/404 \(Not Found\)/);
    await signUp(page);
    await page.goto('/diagrams/00000000-0000-4000-8000-000000000000');
    await seen(page.getByRole('heading', { name: 'There is no such diagram' }));
  });
});

/** A new account in the editor of a new diagram. */
async function begun(page: Editor['page']): Promise<Editor> {
  await signUp(page);
  await new Library(page).create('Order to cash');
  return new Editor(page).ready();
}
