// The anchor of npm run bench -- realtime: Hocuspocus as it comes, keeping nothing. Says when an edit would have been stored.
import { Server } from '@hocuspocus/server';

let oldest;
let longest = 0;
const server = new Server({
  port: 0,
  quiet: true,
  stopOnSignals: false,
  onChange: async () => void (oldest ??= performance.now()),
  onStoreDocument: async () => {
    longest = Math.max(longest, performance.now() - (oldest ?? performance.now()));
    oldest = undefined;
  },
});
await server.listen();
process.on('message', () => process.send({ longest }));
process.on('SIGTERM', () => process.exit(0));
process.send({ port: server.address.port });
