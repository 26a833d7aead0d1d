import type { Config } from '../../../platform/config/index.js';

/** Whether browsers reach us over TLS alone, so that cookies may demand it. */
export function isSecure(config: Pick<Config, 'baseUrl'>): boolean {
  return config.baseUrl?.startsWith('https://') ?? false;
}

/** __Host- (RFC 6265bis) keeps a neighbouring subdomain from planting a session of its own in our users' browsers. */
export function cookiePrefix(secure: boolean): string {
  return `${secure ? '__Host-' : ''}bpmn-studio`;
}

/**
 * The one session cookie of a Cookie header, as it was sent; undefined when there is none, or more than one, in which case
 * the sign-in service is to make out what that means.
 */
export function sessionCookie(cookieHeader: string | undefined, secure: boolean): string | undefined {
  if (cookieHeader === undefined) return undefined;
  const wanted = `${cookiePrefix(secure)}.session_token=`;
  const found = cookieHeader.split(';').map((pair) => pair.trim()).filter((pair) => pair.startsWith(wanted));
  return found.length === 1 ? found[0]?.slice(wanted.length) : undefined;
}
