import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Fault } from './progress.mjs';

/** Refuses a port that is taken, after waiting for one that the last start may be giving back. */
export async function requireFreePort(port, waitMs = 0) {
  const limit = Date.now() + waitMs;
  while (!(await isFree(port))) {
    if (Date.now() >= limit) throw new Fault(`Port ${port} is taken by another program: stop that, or start on another port with PORT=${port < 65535 ? port + 1 : 3000} npm start.`);
    await delay(200);
  }
}

/** The wished port, or any free one when it is taken. */
export async function freePortNear(wish) {
  return (await isFree(wish)) ? wish : await tryPort(0);
}

async function isFree(port) {
  return (await tryPort(port)) === port;
}

function tryPort(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ port, exclusive: true }, () => {
      const { port: bound } = server.address();
      server.close(() => resolve(bound));
    });
  });
}
