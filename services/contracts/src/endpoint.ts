import type { z } from 'zod';
import type { ErrorCode } from './errors.js';
import type { LimitClass, Permission } from './permissions.js';

/**
 * One operation of the HTTP API: the one definition that the controller validates by, the OpenAPI document is made
 * from and the web client is typed with. Paths use `:name` parameters and start with /api.
 */
export interface Endpoint {
  /** OpenAPI operationId, unique. */
  readonly id: string;
  readonly tag: string;
  readonly summary: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: `/api/${string}`;
  readonly permission: Permission;
  readonly limit: LimitClass;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** Only the headers the operation uses, by lower-case name. */
  readonly headers?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Content type of the request body; application/json when there is a body schema. */
  readonly consumes?: 'multipart/form-data';
  readonly status: number;
  /** Schema of the success body; none for 204 and for documents (see produces). */
  readonly response?: z.ZodType;
  /** Content types of a success body that is not JSON. */
  readonly produces?: readonly string[];
  /** Response headers worth documenting: name -> description. */
  readonly answers?: Readonly<Record<string, string>>;
  /** Errors this operation can answer beside those every operation can. */
  readonly errors?: readonly ErrorCode[];
}

/** Keeps the literal types of an endpoint definition. */
export function defineEndpoint<const E extends Endpoint>(endpoint: E): E {
  return endpoint;
}

type Out<S> = S extends z.ZodType ? z.output<S> : undefined;
type In<S> = S extends z.ZodType ? z.input<S> : undefined;

/** What a controller gets: the parsed parts of the request. */
export interface InputOf<E extends Endpoint> {
  readonly params: Out<E['params']>;
  readonly query: Out<E['query']>;
  readonly headers: Out<E['headers']>;
  readonly body: Out<E['body']>;
}

/** What a client hands in: only the parts that the endpoint declares. */
export type RequestOf<E extends Endpoint> = {
  [K in 'params' | 'query' | 'headers' | 'body' as E[K] extends z.ZodType ? K : never]: In<E[K]>;
};

/** The success body. */
export type ResponseOf<E extends Endpoint> = Out<E['response']>;
