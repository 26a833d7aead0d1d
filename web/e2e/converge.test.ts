import { expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** About a minute; `npm run chaos -- converge` takes as many as one likes. */
const SEEDS = '100';
const LIMIT_MS = 600_000;
const SCRIPT = fileURLToPath(new URL('./support/converge.mjs', import.meta.url));

it('three editors of one document end with the same document, model, drawing and file', async () => {
  expect(await told(SEEDS)).toEqual([]);
}, LIMIT_MS);

it('what others do waits for a hand, and undo is of what was done here', async () => {
  expect(await told('hands')).toEqual({
    'a drag': { during: { dragged: 600, other: 110 }, after: 630 },
    'a drag of what is deleted': { isDragging: false, isThere: false },
    'a label': { during: { isOpen: true, text: 'Half a na', other: 'Box' }, after: ['Half a na', 'Half a na'] },
    'what is selected': { before: ['Check', 'Flow_2'], after: ['Check'] },
    'a sub-process of another one': [1, 0, 1],
    undo: { mine: 'Pack', theirs: 'Theirs', more: false, again: 'Mine' },
    'undo of a delete': { isThere: true, flows: ['Flow_3'], selected: ['Pack'], box: true },
    'a command that fails': { said: 'Error: on purpose', name: 'Pack' },
  });
}, LIMIT_MS);

/** In a process of its own: what builds the page is no module of the tests. */
async function told(asked: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [SCRIPT, asked], { maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => (error ? reject(new Error(`${error.message}\n${stderr}`)) : resolve(JSON.parse(stdout))));
  });
}
