import { Cache, type CacheArea } from './cache.js';

/** A near cache in front of a far one. What the far one had, the near one keeps. */
export class TieredCache extends Cache {
  constructor(
    private readonly near: Cache,
    private readonly far: Cache,
  ) {
    super();
  }

  override async get(area: CacheArea, key: string): Promise<Buffer | undefined> {
    const near = await this.near.get(area, key);
    if (near !== undefined) return near;
    const far = await this.far.get(area, key);
    if (far !== undefined) this.near.set(area, key, far);
    return far;
  }

  override set(area: CacheArea, key: string, value: Buffer): void {
    this.near.set(area, key, value);
    this.far.set(area, key, value);
  }
}
