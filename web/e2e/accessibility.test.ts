import { describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { signUp } from './pages/accounts.js';
import { Editor } from './pages/editor.js';
import { Library } from './pages/library.js';
import { accessibilityFaults, overflowOf } from './support/check-accessibility.js';
import { seen, until } from './support/eventually.js';
import { useBrowser } from './support/journey.js';

const journey = useBrowser();
const PHONE = { width: 390, height: 844 };

/** Every page, with something on it. */
const PAGES: readonly (readonly [string, (page: Page) => Promise<void>])[] = [
  ['sign-in', async (page) => visit(page, '/sign-in', 'Welcome back')],
  ['sign-up', async (page) => visit(page, '/sign-up', 'Create your account')],
  ['empty library', async (page) => void (await signUp(page))],
  ['library', async (page) => void (await filled(page))],
  ['library as a list', async (page) => {
    await filled(page);
    await page.getByText('List', { exact: true }).click({ force: true });
    await seen(page.getByRole('table', { name: 'Diagrams' }));
  }],
  ['new diagram', async (page) => {
    const library = await filled(page);
    await page.goto('/');
    await library.act('Order handling', 'Rename');
    await seen(page.getByRole('dialog'));
  }],
  ['trash', async (page) => {
    const library = await filled(page);
    await library.act('Order handling', 'Move to trash');
    await seen(page.getByRole('button', { name: 'Undo' }));
    await visit(page, '/trash', 'Trash');
    await seen(page.getByRole('button', { name: 'Restore Order handling' }));
  }],
  ['activity', async (page) => {
    await filled(page);
    await visit(page, '/activity', 'Activity');
  }],
  ['editor', async (page) => {
    const library = await filled(page);
    await library.openDiagram('Order handling');
    await new Editor(page).ready();
  }],
  ['nothing here', async (page) => {
    await signUp(page);
    await visit(page, '/no/such/page', 'There is nothing here');
  }],
];

describe.each(['light', 'dark'] as const)('axe finds nothing, %s', (colorScheme) => {
  for (const [name, arrive] of PAGES) {
    journey(`${name}, ${colorScheme}`, async ({ page }) => {
      await arrive(page);
      expect(await accessibilityFaults(page)).toEqual([]);
    }, { colorScheme });
  }
});

describe('on a phone nothing scrolls sideways', () => {
  for (const [name, arrive] of PAGES) {
    journey(`${name}, 390 px`, async ({ page }) => {
      await arrive(page);
      await page.setViewportSize(PHONE);
      await until(page, () => overflowOf(page), (pixels) => pixels === 0, 'pixels that the page is too wide');
      expect(await accessibilityFaults(page)).toEqual([]);
    });
  }
});

async function visit(page: Page, path: string, heading: string): Promise<void> {
  await page.goto(path);
  await seen(page.getByRole('heading', { level: 1, name: heading }));
}

async function filled(page: Page): Promise<Library> {
  await signUp(page);
  const library = new Library(page);
  await library.importFiles('order-handling.bpmn', 'returns.bpmn');
  await seen(library.report.getByText('2 diagrams imported'));
  await library.report.getByRole('button', { name: 'Close the report' }).click();
  await seen(library.card('Order handling'));
  return library;
}
