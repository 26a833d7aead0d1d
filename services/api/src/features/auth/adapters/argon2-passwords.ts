import { hash, verify } from '@node-rs/argon2';

/** OWASP password storage: argon2id with 19 MiB, two passes, one lane. */
const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Hashes a password into a PHC string, off the main thread. The text is normalised, so that any keyboard's way of typing it fits. */
export async function hashPassword(password: string): Promise<string> {
  return await hash(password.normalize('NFKC'), ARGON2ID);
}

/** Whether a password is the one behind a PHC string. */
export async function verifyPassword({ hash: phc, password }: { readonly hash: string; readonly password: string }): Promise<boolean> {
  return await verify(phc, password.normalize('NFKC'));
}
