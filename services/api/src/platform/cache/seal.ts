import { createHmac, timingSafeEqual } from 'node:crypto';
import type { AuthSecrets } from '../secrets/index.js';

const BYTES = 32;

/**
 * Seals what is kept where others may write, too: what comes back is what a process of ours put there under this very key.
 * Whoever else can write there can then lose an entry for us, but not make one up or change places.
 */
export class Seal {
  constructor(private readonly secrets: Pick<AuthSecrets, 'signing' | 'accepted'>) {}

  put(key: string, value: Buffer): Buffer {
    return Buffer.concat([hmac(this.secrets.signing(), key, value), value]);
  }

  /** What was sealed under this key; undefined when it was not. */
  open(key: string, sealed: Buffer): Buffer | undefined {
    if (sealed.length < BYTES) return undefined;
    const [seal, value] = [sealed.subarray(0, BYTES), sealed.subarray(BYTES)];
    return this.secrets.accepted().some((secret) => timingSafeEqual(hmac(secret, key, value), seal)) ? value : undefined;
  }
}

function hmac(secret: string, key: string, value: Buffer): Buffer {
  return createHmac('sha256', secret).update(`cached\n${key}\n`, 'utf8').update(value).digest();
}
