// npm run chaos [-- [--quick] [<name>...]]: what is kept when parts of an installation die, hang or are replaced.
import { runProofs } from '../proof/proofs.mjs';

process.exitCode = await runProofs(
  'chaos',
  {
    'kill-api': { run: async (asked) => (await import('./kill-api.mjs')).proveKillApi(asked) },
    'kill-postgres': { run: async (asked) => (await import('./kill-postgres.mjs')).proveKillPostgres(asked) },
    'kill-worker': { run: async (asked) => (await import('./kill-worker.mjs')).proveKillWorker(asked) },
    'hot-diagram': { run: async (asked) => (await import('./hot-diagram.mjs')).proveHotDiagram(asked) },
    'late-commit': { run: async (asked) => (await import('./late-commit.mjs')).proveLateCommit(asked) },
    poison: { run: async (asked) => (await import('./poison.mjs')).provePoison(asked) },
    backup: { run: async (asked) => (await import('./backup.mjs')).proveBackup(asked) },
    soak: { run: async (asked) => (await import('./soak.mjs')).proveSoak(asked) },
    'rolling-restart': { run: async () => (await import('./rolling-restart.mjs')).proveRollingRestart() },
    'slow-dependency': { run: async () => (await import('./slow-dependency.mjs')).proveSlowDependency() },
    'frozen-database': { run: async () => (await import('./frozen-database.mjs')).proveFrozenDatabase() },
  },
  process.argv.slice(2),
);
