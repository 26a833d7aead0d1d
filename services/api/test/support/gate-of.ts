import type { Config } from '../../src/platform/config/index.js';
import { DatabaseGate } from '../../src/platform/database/index.js';
import { Breakers } from '../../src/platform/resilience/index.js';

/** A gate for doors to the database that a test makes by hand; its pulse starts only when calls find nobody there. */
export function gateOf(config: Config): DatabaseGate {
  return new DatabaseGate(config, new Breakers());
}
