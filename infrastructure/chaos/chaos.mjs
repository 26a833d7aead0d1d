// npm run chaos [-- [--quick] [<name>...]]: what is kept when parts of an installation die, hang or are replaced.
import { runProofs } from '../proof/proofs.mjs';

/** What carries the queue. */
const ON = /^(postgresql|redis)$/;

process.exitCode = await runProofs(
  'chaos',
  {
    'kill-api': { run: async (asked) => (await import('./kill-api.mjs')).proveKillApi(asked), words: ON },
    'kill-postgres': { run: async (asked) => (await import('./kill-postgres.mjs')).proveKillPostgres(asked) },
    'kill-worker': { run: async (asked) => (await import('./kill-worker.mjs')).proveKillWorker(asked), words: ON },
    'hot-diagram': { run: async (asked) => (await import('./hot-diagram.mjs')).proveHotDiagram(asked), words: ON },
    'late-commit': { run: async (asked) => (await import('./late-commit.mjs')).proveLateCommit(asked), words: ON },
    poison: { run: async (asked) => (await import('./poison.mjs')).provePoison(asked), words: ON },
    'redis-loss': { run: async (asked) => (await import('./redis-loss.mjs')).proveRedisLoss(asked), words: /^(gone|frozen|emptied)$/ },
    'elasticsearch-loss': { run: async (asked) => (await import('./elasticsearch-loss.mjs')).proveElasticsearchLoss(asked) },
    converge: { run: async (asked) => (await import('./converge.mjs')).proveConverge(asked), words: /^\d+$/ },
    sigterm: { run: async (asked) => (await import('./sigterm.mjs')).proveSigterm(asked) },
    backup: { run: async (asked) => (await import('./backup.mjs')).proveBackup(asked) },
    soak: { run: async (asked) => (await import('./soak.mjs')).proveSoak(asked), words: /^(postgresql|redis|\d+)$/ },
    'rolling-restart': { run: async (asked) => (await import('./rolling-restart.mjs')).proveRollingRestart(asked) },
    'slow-dependency': { run: async (asked) => (await import('./slow-dependency.mjs')).proveSlowDependency(asked) },
    'frozen-database': { run: async (asked) => (await import('./frozen-database.mjs')).proveFrozenDatabase(asked) },
  },
  process.argv.slice(2),
);
