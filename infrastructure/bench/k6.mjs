import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../local/paths.mjs';
import { startProduct } from '../proof/product.mjs';
import { notRun, report } from '../proof/report.mjs';
import { temporaryFolder } from '../proof/temporary-folder.mjs';

const SCRIPTS = ['smoke', 'load', 'stress', 'spike', 'soak'];

/**
 * npm run bench -- k6 [<script>...]: scripts of infrastructure/k6, run by the k6 on PATH against a product of their own. A
 * deployment that runs is asked by k6 itself: infrastructure/k6/README.md.
 * @param {{ args: string[] }} asked args: smoke, load, stress, spike, soak; smoke without any
 */
export async function benchK6({ args }) {
  const scripts = SCRIPTS.filter((script) => args.includes(script));
  if (spawnSync('k6', ['version']).status !== 0) return notRun('There is no k6 on this machine: go install go.k6.io/k6@latest, or a package of Grafana.');
  const folder = temporaryFolder('k6');
  const product = await startProduct('api,worker', { RATE_LIMIT_ADDRESS_FACTOR: '1000' });
  try {
    const rows = [];
    for (const script of scripts.length > 0 ? scripts : ['smoke']) rows.push(...(await run(script, product.origin, join(folder, `${script}.json`))).map((row) => ({ ...row, what: `${script}: ${row.what}` })));
    return report('k6', rows, {});
  } finally {
    await product.stop();
  }
}

async function run(script, origin, result) {
  const k6 = spawn('k6', ['run', '--quiet', '--env', `BASE_URL=${origin}`, '--env', `K6_RESULT=${result}`, inRoot(`infrastructure/k6/${script}.js`)], { stdio: 'inherit' });
  const [code] = await once(k6, 'exit');
  // 99: a bar was missed, which the rows tell.
  if (code !== 0 && code !== 99) throw new Error(`k6 left with ${code}; what it said stands above.`);
  return JSON.parse(readFileSync(result, 'utf8')).rows;
}
