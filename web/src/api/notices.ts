/** What the whole application should know about the connection, published by the client and shown by the shell. */
export type Notice = { readonly kind: 'session-expired' } | { readonly kind: 'slowed-down'; readonly seconds: number };

type Listener = (notice: Notice) => void;
const listeners = new Set<Listener>();

/** Tells every listener. */
export function publishNotice(notice: Notice): void {
  for (const listener of listeners) listener(notice);
}

/** Listens until the returned function is called. */
export function onNotice(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
