import { once } from 'node:events';
import type { TestApp } from './test-app.js';
import { socketFrom } from './live-editors.js';

const part = (bytes: Uint8Array): number[] => {
  const length: number[] = [];
  for (let rest = bytes.length; ; rest = Math.floor(rest / 128)) {
    length.push(rest < 128 ? rest : (rest % 128) + 128);
    if (rest < 128) break;
  }
  return [...length, ...bytes];
};
const text = (value: string): number[] => part(new TextEncoder().encode(value));

/** Messages of the protocol as bytes, right or wrong. */
export const frames = {
  auth: (document: string, token: string) => Uint8Array.from([...text(document), 2, 0, ...text(token)]),
  update: (document: string, update: Uint8Array) => Uint8Array.from([...text(document), 0, 2, ...part(update)]),
  stateless: (document: string, word: string) => Uint8Array.from([...text(document), 5, ...text(word)]),
  ask: (document: string) => Uint8Array.from([...text(document), 0, 0, 1, 0]),
};

/** A socket that sends whatever it is told to. */
export interface RawSocket {
  send(message: Uint8Array | string): void;
  /** Resolves with code and reason of its end. */
  readonly ended: Promise<{ readonly code: number; readonly reason: string }>;
  /** Resolves when the server has answered anything at all. */
  readonly answered: Promise<unknown>;
  close(): void;
}

export async function rawSocket(app: TestApp, origin = app.origin): Promise<RawSocket> {
  const socket = new (socketFrom(origin))(`${app.origin.replace('http', 'ws')}/api/live`);
  socket.binaryType = 'arraybuffer';
  const ended = once(socket, 'close').then(([event]) => ({ code: (event as CloseEvent).code, reason: (event as CloseEvent).reason }));
  const answered = once(socket, 'message');
  answered.catch(() => undefined);
  await Promise.race([once(socket, 'open'), once(socket, 'error').then(() => Promise.reject(new Error('refused')))]);
  return { send: (message) => socket.send(message as string | Uint8Array<ArrayBuffer>), ended, answered, close: () => socket.close() };
}
