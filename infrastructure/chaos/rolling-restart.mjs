import { setTimeout as delay } from 'node:timers/promises';
import { NGINX, startGateway } from '../gateway/start-gateway.mjs';
import { freePortNear } from '../local/ports.mjs';
import { startProduct } from '../proof/product.mjs';
import { never, notRun, quantile, report } from '../proof/report.mjs';
import { People } from './people.mjs';

const FULL = { people: 8, rounds: 2, noticeSeconds: 5 };
const QUICK = { people: 3, rounds: 1, noticeSeconds: 4 };

/** npm run chaos -- rolling-restart: what people notice while the replicas behind the gateway are replaced. */
export async function proveRollingRestart({ quick }) {
  if (NGINX === undefined) {
    return notRun('There is no nginx on this machine: install it (Debian: nginx) for this proof.');
  }
  const figures = await rollingRestart({ ...(quick ? QUICK : FULL), say: (line) => process.stdout.write(`  ${line}\n`) });
  return report(
    'rolling-restart',
    [
      { what: 'restarts', figure: String(figures.restarts) },
      { what: 'requests', figure: `${figures.requests}, p95 ${quantile(figures.latencies, 0.95).toFixed(0)} ms, longest ${Math.max(...figures.latencies).toFixed(0)} ms` },
      never('lost: no answer at all', figures.lost),
      never('answered 5xx', figures.serverErrors),
      never('wrong: another answer than the right one', figures.wrong),
      never('stopped badly: not with exit code 0', figures.badStops),
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
  const undo = [];
  try {
    const product = await startProduct('', { TRUST_PROXY: '1', SHUTDOWN_NOTICE_SECONDS: String(noticeSeconds) });
    undo.unshift(() => product.stop());
    const replicas = [];
    for (let n = 0; n < 2; n++) {
      const replica = new Replica(product, await freePortNear(3970 + n));
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
  #product;
  #process;

  constructor(product, port) {
    this.port = port;
    this.#product = product;
  }

  async start() {
    this.#process = await this.#product.another('api,worker', { PORT: String(this.port) });
  }

  async restart() {
    const stopping = performance.now();
    await this.#process.stop();
    this.exits.push(await this.#process.ended);
    const starting = performance.now();
    await this.start();
    this.stopSeconds.push((starting - stopping) / 1000);
    this.startSeconds.push((performance.now() - starting) / 1000);
  }

  async stop() {
    await this.#process?.stop();
  }
}
