// npm run chaos [-- [--quick] [<name>...]]: what is kept when parts of an installation die, hang or are replaced.
import { runProofs } from '../proof/proofs.mjs';

process.exitCode = await runProofs(
  'chaos',
  {
    'kill-api': { run: async (asked) => (await import('./kill-api.mjs')).proveKillApi(asked) },
    'kill-postgres': { run: async (asked) => (await import('./kill-postgres.mjs')).proveKillPostgres(asked) },
    'kill-worker': { run: async (asked) => (await import('./kill-worker.mjs')).proveKillWorker(asked) },
    'rolling-restart': { run: async () => (await import('./rolling-restart.mjs')).proveRollingRestart() },
    'slow-dependency': { run: async () => (await import('./slow-dependency.mjs')).proveSlowDependency() },
    'frozen-database': { run: async () => (await import('./frozen-database.mjs')).proveFrozenDatabase() },
  },
  process.argv.slice(2),
);
