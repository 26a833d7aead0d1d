// npm run fuzz [-- [--quick] [<name>...]]: what bad input does to it.
import { runProofs } from '../proof/proofs.mjs';

process.exitCode = await runProofs(
  'fuzz',
  {
    api: { run: async (asked) => (await import('./api.mjs')).fuzzApi(asked), words: /^(--(seed|cases|group)|\d+|[A-Z][\w ]*)$/ },
    schemathesis: { run: async (asked) => (await import('./schemathesis.mjs')).fuzzSchemathesis(asked), words: /^(--seed|\d+)$/ },
    xml: { run: async (asked) => (await import('./xml.mjs')).fuzzXml(asked), words: /^[a-z0-9][a-z0-9-]*$/ },
    'brute-force': { run: async (asked) => (await import('./brute-force.mjs')).fuzzBruteForce(asked) },
    canaries: { run: async () => (await import('./canaries.mjs')).fuzzCanaries() },
  },
  process.argv.slice(2),
);
