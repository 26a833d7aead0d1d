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
  const error = apiErrorFrom(answer.status, await answer.body.text(), answer.headers);
  if (error.status === 401) publishNotice({ kind: 'session-expired' });
  throw error;
}

async function reach(url: string) {
  try {
    const response = await fetch(url, { credentials: 'same-origin', headers: { accept: '*/*, application/problem+json;q=0.9' }, signal: AbortSignal.timeout(TIME_LIMIT_MS) });
    return { ok: response.ok, status: response.status, headers: response.headers, body: await response.blob() };
  } catch (error) {
    throw new OfflineError({ cause: error });
  }
}
