import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of a proof's own, which goes with the process, also when a signal ends it (proofs.mjs). */
export function temporaryFolder(name) {
  const folder = mkdtempSync(join(tmpdir(), `bpmn-studio-${name}-`));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
