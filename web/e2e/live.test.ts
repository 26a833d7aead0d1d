import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { signUp } from './pages/accounts.js';
import { Editor } from './pages/editor.js';
import { Library } from './pages/library.js';
import { gone, seen, until } from './support/eventually.js';
import { type Journey, useBrowser } from './support/journey.js';
import { startOwnServer, type OwnServer } from './support/own-server.mjs';

const START_MS = 300_000;
const journey = useBrowser();

let server: OwnServer;
beforeAll(async () => {
  server = await startOwnServer({ LIVE_EDITING: 'on', LIVE_REST_SECONDS: '2' });
}, START_MS);
afterAll(() => server?.stop(), 60_000);

describe('two people in one diagram', () => {
  journey('see what both draw, and undo is each one’s own', async (given) => {
    const { mine, theirs } = await together(given);
    await mine.addTask('Mine');
    await seen(theirs.drawn('Mine'));
    await theirs.addTask('Theirs', { x: 900, y: 300 });
    await seen(mine.drawn('Theirs'));
    await mine.undo(); // the name
    await mine.undo(); // the task
    await gone(theirs.drawn('Mine'));
    await seen(mine.drawn('Theirs'));
    await theirs.undo();
    await gone(mine.drawn('Theirs'));
    await mine.says('Saved');
    await theirs.says('Saved');
  });

  journey('may give it another title meanwhile, and it comes to the history', async (given) => {
    const { mine, theirs } = await together(given);
    given.expectComplaint(/409 \(Conflict\)/); // a version may be written at that moment
    await mine.addTask('Mine');
    await theirs.page.getByLabel('Title of the diagram').fill('Claims');
    await theirs.page.keyboard.press('Enter');
    await until(mine.page, () => mine.stored(), ({ title }) => title === 'Claims', 'the title on the server');
    await theirs.addTask('Theirs', { x: 900, y: 300 });
    await seen(mine.drawn('Theirs'));
    await seen(theirs.drawn('Mine'));
    await mine.storedText('name="Mine"');
    await mine.storedText('name="Theirs"');
    expect((await mine.stored()).title).toBe('Claims');
    await until(mine.page, () => mine.page.getByLabel('Title of the diagram').inputValue(), (title) => title === 'Claims', 'the title as others see it');
    await mine.page.getByRole('button', { name: 'Versions' }).click();
    await until(mine.page, () => mine.page.getByRole('complementary', { name: 'Versions' }).getByRole('listitem').count(), (count) => count >= 2, 'versions');
  });

  journey('meet what is saved by a script', async (given) => {
    const { mine, theirs } = await together(given);
    await mine.addTask('Mine');
    await mine.storedText('name="Mine"');
    await theirs.putElsewhere((xml) => xml.replace('<bpmn:startEvent ', '<bpmn:startEvent name="Scripted" '));
    await seen(mine.page.locator('.djs-container').getByText('Scripted'));
    await seen(theirs.page.locator('.djs-container').getByText('Scripted'));
    await seen(mine.drawn('Mine'));
  });

  journey('lose nothing when one is offline for a while', async (given) => {
    const { mine, theirs, away } = await together(given);
    given.expectComplaint(/ERR_|WebSocket/);
    await server.kill();
    await theirs.addTask('On the train', { x: 900, y: 300 });
    await theirs.says(/^Offline, \d+ changes? waits? on this device$/);
    await theirs.page.close();
    await mine.addTask('Without a server');
    await server.startAgain();
    await mine.says('Saved');
    const back = await new Editor(await away.newPage()).open(mine.id);
    await seen(back.drawn('On the train'));
    await seen(back.drawn('Without a server'));
    await seen(mine.drawn('On the train'));
    await mine.storedText('name="On the train"');
    await mine.storedText('name="Without a server"');
  });

  journey('lose nothing of what was said to be saved when the server is killed', async (given) => {
    const { mine, theirs, home } = await together(given);
    given.expectComplaint(/ERR_|WebSocket/);
    await mine.addTask('Before');
    await mine.says('Saved');
    await seen(theirs.drawn('Before'));
    await server.kill();
    const { id } = mine;
    await Promise.all([mine.page.close(), theirs.page.close()]);
    await server.startAgain();
    const next = await new Editor(await home.newPage()).open(id);
    await seen(next.drawn('Before'));
    await next.storedText('name="Before"');
  });
});

/** Two browsers of one person on one diagram of the server that edits live. */
async function together({ another }: Journey) {
  const one = await another({ baseURL: server.url });
  await signUp(one.page);
  await new Library(one.page).create('Order to cash');
  const mine = await new Editor(one.page).ready();
  const other = await another({ baseURL: server.url, storageState: await one.context.storageState() });
  return { mine, theirs: await new Editor(other.page).open(mine.id), away: other.context, home: one.context };
}
