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
    'redis-loss': { run: async (asked) => (await import('./redis-loss.mjs')).proveRedisLoss(asked) },
    'elasticsearch-loss': { run: async (asked) => (await import('./elasticsearch-loss.mjs')).proveElasticsearchLoss(asked) },
    sigterm: { run: async (asked) => (await import('./sigterm.mjs')).proveSigterm(asked) },
    backup: { run: async (asked) => (await import('./backup.mjs')).proveBackup(asked) },
    soak: { run: async (asked) => (await import('./soak.mjs')).proveSoak(asked) },
    'rolling-restart': { run: async (asked) => (await import('./rolling-restart.mjs')).proveRollingRestart(asked) },
    'slow-dependency': { run: async (asked) => (await import('./slow-dependency.mjs')).proveSlowDependency(asked) },
    'frozen-database': { run: async (asked) => (await import('./frozen-database.mjs')).proveFrozenDatabase(asked) },
  },
  process.argv.slice(2),
);
