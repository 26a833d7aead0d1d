import { describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { signUp } from './pages/accounts.js';
import { Editor } from './pages/editor.js';
import { Library } from './pages/library.js';
import { accessibilityFaults } from './support/check-accessibility.js';
import { gone, seen, until } from './support/eventually.js';
import { useBrowser } from './support/journey.js';

const journey = useBrowser();

describe('the versions of a diagram', () => {
  journey('an old one can be looked at and restored, and a restore is a new one', async ({ page }) => {
    const editor = await changed(page);
    const panel = await opened(page);
    await items(page).last().getByRole('button').first().click();
    await seen(page.getByText(/^You are looking at/));
    expect(await accessibilityFaults(page)).toEqual([]);
    await panel.getByRole('button', { name: 'Restore this version' }).click();
    await gone(editor.drawn('Review'));
    await editor.says('Saved');
    expect((await editor.stored()).version).toBe(3);
    await editor.storedText('name="Review"', false);
    await until(page, () => items(page).count(), (count) => count === 3, 'the number of versions');
    await page.reload();
    await editor.ready();
    await gone(editor.drawn('Review'));
  });

  journey('a restore whose answer is lost is done once, and shown', async ({ page, expectComplaint }) => {
    expectComplaint(/ERR_/);
    const editor = await changed(page);
    const panel = await opened(page);
    let lost = 0;
    await page.route('**/versions/*/restore', async (route) => {
      if (lost++ > 0) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await items(page).last().getByRole('button').first().click();
    await panel.getByRole('button', { name: 'Restore this version' }).click();
    await seen(page.getByText(/^Restored /));
    await gone(editor.drawn('Review'));
    expect((await editor.stored()).version).toBe(3);
  });

  journey('a version gets a name', async ({ page }) => {
    const editor = await changed(page);
    const panel = await opened(page);
    await panel.getByLabel('Name this version').fill('Reviewed with sales');
    await panel.getByRole('button', { name: 'Name it' }).click();
    await seen(items(page).first().getByText('Reviewed with sales'));
    await until(page, () => panel.getByRole('status').first().textContent(), (said) => said === 'Named “Reviewed with sales”', 'what is said aloud');
    await until(page, () => panel.getByLabel('Name this version').evaluate((field) => field === document.activeElement), Boolean, 'the focus in the field');
    expect(await accessibilityFaults(page)).toEqual([]);
    await editor.says('Saved');
  });

  journey('looking ends with Escape, and the drawing is as it was', async ({ page }) => {
    const editor = await changed(page);
    await opened(page);
    await items(page).last().getByRole('button').first().click();
    await seen(page.getByText(/^You are looking at/));
    await page.keyboard.press('Escape');
    await gone(page.getByText(/^You are looking at/));
    await seen(editor.drawn('Review'));
    expect((await editor.stored()).version).toBe(2);
  });
});

const items = (page: Page) => page.getByRole('complementary', { name: 'Versions' }).getByRole('listitem');

async function opened(page: Page) {
  await page.getByRole('button', { name: 'Versions', exact: true }).click();
  const panel = page.getByRole('complementary', { name: 'Versions' });
  await until(page, () => items(page).count(), (count) => count === 2, 'the number of versions');
  return panel;
}

/** A new diagram with a second version that holds a task. */
async function changed(page: Page): Promise<Editor> {
  await signUp(page);
  await new Library(page).create('Order to cash');
  const editor = await new Editor(page).ready();
  await editor.addTask('Review');
  await editor.save();
  await editor.storedText('name="Review"');
  await editor.says('Saved');
  return editor;
}
