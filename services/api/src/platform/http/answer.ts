import { etagMatches } from './etag.js';

/** A header that may come several times (Set-Cookie) is a list. */
export type AnswerHeaders = Readonly<Record<string, string | readonly string[]>>;

/** JSON with headers or a status of its own. The data is parsed by the endpoint's response schema, unknown fields go. */
export class Answer<T> {
  constructor(
    readonly data: T,
    readonly options: { readonly headers?: AnswerHeaders; readonly status?: number } = {},
  ) {}
}

/** A success body that is not JSON: a file or a picture, sent as it is. A string goes out as UTF-8. */
export class DocumentAnswer {
  constructor(
    readonly content: Buffer | string,
    readonly contentType: string,
    readonly headers: AnswerHeaders = {},
  ) {}
}

/** 304 (RFC 9110 15.4.5): the client's copy is still good. */
export class NotModified {
  constructor(readonly headers: AnswerHeaders = {}) {}
}

/** 304 with the entity tag (quotes included) that still holds, and the headers the 200 would have carried. */
export function notModified(etag: string, headers: AnswerHeaders = {}): NotModified {
  return new NotModified({ ...headers, ETag: etag });
}

/**
 * 304 when the client already holds what `etag` names, else what `make` answers; so that a controller needs no `if`.
 * Any answer with an ETag header is compared once more when it is sent, so this is only for saving the work of `make`.
 * @param ifNoneMatch the header as the endpoint parsed it, undefined when absent
 * @param etag with its quotes, such as `"7"`
 */
export async function unlessMatched<T>(ifNoneMatch: string | undefined, etag: string, make: () => T | Promise<T>): Promise<T | NotModified> {
  return etagMatches(ifNoneMatch, etag) ? notModified(etag) : await make();
}
