import { EMPTY_DIAGRAM_XML } from '@bpmn-studio/bpmn';
import type { Clock } from '../../src/kernel/clock.js';
import { KeptContents } from '../../src/features/diagrams/adapters/kept-contents.js';
import { SqlDiagrams } from '../../src/features/diagrams/adapters/sql-diagrams.js';
import { SqlImports } from '../../src/features/diagrams/adapters/sql-imports.js';
import { SqlPackedVersions } from '../../src/features/diagrams/adapters/sql-packed-versions.js';
import { seal, type SealedDocument } from '../../src/features/diagrams/application/bpmn-document.js';
import { PackVersions } from '../../src/features/diagrams/application/pack-versions.js';
import type { OutboxWake } from '../../src/platform/outbox/outbox-wake.js';
import { MemoryCache, NoCache } from '../../src/platform/cache/index.js';
import { Database } from '../../src/platform/database/index.js';
import { gateOf } from './gate-of.js';
import type { TestDatabase } from './test-database.js';

/** The saving path without HTTP, on a database of its own; its clock goes a second forward with each look at it. */
export function savingParts(test: TestDatabase, { cacheBytes = 1024 * 1024 } = {}) {
  const database = new Database(test.config(), gateOf(test.config()));
  let now = Date.parse('2026-11-21T12:00:00Z');
  const clock: Clock = { now: () => new Date((now += 1000)) };
  let wakes = 0;
  const wake: OutboxWake = { wake: () => void wakes++ };
  return {
    database,
    diagrams: new SqlDiagrams(database, clock, wake, new KeptContents(cacheBytes === 0 ? new NoCache() : new MemoryCache(cacheBytes))),
    imports: new SqlImports(database, clock, wake),
    packedVersions: new SqlPackedVersions(database),
    packVersions: new PackVersions(new SqlPackedVersions(database)),
    wakes: () => wakes,
    close: () => database.onApplicationShutdown(),
  };
}

/** A document that differs with the word in it. */
export function documentWith(word: string): SealedDocument {
  return seal({ bytes: Buffer.from(EMPTY_DIAGRAM_XML.replace('isExecutable', `name="${word}" isExecutable`), 'utf8'), encoding: 'utf-8' });
}
