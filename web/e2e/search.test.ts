import { describe, expect } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { signUp } from './pages/accounts.js';
import { Editor } from './pages/editor.js';
import { Library } from './pages/library.js';
import { accessibilityFaults, overflowOf } from './support/check-accessibility.js';
import { gone, seen, until } from './support/eventually.js';
import { useBrowser } from './support/journey.js';

const journey = useBrowser();

describe('searching', () => {
  journey('finds a diagram by what is inside, and leads to the element, also after a reload', async ({ page }) => {
    await filled(page);
    await search(page, 'facade damage');
    await seen(page.getByRole('status').filter({ hasText: /^1 diagram$/ }));
    const place = results(page).getByRole('link', { name: /Register the claim/ });
    await seen(place);
    expect(await place.locator('mark').allInnerTexts()).toEqual(['Façade', 'damage']);
    expect(await accessibilityFaults(page)).toEqual([]);
    await place.click();
    const editor = await new Editor(page).ready();
    await selected(page, 'Task_register');
    expect(page.url()).toContain('element=Task_register');
    await page.reload();
    await editor.ready();
    await selected(page, 'Task_register');
    await centred(page, 'Task_register');
  });

  journey('leads into a collapsed sub-process, and by a link alone', async ({ page }) => {
    await filled(page);
    await search(page, 'surveyor');
    await results(page).getByRole('link', { name: /Send the surveyor/ }).click();
    const editor = await new Editor(page).ready();
    await selected(page, 'Task_expert');
    await seen(page.locator('.djs-container [data-element-id="Task_expert"]'));
    await page.goto(`/diagrams/${editor.id}?element=Note_limit`);
    await selected(page, 'Note_limit');
  });

  journey('says so when the element of a link is gone', async ({ page }) => {
    await filled(page);
    await new Library(page).openDiagram('Claims');
    const { id } = await new Editor(page).ready();
    await page.goto(`/diagrams/${id}?element=Task_nobody_knows`);
    await new Editor(page).ready();
    await seen(page.getByText('The element this link leads to is not in the drawing any more.'));
  });

  journey('is walked through with the arrow keys, opened with Enter, left with Escape', async ({ page }) => {
    await filled(page);
    await search(page, 'claim');
    await seen(results(page).getByRole('link', { name: 'Claims', exact: true }));
    await page.keyboard.press('ArrowDown');
    await focused(results(page).getByRole('link', { name: 'Claims', exact: true }));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Escape');
    await focused(page.getByRole('searchbox'));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await new Editor(page).ready();
    expect(page.url()).toContain('element=');
  });

  journey('fits a narrow, dark screen', async ({ page }) => {
    await filled(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 360, height: 740 });
    await search(page, 'claim');
    await seen(results(page).getByRole('link', { name: /Register the claim/ }));
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  journey('says when nothing fits, and shows the library again when the field is emptied', async ({ page }) => {
    await filled(page);
    await search(page, 'no such thing');
    await seen(page.getByRole('heading', { name: 'Nothing found' }));
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('searchbox').press('Escape');
    await seen(new Library(page).card('Claims'));
  });

  journey('tells when the server cannot be reached, and goes on by itself', async ({ page, context, expectComplaint }) => {
    expectComplaint(/ERR_INTERNET_DISCONNECTED|Failed to load resource/);
    await filled(page);
    await context.setOffline(true);
    await search(page, 'claim');
    await seen(page.getByText('Could not reach the server.'));
    await page.getByRole('button', { name: 'Try now' }).click();
    await seen(page.getByText('Could not reach the server.')); // stays while it is tried
    await context.setOffline(false);
    await seen(results(page).getByRole('link', { name: 'Claims', exact: true }));
  });

  journey('does not pull back whoever goes elsewhere while it waits', async ({ page }) => {
    await filled(page);
    await page.clock.install();
    await page.getByRole('searchbox').fill('claim');
    await page.getByRole('link', { name: 'Trash' }).click();
    await seen(page.getByRole('heading', { level: 1, name: 'Trash' }));
    await page.clock.fastForward(5_000);
    expect(new URL(page.url()).pathname).toBe('/trash');
  });
});

/** A new account whose library holds the claims fixture, indexed. */
async function filled(page: Page): Promise<void> {
  await signUp(page);
  const library = new Library(page);
  await library.importFiles('claims.bpmn');
  await seen(library.report.getByText('1 diagram imported'));
  await library.report.getByRole('button', { name: 'Close the report' }).click();
  await gone(library.report);
  const found = async (): Promise<number> => ((await (await page.request.get('/api/search?q=surveyor')).json()) as { items: unknown[] }).items.length;
  await until(page, found, (count) => count === 1, 'the diagrams that can be found');
}

async function search(page: Page, words: string): Promise<void> {
  await page.getByRole('searchbox').fill(words);
  await seen(page.getByRole('heading', { level: 1, name: `Results for “${words}”` }));
}

function results(page: Page): Locator {
  return page.getByRole('list', { name: 'Results' });
}

async function selected(page: Page, element: string): Promise<void> {
  await page.locator(`.djs-container .djs-element.selected[data-element-id="${element}"]`).waitFor();
}

async function focused(locator: Locator): Promise<void> {
  await until(locator.page(), () => locator.evaluate((node) => node === document.activeElement), (is) => is, 'the focus');
}

async function centred(page: Page, element: string): Promise<void> {
  const stage = (await page.locator('.djs-container').boundingBox())!;
  const box = (await page.locator(`.djs-container [data-element-id="${element}"]`).first().boundingBox())!;
  expect(Math.abs(box.x + box.width / 2 - stage.x - stage.width / 2)).toBeLessThan(60);
  expect(Math.abs(box.y + box.height / 2 - stage.y - stage.height / 2)).toBeLessThan(60);
}
