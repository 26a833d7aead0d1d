import { describe, expect } from '@jest/globals';
import { signUp } from './pages/accounts.js';
import { Editor } from './pages/editor.js';
import { Library } from './pages/library.js';
import { seen, until } from './support/eventually.js';
import { useBrowser } from './support/journey.js';

const journey = useBrowser();
const DIAGRAM = '**/api/diagrams/*';

describe('leaving the editor at a bad moment', () => {
  journey('keeps an edit made while an earlier one is being saved', async ({ page, context, expectComplaint }) => {
    expectComplaint(/ERR_/);
    const editor = await begun(page);
    const { id } = editor;
    await page.route(DIAGRAM, async (route) => {
      if (route.request().method() !== 'PUT') await route.continue();
    });
    await editor.addTask('First');
    await editor.says('Saving…');
    await editor.addTask('Second', { x: 900, y: 300 });
    await page.close();
    const next = await new Editor(await context.newPage()).open(id);
    await seen(next.drawn('Second'));
    await next.storedText('name="Second"');
  });

  journey('takes over a title that is still being typed', async ({ page, context }) => {
    const editor = await begun(page);
    const { id } = editor;
    await page.getByLabel('Title of the diagram').fill('Claims');
    await page.close({ runBeforeUnload: true });
    const next = await new Editor(await context.newPage()).open(id);
    await until(next.page, () => next.stored(), ({ title }) => title === 'Claims', 'the title on the server');
  });

  journey('takes over a typed title before it says saved', async ({ page }) => {
    const editor = await begun(page);
    await page.getByLabel('Title of the diagram').fill('Claims');
    await editor.save();
    await until(page, () => editor.stored(), ({ title }) => title === 'Claims', 'the title on the server');
  });

  journey('asks first when the work is nowhere else', async ({ page, expectComplaint }) => {
    expectComplaint(/ERR_FAILED/);
    await page.addInitScript(() => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException('The disk is full', 'QuotaExceededError');
      };
    });
    const editor = await begun(page);
    await page.route(DIAGRAM, (route) => (route.request().method() === 'PUT' ? route.abort() : route.continue()));
    await editor.addTask('Alone');
    await editor.says('Offline; no copy on this device yet, trying again');
    await page.getByRole('link', { name: 'Back to the library' }).click();
    await seen(page.getByRole('dialog', { name: 'Your latest changes are not saved' }));
    await page.getByRole('button', { name: 'Stay here' }).last().click();
    const asked = page.waitForEvent('dialog');
    await page.close({ runBeforeUnload: true });
    const question = await asked;
    expect(question.type()).toBe('beforeunload');
    await question.dismiss();
    await page.unroute(DIAGRAM);
    await editor.save();
    await editor.storedText('name="Alone"');
  });
});

describe('others in the same browser', () => {
  journey('a label that is being typed is not disturbed by a save elsewhere', async ({ page, expectComplaint }) => {
    expectComplaint(/409/);
    const editor = await begun(page);
    await editor.addTask('Typing');
    await editor.save();
    await editor.says('Saved');
    await editor.putElsewhere((xml) => xml.replace('<bpmn:startEvent ', '<bpmn:startEvent name="Elsewhere" '));
    await editor.typeName(editor.drawn('Typing'), 'Typing on');
    await editor.says('Merging…');
    await page.keyboard.type('ly'); // the box is still there, and takes what is typed
    await page.keyboard.press('Enter');
    await seen(page.getByText(/were merged with yours/));
    await editor.storedText('name="Typing only"');
    await editor.storedText('name="Elsewhere"');
    await seen(editor.drawn('Typing'));
  });

  journey('a label that is being typed outlives a save in another tab', async ({ page, context, expectComplaint }) => {
    expectComplaint(/409/);
    const editor = await begun(page);
    const other = await new Editor(await context.newPage()).open(editor.id);
    await page.bringToFront();
    await page.locator('.djs-shape').first().dblclick();
    await page.locator('.djs-direct-editing-content').fill('Typing');
    await other.addTask('Elsewhere');
    await other.save();
    await seen(page.getByText(/were merged with yours/));
    await seen(editor.drawn('Elsewhere'));
    await editor.storedText('name="Typing"');
    await editor.storedText('name="Elsewhere"');
  });

  journey('another person who signed in is not told that the diagram was deleted', async ({ page, context, another, expectComplaint }) => {
    expectComplaint(/401 \(Unauthorized\)/);
    const editor = await begun(page);
    const stranger = await another();
    await signUp(stranger.page);
    await context.clearCookies();
    await context.addCookies(await stranger.context.cookies());
    await editor.addTask('Mine');
    await editor.says('Sign in again to save; kept on this device');
  });

  journey('undo leaves the drawing alone while an old version lies over it', async ({ page }) => {
    const editor = await begun(page);
    await editor.addTask('Pay');
    await editor.save();
    await editor.says('Saved');
    await page.getByRole('button', { name: 'Versions' }).click();
    await page.getByRole('complementary', { name: 'Versions' }).getByRole('listitem').last().getByRole('button').first().click();
    await seen(page.getByText(/You are looking at/));
    await page.keyboard.press('Control+z');
    await page.getByRole('button', { name: 'Back to the newest' }).click();
    await seen(editor.drawn('Pay'));
    await editor.says('Saved');
  });
});

/** A new account in the editor of a new diagram. */
async function begun(page: Editor['page']): Promise<Editor> {
  await signUp(page);
  await new Library(page).create('Order to cash');
  return new Editor(page).ready();
}
