import { createServer, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

const PROBE_EVERY_MS = 500;
const PROBE_MS = 1_000;

/**
 * A balancer as small as one can be: it asks each process whether it is ready and sends requests to those that are, in turn. It
 * never asks a second time: what a process loses is lost, and answered 502.
 * @param {number[]} ports of processes on this machine
 * @returns {Promise<{ origin: string, ready: () => number, close: () => Promise<void> }>} ready: how many were at the last look
 */
export async function startBalancer(ports) {
  const processes = ports.map((port) => ({ port, ready: false }));
  const leaving = new AbortController();
  const probes = processes.map((each) => probe(each, leaving.signal));
  let turn = 0;
  const server = createServer((asked, answer) => {
    const ready = processes.filter((each) => each.ready);
    if (ready.length === 0) return refuse(answer, 503);
    forward(ready[turn++ % ready.length].port, asked, answer);
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    ready: () => processes.filter((each) => each.ready).length,
    close: async () => {
      leaving.abort();
      await Promise.all(probes);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function probe(process, leaving) {
  while (!leaving.aborted) {
    process.ready = await isReady(process.port);
    await delay(PROBE_EVERY_MS, undefined, { signal: leaving }).catch(() => undefined); // told to leave
  }
}

async function isReady(port) {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/api/health/ready`, { signal: AbortSignal.timeout(PROBE_MS) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false; // not there
  }
}

/** On a connection of its own, as nginx does it unless told otherwise. */
function forward(port, asked, answer) {
  const lost = () => (answer.headersSent ? answer.destroy() : refuse(answer, 502));
  const sent = request({ host: '127.0.0.1', port, method: asked.method, path: asked.url, headers: asked.headers, agent: false }, (given) => {
    const headers = { ...given.headers };
    delete headers.connection; // is about the one behind us
    answer.writeHead(given.statusCode, headers);
    given.on('error', lost).on('aborted', lost).pipe(answer);
  });
  sent.on('error', lost);
  asked.on('error', () => sent.destroy()).pipe(sent);
}

function refuse(answer, status) {
  answer.writeHead(status, { 'Content-Type': 'application/json' }).end('{"code":"balancer"}');
}
