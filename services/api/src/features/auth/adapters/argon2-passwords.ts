import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { AppError } from '../../../kernel/app-error.js';
import { counter } from '../../../platform/telemetry/index.js';
import { BpmnThreadError, ThreadPool } from '../../../platform/threads/index.js';
import type { PasswordTask } from './password-thread.js';

/** Counted here, behind every limit: whatever way a password comes in, it is hashed by one of these. */
const hashes = counter({ name: 'bpmn.password.hashes', unit: '{hashes}', description: 'Passwords hashed: to be checked, or because of a new account or one that does not exist' });

/** Passwords that are hashed at once: each keeps a core busy, and one is left to everybody else. */
export const HASHING_THREADS = Math.max(1, availableParallelism() - 1);

const SIZE = { threads: HASHING_THREADS, mostWaiting: 64, timeLimitMs: 10_000, heapMb: 32, givesWay: true };

/**
 * Hashes passwords on threads that give way to everybody who is signed in. They are our own, because each thread that ever
 * hashed keeps the memory of a hash, and Node's pool has four. What waits is bounded before, by SignInGate.
 */
@Injectable()
export class Argon2Passwords implements OnApplicationShutdown {
  private readonly thread = new ThreadPool<PasswordTask, string | boolean>(new URL(`./password-thread${extname(import.meta.filename)}`, import.meta.url), SIZE);

  /** Hashes a password into a PHC string. The text is normalised, so that any keyboard's way of typing it fits. Throws AppError server.unavailable. */
  readonly hash = async (password: string): Promise<string> => {
    hashes({ work: 'new' });
    return (await this.onThread({ work: 'hash', password: password.normalize('NFKC') })) as string;
  };

  /** Whether a password is the one behind a PHC string. Throws AppError server.unavailable. */
  readonly verify = async ({ hash: phc, password }: { readonly hash: string; readonly password: string }): Promise<boolean> => {
    hashes({ work: 'check' });
    return (await this.onThread({ work: 'verify', phc, password: password.normalize('NFKC') })) as boolean;
  };

  async onApplicationShutdown(): Promise<void> {
    await this.thread.destroy();
  }

  private async onThread(task: PasswordTask): Promise<string | boolean> {
    try {
      return await this.thread.run(task);
    } catch (error) {
      if (!(error instanceof BpmnThreadError) || error.reason === 'unreadable') throw error;
      throw new AppError('server.unavailable', 'Signing in is not possible right now. Try again in a moment.', {}, { cause: error });
    }
  }
}
