import { connect, createServer } from 'node:net';

/**
 * A TCP proxy on 127.0.0.1 whose target can be made slow or silent, as a server is that swaps, hangs or lost its network.
 * @param {{ host?: string, port: number }} target loopback only
 * @param {number} [at] the port of the proxy; any free one without it
 * @returns {Promise<{ port: number, stall: () => void, slow: (ms: number) => void, pass: () => void, close: () => Promise<void> }>}
 *   stall: takes connections and bytes and passes nothing on; slow: passes everything on so much later; pass: as if it were not there
 */
export async function slowProxy({ host = '127.0.0.1', port }, at = 0) {
  const ways = new Set();
  let [stalled, delayMs] = [false, 0];
  const server = createServer((near) => {
    const far = connect(port, host);
    const both = [new Way(near, far), new Way(far, near)];
    for (const way of both) {
      ways.add(way);
      way.set(stalled, delayMs);
    }
    const end = () => {
      for (const way of both) ways.delete(way);
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) socket.on('error', end).on('close', end);
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(at, '127.0.0.1', resolve));
  const { port: own } = server.address();
  const set = (nowStalled, nowDelayMs) => {
    [stalled, delayMs] = [nowStalled, nowDelayMs];
    for (const way of ways) way.set(stalled, delayMs);
  };
  return {
    port: own,
    stall: () => set(true, 0),
    slow: (ms) => set(false, ms),
    pass: () => set(false, 0),
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const way of ways) way.from.destroy();
      await closed;
    },
  };
}

/** One direction of a connection. */
class Way {
  #delayMs = 0;

  constructor(from, to) {
    this.from = from;
    from.on('data', (bytes) => {
      if (this.#delayMs > 0) setTimeout(() => this.#write(to, bytes), this.#delayMs);
      else this.#write(to, bytes);
    });
  }

  set(stalled, delayMs) {
    this.#delayMs = delayMs;
    if (stalled) this.from.pause();
    else this.from.resume();
  }

  #write(to, bytes) {
    if (!to.destroyed) to.write(bytes);
  }
}
