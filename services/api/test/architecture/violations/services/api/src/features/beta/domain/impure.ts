// violates: api-domain-is-pure
import { randomUUID } from 'node:crypto';

export const impure = [randomUUID];
