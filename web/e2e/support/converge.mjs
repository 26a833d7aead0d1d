import { readFile } from 'node:fs/promises';
import { openDrawingPage } from './drawing-page.mjs';

/** Three editors, and what happens between them. */
const STEPS = 60;
const WITHHELD = 0.3;
const FIXTURE = new URL('../fixtures/every-kind.bpmn', import.meta.url);

/**
 * Lets three real editors draw at random on one document that has every kind of element, seed by seed, with deliveries withheld
 * and out of order, and undo and redo among it; then compares documents, models, geometry, stacking and files.
 *
 * @param {{ first?: number, seeds: number, onSeed?: (done: number) => void }} asked
 * @returns the seeds that did not converge, each with what differs and what was done
 */
export async function converge({ first = 1, seeds, onSeed }) {
  const { page, close } = await openDrawingPage();
  try {
    const xml = await readFile(FIXTURE, 'utf8');
    const diverged = [];
    for (let seed = first; seed < first + seeds; seed++) {
      const run = { xml, seed, steps: STEPS, withheld: WITHHELD };
      const { differences, deeds } = await page.evaluate((asked) => window.converge(asked), run).catch((error) => ({ differences: [error.message], deeds: [] }));
      if (differences.length > 0) diverged.push({ seed, differences, deeds });
      onSeed?.(seed - first + 1);
    }
    return diverged;
  } finally {
    await close();
  }
}

/** What somebody who drags, types or has something selected sees of what others do meanwhile; by situation. */
export async function withHandsOn() {
  const { page, close } = await openDrawingPage();
  try {
    return await page.evaluate((xml) => window.withHandsOn(xml), await readFile(FIXTURE, 'utf8'));
  } finally {
    await close();
  }
}

/** node web/e2e/support/converge.mjs hands | <seeds> [<first>]: prints what was seen, or what diverged. */
if (import.meta.main) {
  const [what, first] = process.argv.slice(2);
  const found = what === 'hands' ? await withHandsOn() : await converge({ seeds: Number(what), ...(first !== undefined && { first: Number(first) }) });
  process.stdout.write(`${JSON.stringify(found, null, 1)}\n`);
}
