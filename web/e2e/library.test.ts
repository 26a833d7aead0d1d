import { describe, expect } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { signUp } from './pages/accounts.js';
import { fixturePath, Library } from './pages/library.js';
import { gone, seen, until } from './support/eventually.js';
import { useBrowser } from './support/journey.js';

const journey = useBrowser();

describe('the library', () => {
  journey('imports by the file chooser and exports the very bytes', async ({ page }) => {
    const library = await filled(page);
    const download = page.waitForEvent('download');
    await library.act('Order handling', 'Export as BPMN file');
    const saved = await (await download).path();
    expect(await readFile(saved)).toEqual(await readFile(fixturePath('order-handling.bpmn')));
  });

  journey('exports a picture', async ({ page }) => {
    const library = await filled(page);
    const download = page.waitForEvent('download');
    await library.act('Order handling', 'Export as picture (SVG)');
    const file = await download;
    expect(file.suggestedFilename()).toBe('Order handling.svg');
    expect(await readFile(await file.path(), 'utf8')).toContain('Check order');
  });

  journey('shows a picture of each diagram once it is drawn', async ({ page }) => {
    const library = await filled(page);
    const picture = library.card('Order handling').locator('img');
    await until(page, () => picture.evaluate((image: HTMLImageElement) => image.naturalWidth).catch(() => 0), (width) => width > 0, 'the width of the picture');
  });

  journey('renames and duplicates', async ({ page }) => {
    const library = await filled(page);
    await library.act('Order handling', 'Rename');
    await page.getByRole('textbox', { name: 'Title', exact: true }).fill('Orders & returns <2026>');
    await page.getByRole('button', { name: 'Rename', exact: true }).click();
    await seen(library.card('Orders & returns <2026>'));
    await library.act('Orders & returns <2026>', 'Duplicate');
    await until(page, () => page.getByRole('list', { name: 'Diagrams' }).getByRole('listitem').count(), (cards) => cards === 2, 'the number of cards');
    await page.reload();
    await seen(library.card('Orders & returns <2026>'));
  });

  journey('moves to the trash, undoes it, and restores from the trash', async ({ page }) => {
    const library = await filled(page);
    await library.act('Order handling', 'Move to trash');
    await page.getByRole('button', { name: 'Undo' }).click();
    await seen(library.card('Order handling'));
    await library.act('Order handling', 'Move to trash');
    await gone(library.card('Order handling'));
    await page.getByRole('link', { name: 'Trash' }).click();
    await page.getByRole('button', { name: 'Restore Order handling' }).click();
    await seen(page.getByRole('heading', { name: 'The trash is empty' }));
    await page.getByRole('link', { name: 'Library', exact: true }).click();
    await seen(library.card('Order handling'));
  });

  journey('takes several dropped files and reports the broken one with its place', async ({ page }) => {
    const library = await entered(page);
    await library.dropFiles('order-handling.bpmn', 'returns.bpmn', 'torn-off.bpmn');
    await seen(library.report.getByText('2 imported, 1 refused'));
    const broken = library.report.getByRole('listitem').filter({ hasText: 'torn-off.bpmn' });
    expect(await broken.innerText()).toMatch(/line \d+/);
    await seen(library.card('Order handling'));
    await seen(library.card('Returns'));
    await library.report.getByRole('button', { name: 'Close the report' }).click();
    await gone(library.report);
  });
});

async function entered(page: Library['page']): Promise<Library> {
  await signUp(page);
  return new Library(page);
}

/** A new account whose library holds the order-handling fixture. */
async function filled(page: Library['page']): Promise<Library> {
  const library = await entered(page);
  await library.importFiles('order-handling.bpmn');
  await seen(library.report.getByText('1 diagram imported'));
  await library.report.getByRole('button', { name: 'Close the report' }).click();
  await seen(library.card('Order handling'));
  return library;
}
