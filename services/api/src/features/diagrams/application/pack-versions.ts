import { Injectable } from '@nestjs/common';
import { hasLeftovers, nextPacking, packedAs, pays, type PackedVersion } from '../domain/version-packing.js';
import { PackedVersions, type DiagramPlace, type PackingState, type Repacked } from './packed-versions.js';

type Reader = (version: number) => Promise<Buffer | undefined>;

/** Versions written at once; bounds how long the diagram's row is locked and what is held in memory. */
const BATCH = 24;
/** Bytes of packed content written at once. */
const BATCH_BYTES = 4_000_000;
/** Rounds in one run: more than all versions that are looked at need. */
const MOST_ROUNDS = 60;

/**
 * Packs the older versions of a diagram as differences (ADR 0019). May be run at any time, by several at once, and end
 * anywhere: each round is a step from one sound state to the next, and is only taken when nobody else took one.
 */
@Injectable()
export class PackVersions {
  constructor(private readonly versions: PackedVersions) {}

  /** @param current the version that is thought to be current; when it is not, the one who made the newer one sees to it */
  async run(place: DiagramPlace, current: number): Promise<void> {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const found = await this.versions.look(place, current);
      if (found === undefined) return;
      const repacked = await this.repack(place, found);
      if (repacked === undefined) continue;
      if (repacked.length === 0 && !hasLeftovers(found.versions)) return;
      const written = await this.versions.write(place, current, found.state, repacked);
      if (written && repacked.length === 0) return;
    }
  }

  /** Undefined when a version was forgotten meanwhile: then it is to be thought out again. */
  private async repack(place: DiagramPlace, found: PackingState): Promise<Repacked[] | undefined> {
    const done: Repacked[] = [];
    const read = this.reader(place);
    let versions = found.versions;
    let bytes = 0;
    while (done.length < BATCH && bytes < BATCH_BYTES) {
      const next = nextPacking(versions);
      if (next === undefined) break;
      const one = versions.find(({ version }) => version === next.version);
      if (one === undefined) break;
      const repacked = await this.packed(one, next.base, read);
      if (repacked === undefined) return undefined;
      bytes += repacked.content?.length ?? 0;
      done.push(repacked);
      versions = packedAs(versions, one.version, { base: repacked.base, tried: repacked.tried, packed: repacked.content?.length ?? one.packed });
    }
    return done;
  }

  private async packed({ version, base: oldBase, packed }: PackedVersion, base: number | null, read: Reader): Promise<Repacked | undefined> {
    const bytes = await read(version);
    if (bytes === undefined) return undefined;
    const whole = oldBase === null ? undefined : await this.versions.pack(bytes);
    if (base !== null) {
      const baseBytes = await read(base);
      if (baseBytes === undefined) return undefined;
      const difference = await this.versions.pack(bytes, baseBytes);
      if (pays(difference.length, whole?.length ?? packed)) return { version, base, tried: null, content: difference };
    }
    return { version, base: null, tried: base, content: whole };
  }

  /** Reads versions; the last two are at hand, since the base of one is most often the next. */
  private reader(place: DiagramPlace): Reader {
    const held = new Map<number, Buffer>();
    return async (version) => {
      const bytes = held.get(version) ?? (await this.versions.read(place, version));
      if (bytes === undefined) return undefined;
      held.delete(version);
      held.set(version, bytes);
      for (const oldest of [...held.keys()].slice(0, -2)) held.delete(oldest);
      return bytes;
    };
  }
}
