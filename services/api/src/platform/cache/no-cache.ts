import { Cache } from './cache.js';

/** Keeps nothing: caching is switched off. */
export class NoCache extends Cache {
  override async get(): Promise<undefined> {
    return undefined;
  }

  override set(): void {
    // nothing is kept
  }
}
