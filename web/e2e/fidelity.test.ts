import { describe, expect } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { signUp } from './pages/accounts.js';
import { Editor } from './pages/editor.js';
import { fixturePath } from './pages/library.js';
import { accessibilityFaults } from './support/check-accessibility.js';
import { seen } from './support/eventually.js';
import { useBrowser } from './support/journey.js';

const journey = useBrowser();
const HANDMADE = await readFile(fixturePath('handmade.bpmn'), 'utf8');
const renamed = (text: string) => text.replace("name='Read the letter'", "name='Read it'");

describe('a file nobody here wrote', () => {
  journey('keeps every byte that was not edited: comments, blanks, vendor data, ids of any script', async ({ page }) => {
    const editor = await opened(page);
    await editor.rename(editor.drawn('Read'), 'Read it');
    await editor.save();
    await editor.says('Saved');
    expect((await editor.stored()).bpmnXml).toBe(renamed(HANDMADE));
  });

  journey('keeps the order of the drawing, and what the canvas library would make of it: places it cannot draw, gateways without a cross, the inside of what is collapsed and of what does not say that it is open', async ({ page, expectComplaint }) => {
    expectComplaint(/failed to import/); // the canvas library says so of a line that leads nowhere
    const line = '<bpmndi:BPMNEdge id="Edge_loose" bpmnElement="Loose"><di:waypoint x="330" y="280"/><di:waypoint x="330" y="360"/></bpmndi:BPMNEdge>';
    const shape = (id: string, bounds: string, more = '') => `<bpmndi:BPMNShape id="Shape_${id}" bpmnElement="${id}"${more}><dc:Bounds ${bounds}/></bpmndi:BPMNShape>`;
    const text = HANDMADE.replace(/( *<bpmndi:BPMNShape id="Shape_start".*\n)( *<bpmndi:BPMNShape id="Shape_read".*\n)( *<bpmndi:BPMNEdge id="Edge_1".*\n)/, `$3${line}\n$2${shape('Inside', 'x="470.1" y="210.3" width="100" height="80"')}${shape('Box', 'x="460" y="200" width="100" height="80"', ' isExpanded="false"')}${shape('Open', 'x="600" y="200" width="200" height="150"')}${shape('Within', 'x="650" y="230" width="100" height="80"')}$1${shape('Either', 'x="480" y="340" width="50" height="50"')}`)
      .replace('  </process>', '<subProcess id="Box"><task id="Inside"/></subProcess><subProcess id="Open"><task id="Within" name="Seal it"/></subProcess><exclusiveGateway id="Either"/></process>')
      .replace(`<process id="Process_second">`, `<process id="Process_second"><association id="Loose" sourceRef="Task_second" targetRef="gone"/>`);
    const editor = await opened(page, text);
    await editor.rename(editor.drawn('Read'), 'Read it');
    await editor.rename(editor.drawn('Seal'), 'Seal');
    await editor.save();
    await editor.says('Saved');
    expect((await editor.stored()).bpmnXml).toBe(renamed(text).replace('Seal it', 'Seal'));
  });

  journey('keeps them over a turn of the page, and what was edited before it', async ({ page }) => {
    const editor = await opened(page);
    await editor.rename(editor.drawn('Read'), 'Read it');
    await page.getByLabel('Drawing in this file').selectOption({ label: 'Answering' });
    await editor.rename(editor.drawn('Answer'), 'Reply');
    await editor.save();
    await editor.says('Saved');
    expect((await editor.stored()).bpmnXml).toBe(renamed(HANDMADE).replace('name="Answer it"', 'name="Reply"'));
    await editor.undo();
    await editor.save();
    await editor.says('Saved');
    expect((await editor.stored()).bpmnXml).toBe(renamed(HANDMADE));
  });

  journey('is itself again when everything is undone, after an autosave too', async ({ page }) => {
    const editor = await opened(page);
    await editor.rename(editor.drawn('Read'), 'Read it');
    await editor.storedText('Read it');
    await editor.says('Saved');
    await editor.undo();
    await editor.storedText('Read it', false);
    expect((await editor.stored()).bpmnXml).toBe(HANDMADE);
  });

  journey('keeps them through a merge', async ({ page, expectComplaint }) => {
    expectComplaint(/409 \(Conflict\)/);
    const editor = await opened(page);
    await editor.putElsewhere((xml) => xml.replace('Is it signed?', 'Is it signed at all?'));
    await editor.rename(editor.drawn('Read'), 'Read it');
    await editor.save();
    await seen(page.getByText(/were merged with yours/));
    await editor.says('Saved');
    expect((await editor.stored()).bpmnXml).toBe(renamed(HANDMADE).replace('Is it signed?', 'Is it signed at all?'));
  });
});

describe('a file that edits cannot be written into', () => {
  journey('is not saved before it was said what would go, and the version before is kept', async ({ page, expectComplaint }) => {
    expectComplaint(/could not be written into the document/);
    await page.context().route('**/assets/document.worker-*.js', (route) => route.fulfill({ contentType: 'text/javascript', body: REFUSING }));
    const editor = await opened(page);
    await editor.rename(editor.drawn('Read'), 'Read it');
    const dialog = page.getByRole('dialog', { name: 'Saving would lose parts of this file' });
    await seen(dialog);
    await editor.says('Not saved yet; kept on this device');
    expect((await editor.stored()).bpmnXml).toBe(HANDMADE);
    expect(await accessibilityFaults(page)).toEqual([]);
    if (process.env['E2E_PICTURES'] !== undefined) await page.screenshot({ path: `${process.env['E2E_PICTURES']}/loss.png` });
    await dialog.getByRole('button', { name: /Save anyway/ }).click();
    await editor.storedText('name="Read it"');
    expect((await editor.named()).map(({ bpmnXml }) => bpmnXml)).toEqual([HANDMADE]);
  });
});

/** In the place of the worker that writes edits into documents: throws at everything it is asked, in comlink's words. */
const REFUSING = `addEventListener('message', ({ data: { id } }) => {
  postMessage({ id, type: 'HANDLER', name: 'throw', value: { isError: true, value: { name: 'Error', message: 'Planted', stack: '' } } });
});`;

/** The file as a diagram of a new account, in the editor. */
async function opened(page: Page, bpmnXml = HANDMADE): Promise<Editor> {
  await signUp(page);
  const answer = await page.request.post('/api/diagrams', { headers: { origin: new URL(page.url()).origin }, data: { title: 'Handmade', bpmnXml } });
  const { id } = (await answer.json()) as { id: string };
  return new Editor(page).open(id);
}
