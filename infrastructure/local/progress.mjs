const EVERY_MS = 10_000;

/** One line to the person at the terminal. */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** Does a long step with a line at its start, one every ten seconds and one with the time it took. */
export async function step(title, work) {
  const start = Date.now();
  const seconds = () => ((Date.now() - start) / 1000).toFixed(1);
  say(`  … ${title}`);
  const timer = setInterval(() => say(`  … ${title} (${Math.round((Date.now() - start) / 1000)} s)`), EVERY_MS);
  try {
    const answer = await work();
    say(`  ✓ ${title} (${seconds()} s)`);
    return answer;
  } catch (error) {
    say(`  ✗ ${title} (${seconds()} s)`);
    throw error;
  } finally {
    clearInterval(timer);
  }
}

/** A failure whose message is all a person needs: no stack is shown. */
export class Fault extends Error {
  plain = true;
}
