import { converge } from '../../web/e2e/support/converge.mjs';
import { never, report } from '../proof/report.mjs';
import { convergeModels } from './converge-models.mjs';

const FULL = 2_000;
const QUICK = 100;
const TOLD = 5;

/**
 * npm run chaos -- converge [<seeds>]: three editors draw at random on one document, 60 operations a seed with deliveries withheld
 * and out of order, undo and redo among it, and have to end with the same document, model, geometry, stacking and file. First
 * without a canvas, where more kinds of edits meet in less time, then with it.
 */
export async function proveConverge({ args, quick }) {
  const seeds = Number(args.find((word) => /^\d+$/.test(word)) ?? (quick ? QUICK : FULL));
  const models = await convergeModels(seeds);
  const diverged = await converge({ seeds, onSeed: (done) => done % 100 === 0 && process.stdout.write(`  ${done} of ${seeds}\n`) });
  for (const { seed, differences } of diverged.slice(0, TOLD)) process.stdout.write(`  seed ${seed}: ${differences.slice(0, 3).join('\n    ').slice(0, 1_000)}\n`);
  const rows = [...models.rows, { what: 'seeds', figure: String(seeds) }, never('seeds after which the editors differ', diverged.length)];
  return report('converge', rows, { seeds, sessions: models.faulty, diverged: diverged.map(({ seed }) => seed) });
}
