import { describe, expect } from '@jest/globals';
import { signUp } from './pages/accounts.js';
import { Editor } from './pages/editor.js';
import { Library } from './pages/library.js';
import { gone, seen } from './support/eventually.js';
import { type Journey, useBrowser } from './support/journey.js';

const journey = useBrowser();

describe('two people change one diagram', () => {
  journey('the later one overwrites, and both versions are kept', async (given) => {
    const { mine, theirs } = await collided(given);
    await mine.page.getByRole('button', { name: 'Overwrite with mine' }).click();
    await mine.says('Saved');
    await mine.storedText('name="Mine"');
    await mine.storedText('name="Theirs"', false);
    expect((await theirs.stored()).version).toBe(3);
  });

  journey('the later one takes theirs, and can get his own back', async (given) => {
    const { mine } = await collided(given);
    await mine.page.getByRole('button', { name: 'Take theirs' }).click();
    await seen(mine.drawn('Theirs'));
    await gone(mine.drawn('Mine'));
    await mine.says('Saved');
    expect((await mine.stored()).version).toBe(2);
  });

  journey('the later one keeps his own as a copy', async (given) => {
    const { mine, theirs } = await collided(given);
    const original = mine.id;
    await mine.page.getByRole('button', { name: 'Keep mine as a copy' }).click();
    await mine.page.waitForURL((url) => !url.pathname.includes(original));
    await mine.ready();
    await seen(mine.drawn('Mine'));
    expect((await mine.stored()).title).toBe('Order to cash (my copy)');
    await theirs.storedText('name="Theirs"');
  });

  journey('deciding can wait', async (given) => {
    const { mine } = await collided(given);
    await mine.page.keyboard.press('Escape');
    await mine.says('Changed elsewhere');
    await seen(mine.drawn('Mine'));
    await mine.page.getByRole('button', { name: 'Changed elsewhere' }).click();
    await seen(dialogOf(mine));
  });
});

const dialogOf = (editor: Editor) => editor.page.getByRole('dialog', { name: 'This diagram was changed elsewhere' });

/** Two browsers on one diagram: theirs has saved, mine finds out when it saves. */
async function collided({ page, context, another, expectComplaint }: Journey): Promise<{ mine: Editor; theirs: Editor }> {
  expectComplaint(/409 \(Conflict\)/);
  await signUp(page);
  await new Library(page).create('Order to cash');
  const mine = await new Editor(page).ready();
  const elsewhere = await another({ storageState: await context.storageState() });
  const theirs = await new Editor(elsewhere.page).open(mine.id);
  await theirs.addTask('Theirs');
  await theirs.save();
  await theirs.storedText('name="Theirs"');
  await mine.addTask('Mine', { x: 900, y: 300 });
  await mine.save();
  await seen(dialogOf(mine));
  return { mine, theirs };
}
