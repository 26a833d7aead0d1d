import type { Endpoint } from '@bpmn-studio/contracts';
import type { Readable } from 'node:stream';
import type { z } from 'zod';

/** A header that may come several times (Set-Cookie) is a list. */
export type AnswerHeaders = Readonly<Record<string, string | readonly string[]>>;

/** JSON with headers or a status of its own. The data is parsed by the endpoint's response schema, unknown fields go. */
export class Answer<T> {
  constructor(
    readonly data: T,
    readonly options: { readonly headers?: AnswerHeaders; readonly status?: number } = {},
  ) {}
}

/** JSON that was made before (encodeAnswer), such as a cache keeps it: goes out as it is. */
export class EncodedAnswer {
  constructor(
    readonly json: Buffer,
    readonly headers: AnswerHeaders = {},
  ) {}
}

/** The JSON of an answer, parsed by the endpoint's response schema: what an EncodedAnswer is made of. */
export function encodeAnswer<E extends Endpoint & { readonly response: z.ZodType }>(endpoint: E, data: z.input<E['response']>): Buffer {
  return Buffer.from(JSON.stringify(endpoint.response.parse(data)), 'utf8');
}

/** A success body that is not JSON: a file or a picture, sent as it is. A string goes out as UTF-8. */
export class DocumentAnswer {
  constructor(
    readonly content: Buffer | string,
    readonly contentType: string,
    readonly headers: AnswerHeaders = {},
  ) {}
}

/** A file that is made while it is sent. The stream is destroyed when the client goes away; ending in an error, it breaks the answer off. */
export class StreamAnswer {
  constructor(
    readonly stream: Readable,
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
