/**
 * How the versions of a diagram are packed (ADR 0019). The newest one is whole; an older one may be kept as the difference to
 * its base, a newer version. A base must stay at least as long as what is based on it, so an autosave is based on the next newer
 * version, and a named one on the next newer named one. Versions are looked at oldest first, so chains grow at their newer end
 * and nothing that was packed once has to be packed again because of a later save.
 */

export interface PackedVersion {
  readonly version: number;
  /** 'base': forgotten, and only there because another version is based on it. */
  readonly kind: 'autosave' | 'named' | 'base';
  /** Null: it is whole. */
  readonly base: number | null;
  /** Of a whole version: the base whose difference did not pay. */
  readonly tried: number | null;
  /** Bytes of the document, and of what is kept of it. */
  readonly size: number;
  readonly packed: number;
}

/** What is to be done with a version: kept as the difference to a base if that pays, else whole. */
export interface Packing {
  readonly version: number;
  /** Null: whole, because there is no base for it. */
  readonly base: number | null;
}

/** Versions one after the other that a version is unpacked from, itself included, and what they may come to in bytes. */
const LONGEST_CHAIN = 17;
const LARGEST_CHAIN_BYTES = 12_000_000;
/** A difference is worth it when it takes at most this share of the whole. */
const WORTH = 0.5;

/**
 * The oldest version that is not packed as it should be; undefined when all are.
 * @param versions oldest first; the last one is the current version
 */
export function nextPacking(versions: readonly PackedVersion[]): Packing | undefined {
  const chains = new Chains(versions);
  const bases = basesFor(versions);
  for (const one of versions.slice(0, -1)) {
    if (one.kind === 'base' || (one.base !== null && chains.stays(one.base))) continue;
    const base = bases.get(one.version);
    const possible = base !== undefined && chains.mayJoin(one.version, base);
    if (possible && (one.base !== null || one.tried !== base)) return { version: one.version, base };
    if (!possible && one.base !== null) return { version: one.version, base: null };
  }
  return undefined;
}

/** Whether a difference of so many bytes is worth it, where the version takes so many when it is whole. */
export function pays(difference: number, whole: number): boolean {
  return difference <= whole * WORTH;
}

/** The versions after a packing: what nextPacking is to be asked about next. */
export function packedAs(versions: readonly PackedVersion[], version: number, as: Pick<PackedVersion, 'base' | 'tried' | 'packed'>): PackedVersion[] {
  return versions.map((one) => (one.version === version ? { ...one, ...as } : one));
}

/** Whether there are forgotten versions that nothing is based on any more. */
export function hasLeftovers(versions: readonly PackedVersion[]): boolean {
  return versions.some(({ kind, version }) => kind === 'base' && !versions.some(({ base }) => base === version));
}

/** The base of each version: the first of the newer versions that stays at least as long; none where there is none. */
function basesFor(versions: readonly PackedVersion[]): ReadonlyMap<number, number> {
  const bases = new Map<number, number>();
  let newer: number | undefined;
  let newerNamed: number | undefined;
  for (const { version, kind } of versions.toReversed()) {
    const base = kind === 'named' ? newerNamed : newer;
    if (base !== undefined) bases.set(version, base);
    if (kind !== 'base') newer = version;
    if (kind === 'named') newerNamed = version;
  }
  return bases;
}

class Chains {
  private readonly byVersion: ReadonlyMap<number, PackedVersion>;
  /** How many versions are unpacked through this one, one after the other. */
  private readonly heights = new Map<number, number>();
  private readonly longest: number;

  constructor(versions: readonly PackedVersion[]) {
    this.byVersion = new Map(versions.map((one) => [one.version, one]));
    for (const { version, base } of versions) if (base !== null) this.heights.set(base, Math.max(this.height(base), this.height(version) + 1));
    this.longest = Math.min(LONGEST_CHAIN, Math.floor(LARGEST_CHAIN_BYTES / Math.max(1, ...versions.map(({ size }) => size))));
  }

  /** Whether a version will still be there when everything is packed. */
  stays(version: number): boolean {
    return this.byVersion.get(version)?.kind !== 'base';
  }

  /** Whether the chain through a version and this base stays short enough. */
  mayJoin(version: number, base: number): boolean {
    return this.height(version) + 1 + this.depth(base) + 1 <= this.longest;
  }

  private height(version: number): number {
    return this.heights.get(version) ?? 0;
  }

  private depth(version: number): number {
    let steps = 0;
    for (let base = this.byVersion.get(version)?.base ?? null; base !== null; base = this.byVersion.get(base)?.base ?? null) steps++;
    return steps;
  }
}
