import type { Endpoint } from '@bpmn-studio/contracts';
import { OfflineError } from './errors.js';
import { publishNotice } from './notices.js';
import { apiErrorFrom } from './problem.js';
import { urlFor, type ClientRequest } from './url.js';

/** Longer than the server takes to make a file or to give up. */
const TIME_LIMIT_MS = 60_000;

/** Calls an operation that answers with a file. Throws as `call` does. */
export async function callFile<const E extends Endpoint>(endpoint: E, request: ClientRequest<E>): Promise<{ readonly file: Blob; readonly headers: Headers }> {
  const answer = await reach(urlFor(endpoint, request));
  if (answer.ok) return { file: answer.body, headers: answer.headers };
  throw await refusal(answer);
}

/**
 * The address of a file the server would give right now, for the browser to fetch: it shows how far it is, and writes to the
 * disk. Throws as `call` does when the server would refuse; of that no words come along.
 */
export async function addressOfFile<const E extends Endpoint>(endpoint: E, request: ClientRequest<E>): Promise<string> {
  const url = urlFor(endpoint, request);
  const answer = await reach(url, 'HEAD');
  if (answer.ok) return url;
  throw await refusal(answer);
}

async function refusal({ status, body, headers }: { readonly status: number; readonly body: Blob; readonly headers: Headers }): Promise<Error> {
  const error = apiErrorFrom(status, await body.text(), headers);
  if (error.status === 401) publishNotice({ kind: 'session-expired' });
  return error;
}

async function reach(url: string, method: 'GET' | 'HEAD' = 'GET') {
  try {
    const response = await fetch(url, { method, credentials: 'same-origin', headers: { accept: '*/*, application/problem+json;q=0.9' }, signal: AbortSignal.timeout(TIME_LIMIT_MS) });
    return { ok: response.ok, status: response.status, headers: response.headers, body: await response.blob() };
  } catch (error) {
    throw new OfflineError({ cause: error });
  }
}
