// npm run fuzz [-- [--quick] [<name>...]]: what bad input does to it.
import { runProofs } from '../proof/proofs.mjs';

process.exitCode = await runProofs(
  'fuzz',
  {
    api: { run: async (asked) => (await import('./api.mjs')).fuzzApi(asked) },
    xml: { run: async (asked) => (await import('./xml.mjs')).fuzzXml(asked) },
    'brute-force': { run: async (asked) => (await import('./brute-force.mjs')).fuzzBruteForce(asked) },
  },
  process.argv.slice(2),
);
