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
