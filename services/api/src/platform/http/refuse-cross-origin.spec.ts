import { describe, expect, it } from '@jest/globals';
import type { Request, Response } from 'express';
import { AppError } from '../../kernel/app-error.js';
import { refuseCrossOrigin } from './refuse-cross-origin.js';

function verdict(method: string, headers: Record<string, string>, { baseUrl, host = 'studio.example.org' }: { baseUrl?: string; host?: string } = {}): string {
  let outcome: unknown = 'nothing';
  refuseCrossOrigin(baseUrl)({ method, headers, host } as unknown as Request, {} as Response, (error?: unknown) => (outcome = error));
  return outcome === undefined ? 'passes' : outcome instanceof AppError ? outcome.code : String(outcome);
}

const cookie = 'bpmn-studio.session_token=x';
const REFUSED = 'request.cross_origin';

describe('refuseCrossOrigin', () => {
  it.each(['GET', 'HEAD', 'OPTIONS'])('lets %s pass from anywhere', (method) => {
    expect(verdict(method, { cookie, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })).toBe('passes');
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'TRACE'])('wants an Origin along with a cookie for %s', (method) => {
    expect(verdict(method, { cookie })).toBe(REFUSED);
    expect(verdict(method, {})).toBe('passes');
  });

  it.each([
    ['https://studio.example.org', 'passes'],
    ['http://studio.example.org', 'passes'],
    ['https://studio.example.org:8443', REFUSED],
    ['https://studio.example.org.evil.example', REFUSED],
    ['https://evil.example/https://studio.example.org', REFUSED],
    ['https://studio.example.org/', REFUSED],
    ['https://user@studio.example.org', REFUSED],
    ['https://evil.example', REFUSED],
    ['null', REFUSED],
    ['', REFUSED],
  ])('without BASE_URL goes by the host: %s', (origin, expected) => {
    expect(verdict('POST', { cookie, origin })).toBe(expected);
    expect(verdict('POST', { origin })).toBe(expected);
  });

  it('knows that a port of a scheme may be left out', () => {
    expect(verdict('POST', { cookie, origin: 'http://studio.example.org' }, { host: 'studio.example.org:80' })).toBe('passes');
    expect(verdict('POST', { cookie, origin: 'http://localhost:3000' }, { host: 'localhost:3000' })).toBe('passes');
    expect(verdict('POST', { cookie, origin: 'http://localhost:3001' }, { host: 'localhost:3000' })).toBe(REFUSED);
  });

  it('goes by BASE_URL when a proxy hides the host', () => {
    expect(verdict('POST', { cookie, origin: 'https://studio.example.org' }, { baseUrl: 'https://studio.example.org', host: 'api:3000' })).toBe('passes');
    expect(verdict('POST', { cookie, origin: 'http://studio.example.org' }, { baseUrl: 'https://studio.example.org', host: 'api:3000' })).toBe(REFUSED);
  });

  it.each(['cross-site', 'same-site', 'nonsense'])('believes the browser when it says %s', (site) => {
    expect(verdict('POST', { cookie, origin: 'https://studio.example.org', 'sec-fetch-site': site })).toBe(REFUSED);
  });

  it.each(['same-origin', 'none'])('lets %s pass', (site) => {
    expect(verdict('POST', { cookie, origin: 'https://studio.example.org', 'sec-fetch-site': site })).toBe('passes');
  });
});
