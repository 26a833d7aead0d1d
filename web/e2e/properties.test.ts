import { describe, expect } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { signUp } from './pages/accounts.js';
import { Editor } from './pages/editor.js';
import { accessibilityFaults, overflowOf } from './support/check-accessibility.js';
import { gone, seen, until } from './support/eventually.js';
import { useBrowser } from './support/journey.js';

const journey = useBrowser();
const FIXTURES = new URL('../../services/bpmn/fixtures/', import.meta.url);

describe('the properties of an element', () => {
  journey('a text is one step, on the canvas at once, and stored', async ({ page }) => {
    const editor = await opened(page, 'order-process.bpmn');
    const task = await chosen(editor, 'Check');
    const name = field(page, 'Name');
    await name.fill('');
    await name.pressSequentially('Look at the ');
    await seen(editor.drawn('Look at'));
    await name.pressSequentially('order');
    await field(page, 'Documentation').fill('Ask when in doubt.\nThen decide.');
    await seen(task.filter({ hasText: 'order' }));
    await page.keyboard.press('Control+s');
    await editor.storedText('name="Look at the order"');
    await editor.storedText('Ask when in doubt.\nThen decide.</bpmn:documentation>');
    await editor.undo(); // the documentation
    await until(page, () => field(page, 'Documentation').inputValue(), (text) => text.startsWith('Are address'), 'the documentation');
    await until(page, () => name.inputValue(), (text) => text === 'Look at the order', 'the name');
    await editor.undo(); // the name, however long it took to write
    await until(page, () => name.inputValue(), (text) => text === 'Check order', 'the name');
    await page.keyboard.press('Control+s');
    await editor.storedText('name="Check order"');
  });

  journey('an id is checked, and everything that refers to it follows', async ({ page }) => {
    const editor = await opened(page, 'order-process.bpmn');
    await chosen(editor, 'Check');
    const id = field(page, 'Id');
    await id.fill('check order');
    await seen(page.getByText('Try “check_order”'));
    await id.fill('check_order');
    await id.press('Enter');
    await gone(page.getByText('Try “check_order”'));
    await editor.save();
    await editor.storedText('id="check_order"');
    await editor.storedText('bpmnElement="check_order"');
    await editor.storedText('sourceRef="check_order"');
    await editor.storedText('"Check"', false);
  });

  journey('a timer reads in plain words', async ({ page }) => {
    const editor = await opened(page, 'every-event.bpmn');
    await chosen(editor, 'start_timer');
    await page.getByLabel('Fires').selectOption({ label: 'Again and again' });
    await page.getByLabel('How often').fill('every 10 minutes');
    await seen(page.getByText('Write R/PT10M for “every 10 minutes”.'));
    await page.getByLabel('How often').fill('R3/PT10M');
    await seen(page.getByText('Every 10 minutes, 3 times.', { exact: true }));
    await editor.save();
    await editor.storedText(/>R3\/PT10M<\/(\w+:)?timeCycle>/);
  });

  journey('conditions, defaults, repetition and messages are kept in the file', async ({ page }) => {
    const editor = await fromTemplate(page, 'Approval with escalation');
    await chosen(editor, 'Flow_approved_record');
    await page.getByLabel('Taken when').fill('approved');
    await page.getByLabel('Taken when').blur();
    await chosen(editor, 'Gateway_approved');
    await page.getByLabel('Default way on').selectOption({ label: 'No' });
    await chosen(editor, 'Activity_review');
    await page.getByRole('button', { name: 'Repetition' }).click();
    await page.getByLabel('Done', { exact: true }).selectOption({ label: 'For each of several, one after another' });
    await page.getByLabel('How many').fill('3');
    await page.getByLabel('How many').blur();
    await chosen(editor, 'Activity_tell');
    await page.getByLabel('Message', { exact: true }).selectOption({ label: 'New message…' });
    await page.getByLabel('Message name').fill('Decision');
    await page.getByLabel('Message name').blur();
    await editor.save();
    for (const text of [/>approved<\/bpmn:conditionExpression>/, /default="Flow_approved_explain_\w+"/, /isSequential="true"/, />3<\/bpmn:loopCardinality>/, /<bpmn:message id="\w+" name="Decision"/, /messageRef="\w+"/]) await editor.storedText(text);
    await page.reload();
    await editor.ready();
    await chosen(editor, 'Activity_tell');
    expect(await page.getByLabel('Message name').inputValue()).toBe('Decision');
  });

  journey('colours are a palette, in both notations, and can be taken back', async ({ page }) => {
    const editor = await opened(page, 'order-process.bpmn');
    await chosen(editor, 'Check');
    await page.getByRole('button', { name: 'Blue', exact: true }).click();
    await editor.save();
    await editor.storedText('bioc:fill="#eaf4ff"');
    await editor.storedText('color:background-color="#eaf4ff"');
    await page.getByRole('button', { name: 'None', exact: true }).click();
    await editor.save();
    await editor.storedText('#eaf4ff', false);
  });

  journey('a sub-process becomes another kind, with what is in it', async ({ page }) => {
    const editor = await fromTemplate(page, 'Order that can be cancelled');
    await chosen(editor, 'Activity_cancel', { x: 12, y: 12 });
    await page.getByLabel('Kind').selectOption({ label: 'Transaction' });
    await editor.save();
    await editor.storedText(/<bpmn:transaction id="\w+" name="Cancellation"/);
    await editor.storedText('Stop the shipment');
  });

  journey('what other tools put into a file is shown, and an engine has its own panel', async ({ page }) => {
    const editor = await opened(page, 'vendor-extensions.bpmn');
    await chosen(editor, 'T');
    await page.getByRole('button', { name: 'Kept from acme: 1 entry' }).click();
    await seen(page.getByText('priority'));
    await page.getByRole('button', { name: /^Engine: Camunda/ }).click();
    await seen(page.getByText('Execution listeners'));
    expect((await editor.stored()).version).toBe(1);
  });

  journey('a name as long as a book is cut on the canvas and kept in the file', async ({ page }) => {
    const name = 'Check&#10;'.repeat(100_000);
    const editor = await opened(page, 'order-process.bpmn', (xml) => xml.replace('name="Check order"', `name="${name}"`));
    await chosen(editor, 'Check');
    expect((await page.locator('[data-element-id="Check"] .djs-visual').first().textContent())?.length).toBeLessThan(1_100);
    await field(page, 'Documentation').fill('Shorter than its name.');
    await editor.save();
    await editor.storedText('Shorter than its name.');
    await editor.storedText(`name="${name}"`);
  });

  journey('settings of an engine go into the file, of what is selected, with what was drawn before', async ({ page, expectComplaint }) => {
    expectComplaint(/409/);
    const editor = await opened(page, 'order-process.bpmn');
    await chosen(editor, 'Check');
    await field(page, 'Name').fill('Look at it');
    await page.getByRole('button', { name: 'Engine', exact: true }).click();
    await page.getByRole('button', { name: 'Camunda 7' }).click();
    await page.getByText('User assignment').click();
    await page.getByLabel('Assignee').fill('ada');
    expect(await accessibilityFaults(page)).toEqual([]);
    await editor.save();
    await editor.storedText('id="Check" name="Look at it" camunda:assignee="ada"');
    await editor.putElsewhere((xml) => xml.replace('name="Send invoice"', 'name="Send the bill"'));
    await page.getByLabel('Assignee').fill('grace');
    await editor.save();
    await editor.storedText('camunda:assignee="grace"');
    await editor.storedText('name="Send the bill"');
    await page.getByLabel('Assignee').fill('lin'); // still of the task, after the merged file was put on the canvas
    await editor.save();
    await editor.storedText('camunda:assignee="lin"');
  });

  journey('F6 goes to the dock and Escape back; on a phone it lies below', async ({ page }) => {
    const editor = await opened(page, 'order-process.bpmn');
    await chosen(editor, 'Check');
    await page.keyboard.press('F6');
    await seen(page.locator('[role="tabpanel"]:focus-within'));
    await page.keyboard.press('Escape');
    await seen(page.locator('.djs-container:focus-within'));
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('separator', { name: 'Width of the side panel' }).press('ArrowLeft');
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await overflowOf(page)).toBe(0);
    const dock = await page.getByRole('complementary', { name: 'Properties' }).boundingBox();
    expect(dock?.y).toBeGreaterThan(300);
    expect(await accessibilityFaults(page)).toEqual([]);
  });
});

describe('axe finds nothing in the properties', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    journey(`of a timer, ${colorScheme}`, async ({ page }) => {
      const editor = await opened(page, 'every-event.bpmn');
      await chosen(editor, 'start_timer');
      await page.getByLabel('Fires').selectOption({ label: 'After some time' });
      await page.getByLabel('How long').fill('soon');
      await seen(page.getByRole('alert'));
      expect(await accessibilityFaults(page)).toEqual([]);
    }, { colorScheme });
  }
});

describe('a new diagram', () => {
  journey('starts from a template, chosen with the keyboard, with ids of its own', async ({ page }) => {
    await signUp(page);
    await page.getByRole('banner').getByRole('button', { name: 'New diagram' }).click();
    await page.getByRole('radio', { name: 'Empty diagram' }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await page.getByRole('radio', { name: 'Purchase request' }).isChecked()).toBe(true);
    expect(await page.getByRole('textbox', { name: 'Title', exact: true }).inputValue()).toBe('Purchase request');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    const first = await new Editor(page).ready();
    await seen(first.drawn('Check the limits'));
    const ids = idsOf((await first.stored()).bpmnXml);
    await first.leave();
    const second = await fromTemplate(page, 'Purchase request');
    expect(idsOf((await second.stored()).bpmnXml).filter((id) => ids.includes(id))).toEqual([]);
  });
});

const field = (page: Page, label: string) => page.getByRole('complementary', { name: 'Properties' }).getByLabel(label, { exact: true });
const idsOf = (xml: string) => Array.from(xml.matchAll(/ id="([^"]+)"/g), ([, id]) => id);

/** Selects an element by its id, or by how its id begins. */
async function chosen(editor: Editor, id: string, position?: { readonly x: number; readonly y: number }) {
  const { page } = editor;
  const element = page.locator(`.djs-element[data-element-id="${id}"], .djs-element[data-element-id^="${id}_"]:not([data-element-id$="_label"])`).first();
  await element.locator('.djs-hit').first().click({ force: true, ...(position && { position }) });
  await until(page, () => page.getByRole('complementary', { name: 'Properties' }).getByLabel('Id', { exact: true }).inputValue(), (shown) => shown.startsWith(id), 'the element in the properties');
  return element;
}

/** A fixture of the BPMN package in the editor of a new account. */
async function opened(page: Page, fixture: string, change = (xml: string) => xml): Promise<Editor> {
  await signUp(page);
  const { workspaces } = (await (await page.request.get('/api/me')).json()) as { workspaces: { id: string }[] };
  const bpmnXml = change(await readFile(new URL(fixture, FIXTURES), 'utf8'));
  const answer = await page.request.post('/api/diagrams', { data: { title: fixture, bpmnXml, workspaceId: workspaces[0]?.id }, headers: { origin: new URL(page.url()).origin } });
  return new Editor(page).open(((await answer.json()) as { id: string }).id);
}

async function fromTemplate(page: Page, template: string): Promise<Editor> {
  if (page.url() === 'about:blank') await signUp(page);
  await page.getByRole('banner').getByRole('button', { name: 'New diagram' }).click();
  await page.getByRole('radio', { name: template }).check();
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  return new Editor(page).ready();
}
