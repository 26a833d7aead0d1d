import { histogram, SECONDS } from '../telemetry/index.js';

const record = histogram({ name: 'http.server.request.duration', unit: 's', description: 'Requests, from their first byte to the last of the answer', buckets: SECONDS });

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** The client did not wait for its answer, as nginx calls it. */
export const CLIENT_GONE = 499;
/** The route of what no route of ours answers. */
export const UNMATCHED = 'unmatched';

/** @param route a template, "static" or "unmatched": never an address, of which there are endlessly many */
export function recordRequest(method: string | undefined, route: string, status: number, seconds: number): void {
  record(seconds, { 'http.request.method': METHODS.has(method ?? '') ? method : '_OTHER', 'http.route': route, 'http.response.status_code': status });
}
