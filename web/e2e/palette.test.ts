import { describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { signUp } from './pages/accounts.js';
import { Editor } from './pages/editor.js';
import { Library } from './pages/library.js';
import { accessibilityFaults } from './support/check-accessibility.js';
import { gone, seen, until } from './support/eventually.js';
import { useBrowser } from './support/journey.js';

const journey = useBrowser();

describe('the command palette', () => {
  journey('opens diagrams and places from the library, by keyboard alone', async ({ page }) => {
    await filled(page);
    await palette(page, 'returns');
    await seen(page.getByRole('option', { name: /Returns/ }));
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/diagrams\//);
    const editor = await new Editor(page).ready();
    await palette(page, 'trash');
    await page.keyboard.press('Enter');
    await seen(page.getByRole('heading', { level: 1, name: 'Trash' }));
    await page.keyboard.press('Control+k');
    await seen(page.getByRole('group', { name: 'Recent' }).getByRole('option', { name: 'Trash' }));
    await page.keyboard.press('Escape');
    await gone(page.getByRole('dialog'));
    expect(editor.id).toBe('');
  });

  journey('does what the editor can do, and goes to elements', async ({ page }) => {
    const editor = await inEditor(page);
    await palette(page, 'check ord');
    await seen(page.getByRole('option', { name: /Check order/ }));
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await seen(page.locator('.djs-shape.selected[data-element-id="Check"]'));
    await palette(page, 'delete');
    await page.keyboard.press('Enter');
    await gone(editor.drawn('Check'));
    await palette(page, 'undo');
    await page.keyboard.press('Enter');
    await seen(editor.drawn('Check'));
  });
});

describe('finding in a diagram', () => {
  journey('counts, marks and goes from one to the next', async ({ page }) => {
    await inEditor(page);
    await page.keyboard.press('Control+f');
    const field = page.getByRole('textbox', { name: 'Find in this diagram' });
    await field.fill('or');
    await seen(page.getByRole('status').getByText(/found/));
    await seen(page.locator('.djs-element.found').nth(1));
    await field.press('Enter');
    await seen(page.locator('.djs-element.found-current.selected'));
    await seen(page.getByText(/^1 of \d+$/));
    expect(await accessibilityFaults(page)).toEqual([]);
    await field.press('Shift+Enter');
    await seen(page.getByText(/^(\d+) of \1$/));
    await field.fill('connection');
    const line = page.locator('.djs-connection.found > .djs-visual > path').first();
    await until(page, () => line.evaluate((path) => getComputedStyle(path).strokeWidth), (width) => width === '3px', 'a marked line');
    await field.press('Escape');
    await gone(field);
    await until(page, () => page.locator('.found, .found-current').count(), (marks) => marks === 0, 'marks left');
  });

  journey('takes no letter for a shortcut while the field is on its way', async ({ page }) => {
    let deliver = () => {};
    const delivered = new Promise<void>((resolve) => {
      deliver = resolve;
    });
    await page.route(/\/find-bar-[^/]+\.js$/, async (route) => {
      await delivered;
      await route.continue();
    });
    await inEditor(page);
    await page.locator('[data-element-id="Check"]').first().click();
    const drawn = await page.locator('.djs-element').count();
    await page.keyboard.press('Control+f');
    await page.keyboard.type('td');
    deliver();
    await seen(page.getByRole('textbox', { name: 'Find in this diagram' }));
    expect(await page.locator('.djs-element').count()).toBe(drawn);
  });
});

async function palette(page: Page, query: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Type what you look for' }).fill(query);
  await seen(page.getByRole('dialog').getByRole('option', { selected: true }));
}

async function filled(page: Page): Promise<Library> {
  await signUp(page);
  const library = new Library(page);
  await library.importFiles('order-handling.bpmn', 'returns.bpmn');
  await seen(library.report.getByText('2 diagrams imported'));
  await library.report.getByRole('button', { name: 'Close the report' }).click();
  return library;
}

async function inEditor(page: Page): Promise<Editor> {
  await (await filled(page)).openDiagram('Order handling');
  return new Editor(page).ready();
}
