import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { NGINX, startGateway } from '../gateway/start-gateway.mjs';
import { startApi, untilReady } from '../local/api-process.mjs';
import { freePortNear } from '../local/ports.mjs';
import { startEmbeddedPostgres } from '../local/postgres/embedded-postgres.mjs';
import { People } from './people.mjs';
import { ENVIRONMENT, removeCluster } from '../proof/product.mjs';
import { notRun, quantile, report } from '../proof/report.mjs';

/** npm run chaos -- rolling-restart: what people notice while the replicas behind the gateway are replaced. */
export async function proveRollingRestart() {
  if (NGINX === undefined) {
    return notRun('There is no nginx on this machine: install it (Debian: nginx) for this proof.');
  }
  const figures = await rollingRestart({ people: 8, rounds: 2, noticeSeconds: 5, say: (line) => process.stdout.write(`  ${line}\n`) });
  const none = (what, count) => ({ what, figure: String(count), bar: '0', ok: count === 0 });
  return report(
    'rolling-restart',
    [
      { what: 'restarts', figure: String(figures.restarts) },
      { what: 'requests', figure: `${figures.requests}, p95 ${quantile(figures.latencies, 0.95).toFixed(0)} ms, longest ${Math.max(...figures.latencies).toFixed(0)} ms` },
      none('lost: no answer at all', figures.lost),
      none('answered 5xx', figures.serverErrors),
      none('wrong: another answer than the right one', figures.wrong),
      none('stopped badly: not with exit code 0', figures.badStops),
      { what: 'a stop takes', figure: `${figures.stopSeconds.map((seconds) => seconds.toFixed(1)).join(', ')} s`, bar: '<= 15 s', ok: figures.stopSeconds.every((seconds) => seconds <= 15) },
      { what: 'a start takes', figure: `${figures.startSeconds.map((seconds) => seconds.toFixed(1)).join(', ')} s` },
    ],
    { ...figures, latencies: undefined },
  );
}

/**
 * Two replicas on one database behind the gateway are stopped and started one after the other, while people save, list,
 * open and create.
 * @param {{ people: number, rounds: number, noticeSeconds: number, say?: (line: string) => void }} options
 */
export async function rollingRestart({ people, rounds, noticeSeconds, say = () => undefined }) {
  const dataDir = mkdtempSync(join(tmpdir(), 'bpmn-studio-rolling-'));
  const undo = [];
  try {
    const postgres = await startEmbeddedPostgres({ dataDir });
    undo.unshift(() => postgres.stop().then(() => removeCluster(dataDir)));
    const env = { DATABASE_URL: postgres.ownerUrl, DATA_DIR: dataDir, SHUTDOWN_NOTICE_SECONDS: String(noticeSeconds) };
    const replicas = [];
    for (let n = 0; n < 2; n++) {
      const replica = new Replica(env, await freePortNear(3970 + n), await freePortNear(9970 + n));
      undo.unshift(() => replica.stop());
      await replica.start();
      replicas.push(replica);
    }
    const gateway = await startGateway({ upstreams: replicas.map(({ port }) => `http://127.0.0.1:${port}`) });
    undo.unshift(() => gateway.stop());
    const crowd = new People(gateway, people);
    undo.unshift(() => crowd.goHome());
    await crowd.arrive();
    await delay(1_000);
    for (let round = 1; round <= rounds; round++) {
      for (const [n, replica] of replicas.entries()) {
        await replica.restart();
        say(`round ${round}: replica ${n + 1} stopped in ${replica.stopSeconds.at(-1).toFixed(1)} s, started in ${replica.startSeconds.at(-1).toFixed(1)} s; ${crowd.figures.requests} requests so far`);
      }
    }
    await delay(1_000);
    await crowd.goHome();
    const all = (key) => replicas.flatMap((replica) => replica[key]);
    return { ...crowd.figures, restarts: rounds * replicas.length, badStops: all('exits').filter((code) => code !== 0).length, stopSeconds: all('stopSeconds'), startSeconds: all('startSeconds') };
  } finally {
    for (const step of undo) await step();
  }
}

/** One process of the product, always on the same port. */
class Replica {
  exits = [];
  stopSeconds = [];
  startSeconds = [];
  #api;

  constructor(env, port, metricsPort) {
    this.port = port;
    this.env = { ...ENVIRONMENT, ROLES: 'api,worker', TRUST_PROXY: '1', ...env, PORT: String(port), METRICS_PORT: String(metricsPort) };
  }

  async start() {
    this.#api = startApi(this.env);
    if (!(await untilReady(this.port, this.#api))) throw new Error('A replica did not start; what it said stands above.');
  }

  async restart() {
    const stopping = performance.now();
    await this.#api.stop();
    this.exits.push(await this.#api.ended);
    const starting = performance.now();
    await this.start();
    this.stopSeconds.push((starting - stopping) / 1000);
    this.startSeconds.push((performance.now() - starting) / 1000);
  }

  async stop() {
    await this.#api?.stop();
  }
}
