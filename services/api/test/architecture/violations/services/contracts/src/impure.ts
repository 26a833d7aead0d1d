// violates: contracts-are-pure
import { readFile } from 'node:fs/promises';

export const impure = [readFile];
