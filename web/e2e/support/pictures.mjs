import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { reviseOrder } from './revised-order.mjs';

const at = (path) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const template = (id) => readFileSync(at(`web/src/features/templates/models/${id}.bpmn`), 'utf8');
const WITH_GAPS = template('invoice').replace(/ name="(?:Yes|No)"/g, '').replace(/(<bpmn:endEvent id="[^"]+" name=")[^"]+/, '$1');

/**
 * The pictures of docs/images and how each comes about, in an order in which the next begins where the one before ended:
 * a name, and what is done on the page before it is taken.
 * @param desk what opens and makes diagrams, see take-screenshot.mjs
 */
export const PICTURES = [
  ['search', async ({ page }) => {
    await page.getByRole('searchbox').fill('order');
    await page.getByRole('list', { name: 'Results' }).getByRole('link').nth(2).waitFor();
  }],
  ['templates', async ({ page }) => {
    await page.getByRole('searchbox').press('Escape');
    await page.getByRole('banner').getByRole('button', { name: 'New diagram' }).click();
    await page.getByRole('radio', { name: 'Approval with escalation' }).check();
  }],
  ['import-report', async ({ page, importFiles }) => {
    await page.keyboard.press('Escape');
    await importFiles(['order-handling', 'returns', 'faulty-order', 'torn-off'].map((name) => at(`web/e2e/fixtures/${name}.bpmn`)));
    const report = page.getByRole('region', { name: 'Import' });
    await report.getByText(/3 imported/).waitFor();
    await report.getByRole('button', { name: 'Report on faulty-order.bpmn' }).click();
    await page.getByRole('dialog').waitFor();
  }],
  ['editor', async ({ open, make, select }) => {
    await open(await make('Order that can be cancelled', template('cancellable-order')));
    await select('Activity_hand');
  }],
  ['palette', async ({ page }) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Type what you look for' }).fill('connect to');
    await page.getByRole('dialog').getByRole('option', { selected: true }).waitFor();
  }],
  ['dark', async ({ page, open, make, select }) => {
    await page.keyboard.press('Escape');
    await open(await make('Employee onboarding', template('onboarding')));
    await page.emulateMedia({ colorScheme: 'dark' });
    await select('Activity_plan');
  }],
  ['properties', async ({ page, open, make, select }) => {
    await page.emulateMedia({ colorScheme: 'light' });
    await open(await make('Approval with escalation', template('approval')));
    await select('Event_late');
  }],
  ['problems', async ({ page, open, make }) => {
    await open(await make('Invoice processing', WITH_GAPS));
    await page.keyboard.press('p');
    await page.getByRole('group', { name: 'List of problems' }).getByRole('button').first().click();
  }],
  ['comments', async ({ page, open, make, colleague }) => {
    const xml = template('cancellable-order');
    const id = await make('Order that can be cancelled', xml);
    const [kim, noor] = [await colleague('Kim Berger'), await colleague('Noor Haddad')];
    const on = (elementId, elementName) => ({ plane: /bpmnElement="([^"]+)"/.exec(/<bpmndi:BPMNPlane[^>]*>/.exec(xml)[0])[1], x: 0, y: 0, elementId, elementName });
    const say = (who, path, data) => who(`/api/diagrams/${id}/threads${path}`, data);
    const name = (element) => new RegExp(`id="${element}" name="([^"]+)"`).exec(xml)[1];
    const tasks = [...xml.matchAll(/<bpmn:\w*[tT]ask id="([^"]+)"/g)].map(([, task]) => task);
    const asked = await say(kim, '', { body: 'Does this still hold since we changed the carrier? The new one picks up at 4 pm.', anchor: on(tasks[0], `Send task ${name(tasks[0])}`) });
    await say(noor, '', { body: 'Who tells the customer when this takes longer?', anchor: on(tasks[1], `User task ${name(tasks[1])}`) });
    await say(noor, `/${asked.id}/comments`, { body: `It does, <@${asked.startedBy.id}>. The warehouse packs until three.` });
    await open(id);
    await page.keyboard.press('b');
    await page.locator('.pin').first().click();
    await page.getByRole('log').getByText('The warehouse packs').waitFor();
  }],
  ['simulation', async ({ page, open, make }) => {
    await open(await make('Purchase request', template('purchase')));
    await page.keyboard.press('Shift+S');
    await page.locator('.bts-context-pad').first().click();
    await page.locator('.bts-notification').filter({ hasText: 'Check the limits' }).waitFor();
  }],
  ['export', async ({ page, open, make }) => {
    await page.keyboard.press('Escape');
    await open(await make('Customer support', template('support')));
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Export as PDF' }).click();
    await page.getByText('List the elements at the end').click();
  }],
  ['versions', async ({ page, open, make, put }) => {
    const xml = template('order-to-cash');
    const id = await make('Order to cash', xml);
    await reviseOrder(xml, (bpmnXml, message) => put(id, bpmnXml, message));
    await open(id);
    await page.getByRole('button', { name: 'Versions' }).click();
    await page.getByRole('button', { name: /^4 autosaves/ }).click();
  }],
  ['compare', async ({ page }) => {
    await page.goto(`${page.url().replace(/[?#].*/, '')}/compare?from=1&to=7&view=over`);
    await page.locator('.diff-mark').first().waitFor();
    await page.keyboard.press('j');
    await page.getByRole('button', { name: 'Fit to window' }).click();
  }],
  ['clash', async ({ page, open, make, put, select }) => {
    const xml = template('hiring');
    const id = await make('Hiring', xml);
    await open(id);
    const [first, second] = [...xml.matchAll(/<bpmn:userTask id="([^"]+)" name="([^"]+)"/g)];
    await put(id, xml.replace(first[0], `<bpmn:userTask id="${first[1]}" name="${first[2]} with the team"`).replace(second[0], `<bpmn:userTask id="${second[1]}" name="${second[2]} twice"`));
    for (const [, element, name] of [first, second]) {
      await select(element);
      await page.getByRole('complementary', { name: 'Properties' }).getByLabel('Name', { exact: true }).fill(`${name} within a week`);
    }
    await page.keyboard.press('Control+s');
    await page.getByRole('dialog').locator('.djs-shape').first().waitFor();
    await page.keyboard.press('2');
  }],
];
