import type { Operation } from './document.mjs';

export function groupsBeside(webFolder?: string): ReadonlyMap<string, readonly Operation[]>;
