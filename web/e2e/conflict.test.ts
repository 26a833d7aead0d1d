import { describe, expect } from '@jest/globals';
import { signUp } from './pages/accounts.js';
import { Editor } from './pages/editor.js';
import { Library } from './pages/library.js';
import { accessibilityFaults } from './support/check-accessibility.js';
import { gone, seen, until } from './support/eventually.js';
import { type Journey, useBrowser } from './support/journey.js';

const journey = useBrowser();

describe('two people change one diagram', () => {
  journey('in different places: it merges alone, and says so', async (given) => {
    const { mine, theirs } = await together(given);
    await theirs.addTask('Theirs');
    await theirs.save();
    await theirs.storedText('name="Theirs"');
    await mine.addTask('Mine', { x: 900, y: 300 });
    await mine.save();
    await seen(mine.page.getByText(/were merged with yours/));
    await mine.says('Saved');
    await seen(mine.drawn('Theirs'));
    await seen(mine.drawn('Mine'));
    await mine.storedText('name="Theirs"');
    await mine.storedText('name="Mine"');
    await mine.page.getByRole('button', { name: 'What changed' }).click();
    await seen(mine.page.getByRole('dialog').getByRole('button', { name: 'Added: Theirs' }));
    expect(await accessibilityFaults(mine.page)).toEqual([]);
  });

  journey('and the merge can be taken back, with theirs kept under a name', async (given) => {
    const { mine } = await together(given);
    await mine.putElsewhere((xml) => xml.replace('<bpmn:startEvent ', '<bpmn:startEvent name="Theirs" '));
    await mine.addTask('Mine', { x: 900, y: 300 });
    await mine.save();
    await mine.page.getByRole('alert').getByRole('button', { name: 'Undo' }).click();
    await mine.storedText('name="Theirs"', false);
    await mine.storedText('name="Mine"');
    await until(mine.page, () => mine.named(), (named) => named.some(({ bpmnXml }) => bpmnXml.includes('name="Theirs"')), 'the version of theirs under a name');
  });

  journey('in the same place: only that is asked, by keyboard, and the one not taken is kept', async (given) => {
    const mine = await clashed(given);
    const dialog = mine.page.getByRole('dialog', { name: /changed the same thing/ });
    await seen(dialog);
    await seen(dialog.locator('.djs-container .djs-shape'));
    expect(await accessibilityFaults(mine.page)).toEqual([]);
    await mine.page.keyboard.press('2');
    await seen(dialog.getByRole('button', { name: 'Save the result' }));
    await mine.page.keyboard.press('Enter');
    await gone(dialog);
    await mine.storedText('name="Order arrived"');
    await mine.storedText('name="Mine"');
    await mine.says('Saved');
    const named = await mine.named();
    expect(named.map(({ bpmnXml }) => bpmnXml.includes('name="Order received"'))).toContain(true);
  });

  journey('in the same place again: the answer to the first question is not taken for the second', async (given) => {
    const mine = await clashed(given);
    const dialog = mine.page.getByRole('dialog', { name: /changed the same thing/ });
    await dialog.getByRole('button', { name: 'All mine' }).click();
    await dialog.getByRole('button', { name: 'Save the result' }).click();
    await mine.says('Saved');
    await mine.putElsewhere((xml) => xml.replace('name="Order received"', 'name="Order lost"'));
    await mine.rename(mine.page.locator('.djs-element[data-element-id^="StartEvent"]'), 'Order found');
    await mine.save();
    await seen(dialog);
    await seen(dialog.getByRole('button', { name: '0 of 1 decided' }));
  });

  journey('deciding can wait, over a closed tab too', async (given) => {
    const mine = await clashed(given);
    const { id } = mine;
    await seen(mine.page.getByRole('dialog', { name: /changed the same thing/ }));
    await mine.page.keyboard.press('Escape');
    await mine.says('Changed elsewhere');
    await seen(mine.drawn('Mine'));
    await mine.page.close();
    const next = await new Editor(await given.context.newPage()).open(id);
    const dialog = next.page.getByRole('dialog', { name: /changed the same thing/ });
    await seen(dialog);
    await seen(next.drawn('Mine'));
    await dialog.getByRole('button', { name: 'All mine' }).click();
    await dialog.getByRole('button', { name: 'Save the result' }).click();
    await next.storedText('name="Order received"');
    await until(next.page, () => next.named(), (named) => named.some(({ bpmnXml }) => bpmnXml.includes('name="Order arrived"')), 'theirs under a name');
  });
});

describe('two documents that share nothing', () => {
  journey('the later one overwrites, and both versions are kept', async (given) => {
    const mine = await replaced(given);
    await mine.page.getByRole('button', { name: 'Overwrite with mine' }).click();
    await mine.says('Saved');
    await mine.storedText('name="Mine"');
    expect((await mine.named()).map(({ bpmnXml }) => bpmnXml.includes('name="Theirs"'))).toEqual([true]);
  });

  journey('the later one takes theirs, and can get his own back', async (given) => {
    const mine = await replaced(given);
    await mine.page.getByRole('button', { name: 'Take theirs' }).click();
    await seen(mine.drawn('Theirs'));
    await gone(mine.drawn('Mine'));
    await mine.says('Saved');
    expect((await mine.stored()).version).toBe(2);
  });

  journey('the later one keeps his own as a copy', async (given) => {
    const mine = await replaced(given);
    const original = mine.id;
    await mine.page.getByRole('button', { name: 'Keep mine as a copy' }).click();
    await mine.page.waitForURL((url) => !url.pathname.includes(original));
    await mine.ready();
    await seen(mine.drawn('Mine'));
    expect((await mine.stored()).title).toBe('Order to cash (my copy)');
  });
});

/** Two browsers on one diagram. */
async function together({ page, context, another, expectComplaint }: Journey): Promise<{ mine: Editor; theirs: Editor }> {
  expectComplaint(/409 \(Conflict\)/);
  await signUp(page);
  await new Library(page).create('Order to cash');
  const mine = await new Editor(page).ready();
  const elsewhere = await another({ storageState: await context.storageState() });
  return { mine, theirs: await new Editor(elsewhere.page).open(mine.id) };
}

/** Both gave the start event another name; mine has a task besides. */
async function clashed({ page, expectComplaint }: Journey): Promise<Editor> {
  expectComplaint(/409 \(Conflict\)/);
  await signUp(page);
  await new Library(page).create('Order to cash');
  const mine = await new Editor(page).ready();
  await mine.addTask('Mine', { x: 900, y: 300 });
  await mine.save();
  await mine.says('Saved');
  await mine.putElsewhere((xml) => xml.replace(/<bpmn:startEvent (?:name="[^"]*" )?/, '<bpmn:startEvent name="Order arrived" '));
  await mine.rename(page.locator('.djs-element[data-element-id^="StartEvent"]'), 'Order received');
  await mine.save();
  return mine;
}

/** Theirs is another process altogether. */
async function replaced({ page, expectComplaint }: Journey): Promise<Editor> {
  expectComplaint(/409 \(Conflict\)/);
  await signUp(page);
  await new Library(page).create('Order to cash');
  const mine = await new Editor(page).ready();
  await mine.putElsewhere(() => OTHER);
  await mine.addTask('Mine', { x: 900, y: 300 });
  await mine.save();
  await seen(page.getByRole('dialog', { name: 'This diagram was changed elsewhere' }));
  return mine;
}

const OTHER = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" id="Other" targetNamespace="http://other.example">
  <process id="OtherProcess"><task id="OtherTask" name="Theirs" /></process>
  <di:BPMNDiagram id="OtherDiagram"><di:BPMNPlane id="OtherPlane" bpmnElement="OtherProcess">
    <di:BPMNShape id="OtherShape" bpmnElement="OtherTask"><dc:Bounds x="200" y="120" width="100" height="80" /></di:BPMNShape>
  </di:BPMNPlane></di:BPMNDiagram>
</definitions>
`;
