import { describe, expect } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { signUp } from './pages/accounts.js';
import { Editor } from './pages/editor.js';
import { Library } from './pages/library.js';
import { accessibilityFaults } from './support/check-accessibility.js';
import { gone, seen, until } from './support/eventually.js';
import { useBrowser } from './support/journey.js';

const journey = useBrowser();

describe('drawing by keyboard alone', () => {
  journey('walks along the flow and says where one is', async ({ page }) => {
    await orderHandling(page);
    await page.locator('.djs-container > svg').focus();
    await page.keyboard.press('.');
    await isSaid(page, /Start event Order received, 1 outgoing/);
    await page.keyboard.press('Alt+ArrowRight');
    await isSaid(page, /User task Check order, 1 incoming, 1 outgoing/);
    await page.keyboard.press('Alt+ArrowRight');
    await isSaid(page, /End event/);
    await page.keyboard.press('Alt+ArrowLeft');
    await seen(page.locator('.djs-shape.selected[data-element-id="Check"]'));
    expect(await page.getByRole('img', { name: 'User task Check order' }).count()).toBe(1);
  });

  journey('creates, names, moves, connects and deletes', async ({ page }) => {
    const editor = await orderHandling(page);
    await page.locator('.djs-container > svg').focus();
    await page.keyboard.press('n');
    await page.locator('.djs-popup input').waitFor();
    await page.keyboard.type('user task');
    await seen(page.locator('.djs-popup .entry.selected').filter({ hasText: 'User task' }));
    await page.keyboard.press('Enter');
    await isSaid(page, /^User task/);
    await page.keyboard.press('e');
    await page.locator('.djs-direct-editing-content').waitFor();
    await page.keyboard.type('Ship');
    await page.keyboard.press('Enter');
    await seen(editor.drawn('Ship'));
    const before = await boxOf(page, 'Ship');
    await page.keyboard.press('ArrowRight');
    const after = await boxOf(page, 'Ship');
    expect(after.x).toBeGreaterThan(before.x);
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Type what you look for' }).fill('connect to end event');
    await seen(page.getByRole('dialog').getByRole('option', { selected: true, name: /Connect to End event/ }));
    await page.keyboard.press('Enter');
    await until(page, () => page.locator('.djs-connection').count(), (count) => count === 3, 'connections');
    await editor.save();
    await editor.storedText('name="Ship"');
    await page.keyboard.press('.');
    await editor.drawn('Ship').first().click();
    await page.keyboard.press('Delete');
    await gone(editor.drawn('Ship'));
  });
});

describe('the palette beside the drawing', () => {
  journey('is one stop for Tab, with arrows inside; what is taken by a key lies where one looks', async ({ page }) => {
    await orderHandling(page);
    const palette = page.getByRole('toolbar', { name: 'Shapes and tools' });
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-action') ?? '');
    await palette.locator('[tabindex="0"]').focus();
    expect(await palette.locator('[tabindex="0"]').count()).toBe(1);
    expect(await focused()).toBe('hand-tool');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Home');
    while ((await focused()) !== 'create.subprocess-expanded') await page.keyboard.press('ArrowDown');
    const drawn = await page.locator('.djs-shape').count();
    await page.keyboard.press('Enter');
    await isSaid(page, /^Sub-process/);
    await until(page, () => page.locator('.djs-shape').count(), (count) => count === drawn + 2, 'the sub-process and its start');
    expect(await accessibilityFaults(page)).toEqual([]);
  });
});

describe('copy and paste', () => {
  journey('carries elements from one diagram to another, with ids of their own', async ({ page, context }) => {
    const editor = await orderHandling(page);
    await page.locator('[data-element-id="Check"]').first().click();
    await page.keyboard.press('Control+c');
    await page.keyboard.press('Control+d');
    await until(page, () => editor.drawn('Check order').or(editor.drawn('Check')).count(), (count) => count === 2, 'tasks after duplicating');
    const tab = await context.newPage();
    await tab.goto('/');
    await new Library(tab).create('Elsewhere');
    const other = await new Editor(tab).ready();
    await tab.locator('.djs-container > svg').focus();
    await tab.keyboard.press('Control+v');
    await seen(other.drawn('Check'));
    await other.save();
    await other.storedText('name="Check order"');
    await tab.keyboard.press('Control+k');
    await tab.getByRole('combobox', { name: 'Type what you look for' }).fill('paste');
    await seen(tab.getByRole('dialog').getByRole('option', { selected: true, name: /Paste/ }));
    await tab.keyboard.press('Enter');
    await until(tab, () => other.drawn('Check').count(), (count) => count === 2, 'tasks after pasting twice');
    await other.save();
    await until(tab, async () => (await other.stored()).bpmnXml, (xml) => (xml.match(/name="Check order"/g) ?? []).length === 2, 'both on the server');
    const ids = [...(await other.stored()).bpmnXml.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('the canvas', () => {
  journey('simulates without touching the document, whatever script its ids are in', async ({ page }) => {
    const editor = await imported(page, 'handmade.bpmn', 'handmade');
    await page.keyboard.press('Shift+S');
    await seen(page.getByText('nothing here changes the diagram'));
    await seen(page.locator('.bts-context-pad').first());
    await page.locator('.bts-palette .bts-entry').last().click();
    await seen(page.locator('.bts-log .bts-content'));
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await gone(page.getByText('nothing here changes the diagram'));
    expect((await editor.stored()).version).toBe(1);
    await editor.says('Saved');
  });

  journey('is dark in the dark, keeps undo over a change, and exports light', async ({ page }) => {
    const editor = await orderHandling(page);
    await editor.addTask('Night');
    await page.emulateMedia({ colorScheme: 'dark' });
    const fill = () => page.locator('[data-element-id="Check"] .djs-visual > rect').evaluate((rect) => getComputedStyle(rect).fill);
    await until(page, fill, (colour) => colour !== 'rgb(255, 255, 255)', 'the fill of a task in the dark');
    expect(await accessibilityFaults(page)).toEqual([]);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await page.getByRole('menuitem', { name: 'SVG picture' }).click();
    const svg = await readFile(await (await download).path(), 'utf8');
    expect(svg).not.toMatch(/--paper|oklch/);
    expect(svg).toContain('white');
    await editor.undo();
    await editor.undo();
    await gone(editor.drawn('Night'));
  });

  journey('shows all keys, and axe finds nothing on the sheet', async ({ page }) => {
    await orderHandling(page);
    await page.keyboard.press('?');
    await seen(page.getByRole('dialog').getByText('Append anything'));
    await seen(page.getByRole('dialog').getByText('To the side panel, and back'));
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  journey('has a grid for who wants one, on this device, and pictures have none', async ({ page }) => {
    await orderHandling(page);
    const grid = page.locator('.layer-drawn-grid rect');
    expect(await grid.isVisible()).toBe(false);
    await chosen(page, 'grid');
    await seen(grid);
    await page.reload();
    await seen(grid);
    const [picture] = await Promise.all([page.waitForEvent('download'), chosen(page, 'export as svg')]);
    expect(await readFile(await picture.path(), 'utf8')).not.toContain('drawn-grid');
  });

  journey('has a minimap in its corner, above the mark of its makers, and the tools of an element within its edges', async ({ page }) => {
    await orderHandling(page);
    await page.locator('.djs-shape[data-element-id="Check"] .djs-hit').first().click();
    await page.keyboard.press('m');
    const map = (await page.locator('.djs-minimap.open').boundingBox())!;
    const mark = (await page.locator('.bjs-powered-by').boundingBox())!;
    expect(map.height).toBeLessThan(200);
    expect(map.y + map.height).toBeLessThan(mark.y);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('m');
    await page.setViewportSize({ width: 500, height: 700 });
    const pad = async () => (await page.locator('.djs-context-pad').boundingBox())!;
    await until(page, pad, ({ x, width }) => x >= 0 && x + width <= 500, 'the tools within the canvas');
  });
});

describe('pools', () => {
  journey('are turned upright with what is in them, and split into columns', async ({ page }) => {
    await signUp(page);
    await new Library(page).create('Upright');
    const editor = await new Editor(page).ready();
    await page.locator('.djs-palette [data-action="create.participant-expanded"]').click();
    await page.mouse.move(560, 380);
    await page.mouse.move(600, 400);
    await page.mouse.click(600, 400);
    const pool = page.locator('.djs-shape[data-element-id^="Participant"]').first();
    await seen(pool);
    const label = page.locator('.djs-direct-editing-content');
    await label.waitFor();
    await label.fill('Shop');
    await page.keyboard.press('Enter');
    await gone(label);
    const box = async () => (await pool.locator('.djs-visual > rect').first().boundingBox())!;
    const { height } = await box();
    await page.locator('.djs-container > svg').focus();
    await seen(page.locator('.djs-shape.selected[data-element-id^="Participant"]'));
    await page.keyboard.press('Alt+Shift+ArrowDown');
    await until(page, box, (now) => now.height > height, 'a taller pool');
    await chosen(page, 'turn the pool');
    await until(page, box, (now) => now.height > now.width, 'an upright pool');
    await seen(page.locator('.djs-container > svg:focus'));
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Type what you look for' }).fill('divide into two');
    await seen(page.getByRole('dialog').getByRole('option', { selected: true, name: /two/ }));
    await page.keyboard.press('Enter');
    await until(page, () => page.locator('.djs-shape[data-element-id^="Lane"]').count(), (count) => count === 2, 'lanes');
    const lanes = await Promise.all([0, 1].map(async (index) => (await page.locator('.djs-shape[data-element-id^="Lane"] .djs-visual > rect').nth(index).boundingBox())!));
    expect(Math.abs(lanes[0]!.y - lanes[1]!.y)).toBeLessThan(2);
    expect(Math.abs(lanes[0]!.x - lanes[1]!.x)).toBeGreaterThan(20);
    await editor.save();
    await editor.storedText('isHorizontal="false"');
    await editor.undo();
    await editor.undo();
    await until(page, box, (now) => now.width > now.height, 'a level pool after undoing');
  });
});

describe('with a finger', () => {
  journey('pans, pinches, taps to select and again to edit', async ({ page, context }) => {
    const editor = await orderHandling(page);
    const cdp = await context.newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: { x: number; y: number }[]) => cdp.send('Input.dispatchTouchEvent', { type, touchPoints: points });
    const task = page.locator('.djs-shape[data-element-id="Check"]');
    const middle = async () => {
      const { x, y, width, height } = (await task.locator('.djs-visual > rect').boundingBox())!;
      return { x: x + width / 2, y: y + height / 2 };
    };
    const before = await middle();
    await touch('touchStart', { x: 150, y: 600 });
    await touch('touchMove', { x: 170, y: 560 });
    await touch('touchMove', { x: 190, y: 540 });
    await touch('touchEnd');
    const panned = await middle();
    expect(Math.round(panned.x - before.x)).toBe(40);
    expect(Math.round(panned.y - before.y)).toBe(-60);
    await touch('touchStart', panned);
    await touch('touchEnd');
    await seen(page.locator('.djs-shape.selected[data-element-id="Check"]'));
    await touch('touchStart', { x: 300, y: 600 }, { x: 400, y: 600 });
    await touch('touchMove', { x: 250, y: 600 }, { x: 450, y: 600 });
    await touch('touchEnd');
    await seen(page.getByRole('button', { name: /Zoom (1[1-9]\d|[2-9]\d\d) %/ }));
    const at = await middle();
    for (let taps = 0; taps < 2; taps++) {
      await touch('touchStart', at);
      await touch('touchEnd');
    }
    await seen(page.locator('.djs-direct-editing-content'));
    await page.keyboard.press('Escape');
    expect((await editor.stored()).version).toBe(1);
  }, { hasTouch: true });
});

async function chosen(page: Page, query: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Type what you look for' }).fill(query);
  await seen(page.getByRole('dialog').getByRole('option', { selected: true }));
  await page.keyboard.press('Enter');
}

async function isSaid(page: Page, words: RegExp): Promise<void> {
  await until(page, () => page.locator('.djs-said').first().innerText(), (said) => words.test(said), `something like ${words}`);
}

async function boxOf(page: Page, name: string): Promise<{ x: number }> {
  const box = await page.locator('.djs-shape').filter({ hasText: name }).first().locator('.djs-visual > rect').boundingBox();
  if (!box) throw new Error(`${name} is not drawn`);
  return box;
}

const orderHandling = (page: Page): Promise<Editor> => imported(page, 'order-handling.bpmn', 'Order handling');

async function imported(page: Page, file: string, title: string): Promise<Editor> {
  await signUp(page);
  const library = new Library(page);
  await library.importFiles(file);
  await seen(library.report.getByText('1 diagram imported'));
  await library.openDiagram(title);
  return new Editor(page).ready();
}
