import { HocuspocusProvider } from '@hocuspocus/provider';
import { Doc, type Map as YMap } from 'yjs';
import type { SignedUp, TestApp } from './test-app.js';

/** Somebody in a live document, through the library that browsers use. */
export interface Editor {
  readonly doc: Doc;
  readonly provider: HocuspocusProvider;
  readonly records: YMap<YMap<unknown>>;
  /** Codes and reasons its socket was closed with. */
  readonly closings: { readonly code: number; readonly reason: string }[];
  /** What the server said beside the document. */
  readonly news: unknown[];
  /** The document is here, and the right is known. */
  ready(): Promise<void>;
  /** All that was edited is acknowledged. */
  acknowledged(): Promise<void>;
  /** Resolves with the closing of the socket; it is not opened again. */
  closed(): Promise<{ readonly code: number; readonly reason: string }>;
  leave(): void;
}

/** Opens a document as a person, with a ticket of theirs. Leave it at the end. */
export async function joinLive(app: TestApp, person: SignedUp, diagramId: string): Promise<Editor> {
  const { body } = await person.agent.post(`/api/diagrams/${diagramId}/live`).expect(201);
  return editorWith(app, diagramId, body.ticket as string);
}

export function editorWith(app: TestApp, diagramId: string, ticket: string): Editor {
  const doc = new Doc();
  const closings: { code: number; reason: string }[] = [];
  const news: unknown[] = [];
  const closing = Promise.withResolvers<{ code: number; reason: string }>();
  const synced = Promise.withResolvers<void>();
  const provider = new HocuspocusProvider({
    url: `${app.origin.replace('http', 'ws')}/api/live`,
    name: diagramId,
    document: doc,
    token: ticket,
    // @ts-expect-error the types leave out what the websocket of the provider takes
    WebSocketPolyfill: socketFrom(app.origin),
    onSynced: () => synced.resolve(),
    onStateless: ({ payload }) => news.push(JSON.parse(payload)),
    onClose: ({ event }) => {
      closings.push({ code: event.code, reason: event.reason });
      closing.resolve({ code: event.code, reason: event.reason });
      provider.disconnect();
    },
  });
  const acknowledged = (): Promise<void> => new Promise((resolve) => {
    if (!provider.hasUnsyncedChanges) return resolve();
    const told = ({ number }: { number: number }): void => {
      if (number > 0) return;
      provider.off('unsyncedChanges', told);
      resolve();
    };
    provider.on('unsyncedChanges', told);
  });
  return { doc, provider, records: doc.getMap('records'), closings, news, ready: () => synced.promise, acknowledged, closed: () => closing.promise, leave: () => provider.destroy() };
}

/** Node's WebSocket, with the Origin a browser would send. */
export function socketFrom(origin: string) {
  return class extends WebSocket {
    constructor(url: string) {
      super(url, { headers: { Origin: origin } } as unknown as string[]);
    }
  };
}
