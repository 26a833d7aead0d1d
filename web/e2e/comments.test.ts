import { describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { signUp, stranger } from './pages/accounts.js';
import { Editor } from './pages/editor.js';
import { Library } from './pages/library.js';
import { accessibilityFaults, overflowOf } from './support/check-accessibility.js';
import { gone, seen, until } from './support/eventually.js';
import { joinWorkspace } from './support/join-workspace.mjs';
import { useBrowser, type Journey } from './support/journey.js';

const journey = useBrowser();
const PHONE = { width: 390, height: 844 };

const panel = (page: Page) => page.getByRole('complementary', { name: 'Comments' });
const pins = (page: Page) => page.locator('.pin');
const threads = (page: Page) => panel(page).getByRole('list', { name: 'Threads' }).getByRole('button');
const said = (page: Page) => panel(page).getByRole('log').getByRole('listitem');

/** A new diagram with a task in it. */
async function drawn(page: Page): Promise<Editor> {
  await new Library(page).create('Order to cash');
  const editor = await new Editor(page).ready();
  await editor.addTask('Review');
  await editor.save();
  await editor.storedText('name="Review"');
  return editor;
}

/** Says something about what is selected. */
async function commentOnSelected(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Shift+B');
  await panel(page).getByLabel(/^New comment/).fill(words);
  await panel(page).getByRole('button', { name: 'Comment', exact: true }).click();
  await seen(said(page).getByText(words));
}

async function answer(page: Page, words: string): Promise<void> {
  await panel(page).getByLabel('Your answer').fill(words);
  await panel(page).getByRole('button', { name: 'Answer', exact: true }).click();
}

/** Somebody else with the same diagram, as a member of the workspace of the first person. */
async function second({ page, another }: Pick<Journey, 'page' | 'another'>, owner: string, role: 'viewer' | 'editor', id?: string): Promise<Page> {
  const other = await another();
  const ben = await signUp(other.page, stranger('Ben Carter'));
  await joinWorkspace(process.env['E2E_DATA_DIR'] ?? '', owner, ben.email, role);
  await other.context.clearCookies(); // a session knows the memberships it began with
  await other.page.goto('/sign-in');
  await other.page.getByLabel('E-mail').fill(ben.email);
  await other.page.getByLabel('Password', { exact: true }).fill(ben.password);
  await other.page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await seen(other.page.getByRole('heading', { level: 1, name: 'Library' }));
  await other.page.goto(`/diagrams/${id ?? new Editor(page).id}`);
  await seen(other.page.locator('.djs-container .djs-shape'));
  return other.page;
}

describe('comments', () => {
  journey('two people talk about an element, and each sees at once what the other does', async ({ page, another }) => {
    const ann = await signUp(page);
    await drawn(page);
    await commentOnSelected(page, 'Who reviews <b>this</b>?');
    await seen(pins(page).getByText('1'));
    expect(await accessibilityFaults(page)).toEqual([]);

    const ben = await second({ page, another }, ann.email, 'viewer');
    await ben.locator('.pin[data-fresh]').click();
    await seen(said(ben).getByText('Who reviews <b>this</b>?'));
    await gone(ben.locator('.pin[data-fresh]'));
    await answer(ben, 'The team lead.');
    await seen(said(page).getByText('The team lead.'));
    await seen(pins(page).getByText('2'));
    await panel(page).getByRole('button', { name: 'Resolve' }).click();
    await seen(panel(ben).getByRole('button', { name: 'Reopen' }));
    await panel(ben).getByRole('button', { name: 'All comments' }).click();
    await gone(pins(ben));
    await seen(panel(ben).getByText('Nobody has a question here.'));
    await panel(ben).getByText(/^Resolved/).click();
    await threads(ben).first().click();
    await panel(ben).getByRole('button', { name: 'Reopen' }).click();
    await seen(panel(page).getByRole('button', { name: 'Resolve' }));
  });

  journey('a mention rings the bell, and leads to the thread', async ({ page, another }) => {
    const ann = await signUp(page);
    await drawn(page);
    const ben = await second({ page, another }, ann.email, 'editor');
    await ben.goto('/');
    await seen(ben.getByRole('button', { name: 'Notifications', exact: true }));

    await page.keyboard.press('Shift+B');
    const field = panel(page).getByLabel(/^New comment/);
    await field.pressSequentially('Ask @be');
    await seen(panel(page).getByRole('option', { name: /Ben Carter/ }));
    await page.keyboard.press('Enter');
    await until(page, () => field.inputValue(), (text) => text === 'Ask @Ben Carter ', 'the name in the text');
    await field.pressSequentially('please');
    await page.keyboard.press('Control+Enter');
    await seen(said(page).getByText('@Ben Carter'));

    await ben.getByRole('button', { name: 'Notifications: 1 new' }).click();
    await seen(ben.getByRole('dialog', { name: 'Notifications' }).getByText('Ask @Ben Carter please'));
    expect(await accessibilityFaults(ben)).toEqual([]);
    await ben.getByRole('dialog', { name: 'Notifications' }).getByRole('link').first().click();
    await new Editor(ben).ready();
    await seen(said(ben).getByText('@Ben Carter'));
    await ben.goto('/');
    await seen(ben.getByRole('button', { name: 'Notifications', exact: true }));
  });

  journey('a thread survives its element, and has it back after an undo', async ({ page }) => {
    await signUp(page);
    const editor = await drawn(page);
    await commentOnSelected(page, 'Is this needed?');
    await seen(pins(page));
    await page.keyboard.press('F6'); // what is commented is selected still
    await page.keyboard.press('Delete');
    await gone(editor.drawn('Review'));
    await gone(pins(page));
    await seen(panel(page).getByText('is gone from the drawing. What was said stays.'));
    await seen(said(page).getByText('Is this needed?'));
    await editor.undo();
    await seen(pins(page));
    await gone(panel(page).getByText('is gone from the drawing'));
  });

  journey('what cannot be sent is kept, says so, and is sent once', async ({ page, context, expectComplaint }) => {
    expectComplaint(/ERR_|503|EventSource/);
    await signUp(page);
    await drawn(page);
    await commentOnSelected(page, 'First');
    await context.setOffline(true);
    await answer(page, 'Written on a train');
    await seen(panel(page).getByRole('alert').getByText(/Not sent: the server could not be reached/));
    expect(await panel(page).getByLabel('Your answer').inputValue()).toBe('Written on a train');
    await context.setOffline(false);
    await panel(page).getByRole('button', { name: 'Try again' }).click();
    await seen(said(page).getByText('Written on a train'));
    await until(page, () => said(page).count(), (count) => count === 2, 'how many comments there are');
    await panel(page).getByLabel('Your answer').fill('Half a thou');
    await page.reload();
    await new Editor(page).ready();
    await pins(page).first().click();
    expect(await panel(page).getByLabel('Your answer').inputValue()).toBe('Half a thou');
  });

  journey('a spot can be commented without a mouse; pins can be hidden; one’s own words can be changed and deleted', async ({ page }) => {
    await signUp(page);
    const editor = await drawn(page);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.mouse.click(900, 700);
    await page.keyboard.press('Shift+B');
    await page.keyboard.press('Enter'); // the middle of the view
    await panel(page).getByLabel('New comment: A spot of the drawing').fill('Here');
    await page.keyboard.press('Control+Enter');
    await seen(said(page).getByText('Here'));
    await seen(pins(page));
    await page.getByRole('button', { name: 'More tools' }).click();
    await page.getByRole('menuitem', { name: /Comments on the canvas/ }).click();
    await gone(pins(page));
    await panel(page).getByRole('button', { name: /What to do with your comment/ }).click();
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    await panel(page).getByLabel('Your comment').fill('There');
    await panel(page).getByRole('button', { name: 'Save' }).click();
    await seen(said(page).getByText('edited'));
    await panel(page).getByRole('button', { name: /What to do with your comment/ }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete it' }).click();
    await seen(panel(page).getByText('Nobody has a question here.'));
    expect((await editor.stored()).version).toBe(2);
  });

  journey('there is room for it on a phone', async ({ page }) => {
    await signUp(page);
    await drawn(page);
    await commentOnSelected(page, 'On the way');
    await page.setViewportSize(PHONE);
    await seen(panel(page));
    expect(await overflowOf(page)).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
  });
});
