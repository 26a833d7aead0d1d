import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

const silent = new WeakMap<Server, Set<Socket>>();

/**
 * Remembers which connections of a server have not begun a request yet: spare ones of browsers, checks that only connect.
 * Node counts them as busy, so nothing but this would end them when the server stops.
 */
export function watchSilentConnections(server: Server): void {
  const sockets = new Set<Socket>();
  silent.set(server, sockets);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  for (const asked of ['request', 'upgrade']) server.on(asked, ({ socket }: IncomingMessage) => sockets.delete(socket));
}

/** Ends the connections of a server that have asked for nothing so far. */
export function endSilentConnections(server: Server): void {
  for (const socket of silent.get(server) ?? []) socket.destroy();
}
