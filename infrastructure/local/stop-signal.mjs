import { onOrphaned } from './orphaned.mjs';

/**
 * The wish to stop: SIGINT, SIGTERM, a closed terminal, or the end of the process above. Further signals change nothing; the way out is bounded.
 * @returns {{ promise: Promise<'stop'>, now: () => boolean }}
 */
export function stopSignal() {
  let asked = false;
  const promise = new Promise((resolve) => {
    const ask = () => {
      asked = true;
      resolve('stop');
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, ask);
    onOrphaned(1, ask);
  });
  return { promise, now: () => asked };
}
