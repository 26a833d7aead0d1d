import type { Endpoint, ResponseOf } from '@bpmn-studio/contracts';
import { OfflineError } from './errors.js';
import { publishNotice } from './notices.js';
import { apiErrorFrom } from './problem.js';
import { addressOf, type AddressParts, type ClientRequest } from './url.js';

/**
 * Sends files as multipart/form-data and reports how much has left, from 0 to 1.
 * XMLHttpRequest, because fetch tells nothing about the progress of an upload.
 * @throws ApiError, OfflineError
 */
export function upload<const E extends Endpoint>(
  endpoint: E,
  request: ClientRequest<E>,
  files: readonly File[],
  onProgress: (share: number) => void,
): Promise<ResponseOf<E>> {
  const { headers, ...address } = request as AddressParts & { readonly headers?: Readonly<Record<string, string>> };
  const form = new FormData();
  for (const file of files) form.append('files', file, file.name);
  const xhr = new XMLHttpRequest();
  xhr.open(endpoint.method, addressOf(endpoint, address));
  xhr.setRequestHeader('accept', 'application/json, application/problem+json');
  for (const [name, value] of Object.entries(headers ?? {})) xhr.setRequestHeader(name, value);
  xhr.upload.addEventListener('progress', (event) => event.lengthComputable && onProgress(event.loaded / event.total));
  return new Promise((resolve, reject) => {
    xhr.addEventListener('load', () => {
      if (xhr.status >= 200 && xhr.status < 300) return resolve(JSON.parse(xhr.responseText) as ResponseOf<E>);
      const error = apiErrorFrom(xhr.status, xhr.responseText, { get: (name) => xhr.getResponseHeader(name) });
      if (error.status === 401) publishNotice({ kind: 'session-expired' });
      reject(error);
    });
    for (const failure of ['error', 'timeout', 'abort']) xhr.addEventListener(failure, () => reject(new OfflineError()));
    xhr.send(form);
  });
}
