import type { Endpoint, RequestOf } from '@bpmn-studio/contracts';

/** The parts of a request that make its address. */
export interface AddressParts {
  readonly params?: Readonly<Record<string, unknown>> | undefined;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
}

type Parts<E extends Endpoint> = Pick<ClientRequest<E>, Extract<keyof ClientRequest<E>, 'params' | 'query'>>;

/** A part of a request that may be empty may also be left out. */
export type ClientRequest<E extends Endpoint> = Needed<RequestOf<E>> & Spare<RequestOf<E>>;
type Needed<R> = { [K in keyof R as object extends R[K] ? never : K]: R[K] };
type Spare<R> = { [K in keyof R as object extends R[K] ? K : never]?: R[K] };

/** The address of an operation, for links, images and downloads. */
export function urlFor<const E extends Endpoint>(endpoint: E, parts: Parts<E>): string {
  return addressOf(endpoint, parts as AddressParts);
}

/** The address of an operation: parameters filled in and encoded, undefined query values left out. */
export function addressOf(endpoint: Endpoint, { params = {}, query = {} }: AddressParts): string {
  const path = endpoint.path.replace(/:([A-Za-z]+)/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined || value === null || value === '') throw new TypeError(`${endpoint.id} needs the parameter ${name}`);
    return encodeURIComponent(String(value));
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== null) search.set(name, String(value));
  return search.size === 0 ? path : `${path}?${search}`;
}
