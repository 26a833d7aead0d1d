import { describe, expect, it, jest } from '@jest/globals';
import { runProofs } from './proofs.mjs';

/** The exit code, what ran, and what was said. */
async function ran(words) {
  const runs = [];
  const proof = (name, taken) => ({ run: async () => (runs.push(name), []), ...(taken && { words: taken }) });
  const said = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    const code = await runProofs('chaos', { poison: proof('poison', /^redis$/), soak: proof('soak') }, words);
    return { code, runs, said: said.mock.calls.join('') };
  } finally {
    said.mockRestore();
  }
}

describe('the words after npm run chaos', () => {
  it.each([[['poisson']], [['--quik', 'poison']], [['poison', 'sok']], [['soak', 'redis']]])('%j: one that nobody takes is refused before anything runs', async (words) => {
    const unknown = words.find((word) => !['poison', 'soak'].includes(word));
    expect(await ran(words)).toEqual({ code: 1, runs: [], said: expect.stringContaining(`There is no chaos "${unknown}"`) });
  });
});
