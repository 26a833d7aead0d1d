import { describe, expect } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { signUp } from './pages/accounts.js';
import { Library } from './pages/library.js';
import { accessibilityFaults, overflowOf } from './support/check-accessibility.js';
import { gone, seen } from './support/eventually.js';
import { useBrowser } from './support/journey.js';

const journey = useBrowser();
const PHONE = { width: 390, height: 844 };

describe('the report of an import', () => {
  journey('says in a line what was found, and in whole what does not hold together', async ({ page }) => {
    const library = await importing(page, 'faulty-order.bpmn', 'torn-off.bpmn', 'order-handling.bpmn');
    await seen(library.report.getByText('2 imported, 1 refused'));
    const line = library.report.getByRole('listitem').filter({ hasText: 'faulty-order.bpmn' });
    expect(await line.innerText()).toMatch(/4 tasks, 1 event, 1 gateway[^]*4 warnings[^]*kept only/);
    await line.getByRole('button', { name: 'Report on faulty-order.bpmn' }).click();
    const dialog = page.getByRole('dialog', { name: 'Report: faulty-order.bpmn' });
    await seen(dialog.getByText('Written by Some Modeler 3.2'));
    await seen(dialog.getByText('Extensions, kept as they are: Camunda 7 (1)'));
    await seen(dialog.getByRole('listitem').filter({ hasText: 'has the id “T”' }).getByText('line 7, column 5'));
    const download = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Download' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('faulty-order.bpmn report.txt');
    expect(await readFile(await file.path(), 'utf8')).toMatch(/^faulty-order\.bpmn\n=+\n4 tasks[^]*Does not hold together[^]*line 7, column 5/);
  });

  journey('leads to the element, and is there in the editor, too, until it is put away', async ({ page }) => {
    const library = await importing(page, 'faulty-order.bpmn');
    await library.report.getByRole('button', { name: 'Report on faulty-order.bpmn' }).click();
    await page.getByRole('button', { name: 'Show In stock? in the diagram' }).click();
    await seen(page.locator('.djs-element.selected[data-element-id="G"]'));
    const banner = page.getByRole('region', { name: 'Import report' });
    await seen(banner.getByText(/do not hold together; \d are kept, but cannot be edited here/));
    await banner.getByRole('button', { name: 'See the report' }).click();
    const dialog = page.getByRole('dialog', { name: 'Report: Faulty order' });
    await seen(dialog.getByText('Ids used twice'));
    await dialog.getByRole('button', { name: 'Show Check again in the diagram' }).click();
    await gone(dialog);
    await seen(page.locator('.djs-element.selected[data-element-id="T"]'));
    await banner.getByRole('button', { name: 'Close the report' }).click();
    await gone(banner);
  });

  journey('says of a file without a layout that it was given one', async ({ page }) => {
    const library = await importing(page, 'bare.bpmn');
    await seen(library.report.getByText('Laid out'));
    await library.report.getByRole('button', { name: 'Report on bare.bpmn' }).click();
    await seen(page.getByRole('dialog').getByText(/shapes and \d lines? were placed; version 1 is the file as it came/));
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await library.report.getByRole('link', { name: 'Open bare.bpmn' }).click();
    await seen(page.locator('.djs-element[data-element-id="Work"]'));
    await seen(page.locator('.djs-element[data-element-id="Buyer"]'));
  });

  journey('quotes the line a file was refused for', async ({ page }) => {
    const library = await importing(page, 'torn-off.bpmn');
    await library.report.getByRole('button', { name: 'Report on torn-off.bpmn' }).click();
    const dialog = page.getByRole('dialog', { name: 'Report: torn-off.bpmn' });
    await seen(dialog.getByText('This file was not imported.'));
    await seen(dialog.getByRole('figure').filter({ hasText: /^line \d+, column \d+\s*\S/ }));
  });

  journey('has nothing for axe to find, in the light', ({ page }) => flawless(page), { colorScheme: 'light' });
  journey('has nothing for axe to find on a phone in the dark', ({ page }) => flawless(page), { colorScheme: 'dark', viewport: PHONE });
});

async function importing(page: Page, ...names: readonly string[]): Promise<Library> {
  await signUp(page);
  const library = new Library(page);
  await library.dropFiles(...names);
  await seen(library.report.getByRole('button', { name: 'Close the report' }));
  return library;
}

async function flawless(page: Page): Promise<void> {
  const library = await importing(page, 'faulty-order.bpmn', 'bare.bpmn', 'torn-off.bpmn');
  expect(await accessibilityFaults(page)).toEqual([]);
  for (const name of ['faulty-order.bpmn', 'torn-off.bpmn']) {
    await library.report.getByRole('button', { name: `Report on ${name}` }).click();
    await seen(page.getByRole('dialog').getByText(name === 'torn-off.bpmn' ? 'This file was not imported.' : 'Ids used twice'));
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await overflowOf(page)).toBe(0);
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await gone(page.getByRole('dialog'));
  }
}
