// npm run fuzz [-- [--quick] [<name>...]]: what bad input does to it.
import { runProofs } from '../proof/proofs.mjs';

process.exitCode = await runProofs(
  'fuzz',
  {
    api: { run: async (asked) => (await import('./api.mjs')).fuzzApi(asked) },
    schemathesis: { run: async (asked) => (await import('./schemathesis.mjs')).fuzzSchemathesis(asked) },
    xml: { run: async (asked) => (await import('./xml.mjs')).fuzzXml(asked) },
    'brute-force': { run: async (asked) => (await import('./brute-force.mjs')).fuzzBruteForce(asked) },
    canaries: { run: async () => (await import('./canaries.mjs')).fuzzCanaries() },
  },
  process.argv.slice(2),
);
