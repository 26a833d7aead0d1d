import type { NextFunction, Request, Response } from 'express';
import { AppError } from '../../kernel/app-error.js';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what another site makes a browser send (CSRF): an unsafe method with a cookie needs an Origin of our own, and no
 * unsafe method may come with a foreign one. Our own is BASE_URL's, or the host the request was sent to; fetch metadata
 * (Sec-Fetch-Site), which a page cannot forge, must agree.
 */
export function refuseCrossOrigin(baseUrl: string | undefined) {
  return (request: Request, _response: Response, next: NextFunction): void => {
    if (SAFE.has(request.method)) return next();
    const { origin, cookie } = request.headers;
    const site = request.headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin' && site !== 'none') return next(refusal('Sec-Fetch-Site says so'));
    if (origin === undefined) return next(cookie === undefined ? undefined : refusal('send the Origin header along with the session cookie'));
    next(isOwn(origin, request.host, baseUrl) ? undefined : refusal('its Origin is not this address'));
  };
}

/** `host` is Host, or X-Forwarded-Host when the proxies in front are trusted. */
export function isOwn(origin: string, host: string | undefined, baseUrl: string | undefined): boolean {
  const parsed = URL.parse(origin);
  return parsed !== null && parsed.origin === origin && (origin === baseUrl || (host !== undefined && parsed.host === hostOf(parsed.protocol, host)));
}

/** The host as URLs write it, without the port that is the scheme's own. */
function hostOf(protocol: string, host: string): string | undefined {
  return URL.parse(`${protocol}//${host}`)?.host;
}

function refusal(why: string): AppError {
  return new AppError('request.cross_origin', `This change was not asked for by a page of this site: ${why}.`);
}
