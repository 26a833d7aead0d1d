import { Asker } from './asker.mjs';
import { modelOf } from '../proof/model.mjs';
import { createDiagram, signUp, startProduct } from '../proof/product.mjs';
import { report } from '../proof/report.mjs';
import { figuresOf, perWindowOf, ratioOf, rowOf, takeTurns } from './turns.mjs';

const READERS = 16;
const PLAN = { windows: 5, windowMs: 3_000, warmUpMs: 3_000 };
const QUICK = { windows: 2, windowMs: 1_000, warmUpMs: 1_000 };
/** Tasks of the two documents: about 30 KB and 1 MB. */
const SIZES = { small: 70, large: 2_400 };

/**
 * Reading a document with the cache and without, small and large, and asked with the version the reader holds. No bar. Compares
 * two processes on one server: a running deployment is asked by infrastructure/k6.
 */
export async function benchOpen({ quick = false } = {}) {
  const product = await startProduct('api');
  const sides = {};
  let uncached;
  try {
    uncached = await product.another('api', { CACHE_MEMORY_MB: '0' });
    const headers = await signUp(product.origin, 'reader');
    const readers = (url, more = {}, status = 200) => new Asker(() => ({ url, headers: { ...headers, ...more } }), READERS, status);
    for (const [size, tasks] of Object.entries(SIZES)) {
      const path = `/api/diagrams/${(await createDiagram(product.origin, headers, { bpmnXml: modelOf(tasks) })).id}/xml`;
      sides[`${size} cached`] = readers(`${product.origin}${path}`);
      sides[`${size} uncached`] = readers(`${uncached.origin}${path}`);
      if (size === 'small') sides['304'] = readers(`${product.origin}${path}`, { 'If-None-Match': '"1"' }, 304);
    }
    return conclude(await takeTurns(sides, quick ? QUICK : PLAN));
  } finally {
    for (const side of Object.values(sides)) side.close();
    await uncached?.stop();
    await product.stop();
  }
}

function conclude(windows) {
  const sides = Object.fromEntries(Object.keys(windows[0]).map((side) => [side, figuresOf(windows, side)]));
  const ratios = Object.fromEntries(Object.keys(SIZES).map((size) => [size, ratioOf(windows, `${size} cached`, `${size} uncached`)]));
  const rows = [
    ...Object.entries(sides).map(([side, figures]) => rowOf(side, figures, 'answers')),
    ...Object.entries(ratios).map(([size, ratio]) => ({ what: `${size}: cached against uncached`, figure: ratio.toFixed(2) })),
  ];
  return report('open', rows, { readers: READERS, ratios, sides, perWindow: perWindowOf(windows) });
}
