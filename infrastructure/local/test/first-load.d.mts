export interface LoadedPart {
  readonly path: string;
  readonly bytes: number;
}
export const MOST_BYTES: number;
export function firstLoad(dist: string): readonly LoadedPart[];
export function tooLarge(parts: readonly LoadedPart[], most?: number): string | null;
