import { hash, verify } from '@node-rs/argon2';
import { counter } from '../../../platform/telemetry/index.js';

/** OWASP password storage: argon2id with 19 MiB, two passes, one lane. */
const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Counted here, behind every limit: whatever way a password comes in, it is hashed by one of these. */
const hashes = counter({ name: 'bpmn.password.hashes', unit: '{hashes}', description: 'Passwords hashed: to be checked, or because of a new account or one that does not exist' });

/** Hashes a password into a PHC string, off the main thread. The text is normalised, so that any keyboard's way of typing it fits. */
export async function hashPassword(password: string): Promise<string> {
  hashes({ work: 'new' });
  return await hash(password.normalize('NFKC'), ARGON2ID);
}

/** Whether a password is the one behind a PHC string. */
export async function verifyPassword({ hash: phc, password }: { readonly hash: string; readonly password: string }): Promise<boolean> {
  hashes({ work: 'check' });
  return await verify(phc, password.normalize('NFKC'));
}
