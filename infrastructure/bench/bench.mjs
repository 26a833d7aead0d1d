// npm run bench [-- [--quick] [<name>...] [<argument>...]]: how fast it is, next to an anchor where there is one.
import { runProofs } from '../proof/proofs.mjs';

process.exitCode = await runProofs(
  'bench',
  {
    save: { run: async (asked) => (await import('./save.mjs')).benchSave(asked) },
    list: { run: async (asked) => (await import('./list.mjs')).benchList(asked) },
    scale: { run: async (asked) => (await import('./scale.mjs')).benchScale(asked), words: /^\d+$/ },
    outbox: { run: async (asked) => (await import('./outbox.mjs')).benchOutbox(asked) },
    open: { run: async (asked) => (await import('./open.mjs')).benchOpen(asked) },
    versions: { run: async () => (await import('./versions.mjs')).benchVersions() },
    loop: { run: async (asked) => (await import('./loop.mjs')).benchLoop(asked) },
    realtime: { run: async (asked) => (await import('./realtime.mjs')).benchRealtime(asked) },
    auth: { run: async (asked) => (await import('./auth.mjs')).benchAuth(asked) },
    start: { run: async (asked) => (await import('./start.mjs')).benchStart(asked) },
    k6: { run: async (asked) => (await import('./k6.mjs')).benchK6(asked), words: /^(smoke|load|stress|spike|soak)$/ },
    merge: { run: async ({ args }) => (await import('./merge.mjs')).benchMerge(args[0] ?? process.env.MIWG_DIR), words: /./ },
    editor: { run: async (asked) => (await import('./editor.mjs')).benchEditor(asked), words: /^\d+$/ },
    miwg: { run: async ({ args }) => (await import('./miwg.mjs')).benchMiwg(args[0] ?? process.env.MIWG_DIR), words: /./ },
  },
  process.argv.slice(2),
);
