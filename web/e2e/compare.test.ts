import { readFile } from 'node:fs/promises';
import { describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { signUp } from './pages/accounts.js';
import { accessibilityFaults, overflowOf } from './support/check-accessibility.js';
import { gone, seen, until } from './support/eventually.js';
import { type Journey, useBrowser } from './support/journey.js';
import { reviseOrder } from './support/revised-order.mjs';

const journey = useBrowser();

describe('the timeline', () => {
  journey('an old version is named, renamed, and loses its name', async ({ page }) => {
    await revised(page);
    const panel = await timeline(page);
    await seen(panel.getByRole('button', { name: /^4 autosaves/ }));
    await seen(panel.getByText('Kept for ever'));
    await act(page, 'Actions for version 2, Autosave', 'Name it, and keep it for ever');
    expect(await accessibilityFaults(page)).toEqual([]);
    await panel.getByLabel('Name of version 2').fill('Before the meeting');
    await page.keyboard.press('Enter');
    await seen(panel.getByText('Before the meeting'));
    await act(page, 'Actions for version 2, Before the meeting', 'Rename');
    await panel.getByLabel('Name of version 2').fill('After the meeting');
    await page.keyboard.press('Enter');
    await seen(panel.getByText('After the meeting'));
    await act(page, 'Actions for version 2, After the meeting', 'Remove the name');
    await page.getByRole('dialog').getByRole('button', { name: 'Remove the name' }).click();
    await gone(panel.getByText('After the meeting'));
  });

  journey('is walked with the keyboard, and shows pictures', async ({ page }) => {
    await revised(page);
    const panel = await timeline(page);
    await until(page, () => panel.locator('img').count(), (count) => count === 4, 'the pictures in sight');
    await panel.getByRole('button', { name: /^4 autosaves/ }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('j');
    expect(await focused(page)).toMatch(/Version 6/);
    await page.keyboard.press('Enter');
    await seen(page.getByText(/^You are looking at/));
    await page.keyboard.press('Escape');
    await gone(page.getByText(/^You are looking at/));
    expect(await accessibilityFaults(page)).toEqual([]);
  });
});

describe('a comparison', () => {
  journey('is chosen in the timeline, and tells by list, sign and canvas what differs', async ({ page }) => {
    await revised(page);
    await timeline(page);
    await page.getByRole('button', { name: 'Compare two versions' }).click();
    await page.getByLabel('Compare version 1').check();
    await page.getByRole('button', { name: /^4 autosaves/ }).click();
    await page.getByLabel('Compare version 7').check();
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await seen(page.getByRole('heading', { name: '2 added, 3 removed, 4 changed, 2 in layout only' }));
    await seen(mark(page, 'After', 'Activity_credit'));
    expect(await mark(page, 'After', 'Activity_credit').getAttribute('data-sign')).toBe('added');
    expect(await mark(page, 'Before', 'Activity_produce').textContent()).toBe('−');
    expect(await mark(page, 'After', 'Activity_produce').count()).toBe(0);
    expect(await mark(page, 'Before', 'Activity_order').textContent()).toBe('~');
    expect(await page.locator('.bjs-powered-by').count()).toBe(2);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.goBack();
    await seen(page.getByLabel('Title of the diagram'));
  });

  journey('is walked with the keyboard: both canvases follow, and each difference is told', async ({ page }) => {
    const id = await revised(page);
    await page.goto(`/diagrams/${id}/compare?from=1&to=7`);
    await seen(mark(page, 'After', 'Activity_credit'));
    await page.keyboard.press('j');
    await seen(page.getByText('Place the order'));
    await until(page, () => centre(page, 'Before', 'Activity_order'), (there) => there, 'the element in the middle before');
    await until(page, () => centre(page, 'After', 'Activity_order'), (there) => there, 'the element in the middle after');
    await page.keyboard.press('Enter');
    await gone(lines(page).getByText('Place the order'));
    await page.keyboard.press('End');
    expect(await focused(page)).toMatch(/Order closed/);
    await seen(page.getByText('Moved 64 down').first());
    await page.getByRole('button', { name: /^Colours/ }).click();
    await seen(page.getByText('1 of 11 differences'));
    await gone(mark(page, 'After', 'Activity_credit'));
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  journey('over each other, what is gone is drawn pale and can be picked', async ({ page }) => {
    const id = await revised(page);
    await page.goto(`/diagrams/${id}/compare?from=1&to=7&view=over`);
    const ghost = mark(page, 'After', 'Activity_produce');
    await seen(ghost);
    expect(await ghost.getAttribute('data-ghost')).toBe('true');
    await page.getByRole('button', { name: 'Swap sides' }).click();
    await seen(page.getByRole('heading', { name: '3 added, 2 removed, 4 changed, 2 in layout only' }));
    await seen(mark(page, 'After', 'Activity_credit').locator('.diff-ghost'));
    await mark(page, 'After', 'Activity_credit').locator('rect').last().click({ force: true });
    await seen(lines(page).locator('[aria-current]').getByText('Check credit'));
    expect(page.url()).toContain('from=7&to=1&view=over');
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  journey('of a phone shows one at a time, in the dark as well', async ({ page }) => {
    const id = await revised(page);
    await page.goto(`/diagrams/${id}/compare?from=1&to=7`);
    await seen(mark(page, 'After', 'Activity_credit'));
    await page.getByText('Before', { exact: true }).first().click();
    await seen(mark(page, 'Before', 'Activity_produce'));
    expect(await overflowOf(page)).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
  }, { viewport: { width: 390, height: 844 }, colorScheme: 'dark' });

  journey('that cannot be had says why', async ({ page, expectComplaint }) => {
    expectComplaint(/404|ERR_/);
    const id = await revised(page);
    await page.goto(`/diagrams/${id}/compare?from=7&to=7`);
    await seen(page.getByText('That is the same version twice'));
    await page.goto(`/diagrams/${id}/compare?from=99&to=7`);
    await seen(page.getByText('One of these versions is not kept any more'));
    await page.route('**/diff?*', (route) => route.abort());
    await page.goto(`/diagrams/${id}/compare?from=1&to=6`);
    await seen(page.getByText('The versions could not be compared'));
    await page.unroute('**/diff?*');
    await page.getByRole('button', { name: 'Try now' }).click();
    await seen(mark(page, 'After', 'Activity_credit'));
  });

  journey('of versions that say the same, or share nothing, says so', async ({ page }) => {
    const id = await revised(page);
    const other = (await order()).replaceAll(/="(?=[A-Z]\w*_)/g, '="X').replaceAll('>Flow_', '>XFlow_');
    await put(page, id, 7, other);
    await put(page, id, 8, `${other}\n`);
    await page.goto(`/diagrams/${id}/compare?from=8&to=9`);
    await seen(page.getByRole('heading', { name: 'No differences' }));
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.goto(`/diagrams/${id}/compare?from=7&to=8`);
    await seen(page.getByText(/These two have nothing in common/));
  });
});

const lines = (page: Page) => page.getByRole('complementary', { name: 'Differences' });
const mark = (page: Page, side: 'Before' | 'After', id: string) => page.locator(`section[aria-label^="${side}:"] .diff-mark[data-element-id="${id}"]`).first();
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '');
const order = () => readFile(new URL('../src/features/templates/models/order-to-cash.bpmn', import.meta.url), 'utf8');

/** The middle of an element is near the middle of its canvas. */
async function centre(page: Page, side: 'Before' | 'After', id: string): Promise<boolean> {
  const [canvas, element] = await Promise.all([page.locator(`section[aria-label^="${side}:"]`).boundingBox(), page.locator(`section[aria-label^="${side}:"] .djs-shape[data-element-id="${id}"]`).boundingBox()]);
  if (!canvas || !element) return false;
  const near = (a: number, b: number) => Math.abs(a - b) < 12;
  return near(canvas.x + canvas.width / 2, element.x + element.width / 2) && near(canvas.y + canvas.height / 2, element.y + element.height / 2);
}

async function timeline(page: Page) {
  await page.getByRole('button', { name: 'Versions', exact: true }).click();
  const panel = page.getByRole('complementary', { name: 'Versions' });
  await seen(panel.getByRole('listitem'));
  return panel;
}

async function act(page: Page, menu: string, action: string): Promise<void> {
  await page.getByRole('button', { name: menu }).click();
  await page.getByRole('menuitem', { name: action, exact: true }).click();
}

async function put(page: Page, id: string, version: number, bpmnXml: string, message?: string): Promise<void> {
  const answer = await page.request.put(`/api/diagrams/${id}`, { headers: { 'if-match': `"${version}"`, origin: new URL(page.url()).origin }, data: { bpmnXml, ...(message !== undefined && { message }) } });
  if (!answer.ok()) throw new Error(`not saved: ${answer.status()} ${await answer.text()}`);
}

/** A diagram with seven versions, made through the API, and opened. */
async function revised(page: Journey['page']): Promise<string> {
  await signUp(page);
  const xml = await order();
  const made = await page.request.post('/api/diagrams', { headers: { origin: new URL(page.url()).origin }, data: { title: 'Order to cash', bpmnXml: xml } });
  const { id } = (await made.json()) as { id: string };
  let version = 1;
  await reviseOrder(xml, (text, message) => put(page, id, version++, text, message));
  await page.goto(`/diagrams/${id}`);
  await seen(page.locator('.djs-container .djs-shape'));
  return id;
}
