import { describe, expect } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { signUp } from './pages/accounts.js';
import { Editor } from './pages/editor.js';
import { accessibilityFaults, overflowOf } from './support/check-accessibility.js';
import { gone, seen, until } from './support/eventually.js';
import { useBrowser } from './support/journey.js';

const journey = useBrowser();

describe('problems of a diagram', () => {
  journey('are listed and gone to, mended, and back after an undo', async ({ page }) => {
    const editor = await opened(page);
    await seen(page.getByRole('button', { name: /^Problems \d+: \d+ errors?, \d+ warnings?/ }));
    await page.keyboard.press('p');
    const row = problem(page, 'Gateway that does nothing');
    await seen(row);
    await row.click();
    await seen(page.getByText('nothing is decided, split or joined'));
    await seen(page.locator('.djs-element.selected[data-element-id="Gateway_idle"]'));
    await page.getByRole('button', { name: 'Remove and connect' }).click();
    await gone(row);
    await gone(page.locator('[data-element-id="Gateway_idle"]'));
    expect(await focusIn(page)).toBe('list');
    await editor.storedText(/<bpmn:sequenceFlow id="Flow_1" sourceRef="Start" targetRef="Task_check"/);
    await gone(row); // checked anew meanwhile
    await editor.undo();
    await seen(row);
    await editor.storedText('Gateway_idle');
  });

  journey('that can be mended without asking are, each in one step', async ({ page }) => {
    const editor = await opened(page);
    await page.keyboard.press('p');
    await seen(problem(page, 'Empty lane'));
    const before = await number(page);
    for (const [title, button] of MENDS) {
      const row = problem(page, title);
      await seen(row);
      await row.first().click();
      await page.getByRole('button', { name: button, exact: true }).click();
      await gone(row);
    }
    const after = await number(page);
    expect(after).toBeLessThan(before - 5); // what was added has no name yet
    await editor.save();
    for (const text of [/default="Flow_yes"/, /<bpmn:endEvent id="Event_\w+"/, /<bpmn:startEvent id="Event_\w+"/, /<bpmn:parallelGateway id="Gateway_\w+"/]) await editor.storedText(text);
    for (const text of ['Flow_twice', 'Lane_empty', 'Message_unused', 'name="again"']) await editor.storedText(text, false);
    for (let step = 0; step < MENDS.length; step++) await editor.undo();
    await until(page, () => page.getByRole('button', { name: 'Undo', exact: true }).getAttribute('aria-disabled'), (disabled) => disabled === 'true', 'nothing left to undo');
    await until(page, () => number(page), (count) => count === before, 'all problems back');
    await page.keyboard.press('Control+s');
    await editor.storedText('Lane_empty');
    for (let step = 0; step < MENDS.length; step++) await page.getByRole('button', { name: 'Redo', exact: true }).click();
    await until(page, () => number(page), (count) => count === after, 'mended again');
  });

  journey('are named and timed where a person says it', async ({ page }) => {
    const editor = await opened(page);
    await page.keyboard.press('p');
    await problem(page, 'No name').click();
    await page.getByRole('button', { name: 'Name it' }).click();
    const label = page.locator('.djs-direct-editing-content');
    await label.fill('Confirm order');
    await page.keyboard.press('Enter');
    await gone(problem(page, 'No name'));
    await problem(page, 'Timer without a time').click();
    await page.getByRole('button', { name: 'Open properties' }).click();
    await until(page, () => page.evaluate(() => (document.activeElement as HTMLSelectElement).labels?.[0]?.textContent ?? ''), (words) => words === 'Fires', 'the field of the timer');
    await editor.storedText('name="Confirm order"');
  });

  journey('are walked by keyboard, filtered, grouped, hidden and marked', async ({ page }) => {
    await opened(page);
    await page.keyboard.press('p');
    await seen(page.locator('.problem-mark'));
    await page.locator('.problem-mark[aria-label*="Nothing follows"]').click();
    await seen(page.getByRole('button', { name: 'Add an end', exact: true }));
    await page.getByRole('searchbox', { name: 'Filter problems' }).fill('timer');
    await until(page, () => page.locator('[data-row]').count(), (rows) => rows === 1, 'one problem with a timer');
    await page.getByRole('searchbox', { name: 'Filter problems' }).fill('');
    await page.getByText('By element').click();
    await seen(page.getByRole('heading', { name: /Task Write bill/ }));
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.locator('[data-row]').first().focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await seen(page.locator('[aria-expanded="true"]:focus'));
    const before = await number(page);
    await page.getByRole('button', { name: 'Hide', exact: true }).click();
    await until(page, () => number(page), (count) => count === before - 1, 'one hidden');
    await page.reload();
    await new Editor(page).ready();
    await page.keyboard.press('p');
    await seen(page.getByRole('button', { name: 'Show 1 hidden' }));
    await page.getByRole('button', { name: 'Show 1 hidden' }).click();
    await until(page, () => number(page), (count) => count === before, 'all there again');
    await page.getByText('Marks on the canvas').click();
    await gone(page.locator('.problem-mark'));
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    journey(`are accessible, wide and narrow, ${colorScheme}`, async ({ page }) => {
      await opened(page);
      await page.keyboard.press('p');
      await problem(page, 'Gateway that does nothing').click();
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await overflowOf(page)).toBe(0);
      expect(await accessibilityFaults(page)).toEqual([]);
    }, { colorScheme });
  }
});

/** Title of the problem, and the button that mends it. */
const MENDS = [
  ['Way on without a condition', 'Make it the default'],
  ['The same way twice', 'Remove this one'],
  ['Nothing follows', 'Add an end'],
  ['Nothing leads here', 'Add a start'],
  ['Splits without a gateway', 'Add a parallel gateway'],
  ['Gateway that does nothing', 'Remove and connect'],
  ['Lies over something else', 'Move apart'],
  ['Empty lane', 'Remove the lane'],
  ['Label on the only way on', 'Remove the label'],
  ['Message, signal or error that nothing uses', 'Remove it'],
] as const;

const panel = (page: Page): Locator => page.getByRole('complementary', { name: 'Problems' });
const problem = (page: Page, title: string): Locator => panel(page).locator('[data-row]').filter({ hasText: title });
const number = (page: Page): Promise<number> => page.locator('[data-row]').count();
const focusIn = (page: Page): Promise<string | null> => page.evaluate(() => (document.activeElement?.closest('[aria-label="List of problems"]') ? 'list' : (document.activeElement?.outerHTML ?? null)));

async function opened(page: Page): Promise<Editor> {
  await signUp(page);
  const { workspaces } = (await (await page.request.get('/api/me')).json()) as { workspaces: { id: string }[] };
  const bpmnXml = await readFile(new URL('./fixtures/mendable.bpmn', import.meta.url), 'utf8');
  const answer = await page.request.post('/api/diagrams', { data: { title: 'Mendable', bpmnXml, workspaceId: workspaces[0]?.id }, headers: { origin: new URL(page.url()).origin } });
  return new Editor(page).open(((await answer.json()) as { id: string }).id);
}
