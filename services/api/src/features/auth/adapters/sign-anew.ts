import { createHmac, timingSafeEqual } from 'node:crypto';

/** name=value.signature, percent-encoded: HMAC-SHA-256 in base64, as better-auth signs (better-call's signed cookies). */
const SIGNED = /^\s*([^=;\s]+)=([^;]+)$/;

/**
 * Signs the cookies of a Cookie header anew that carry a good signature of another of our secrets, so that one who signed
 * in under the former secret stays signed in. Every other cookie is left as it is, a wrong signature included.
 */
export function signAnew(cookieHeader: string, signing: string, accepted: readonly string[]): string {
  const others = accepted.filter((secret) => secret !== signing);
  if (others.length === 0) return cookieHeader;
  return cookieHeader.split(';').map((pair) => {
    const [, name, value] = SIGNED.exec(pair) ?? [];
    const parts = value === undefined ? undefined : partsOf(value);
    if (parts === undefined || !others.some((secret) => isSignedBy(secret, parts))) return pair;
    return ` ${name}=${encodeURIComponent(`${parts.text}.${sign(parts.text, signing).toString('base64')}`)}`;
  }).join(';').trimStart();
}

interface Parts {
  readonly text: string;
  readonly signature: Buffer;
}

function partsOf(value: string): Parts | undefined {
  const decoded = decode(value);
  const dot = decoded.lastIndexOf('.');
  const signature = decoded.slice(dot + 1);
  return dot < 1 || !/^[A-Za-z0-9+/]{43}=$/.test(signature) ? undefined : { text: decoded.slice(0, dot), signature: Buffer.from(signature, 'base64') };
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value; // not ours
  }
}

function isSignedBy(secret: string, { text, signature }: Parts): boolean {
  return timingSafeEqual(sign(text, secret), signature);
}

function sign(text: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(text, 'utf8').digest();
}
