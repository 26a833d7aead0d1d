import type { Endpoint, ResponseOf } from '@bpmn-studio/contracts';
import { OfflineError } from './errors.js';
import { publishNotice } from './notices.js';
import { meantFor } from './person.js';
import { apiErrorFrom, parseAnswer } from './problem.js';
import { newTraceparent } from './trace.js';
import { addressOf, type AddressParts, type ClientRequest } from './url.js';

/** Longest silence before a connection counts as lost. */
const SILENCE_MS = 120_000;

export interface UploadInit {
  readonly signal: AbortSignal;
  /** How much has left, from 0 to 1. */
  readonly onProgress: (share: number) => void;
}

/**
 * Sends files as multipart/form-data and reports how much has left.
 * XMLHttpRequest, because fetch tells nothing about the progress of an upload.
 * @throws ApiError, OfflineError
 */
export async function upload<const E extends Endpoint>(
  endpoint: E,
  request: ClientRequest<E>,
  files: readonly File[],
  { signal, onProgress }: UploadInit,
): Promise<ResponseOf<E>> {
  const { headers, ...address } = request as AddressParts & { readonly headers?: Readonly<Record<string, string>> };
  const form = new FormData();
  for (const file of files) form.append('files', file, file.name);
  const xhr = new XMLHttpRequest();
  xhr.open(endpoint.method, addressOf(endpoint, address));
  xhr.setRequestHeader('accept', 'application/json, application/problem+json');
  xhr.setRequestHeader('traceparent', newTraceparent());
  for (const [name, value] of Object.entries({ ...meantFor(), ...headers })) xhr.setRequestHeader(name, value);
  const abort = () => xhr.abort();
  let silence = setTimeout(abort, SILENCE_MS);
  xhr.upload.addEventListener('progress', (event) => {
    clearTimeout(silence);
    silence = setTimeout(abort, SILENCE_MS);
    if (event.lengthComputable) onProgress(event.loaded / event.total);
  });
  signal.addEventListener('abort', abort);
  await new Promise<void>((resolve, reject) => {
    xhr.addEventListener('load', () => resolve());
    for (const failure of ['error', 'timeout', 'abort']) xhr.addEventListener(failure, () => reject(new OfflineError()));
    xhr.send(form);
  }).finally(() => {
    clearTimeout(silence);
    signal.removeEventListener('abort', abort);
  });
  const headersOf = { get: (name: string) => xhr.getResponseHeader(name) };
  if (xhr.status >= 200 && xhr.status < 300) return parseAnswer(xhr.responseText, headersOf) as ResponseOf<E>;
  const error = apiErrorFrom(xhr.status, xhr.responseText, headersOf);
  if (error.status === 401) publishNotice({ kind: 'session-expired' });
  throw error;
}
