import { onOrphaned } from './orphaned.mjs';

/**
 * The wish to stop: SIGINT, SIGTERM, a closed terminal, or the end of the process above. Further signals change nothing; the way out is bounded.
 * @param {number} [generations] how far up that process may be; 0: it may go
 * @returns {{ promise: Promise<'stop'>, now: () => boolean }}
 */
export function stopSignal(generations = 1) {
  let asked = false;
  const promise = new Promise((resolve) => {
    const ask = () => {
      asked = true;
      resolve('stop');
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, ask);
    if (generations > 0) onOrphaned(generations, ask);
  });
  return { promise, now: () => asked };
}
