import { readFile } from 'node:fs/promises';
import { describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { signUp } from './pages/accounts.js';
import { Editor } from './pages/editor.js';
import { Library } from './pages/library.js';
import { accessibilityFaults } from './support/check-accessibility.js';
import { gone, seen, until } from './support/eventually.js';
import { useBrowser } from './support/journey.js';

const journey = useBrowser();

/** Works on the file of an order, on the canvas. */
async function orderHandling(page: Page): Promise<Editor> {
  await signUp(page);
  const library = new Library(page);
  await library.importFiles('order-handling.bpmn');
  await seen(library.report.getByText('1 diagram imported'));
  await library.openDiagram('Order handling');
  return new Editor(page).ready();
}

async function choose(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** The file that comes of a click. */
async function fileOf(page: Page, click: () => Promise<void>): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

const widthOf = (png: Buffer) => png.readUInt32BE(16);

describe('exports', () => {
  journey('a picture in the size one chooses, and a PDF with what was drawn a moment ago', async ({ page }) => {
    const editor = await orderHandling(page);
    await editor.addTask('Wrap it');
    await choose(page, 'Export as PNG picture');
    const dialog = page.getByRole('dialog', { name: 'Export as PNG picture' });
    await seen(dialog);
    await until(page, () => dialog.getByRole('button', { name: 'Export', exact: true }).evaluate((button) => button === document.activeElement), (there) => there, 'the focus in the dialog');
    expect(await accessibilityFaults(page)).toEqual([]);
    const png = async (size: string) => {
      await dialog.getByText(size, { exact: true }).click();
      return fileOf(page, () => dialog.getByRole('button', { name: 'Export', exact: true }).click());
    };
    const small = await png('1×');
    expect(small.name).toBe('Order handling.png');
    await gone(dialog);
    await choose(page, 'Export as PNG picture');
    expect(widthOf((await png('3×')).bytes)).toBe(3 * widthOf(small.bytes));

    await choose(page, 'Export as PDF');
    const paper = page.getByRole('dialog', { name: 'Export as PDF' });
    await paper.getByLabel('Page').selectOption('A3');
    await paper.getByText('List the elements at the end').click();
    expect(await accessibilityFaults(page)).toEqual([]);
    const pdf = await fileOf(page, () => paper.getByRole('button', { name: 'Export', exact: true }).click());
    expect(pdf.name).toBe('Order handling.pdf');
    expect(pdf.bytes.toString('latin1')).toContain('/MediaBox [0 0 1190.55 841.89]');
    await editor.storedText('name="Wrap it"');
  });

  journey('a picture without the server, and says that a PDF has to wait', async ({ page, context, expectComplaint }) => {
    expectComplaint(/ERR_INTERNET_DISCONNECTED/);
    const editor = await orderHandling(page);
    await choose(page, 'Export as PNG picture'); // its code is fetched when it is wanted first
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await context.setOffline(true);
    await editor.addTask('Wrap it');
    await editor.says('Offline, kept on this device');
    await choose(page, 'Export as PNG picture');
    const png = await fileOf(page, () => page.getByRole('dialog').getByRole('button', { name: 'Export', exact: true }).click());
    expect(png.bytes.subarray(1, 4).toString()).toBe('PNG');
    await seen(page.getByText('this browser made the picture from what is on the screen'));
    await choose(page, 'Export as PDF');
    await page.getByRole('dialog').getByRole('button', { name: 'Export', exact: true }).click();
    await seen(page.getByRole('alert').getByText('Your work is kept on this device.'));
    await context.setOffline(false);
  });

  journey('everything as one archive', async ({ page, expectComplaint }) => {
    await orderHandling(page);
    await page.goto('/');
    await page.getByRole('button', { name: 'Export all as .zip' }).click();
    await seen(page.getByRole('menuitem', { name: 'BPMN 2.0 files' }));
    expect(await accessibilityFaults(page)).toEqual([]);
    const zip = await fileOf(page, () => page.getByRole('menuitem', { name: 'BPMN 2.0 files' }).click());
    expect(zip.name).toMatch(/\.zip$/);
    expect(zip.bytes.toString('latin1')).toContain('Order handling.bpmn');
    expect(zip.bytes.toString('latin1')).toContain('manifest.json');
    // One is being made already: the page says so, where a download would only fail.
    expectComplaint(/429/);
    await page.route('**/api/exports**', (route) => route.fulfill({ status: 429, headers: { 'retry-after': '15' } }));
    await page.getByRole('button', { name: 'Export all as .zip' }).click();
    await page.getByRole('menuitem', { name: 'PDF documents' }).click();
    await seen(page.getByRole('alert').getByText('Another one is still being made for you'));
  });

  journey('keeps the mark of bpmn.io in sight', async ({ page }) => {
    await orderHandling(page);
    const mark = page.locator('.bjs-powered-by');
    await seen(mark);
    const box = await mark.boundingBox();
    const onTop = await mark.evaluate((link) => {
      const { x, y, width, height } = link.getBoundingClientRect();
      const hit = document.elementFromPoint(x + width / 2, y + height / 2);
      return hit !== null && link.contains(hit) && getComputedStyle(link).opacity === '1';
    });
    expect(box!.width).toBeGreaterThan(20);
    expect(onTop).toBe(true);
  });
});
