import type { PackedVersion } from '../domain/version-packing.js';

/** Which diagram the system works on, for nobody. */
export interface DiagramPlace {
  readonly workspaceId: string;
  readonly diagramId: string;
}

/** How the versions of a diagram are packed, oldest first, and a word for exactly that. */
export interface PackingState {
  readonly versions: readonly PackedVersion[];
  readonly state: string;
}

/** A version packed anew. */
export interface Repacked {
  readonly version: number;
  readonly base: number | null;
  readonly tried: number | null;
  /** Undefined: as it was. */
  readonly content: Buffer | undefined;
}

/** How versions are kept. Each method is one round trip; what a version is when it is unpacked never changes. */
export abstract class PackedVersions {
  /** At most the newest 1,000 up to a version, while that is the current one; undefined when it is not, or nothing may be packed yet. */
  abstract look(place: DiagramPlace, version: number): Promise<PackingState | undefined>;
  /**
   * Undefined when the version is gone.
   * @throws Error when it does not unpack to what it was made of
   */
  abstract read(place: DiagramPlace, version: number): Promise<Buffer | undefined>;
  /** A version as its difference to a base, or whole. */
  abstract pack(bytes: Buffer, base?: Buffer): Promise<Buffer>;
  /**
   * Writes all of these or nothing, and lets go of forgotten versions that nothing is based on.
   * @param upTo the version the state was looked at for
   * @returns false, and nothing is done, when the state is another by now
   */
  abstract write(place: DiagramPlace, upTo: number, state: string, repacked: readonly Repacked[]): Promise<boolean>;
}
