import { request as requestHttps, type RequestOptions } from 'node:https';
import { expect } from '@jest/globals';
import { ERRORS } from '@bpmn-studio/contracts';
import type { Gateway } from '../../../../infrastructure/gateway/start-gateway.mjs';
import { SECURITY_HEADERS } from '../../src/platform/http/security-headers.js';

/** What a gateway answered. */
export interface Answer {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly bytes: Buffer;
  json(): Record<string, unknown>;
}

/** The headers every answer carries, by lower-case name. */
export const SECURITY = Object.fromEntries(Object.entries(SECURITY_HEADERS).map(([name, value]) => [name.toLowerCase(), value]));

/** One request over TLS, the certificate checked. */
export function ask(gateway: Gateway, path: string, { body, ...options }: RequestOptions & { body?: string | Buffer } = {}): Promise<Answer> {
  const { port } = new URL(gateway.origin);
  return new Promise((resolve, reject) => {
    const request = requestHttps({ host: '127.0.0.1', servername: 'localhost', port, path, ca: gateway.certificate, agent: false, ...options, headers: { host: `localhost:${port}`, ...options.headers } }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () => {
        const bytes = Buffer.concat(pieces);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes, json: () => JSON.parse(bytes.toString()) as Record<string, unknown> });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** Expects the problem document of an error code, headers included. */
export function expectProblem(answer: Answer, code: keyof typeof ERRORS): void {
  const { status, title } = ERRORS[code];
  expect(answer.status).toBe(status);
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(answer.headers).toMatchObject({ ...SECURITY, 'cache-control': 'no-store', 'x-request-id': expect.stringMatching(/^[A-Za-z0-9._-]{8,128}$/) });
  expect(answer.json()).toMatchObject({ type: `/docs/errors#${code}`, title, status, code, requestId: answer.headers['x-request-id'] });
}
