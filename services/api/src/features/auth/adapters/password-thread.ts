// Runs on a thread of its own. It imports nothing of this application, only the package: tests run this very source.
import { hashSync, verifySync } from '@node-rs/argon2';

export type PasswordTask = { readonly work: 'hash'; readonly password: string } | { readonly work: 'verify'; readonly password: string; readonly phc: string };

/** OWASP password storage: argon2id with 19 MiB, two passes, one lane. */
const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** The PHC string of a password, or whether a password is the one behind a PHC string. */
export default function work(task: PasswordTask): string | boolean {
  return task.work === 'hash' ? hashSync(task.password, ARGON2ID) : verifySync(task.phc, task.password);
}
