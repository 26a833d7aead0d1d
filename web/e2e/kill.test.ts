import { afterEach, describe, expect } from '@jest/globals';
import { fillSignIn, signUp, stranger } from './pages/accounts.js';
import { Editor } from './pages/editor.js';
import { Library } from './pages/library.js';
import { gone, seen } from './support/eventually.js';
import { ADDRESS, useBrowser } from './support/journey.js';
import { begun, crash, onDevice, refuse } from './support/mishaps.js';
import { startOwnBrowser, type OwnBrowser } from './support/own-browser.js';

const journey = useBrowser();
const SAVES = '**/api/diagrams/*';
const BACK = 'Brought back your unsaved changes.';

describe('a tab that dies', () => {
  journey('in the middle of an edit: it is all there again, and says so', async ({ page, context, expectComplaint }) => {
    expectComplaint(/ERR_/);
    const editor = await begun(page);
    const { id } = editor;
    await refuse(page);
    await editor.addTask('Before');
    await onDevice(page, 'Before');
    await crash(page);
    const next = await new Editor(await context.newPage()).open(id);
    await seen(next.page.getByText(BACK));
    await seen(next.drawn('Before'));
    await next.storedText('name="Before"');
    await next.says('Saved');
  });

  journey('in the middle of a word: the letters typed so far are kept', async ({ page, context, expectComplaint }) => {
    expectComplaint(/ERR_/);
    const editor = await begun(page);
    const { id } = editor;
    await editor.addTask('Check');
    await editor.save();
    await editor.says('Saved');
    await refuse(page);
    await editor.typeName(editor.drawn('Check'), 'Check the ord');
    await onDevice(page, 'Check the ord');
    await crash(page);
    const next = await new Editor(await context.newPage()).open(id);
    await seen(next.page.getByText(BACK));
    await next.storedText('name="Check the ord"');
  });

  journey('after somebody else saved: both are there again', async ({ page, context, expectComplaint }) => {
    expectComplaint(/ERR_|409/);
    const editor = await begun(page);
    const { id } = editor;
    await refuse(page);
    await editor.addTask('Mine');
    await onDevice(page, 'Mine');
    await editor.putElsewhere((xml) => xml.replace('<bpmn:startEvent ', '<bpmn:startEvent name="Theirs" '));
    await crash(page);
    const next = await new Editor(await context.newPage()).open(id);
    await seen(next.page.getByText(/were merged with yours/));
    await next.storedText('name="Mine"');
    await next.storedText('name="Theirs"');
  });

  journey('with a label cancelled by Escape keeps none of its letters', async ({ page }) => {
    const editor = await begun(page);
    await editor.addTask('Check');
    await editor.typeName(editor.drawn('Check'), 'Nonsense');
    await page.keyboard.press('Escape');
    await seen(editor.drawn('Check'));
    await editor.save();
    await editor.says('Saved');
    await editor.storedText('name="Check"');
    await editor.storedText('Nonsense', false);
  });
});

describe('a browser that is killed', () => {
  let own: OwnBrowser | undefined;
  afterEach(() => own?.end());

  journey('and started again has the work', async () => {
    own = await startOwnBrowser(ADDRESS);
    const ada = stranger();
    await signUp(own.page, ada);
    await new Library(own.page).create('Order to cash');
    const editor = await new Editor(own.page).ready();
    const { id } = editor;
    await refuse(own.page);
    await editor.addTask('Kept');
    await onDevice(own.page, 'Kept');
    await own.kill();
    const { page } = await own.startAgain();
    await page.goto(`${ADDRESS}/diagrams/${id}`);
    const canvas = page.locator('.djs-container .djs-shape');
    await seen(canvas.or(page.getByLabel('E-mail'))); // the cookie of the session may not have been on the disk yet
    if (!(await canvas.first().isVisible())) {
      await fillSignIn(page, ada);
      await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
      await page.goto(`${ADDRESS}/diagrams/${id}`);
    }
    const next = await new Editor(page).ready();
    await seen(page.getByText(BACK));
    await seen(next.drawn('Kept'));
    await next.storedText('name="Kept"');
  });
});

describe('a server out of reach for a while', () => {
  journey('costs nothing: it is said, kept, and saved when the server is back', async ({ page, context, expectComplaint }) => {
    expectComplaint(/ERR_CONNECTION_REFUSED/);
    const editor = await begun(page);
    await context.route('**/api/**', (route) => route.abort('connectionrefused'));
    await editor.addTask('First');
    await editor.says('Offline, kept on this device');
    await editor.addTask('Second', { x: 900, y: 300 });
    await onDevice(page, 'Second');
    await page.evaluate(() => window.dispatchEvent(new Event('beforeunload', { cancelable: true }))); // nobody is asked: nothing is at risk
    await context.unroute('**/api/**');
    await editor.save();
    await editor.storedText('name="First"');
    await editor.storedText('name="Second"');
    await editor.says('Saved');
  });

  journey('does not keep a page from closing without a question', async ({ page, context, expectComplaint }) => {
    expectComplaint(/ERR_/);
    const editor = await begun(page);
    const { id } = editor;
    await refuse(page);
    await editor.addTask('Quiet');
    await editor.says('Offline, kept on this device');
    let asked = false;
    page.on('dialog', () => (asked = true));
    const closed = page.waitForEvent('close');
    await page.close({ runBeforeUnload: true });
    await closed;
    expect(asked).toBe(false);
    const next = await new Editor(await context.newPage()).open(id);
    await next.storedText('name="Quiet"');
  });
});

describe('a session that ends', () => {
  journey('is renewed on top of the work, which goes on', async ({ page, context, expectComplaint }) => {
    expectComplaint(/401/);
    const ada = stranger();
    await signUp(page, ada);
    await new Library(page).create('Order to cash');
    const editor = await new Editor(page).ready();
    await context.clearCookies();
    await editor.addTask('Unseen');
    await editor.save();
    const dialog = page.getByRole('dialog', { name: 'Please sign in again' });
    await seen(dialog);
    await editor.says('Sign in again to save; kept on this device');
    await fillSignIn(page, ada);
    await gone(dialog);
    await editor.storedText('name="Unseen"');
    await editor.says('Saved');
    await seen(editor.drawn('Unseen'));
    await editor.undo();
    await gone(editor.drawn('Unseen'));
  });
});

describe('two tabs of one person', () => {
  journey('draw in one diagram: both end up with both', async ({ page, context, expectComplaint }) => {
    expectComplaint(/409/);
    const first = await begun(page);
    const second = await new Editor(await context.newPage()).open(first.id);
    await second.addTask('Second', { x: 900, y: 300 });
    await page.bringToFront();
    await first.addTask('First');
    await first.save();
    await second.page.bringToFront();
    await second.save();
    for (const tab of [first, second]) {
      await tab.page.bringToFront();
      await seen(tab.drawn('First'));
      await seen(tab.drawn('Second'));
    }
    await first.storedText('name="First"');
    await first.storedText('name="Second"');
  });
});

describe('a device that keeps nothing', () => {
  journey('because there is no storage: it is said, and the server has the work', async ({ page, expectComplaint }) => {
    expectComplaint(/ERR_/);
    await page.addInitScript(() => {
      Object.defineProperty(window, 'indexedDB', { get: () => ({ open: () => { throw new DOMException('not here', 'SecurityError'); } }) });
    });
    const editor = await begun(page);
    await editor.addTask('Straight');
    await editor.storedText('name="Straight"');
    await refuse(page);
    await editor.addTask('Alone', { x: 900, y: 300 });
    await editor.says('Offline; no copy on this device yet, trying again');
    await page.unroute(SAVES);
    await editor.save();
    await editor.storedText('name="Alone"');
  });
});

describe('undo', () => {
  journey('reaches behind an autosave', async ({ page }) => {
    const editor = await begun(page);
    await editor.addTask('First');
    await editor.storedText('name="First"');
    await editor.says('Saved');
    await editor.undo();
    await editor.undo();
    await gone(editor.drawn('First'));
    await editor.storedText('name="First"', false);
  });
});
