// npm run bench [-- <name>]: the proofs (save, list, open, rolling-restart, slow-dependency, frozen-database, versions, miwg <folder>, merge [<folder>], editor [--quick] [<size>]). Each ends with a table, writes bench/results/<name>.json and fails when a bar is missed.
const BENCHES = {
  save: async () => (await import('./save.mjs')).benchSave(),
  list: async () => (await import('./list.mjs')).benchList(),
  open: async () => (await import('./open.mjs')).benchOpen(),
  'rolling-restart': async () => (await import('./rolling-restart.mjs')).benchRollingRestart(),
  'slow-dependency': async () => (await import('./slow-dependency.mjs')).benchSlowDependency(),
  'frozen-database': async () => (await import('./frozen-database.mjs')).benchFrozenDatabase(),
  versions: async () => (await import('./versions.mjs')).benchVersions(),
  merge: async (args) => (await import('./merge.mjs')).benchMerge(args[0] ?? process.env.MIWG_DIR),
  editor: async (args) => (await import('./editor.mjs')).benchEditor(args),
  miwg: async (args) => (await import('./miwg.mjs')).benchMiwg(args[0] ?? process.env.MIWG_DIR),
};
const [name = 'save', ...args] = process.argv.slice(2);

if (Object.hasOwn(BENCHES, name)) {
  process.exitCode = await BENCHES[name](args);
} else {
  process.stderr.write(`There is no bench "${name}". Use one of: ${Object.keys(BENCHES).join(', ')}.\n`);
  process.exitCode = 1;
}
