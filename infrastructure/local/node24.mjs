import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, realpathSync } from 'node:fs';
import { inRoot } from './paths.mjs';
import { Fault } from './progress.mjs';

const WANTED = 24;

/** The Node 24 to run under: the one npm brought, or the machine's own when that is new enough. */
export function findNode24() {
  const brought = inRoot('node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (existsSync(brought)) {
    chmodSync(brought, 0o755);
    // Its real place: behind a link, Node says another one of itself than it was started by, and would be started anew for ever.
    if (spawnSync(brought, ['--version']).status === 0) return realpathSync(brought);
  }
  if (Number(process.versions.node.split('.')[0]) >= WANTED) return process.execPath;
  throw new Fault(`There is no Node ${WANTED} from npm for ${process.platform} on ${process.arch}: install Node ${WANTED} (https://nodejs.org) and run the command again.`);
}
