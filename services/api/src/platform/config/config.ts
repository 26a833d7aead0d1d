import type { ConfigValues } from './config-schema.js';

/** The validated environment: the only door through which settings come in. Injected by class. */
export class Config {
  constructor(values: ConfigValues) {
    Object.assign(this, values);
    Object.freeze(this);
  }
}
// Merged with the class, so that every value is a property of it.
export interface Config extends ConfigValues {}
