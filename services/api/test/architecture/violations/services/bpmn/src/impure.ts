// violates: bpmn-is-pure
import { readFile } from 'node:fs/promises';

export const impure = [readFile];
