/**
 * The wish to stop: SIGINT, SIGTERM or a closed terminal. Further signals change nothing; the way out is bounded.
 * @returns {{ promise: Promise<'stop'>, now: () => boolean }}
 */
export function stopSignal() {
  let asked = false;
  const promise = new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => {
        asked = true;
        resolve('stop');
      });
    }
  });
  return { promise, now: () => asked };
}
