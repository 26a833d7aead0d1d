import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { takeUpgrades, Upgrades } from './upgrades.js';

const ends: (() => unknown)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** A client that asks for a socket and, once refused, does not hang up by itself. */
async function givenClient(origin: string) {
  const upgrades = new Upgrades();
  upgrades.serve('/api/live', ({ socket }) => void socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n'));
  const server = createServer().listen(0, '127.0.0.1');
  takeUpgrades(server, upgrades, { baseUrl: undefined, trustProxy: 0 });
  const taken = once(server, 'connection');
  await once(server, 'listening');
  const client = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', allowHalfOpen: true });
  ends.push(() => client.destroy(), () => server.close());
  client.write(`GET /api/live HTTP/1.1\r\nHost: studio.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nOrigin: ${origin}\r\n\r\n`);
  const [connection] = (await taken) as [import('node:net').Socket];
  let heard = '';
  client.setEncoding('utf8').on('data', (text: string) => (heard += text));
  return { client, connection, heard: () => heard };
}

describe('takeUpgrades', () => {
  it('lets a page of this site in', async () => {
    const { client, heard } = await givenClient('http://studio.test');
    await once(client, 'end');
    expect(heard()).toMatch(/^HTTP\/1\.1 101 /);
  });

  it('refuses a page of another site, and hangs up whether the client does or not', async () => {
    const { client, connection, heard } = await givenClient('https://evil.test');
    await Promise.all([once(client, 'end'), once(connection, 'close')]);
    expect(heard()).toMatch(/^HTTP\/1\.1 403 /);
    expect(heard()).toContain('request.cross_origin');
  });
});
